"""Reports as Markdown and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonghui_core.desk.cells import as_json, as_text
from gonghui_core.reports import (
    Bars,
    Block,
    Child,
    Fact,
    Figures,
    Grid,
    Heading,
    Paragraph,
    Report,
    Signature,
    Step,
    Steps,
)


def markdown(report: Report) -> str:
    """The report as Markdown."""
    parts = [f"# {_escaped(str(report.title))}", *(_markdown(block) for block in report.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def markdown_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(_escaped(str(cell)) for cell in line) + " |" for line in lines) + "\n"


def _escaped(text: str) -> str:
    for char in "\\`*_[]<>|":
        text = text.replace(char, "\\" + char)
    return text.replace("\n", " ")


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {_escaped(str(text))}"
        case Paragraph(text):
            return _escaped(str(text))
        case Figures(items, title):
            lines = [f"- {_escaped(str(i.label))}：{_escaped(as_text(i.value))}" for i in items]
            return "\n".join([f"**{_escaped(str(title))}**\n"] * bool(title) + lines)
        case Grid(columns, rows, title):
            table = markdown_table(
                [str(c.title) for c in columns], [[as_text(v) for v in row] for row in rows]
            )
            return (f"**{_escaped(str(title))}**\n\n" if title else "") + table
        case Bars(title, items):
            table = markdown_table([str(title), ""], [[str(label), said] for label, _value, said in items])
            return table
        case Signature(roles, day):
            signs = "　　".join(_escaped(str(role)) for role in roles)
            return f"{signs}\n\n{_chinese_day(day)}"
        case Steps(items, title):
            lines = [f"{at}. {_escaped(step_words(step))}" for at, step in enumerate(items, 1)]
            return "\n".join([f"**{_escaped(str(title))}**\n"] * bool(title) + lines)
        case Child():
            return ""


def step_words(step: Step) -> str:
    """A step in one line: how it stands stands first, then what it is and why."""
    return f"[{step.state.label}] {step.title}" + (f"：{step.note}" if step.note else "")


def _chinese_day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def blocks_json(report: Report) -> list[dict[str, Any]]:
    """The blocks as plain data, each with its kind."""
    return [_block_json(block) for block in report.blocks]


def _block_json(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Heading(text, level):
            return {"kind": kind, "text": str(text), "level": level}
        case Paragraph(text, facts):
            return {"kind": kind, "text": str(text), "facts": [fact.as_json() for fact in facts]}
        case Figures(items, title):
            shown = [{"label": str(i.label), "value": as_json(i.value), "fact": _fact(i.fact)} for i in items]
            return {"kind": kind, "title": str(title), "items": shown}
        case Grid(columns, rows, title):
            heads = [{"id": c.id, "title": str(c.title), "kind": c.kind} for c in columns]
            return {
                "kind": kind,
                "title": str(title),
                "columns": heads,
                "rows": [as_json(list(r)) for r in rows],
                "facts": [
                    {"row": row, "column": columns[place].id, **fact.as_json()}
                    for (row, place), fact in sorted(block.facts.items())
                ],
            }
        case Bars(title, items):
            bars = [{"label": str(label), "value": as_json(value)} for label, value, _said in items]
            return {"kind": kind, "title": str(title), "items": bars}
        case Signature(roles, day):
            return {"kind": kind, "roles": [str(role) for role in roles], "day": as_json(day)}
        case Steps(items, title):
            return {"kind": kind, "title": str(title), "items": [as_json(step.as_json()) for step in items]}
        case Child(page, params, title):
            return {"kind": kind, "page": page, "params": dict(params), "title": str(title)}


def _fact(fact: Fact | None) -> dict[str, Any] | None:
    return fact.as_json() if fact else None
