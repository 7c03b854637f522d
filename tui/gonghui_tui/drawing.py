"""Reports as passages of a viewer: each block laid out for a width in cells, figures with where they lead.

Pure functions of plain values; what a figure leads to is a `Target`, and several of them are offered as a choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rich.cells import cell_len

from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.reports import (
    Bars,
    Block,
    Col,
    Fact,
    Figure,
    Figures,
    Grid,
    Heading,
    Paragraph,
    Report,
    Signature,
    Steps,
)  # fmt: skip
from gonghui_tui.look import look
from gonghui_tui.safe import cut, fit, flat, plain, wrap
from gonghui_tui.stepping import steps
from gonghui_tui.targets import Target, target_of
from gonghui_tui.widgets.bars import Bar, bar_lines
from gonghui_tui.widgets.viewer import Passage, Piece

_ = translator("gonghui_tui")

_GAP = 2  # cells between two columns of a table
_NARROWEST = 6  # cells of a column that is broken into lines
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_MARKS = {"ok": "tick", "warn": "", "bad": "bad"}
_RIGHT = ("money", "integer")

Targets = tuple[Target, ...]


@dataclass(frozen=True)
class ChildTable:
    """The first rows of a child table, fetched with the record that it belongs to."""

    title: str
    grid: Grid
    total: int
    link: Target
    rows: tuple[Target, ...] = field(default=())
    note: str = ""


def lay(blocks: Sequence[Block | ChildTable], width: int) -> list[Passage]:
    """The passages of a report at `width` cells."""
    passages: list[Passage] = []
    for block in blocks:
        drawn = list(_block(block, width))
        if passages and drawn and not isinstance(block, Paragraph):
            passages.append(_blank())
        passages += drawn
    return passages


def _blank() -> Passage:
    return Passage((Piece(""),))


def _line(text: str, **style: Any) -> Passage:
    return Passage((Piece(text, **style),), wraps=False)


def _block(block: Block | ChildTable, width: int) -> Iterator[Passage]:
    draw: Callable[[Any, int], Iterator[Passage]] | None = _DRAW.get(type(block))
    if draw is not None:
        yield from draw(block, width)


def _heading(block: Heading, width: int) -> Iterator[Passage]:
    yield Passage((Piece(str(block.text), strong=True),))
    if block.level == 1:
        yield _line(_rule() * min(cell_len(flat(block.text)), width), tone="muted")


def _rule() -> str:
    return "─" if look().name == "full" else "-"


# Running text


def _paragraph(block: Paragraph, width: int) -> Iterator[Passage]:
    """Sentence by sentence: one that states facts can be opened."""
    pieces = tuple(_sentences(block))
    if pieces:
        yield Passage(pieces)


def _sentences(block: Paragraph) -> Iterator[Piece]:
    if block.parts:
        for text, facts in block.parts:
            yield Piece(str(text), _targets(facts), quiet=True)
        return
    left = list(block.facts)
    sentences = [found for found in _SENTENCE.findall(plain(block.text)) if found]
    for at, sentence in enumerate(sentences):
        mine = [fact for fact in left if str(fact.value) and str(fact.value) in sentence]
        if at == len(sentences) - 1 and left and not mine:
            mine = left
        left = [fact for fact in left if fact not in mine]
        yield Piece(sentence, _targets(mine), quiet=True)


def _targets(facts: Sequence[Fact]) -> Targets | None:
    return tuple(link for fact in facts if (link := target_of(fact)) is not None) or None


# Labels and values


def _figures(block: Figures, width: int) -> Iterator[Passage]:
    """Labels and values in a frame, in as many columns as there is room for."""
    inner = width - 4
    label = max((cell_len(flat(item.label)) for item in block.items), default=0)
    label = min(label, max(inner // 3, 4))
    columns = 1 if inner < 56 else 2 if inner < 96 else 3
    cell = (inner - (columns - 1) * _GAP) // columns
    yield _top(str(block.title), width)
    for row in _flow(block.items, columns, cell - label - 1):
        yield from _framed(row, label, cell, inner, columns)
    yield _bottom(width)


def _flow(items: Sequence[Figure], columns: int, room: int) -> Iterator[list[Figure]]:
    """The items in rows; one whose value is too long for its cell has a row of its own."""
    row: list[Figure] = []
    for item in items:
        long = cell_len(_value(item)) > room
        if row and (long or len(row) == columns):
            yield row
            row = []
        row.append(item)
        if long:
            yield row
            row = []
    if row:
        yield row


def _value(item: Figure) -> str:
    text = plain(as_text(item.value)) or "—"
    mark = {"ok": look().tick, "warn": "!", "bad": look().bad}.get(item.mark, "")
    return f"{mark} {text}" if mark else text


def _framed(
    row: Sequence[Figure], label: int, cell: int, inner: int, columns: int
) -> Iterator[Passage]:  # fmt: skip
    side = _side()
    if len(row) == 1 and cell_len(_value(row[0])) > cell - label - 1:
        for at, text in enumerate(wrap(_value(row[0]), inner - label - 1)):
            title = fit(flat(row[0].label) if at == 0 else "", label)
            yield _framed_line(
                [Piece(title + " ", tone="muted"), _value_piece(row[0], text, inner - label - 1)]
            )
        return
    pieces: list[Piece] = []
    for at in range(columns):
        if at:
            pieces.append(Piece(" " * _GAP))
        if at < len(row):
            item = row[at]
            pieces.append(Piece(fit(flat(item.label), label) + " ", tone="muted"))
            text = _value(item).replace("\n", " ")
            pieces.append(_value_piece(item, text, 0))
            pieces.append(Piece(" " * max(cell - label - 1 - cell_len(text), 0)))
        else:
            pieces.append(Piece(" " * cell))
    used = sum(cell_len(piece.text) for piece in pieces)
    yield Passage((Piece(f"{side} "), *pieces, Piece(" " * (inner - used) + f" {side}")), wraps=False)


def _framed_line(pieces: Sequence[Piece]) -> Passage:
    side = _side()
    return Passage((Piece(f"{side} "), *pieces, Piece(f" {side}")), wraps=False)


def _value_piece(item: Figure, text: str, width: int) -> Piece:
    link = target_of(item.fact)
    shown = fit(text, width) if width else text
    return Piece(shown, (link,) if link else None, tone=item.mark if item.mark in _MARKS else "")


def _side() -> str:
    return "│" if look().name == "full" else "|"


def _top(title: str, width: int) -> Passage:
    words = f" {cut(flat(title), width - 8)} " if title else ""
    left, right, rule = ("╭─", "╮", "─") if look().name == "full" else ("+-", "+", "-")
    rest = rule * max(width - 3 - cell_len(words), 0)
    return Passage(
        (Piece(left, tone="muted"), Piece(words, strong=True), Piece(rest + right, tone="muted")), wraps=False
    )


def _bottom(width: int) -> Passage:
    left, right, rule = ("╰", "╯", "─") if look().name == "full" else ("+", "+", "-")
    return _line(left + rule * max(width - 2, 0) + right, tone="muted")


# Tables


def _grid(block: Grid, width: int) -> Iterator[Passage]:
    if str(block.title):
        yield Passage((Piece(str(block.title), strong=True),))
    if not block.rows:
        yield _line(str(_("  （没有）")), tone="muted")
        return
    yield from _table(_narrowed(block, width), width, {})


def _narrowed(block: Grid, width: int) -> Grid:
    """The table without its wide columns, where they do not fit."""
    if sum(col.width + _GAP for col in block.columns) - _GAP <= width:
        return block
    kept = [at for at, col in enumerate(block.columns) if not col.wide]
    facts = {(row, kept.index(at)): fact for (row, at), fact in block.facts.items() if at in kept}
    rows = [[row[at] for at in kept if at < len(row)] for row in block.rows]
    return Grid(tuple(block.columns[at] for at in kept), rows, block.title, facts)


def _table(block: Grid, width: int, opens: dict[int, Target]) -> Iterator[Passage]:
    """Titles and rows; `opens` says where a whole row leads."""
    cells = [[plain(as_text(value)) for value in row] for row in block.rows]
    widths = _widths(block.columns, cells, width)
    titles = [
        fit(flat(col.title), wide, right=_right(col)) for col, wide in zip(block.columns, widths, strict=True)
    ]
    yield _line((" " * _GAP).join(titles), strong=True)
    yield _line((" " * _GAP).join(_rule() * wide for wide in widths), tone="muted")
    for at, row in enumerate(cells):
        facts = {column: link for (line, column), fact in block.facts.items()
                 if line == at and (link := target_of(fact)) is not None}  # fmt: skip
        if at in opens:
            facts.setdefault(0, opens[at])
        yield from _row(row, block.columns, widths, facts)


def _right(column: Col) -> bool:
    return column.kind in _RIGHT


def _row(
    row: Sequence[str], columns: Sequence[Col], widths: Sequence[int], facts: dict[int, Target]
) -> Iterator[Passage]:
    broken = [
        [cut(text, wide)] if column.kind != "text" else wrap(text, wide)
        for text, column, wide in zip(row, columns, widths, strict=False)
    ]
    for line in range(max((len(lines) for lines in broken), default=1)):
        pieces: list[Piece] = []
        for at, (lines, column, wide) in enumerate(zip(broken, columns, widths, strict=False)):
            text = lines[line] if line < len(lines) else ""
            shown = fit(text, wide, right=_right(column))
            link = facts.get(at) if line == 0 and text.strip() else None
            pieces.append(Piece(shown, (link,) if link else None))
            pieces.append(Piece(" " * _GAP))
        yield Passage(tuple(pieces[:-1]), wraps=False)


def _widths(columns: Sequence[Col], cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """What each column needs; where that is too much, the widest text columns give."""
    wanted = []
    for at, column in enumerate(columns):
        longest = max((max(map(cell_len, row[at].split("\n"))) for row in cells if at < len(row)), default=0)
        wanted.append(max(longest, cell_len(flat(column.title)), 2))
    room = width - 1 - _GAP * (len(columns) - 1)
    least = [
        _NARROWEST if column.kind == "text" else wide for column, wide in zip(columns, wanted, strict=True)
    ]
    while sum(wanted) > room:
        spare = [wide - few for wide, few in zip(wanted, least, strict=True)]
        most = max(spare, default=0)
        if most <= 0:
            break
        wanted[spare.index(most)] -= 1
    return wanted


def _child(block: ChildTable, width: int) -> Iterator[Passage]:
    """The first rows of a child table, each leading to its record, and the way to all of them."""
    count = _("{title}（{n:,}）").format(title=flat(block.title), n=block.total)
    target = None if block.note else (block.link,)
    yield Passage((Piece(str(count), target, strong=True),), wraps=False)
    if block.note:
        yield Passage((Piece("  " + block.note, tone="warn"),))
        return
    if not block.grid.rows:
        yield _line(str(_("  （没有）")), tone="muted")
        return
    yield from _table(block.grid, width, dict(enumerate(block.rows)))
    if block.total > len(block.grid.rows):
        rest = _("… 另有 {n:,} 条，打开看全部").format(n=block.total - len(block.grid.rows))
        yield Passage((Piece(str(rest), (block.link,)),), wraps=False)


# Charts and signatures


def _bars(block: Bars, width: int) -> Iterator[Passage]:
    yield Passage((Piece(str(block.title), strong=True),))
    bars = [Bar(str(label), Decimal(value), str(figure)) for label, value, figure in block.items]
    for text in bar_lines(bars, min(width - 1, 100)):
        yield _line(text)


def _signature(block: Signature, width: int) -> Iterator[Passage]:
    lines = [str(role) for role in block.roles] + ([_day(block.day)] if block.day else [])
    for text in lines:
        yield _line(fit(flat(text), max(width - 2, 0), right=True))


def _day(day: date) -> str:
    return str(_("{y} 年 {m} 月 {d} 日").format(y=day.year, m=day.month, d=day.day))


_DRAW: dict[type, Callable[[Any, int], Iterator[Passage]]] = {
    Heading: _heading, Paragraph: _paragraph, Figures: _figures, Grid: _grid, Bars: _bars,
    Signature: _signature, ChildTable: _child, Steps: steps,
}  # fmt: skip


def preview_passages(report: Report, width: int) -> list[Passage]:
    """A report to be read in a dialog."""
    return lay([block for block in report.blocks if type(block) in _DRAW], width)
