"""Rows of a table page for the grid: fetched by windows from the desk, cells as people read them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from rich.cells import cell_len

from gonghui_core.desk.cells import as_text
from gonghui_core.pages import Column, RowValues
from gonghui_tui.safe import flat
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.rows import GridRow, PagedRows

PAGE = 100
_KEPT = 5000  # values of rows that are kept, for actions on them
_RIGHT = ("money", "integer")
_SHORT = 12  # cells of a text column before its texts are known
_FEWEST = 8  # cells; a text is not cut shorter for the sake of others
_WHOLE = ("money", "integer", "date", "month", "code")
"""Kinds whose cells are never cut: a shorter number reads as another one."""


def grid_columns(
    columns: Sequence[Column], rows: Sequence[RowValues] = (), room: int = 0, *, narrow: bool = False
) -> list[GridColumn]:
    """The columns of a page as the grid lays them out, by what the first rows hold and the `room` in cells.

    A text column gives up what its texts do not need; where that is not enough, the longest texts are cut: those
    of columns that stay at 80 cells last, so that a wide screen shows no less of them.
    Room that is left over goes to the columns whose texts are longer than they are wide.
    """
    shown = [column for column in columns if not (narrow and column.wide)]
    needs = {column.id: _needed(column, rows) for column in columns}
    least = {column.id: _least(column, needs[column.id]) for column in columns}
    over = sum(least[column.id] for column in shown) + len(shown) - 1 - room if room else 0
    texts = [column for column in shown if column.kind not in _WHOLE]
    roomy = any(column.wide for column in shown)
    for _step in range(max(over, 0)):
        spare = [(least[x.id] - _FEWEST, x.id) for x in texts if not (roomy and x.keep)]
        most = max(spare, default=(0, ""))
        if most[0] <= 0:
            break
        least[most[1]] -= 1
    return [_grid_column(column, needs[column.id], least[column.id]) for column in columns]


def _needed(column: Column, rows: Sequence[RowValues]) -> int:
    """The cells that the longest text of the first rows takes."""
    return max((cell_len(flat(as_text(row.get(column.id)))) for row in rows), default=0)


def _least(column: Column, needed: int) -> int:
    title = cell_len(str(column.title))
    if column.kind in _WHOLE:
        return max(column.width, title, needed)
    return max(min(column.width, needed) if needed else min(column.width, _SHORT), title)


def _grid_column(column: Column, needed: int, least: int) -> GridColumn:
    title = str(column.title)
    whole = column.kind in _WHOLE
    width = least if whole else max(column.width, cell_len(title))
    return GridColumn(
        column.id, title, width, minimum=least, right=column.kind in _RIGHT, keep=True, wide_only=column.wide,
        grow=0 if whole else max(needed - width, 0), kind=column.kind,
    )  # fmt: skip


def grid_row(columns: Sequence[Column], row: RowValues) -> GridRow:
    """A row as the grid paints it."""
    return GridRow(row["key"], [as_text(row.get(column.id)) for column in columns])


class DeskRows(PagedRows):
    """Rows fetched by `load(offset, limit)`; the first window is here already, values are kept by key."""

    def __init__(
        self, columns: Sequence[Column], load: Callable[[int, int], Sequence[RowValues]], count: int,
        first: Sequence[RowValues],
    ) -> None:  # fmt: skip
        super().__init__(self._rows, count, page=PAGE)
        self._columns, self._rows_from = columns, load
        self._values: OrderedDict[str, RowValues] = OrderedDict()
        self._value_lock = Lock()
        self._pages[0] = self._drawn(first)

    def _rows(self, offset: int, limit: int) -> Sequence[GridRow]:
        return self._drawn(self._rows_from(offset, limit))

    def _drawn(self, rows: Sequence[RowValues]) -> list[GridRow]:
        with self._value_lock:
            for row in rows:
                self._values[row["key"]] = row
            while len(self._values) > _KEPT:
                self._values.popitem(last=False)
        return [grid_row(self._columns, row) for row in rows]

    def values(self, key: str) -> RowValues | None:
        """The values of a row that was fetched."""
        with self._value_lock:
            return self._values.get(key)
