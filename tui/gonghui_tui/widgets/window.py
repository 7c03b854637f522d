"""Rows behind a window: the cursor, the scrolling, and fetching no more than what is in sight."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from gonghui_tui.widgets.rows import GridRow, ListRows, RowSource

_AHEAD = 60  # rows fetched beyond the screen on each side


class RowWindow(ScrollView, can_focus=True):
    """A list of rows of which only those in sight are asked for. The first line of the window is a header."""

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class RowHighlighted(Message, namespace="grid"):
        """The cursor stands on another row; `key` is None while the row is not loaded."""

        grid: RowWindow
        row: int
        key: Hashable | None

    @dataclass
    class LoadFailed(Message, namespace="grid"):
        """Rows could not be fetched; those that were here stay."""

        grid: RowWindow
        error: Exception

    @dataclass
    class Rearranged(Message, namespace="grid"):
        """Columns or rows stand elsewhere on the screen than before."""

        grid: RowWindow

    @dataclass
    class Fetched(Message, bubble=False, namespace="grid"):
        """The thread is done."""

        failure: Exception | None

    def __init__(self, rows: RowSource | None, *, id: str | None, classes: str | None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: RowSource = rows or ListRows()
        self._loading = False

    @property
    def current(self) -> GridRow | None:
        """The row under the cursor, if it is loaded."""
        return self.rows.row(self.cursor) if 0 <= self.cursor < self.rows.count else None

    def validate_cursor(self, cursor: int) -> int:
        """The cursor never leaves the rows."""
        return max(0, min(cursor, self.rows.count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Scroll the least that shows the cursor, and paint no more than the two rows it went between."""
        self.follow()
        self.refresh_line(old + 1)
        self.refresh_line(new + 1)
        self.tell()

    @property
    def screenful(self) -> int:
        """How many rows fit under the header."""
        return max(self.scrollable_content_region.height - 1, 1)

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Fetch what has come into sight."""
        super().watch_scroll_y(old, new)
        self.load()
        self.post_message(self.Rearranged(self))

    def follow(self) -> None:
        """Scroll the least that shows the cursor."""
        top, rows = self.scroll_offset.y, self.screenful
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + rows:
            self.scroll_to(y=self.cursor - rows + 1, animate=False, immediate=True)

    def tell(self) -> None:
        """Say where the cursor stands now."""
        row = self.current
        self.post_message(self.RowHighlighted(self, self.cursor, row.key if row else None))
        self.post_message(self.Rearranged(self))

    def load(self) -> None:
        """Fetch the rows around the screen in a thread: one fetch at a time, and always the latest place."""
        if self._loading or not self.is_attached:
            return
        top, rows = self.scroll_offset.y, self.rows
        job = rows.missing(max(0, top - _AHEAD), min(rows.count, top + self.screenful + _AHEAD))
        if job is not None:
            self._loading = True
            self.run_worker(lambda: self._fetch(job), thread=True, exit_on_error=False, group="grid")

    def _fetch(self, job: Callable[[], None]) -> None:
        failure: Exception | None = None
        try:
            job()
        except Exception as error:  # whatever a page's rows raise is told, and never ends the program
            failure = error
        self.post_message(self.Fetched(failure))

    def on_grid_fetched(self, event: Fetched) -> None:
        """Paint what has come, or say that it did not; then see whether the window has moved on."""
        self._loading = False
        self.refresh()
        if event.failure is not None:
            self.post_message(self.LoadFailed(self, event.failure))
            return
        self.tell()
        self.load()

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens."""
        self.cursor += pages * self.screenful

    def action_edge(self, side: int) -> None:
        """Move the cursor to the first (-1) or last (1) row."""
        self.cursor = 0 if side < 0 else self.rows.count - 1
