"""The one virtual grid: a list of any length, of which only the rows on the screen are ever asked for."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from gonghui_core.i18n import translator
from gonghui_tui.tsv import row_text
from gonghui_tui.widgets.columns import NARROW, GridColumn, Placed, place
from gonghui_tui.widgets.painting import empty_line, header, lead_text, row_line, waiting_line
from gonghui_tui.widgets.rows import RowSource
from gonghui_tui.widgets.window import RowWindow

_ = translator("gonghui_tui")


class Grid(RowWindow):
    """A table with a cursor row. The header stays; a tick column is there when `tickable`.

    `empty` are the lines shown while there is no row: why, and the key that fills the list. `cell_cursor`
    gives one column of the cursor row a cursor of its own, for entry.
    """

    DEFAULT_CSS = """
    Grid { height: 1fr; background: $background; color: $foreground; }
    Grid > .grid--header { text-style: bold; background: $panel; color: $foreground; }
    Grid > .grid--cursor { background: $surface-active; color: $foreground; }
    Grid:focus > .grid--cursor { background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: bold; }
    Grid > .grid--cell { text-style: underline; }
    Grid:focus > .grid--cell { text-style: bold reverse; }
    Grid > .grid--bad { color: $text-error; text-style: bold underline; }
    Grid > .grid--empty { color: $foreground-muted; }
    """
    COMPONENT_CLASSES = {"grid--header", "grid--cursor", "grid--cell", "grid--bad", "grid--empty"}
    BINDINGS = [
        Binding("up", "move(-1)", _("上一行"), show=False, id="grid.up"),
        Binding("down", "move(1)", _("下一行"), show=False, id="grid.down"),
        Binding("pageup", "page(-1)", _("上一页"), show=False, id="grid.pageup"),
        Binding("pagedown", "page(1)", _("下一页"), show=False, id="grid.pagedown"),
        Binding("ctrl+home", "edge(-1)", _("第一行"), show=False, id="grid.first"),
        Binding("ctrl+end", "edge(1)", _("最后一行"), show=False, id="grid.last"),
        Binding("home", "edge(-1)", _("第一行"), show=False, id="grid.home"),
        Binding("end", "edge(1)", _("最后一行"), show=False, id="grid.end"),
        Binding("left", "sideways(-1)", _("向左"), show=False, id="grid.left"),
        Binding("right", "sideways(1)", _("向右"), show=False, id="grid.right"),
        Binding("enter,ctrl+j", "open", _("打开"), show=False, id="grid.open"),
        Binding("space,ideographic_space", "tick", _("勾选"), show=False, id="grid.tick"),
        Binding("ctrl+a", "tick_all", _("全选"), show=False, id="grid.tick_all"),
        Binding("ctrl+c", "copy", _("复制本行"), show=False, id="grid.copy"),
    ]

    column: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class RowOpened(Message):
        """Enter or a double click on a row."""

        grid: Grid
        row: int
        key: Hashable

    @dataclass
    class Ticked(Message):
        """Other rows are ticked than before."""

        grid: Grid
        keys: frozenset[Hashable]

    @dataclass
    class TickAllRequested(Message):
        """Every row is to be ticked; who knows all keys answers with `Grid.set_ticked`."""

        grid: Grid

    @dataclass
    class SortRequested(Message):
        """A click on the title of a column."""

        grid: Grid
        column: str

    @dataclass
    class Copied(Message):
        """A row is on the clipboard, as tab-separated `text`."""

        grid: Grid
        text: str

    def __init__(
        self,
        columns: Sequence[GridColumn],
        rows: RowSource | None = None,
        *,
        tickable: bool = False,
        cell_cursor: bool = False,
        empty: Sequence[str] = (),
        sort: tuple[str, bool] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(rows, id=id, classes=classes)
        self.columns = tuple(columns)
        self.tickable, self.cell_cursor = tickable, cell_cursor
        self.empty, self.sort = tuple(empty), sort
        self.placed: list[Placed] = []
        self.bad: frozenset[tuple[int, str]] = frozenset()
        self._ticked: frozenset[Hashable] = frozenset()

    # What is shown

    def set_rows(self, rows: RowSource, *, keep_cursor: bool = True) -> None:
        """Show other rows; the cursor stays on its line number where there still is one."""
        self.rows = rows
        self.set_reactive(RowWindow.cursor, min(self.cursor if keep_cursor else 0, max(rows.count - 1, 0)))
        self._arrange()
        self.follow()
        self.tell()

    def set_columns(self, columns: Sequence[GridColumn]) -> None:
        """Show other columns of the same rows."""
        self.columns = tuple(columns)
        self._arrange()

    def set_sort(self, sort: tuple[str, bool] | None) -> None:
        """Mark the column by which the rows are sorted; True is descending."""
        self.sort = sort
        self.refresh()

    def set_bad(self, cells: frozenset[tuple[int, str]]) -> None:
        """Mark cells (row, column id) as wrong."""
        self.bad = cells
        self.refresh()

    @property
    def ticked(self) -> frozenset[Hashable]:
        """The keys of the ticked rows, on the screen or not."""
        return self._ticked

    def set_ticked(self, keys: frozenset[Hashable]) -> None:
        """Tick exactly these rows."""
        self._ticked = keys
        self.refresh()
        self.post_message(self.Ticked(self, keys))

    def cell_region(self) -> Region:
        """Where the cursor's cell is, in this widget's own cells."""
        x, y = self.scroll_offset
        at = self.placed[self.column] if self.placed else Placed(GridColumn("", "", 1), 0, 1)
        return Region(at.x - x, self.cursor - y + 1, at.width, 1)

    # Size and scrolling

    def on_mount(self) -> None:
        """Lay the columns out for the first time."""
        self._arrange()

    def on_resize(self) -> None:
        """Lay the columns out for another width, and keep the cursor in sight."""
        self._arrange()
        self.follow()

    def _arrange(self) -> None:
        room = self.scrollable_content_region.width - self._lead - 1
        narrow = self.app.size.width < NARROW
        self.placed = place(self.columns, room, narrow=narrow, start=self._lead)
        self.set_reactive(Grid.column, min(self.column, max(len(self.placed) - 1, 0)))
        width = self.placed[-1].x + self.placed[-1].width + 1 if self.placed else 0
        height = self.rows.count + 1 if self.rows.count else 2 + len(self.empty)
        self.virtual_size = Size(width, height)
        self.load()
        self.refresh()
        self.post_message(self.Rearranged(self))

    @property
    def _lead(self) -> int:
        """The cells before the first column: the sign of the cursor row, and the tick."""
        return 4 if self.tickable else 2

    def validate_column(self, column: int) -> int:
        """The cursor never leaves the columns."""
        return max(0, min(column, len(self.placed) - 1))

    def watch_column(self) -> None:
        """Show the whole of the cursor's column."""
        if self.cell_cursor and self.placed:
            at, (x, _y) = self.placed[self.column], self.scroll_offset
            width = self.scrollable_content_region.width
            if at.x < x or at.x + at.width > x + width:
                self.scroll_to(x=max(0, at.x + at.width - width + 1), animate=False, immediate=True)
        self.refresh()
        self.post_message(self.Rearranged(self))

    # Painting

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the header, a row, or nothing."""
        x, top = self.scroll_offset
        width = self.scrollable_content_region.width
        strip, style = self._line(y, top + y - 1, width)
        if top + y - 1 == self.cursor and y and self.has_focus:
            # A stray composition of an input method then opens at the row, and not in a corner.
            self.app.cursor_position = self.content_region.offset + Offset(0, y)
        return strip.crop_extend(x, x + width, style)

    def _line(self, y: int, row: int, width: int) -> tuple[Strip, Style]:
        if y == 0:
            style = self.get_component_rich_style("grid--header")
            return header(self.placed, self._lead, self.sort, style), style
        if self.rows.count == 0:
            style = self.get_component_rich_style("grid--empty")
            return empty_line(self.empty, y - 2, width, style), style
        if row >= self.rows.count:
            return Strip.blank(width, self.rich_style), self.rich_style
        return self._row(row)

    def _row(self, number: int) -> tuple[Strip, Style]:
        on_it, row = number == self.cursor, self.rows.row(number)
        style = self.get_component_rich_style("grid--cursor") if on_it else self.rich_style
        if row is None:
            return waiting_line(self._lead, style), style
        ticked = row.key in self._ticked if self.tickable else None
        styles = {column: self.get_component_rich_style("grid--bad") for r, column in self.bad if r == number}
        if self.cell_cursor and on_it and self.placed:
            styles[self.placed[self.column].column.id] = self.get_component_rich_style("grid--cell")
        lead = lead_text(row.mark, on_it=on_it, ticked=ticked)
        return row_line(lead, self.columns, self.placed, row.cells, style, styles), style

    # Keys and mouse

    def action_sideways(self, step: int) -> None:
        """Move by a column, or scroll sideways where cells have no cursor."""
        if self.cell_cursor:
            self.column += step
        else:
            self.scroll_to(x=self.scroll_offset.x + step * 8, animate=False, immediate=True)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if (row := self.current) is not None:
            self.post_message(self.RowOpened(self, self.cursor, row.key))

    def action_tick(self) -> None:
        """Tick the row under the cursor, or take its tick away, and go on to the next row."""
        if self.tickable and (row := self.current) is not None:
            self.set_ticked(self._ticked ^ {row.key})
            self.cursor += 1

    def action_tick_all(self) -> None:
        """Ask for all rows to be ticked."""
        if self.tickable:
            self.post_message(self.TickAllRequested(self))

    def action_copy(self) -> None:
        """Put the row under the cursor on the clipboard; it pastes into WPS as cells."""
        if (row := self.current) is not None:
            text = row_text(row.cells)
            self.app.copy_to_clipboard(text)
            self.post_message(self.Copied(self, text))

    def on_click(self, event: events.Click) -> None:
        """A click sorts, moves the cursor or ticks; a double click opens."""
        at = event.get_content_offset(self)
        if at is None:
            return
        if at.y == 0:
            self._click_header(at)
        elif (row := self.scroll_offset.y + at.y - 1) < self.rows.count:
            self.cursor = row
            self._click_row(at, double=event.chain == 2)

    def _column_at(self, x: int) -> int | None:
        for index, at in enumerate(self.placed):
            if at.x <= x + self.scroll_offset.x <= at.x + at.width:
                return index
        return None

    def _click_header(self, at: Offset) -> None:
        if (index := self._column_at(at.x)) is not None:
            self.post_message(self.SortRequested(self, self.placed[index].column.id))

    def _click_row(self, at: Offset, *, double: bool) -> None:
        if double:
            self.action_open()
        elif self.tickable and at.x + self.scroll_offset.x < self._lead:
            if (row := self.current) is not None:
                self.set_ticked(self._ticked ^ {row.key})
        elif (index := self._column_at(at.x)) is not None:
            self.column = index
