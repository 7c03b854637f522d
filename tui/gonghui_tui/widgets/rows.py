"""Where a grid's rows come from: all of them in memory, or page by page from a thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol


@dataclass(frozen=True)
class GridRow:
    """One row: the key of its record, and its cells in the order of the columns.

    `mark` is one sign before the row that says its state in the row's own words (`✗`, `！`), never a colour.
    """

    key: Hashable
    cells: Sequence[object]
    mark: str = ""


class RowSource(Protocol):
    """The rows of a grid; asked from the screen's own thread, and only for rows that are painted."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def row(self, at: int) -> GridRow | None:
        """The row at `at` (from 0), or None while it is not loaded yet."""

    def missing(self, first: int, last: int) -> Callable[[], None] | None:
        """What loads the rows `first` up to, not including, `last`; to be run in a thread; or None."""


class ListRows:
    """Rows that are all in memory."""

    def __init__(self, rows: Sequence[GridRow] = ()) -> None:
        self._rows = rows

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def row(self, at: int) -> GridRow | None:
        """The row at `at`."""
        return self._rows[at]

    def missing(self, first: int, last: int) -> None:
        """Nothing is ever missing."""


class PagedRows:
    """Rows fetched in pages by `load(first, limit)`, which runs in a thread; few pages are kept."""

    def __init__(
        self, load: Callable[[int, int], Sequence[GridRow]], count: int, *, page: int = 100, kept: int = 30
    ) -> None:
        self._load, self._count, self._page, self._kept = load, count, page, kept
        self._pages: OrderedDict[int, Sequence[GridRow]] = OrderedDict()
        self._lock = Lock()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def row(self, at: int) -> GridRow | None:
        """The row at `at`, or None while its page is not here (or was shorter than it promised to be)."""
        number, within = divmod(at, self._page)
        with self._lock:
            page = self._pages.get(number)
        return page[within] if page is not None and within < len(page) else None

    def missing(self, first: int, last: int) -> Callable[[], None] | None:
        """What loads the pages of `first` up to `last` that are not here."""
        numbers = range(max(first, 0) // self._page, (max(last, 1) - 1) // self._page + 1)
        with self._lock:
            absent = [number for number in numbers if number not in self._pages]
        return (lambda: self._fetch(absent)) if absent else None

    def _fetch(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            page = self._load(number * self._page, self._page)
            with self._lock:
                self._pages[number] = page
                while len(self._pages) > self._kept:
                    self._pages.popitem(last=False)
