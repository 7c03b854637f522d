"""What a grid's columns are, and how they share the width of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NARROW = 100  # columns of the terminal; below it, `wide_only` columns are left out


@dataclass(frozen=True)
class GridColumn:
    """One column; `width` and `minimum` in cells. A `keep` column is never made narrower than its minimum.

    Columns that are not kept may shrink to `minimum` (4 cells, if none is given). `grow` is the share of the
    width that is left over. `kind` is the kind of field that edits a cell; a column that is not `editable` is
    passed over in entry.
    """

    id: str
    title: str
    width: int
    minimum: int = 0
    right: bool = False
    keep: bool = False
    wide_only: bool = False
    grow: int = 0
    kind: str = "text"
    editable: bool = True

    @property
    def least(self) -> int:
        """The fewest cells that this column may have."""
        if self.keep:
            return self.minimum or self.width
        return min(self.width, self.minimum or 4)


@dataclass(frozen=True)
class Placed:
    """A column on the screen: the first cell it takes, counted from the start of the row, and its width."""

    column: GridColumn
    x: int
    width: int


def place(columns: Sequence[GridColumn], room: int, *, narrow: bool, start: int = 0) -> list[Placed]:
    """`columns` laid into `room` cells from `start` on, one blank between them.

    What does not fit after shrinking stands to the right of the room, and is reached by scrolling.
    """
    shown = [column for column in columns if not (narrow and column.wide_only)]
    widths = [column.width for column in shown]
    spare = room - sum(widths) - max(len(shown) - 1, 0)
    _grow(shown, widths, spare) if spare > 0 else _shrink(shown, widths, -spare)
    placed, x = [], start
    for column, width in zip(shown, widths, strict=True):
        placed.append(Placed(column, x, width))
        x += width + 1
    return placed


def _shrink(shown: list[GridColumn], widths: list[int], wanted: int) -> None:
    """Take `wanted` cells away, each from the column that can spare most."""
    for _step in range(wanted):
        spare = [width - column.least for width, column in zip(widths, shown, strict=True)]
        most = max(spare, default=0)
        if most <= 0:
            return
        widths[spare.index(most)] -= 1


def _grow(shown: list[GridColumn], widths: list[int], spare: int) -> None:
    shares = sum(column.grow for column in shown)
    given = 0
    for at, column in enumerate(shown):
        if shares and column.grow:
            more = min(spare * column.grow // shares, spare - given)
            widths[at] += more
            given += more
