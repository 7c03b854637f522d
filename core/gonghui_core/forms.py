"""Printed forms as data: official papers that are laid out cell by cell, with lengths in millimetres.

A report that has such a form carries it as its `paper`; docx and xlsx are then written in the form's own layout,
while the screen, Markdown and json show the report's blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

A4 = (210.0, 297.0)
MARGIN = 12.0


@dataclass(frozen=True)
class Cell:
    """A cell of a form, `across` columns wide.

    `align` is `left`, `center` or `right` (money stands right by itself), `size` in points; `rule` draws the
    double line under a title. A `red` cell is printed red, as figures that take others back are.
    """

    value: Any = ""
    across: int = 1
    align: str = ""
    bold: bool = False
    size: float = 10
    red: bool = False
    frame: bool = True
    rule: bool = False


@dataclass(frozen=True)
class FormRow:
    """A row of a form and its height."""

    cells: Sequence[Cell]
    height: float = 8.0


@dataclass(frozen=True)
class PrintedForm:
    """One form: the widths of its columns, and its rows from top to bottom; one that is `alone`, as a cover is,
    has a page of its own."""

    widths: Sequence[float]
    rows: Sequence[FormRow]
    alone: bool = False

    @property
    def height(self) -> float:
        """How much of the page it takes."""
        return sum(row.height for row in self.rows)


@dataclass(frozen=True)
class Paper:
    """Forms on pages of A4: `on_page` of them, one below the other, a new page after them."""

    forms: Sequence[PrintedForm]
    on_page: int = 1
    landscape: bool = False
    title: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page."""
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def pages(self) -> list[list[PrintedForm]]:
        """The forms of each page."""
        made: list[list[PrintedForm]] = []
        for form in self.forms:
            last = made[-1] if made else None
            if last is None or form.alone or last[0].alone or len(last) == self.on_page:
                made.append([form])
            else:
                last.append(form)
        return made

    @property
    def gap(self) -> float:
        """What is left free below each form, so that the forms of a page share it evenly."""
        room = self.size[1] - 2 * MARGIN
        tallest = max((form.height for form in self.forms if not form.alone), default=0.0)
        return max(room / self.on_page - tallest - 2, 0.0) if self.on_page > 1 else 0.0
