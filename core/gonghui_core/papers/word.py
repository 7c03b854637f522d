"""Reports as Word documents, on templates that a school may edit in Word.

`report.docx` in the workspace's folder `templates` takes the place of the one shipped here.
"""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from gonghui_core.desk.cells import as_text
from gonghui_core.reports import (
    Bars,
    Block,
    Child,
    Figures,
    Grid,
    Heading,
    Paragraph,
    Report,
    Signature,
    Steps,
)
from gonghui_core.text import clean

TEMPLATE = "report.docx"


def write_docx(report: Report, path: Path, template: Path | None = None) -> None:
    """Write `report` to `path` in the official layout: title, numbered headings, tables, signature and day."""
    from gonghui_core.files import write_whole

    opened = io.BytesIO(template.read_bytes() if template else _shipped())
    document = DocxTemplate(opened)
    document.render(
        {"title": _text(report.title), "blocks": [_block(b) for b in report.blocks]}, autoescape=True
    )
    written = io.BytesIO()
    document.save(written)
    write_whole(path, written.getvalue())


def _shipped() -> bytes:
    return (files("gonghui_core") / "papers" / "templates" / TEMPLATE).read_bytes()


def _text(value: Any) -> str:
    return clean(as_text(value))


def _block(block: Block) -> dict[str, Any]:
    """A block as the template's loops take it: its kind, and texts only."""
    match block:
        case Heading(text, level):
            return {"kind": f"heading{min(level, 2)}", "text": _text(text)}
        case Paragraph(text):
            return {"kind": "paragraph", "text": _text(text)}
        case Figures(items, title):
            rows = [[_text(item.label), _text(item.value)] for item in items]
            return _table(title, [], rows)
        case Grid(columns, rows, title):
            return _table(title, [_text(c.title) for c in columns], [[_text(v) for v in row] for row in rows])
        case Bars(title, items):
            return _table(title, [], [[_text(label), said] for label, _value, said in items])
        case Signature(roles, day):
            shown = f"{day.year}年{day.month}月{day.day}日" if day else ""
            return {"kind": "signature", "lines": [*(_text(role) for role in roles), shown]}
        case Steps(items, title):
            rows = [[_text(i.state), _text(i.title), _text(i.note)] for i in items]
            return _table(title, [], rows)
        case Child():
            return {"kind": "none"}


def _table(title: str, head: list[str], rows: list[list[str]]) -> dict[str, Any]:
    lines = [*([head] if head else []), *rows]
    width = max((len(line) for line in lines), default=1)
    padded = [line + [""] * (width - len(line)) for line in lines]
    return {"kind": "table", "title": _text(title), "rows": padded}
