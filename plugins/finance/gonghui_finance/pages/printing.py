"""Tables as the forms that an accountant prints: title, head line, bordered table, places to sign, on A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gonghui_core.forms import Cell, FormRow, Paper, PrintedForm
from gonghui_core.reports import Grid

CENTERED = ("date", "integer")
ROW = 6.6
WIDE = {False: 186.0, True: 273.0}
"""The width of a table in millimetres, upright and across."""


@dataclass(frozen=True)
class Sheet:
    """A form: what stands around its table. `strong` are cells of sums, by row and column of the table."""

    title: str
    number: str = ""
    head: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    landscape: bool = False
    strong: frozenset[tuple[int, int]] = frozenset()


def paper(sheet: Sheet, grid: Grid) -> Paper:
    """The printed form of a table."""
    whole = sum(column.width for column in grid.columns)
    room = WIDE[sheet.landscape]
    widths = tuple(room * column.width / whole for column in grid.columns)
    form = PrintedForm(widths, tuple(_rows(sheet, grid)))
    return Paper((form,), landscape=sheet.landscape, title=sheet.title)


def _rows(sheet: Sheet, grid: Grid) -> Iterator[FormRow]:
    wide = len(grid.columns)
    if sheet.number:
        yield FormRow((Cell(sheet.number, wide, "right", size=9, frame=False),), 5)
    yield FormRow((Cell(sheet.title, wide, "center", True, 16, frame=False),), 11)
    if sheet.head:
        yield _spread(sheet.head, wide)
    yield FormRow(tuple(Cell(str(column.title), 1, "center", True, 9.5) for column in grid.columns), 7.5)
    for index, row in enumerate(grid.rows):
        yield FormRow(tuple(_cell(sheet, grid, index, place, value) for place, value in enumerate(row)), ROW)
    signs = tuple(f"{sign}：" for sign in sheet.signs)
    if signs:
        yield FormRow((Cell("", wide, frame=False),), 3)
    together = len(signs) if len(signs) <= wide else 2
    for first in range(0, len(signs), together or 1):
        yield _spread(signs[first : first + together], wide)


def _cell(sheet: Sheet, grid: Grid, index: int, place: int, value: Any) -> Cell:
    kind = grid.columns[place].kind
    negative = isinstance(value, Decimal) and value < 0
    align = "right" if kind == "money" else "center" if kind in CENTERED else "left"
    return Cell(value, align=align, bold=(index, place) in sheet.strong, size=9, red=negative)


def _spread(parts: Sequence[str], wide: int) -> FormRow:
    """Parts over the whole width, in as many columns as each can have: first at the left, last at the right."""
    bounds = [round(n * wide / len(parts)) for n in range(len(parts) + 1)]
    cells = []
    for n, part in enumerate(parts):
        align = "left" if n == 0 else "right" if n == len(parts) - 1 else "center"
        across = bounds[n + 1] - bounds[n]
        if across:
            cells.append(Cell(part, across, align, size=9, frame=False))
    return FormRow(tuple(cells), 7)
