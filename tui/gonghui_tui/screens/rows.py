"""Rows of a table page for the grid: fetched by windows from the desk, cells as people read them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from rich.cells import cell_len

from gonghui_core.desk.cells import as_text
from gonghui_core.pages import Column, RowValues
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.rows import GridRow, PagedRows

PAGE = 100
_KEPT = 5000  # values of rows that are kept, for actions on them
_RIGHT = ("money", "integer")
_SHORT = 12  # cells; what is not wider than a name or a telephone number keeps its width
_WHOLE = ("money", "integer", "date", "month", "code")
"""Kinds whose cells are never cut: a shorter number reads as another one."""


def grid_columns(columns: Sequence[Column]) -> list[GridColumn]:
    """The columns of a page as the grid lays them out."""
    return [_grid_column(column) for column in columns]


def _grid_column(column: Column) -> GridColumn:
    title = str(column.title)
    width = max(column.width, cell_len(title))
    whole = column.kind in _WHOLE
    least = width if whole or width <= _SHORT else max(width * 2 // 3, _SHORT)
    return GridColumn(
        column.id, title, width, minimum=least,
        right=column.kind in _RIGHT, keep=column.keep or whole, wide_only=column.wide, grow=0 if whole else 1,
        kind=column.kind,
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
