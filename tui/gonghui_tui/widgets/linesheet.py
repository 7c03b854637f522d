"""The floating editor over a grid of lines: where it sits, and how its text comes into a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import Input

from gonghui_core.i18n import translator
from gonghui_tui.tsv import block
from gonghui_tui.widgets.candidates import Finder
from gonghui_tui.widgets.cninput import CNInput
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.lines import EntryRules, Line, Lines
from gonghui_tui.widgets.lookup import LookupList

_ = translator("gonghui_tui")

AWAY = -9
"""A line above everything: an editor whose cell is scrolled out of sight keeps the focus there."""


class LineEditor(CNInput):
    """The floating field. It hands each key to its sheet first, in the order in which they were typed."""

    DEFAULT_CSS = """
    LineEditor { layer: edit; position: absolute; height: 1; border: none; padding: 0;
        background: $surface; color: $foreground; }
    LineEditor:focus { border: none; background: $surface; background-tint: $surface 0%; }
    """

    def __init__(self, owner: LineSheet) -> None:
        super().__init__(compact=True)
        self._owner = owner

    async def on_key(self, event: events.Key) -> None:
        """Let the sheet have the key; what it does not know is typed."""
        if self.has_focus and await self._owner.press(event):
            event.prevent_default()
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """A block of cells goes into the lines; anything else into the cell."""
        cells = block(event.text)
        if len(cells) > 1 or (cells and len(cells[0]) > 1):
            event.prevent_default()
            event.stop()
            self._paste(cells)

    @work(exit_on_error=False)
    async def _paste(self, cells: Sequence[Sequence[str]]) -> None:
        await self._owner.paste(cells)


class LineSheet(Container):
    """Lines with an editor that sits on one cell at a time."""

    DEFAULT_CSS = """
    LineSheet { layers: base edit; height: 1fr; layout: vertical; overflow: hidden; }
    LineSheet > Grid { layer: base; height: 1fr; }
    LineSheet > LookupList { layer: base; height: auto; display: none; }
    """

    @dataclass
    class CellChanged(Message, namespace="line_grid"):
        """A cell holds another text; `error` says why it cannot be read, and is empty when it can."""

        grid: LineSheet
        row: int
        column: str
        text: str
        error: str

    @dataclass
    class LinesChanged(Message, namespace="line_grid"):
        """Something in the lines has changed: totals and drafts follow it."""

        grid: LineSheet

    def __init__(
        self,
        columns: Sequence[GridColumn],
        rules: EntryRules,
        *,
        today: date,
        lines: Iterable[Line] = (),
        finders: Mapping[str, Finder] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.lines = Lines(columns, rules, today, lines)
        self.finders = dict(finders or {})
        self._grid = Grid(columns, self.lines, cell_cursor=True)
        self._grid.can_focus = False
        self._editor = LineEditor(self)
        self._list = LookupList()
        self._seat: tuple[int, str] | None = None
        self._shown = ""

    def compose(self) -> ComposeResult:
        """The grid, the list under it, and the editor above both."""
        yield self._grid
        yield self._list
        yield self._editor

    async def press(self, event: events.Key) -> bool:
        """Do what a key means here; False if it is to be typed or belongs to the screen."""
        return False

    async def paste(self, cells: Sequence[Sequence[str]]) -> None:
        """Put a block of cells in from the cursor's cell on."""

    # Where the editor is

    @property
    def row(self) -> int:
        """The line that is being filled, from 0."""
        return self._grid.cursor

    @property
    def column(self) -> GridColumn:
        """The column that is being filled."""
        return self._grid.placed[self._grid.column].column

    @property
    def at(self) -> int:
        """The column that is being filled, as its place among those shown."""
        return self._grid.column

    @property
    def stops(self) -> list[int]:
        """The places of the columns that can be filled."""
        return [index for index, column in enumerate(self.shown_columns) if column.editable]

    @property
    def shown_columns(self) -> list[GridColumn]:
        """The columns that this width has room for."""
        return [at.column for at in self._grid.placed]

    @property
    def editor(self) -> CNInput:
        """The floating field, for who wants to give it the focus."""
        return self._editor

    def go(self, row: int, column: int) -> None:
        """Leave this cell and stand in another, its text selected, so that typing replaces it."""
        self.commit()
        self._grid.cursor = row
        self._grid.column = column
        self._sit()

    def stand(self, column: str) -> None:
        """Move to another column of the line, by its id."""
        ids = [item.id for item in self.shown_columns]
        if column in ids:
            self.go(self.row, ids.index(column))

    def _sit(self) -> None:
        """Put the editor over the cursor's cell, with the text of the cell."""
        if not self.column.editable and self.stops:
            self._grid.column = self.stops[0]
        self._list.display = False
        self._seat = (self.row, self.column.id)
        self._shown = self.lines.lines[self.row].texts.get(self.column.id, "")
        self._editor.use_kind(self.column.kind)
        self._show(self._shown)
        self._editor.select_all()
        self._place()

    def _show(self, text: str) -> None:
        with self._editor.prevent(Input.Changed):
            self._editor.value = text

    def _place(self) -> None:
        region = self._grid.cell_region()
        inside = 0 < region.y < self._grid.size.height
        self._editor.styles.offset = (region.x, region.y if inside else AWAY)
        self._editor.styles.width = region.width + 1
        self._editor.refresh()

    @on(Grid.Rearranged)
    def _rearranged(self, event: Grid.Rearranged) -> None:
        event.stop()
        if event.grid is not self._grid or not self._grid.placed:
            return
        if self._seat is None or self._seat[1] != self.column.id:
            self._sit()
        else:
            self._place()

    @on(Grid.RowHighlighted)
    def _keep_inside(self, event: Grid.RowHighlighted) -> None:
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """A click in the grid moves the editor there."""
        if event.widget is self._grid:
            self.commit()
            self._sit()
            self._editor.focus()

    # What is in the cells

    @property
    def typing(self) -> bool:
        """Whether the editor holds another text than its cell."""
        return self._editor.value != self._shown

    def commit(self) -> None:
        """Put what was typed into its cell; a text that was not changed keeps what was chosen from a list."""
        if self._seat is None or not self.typing:
            return
        row, column = self._seat
        text = self.expanded(self._editor.value)
        self.lines.remember()
        self.lines.put(row, self.lines.column(column), text)
        if column in self.finders and text.strip():
            self.lines.fault(row, column, text, _("没有选定，按 F2 挑一个"))
        self.tell(row, column)

    def expanded(self, typed: str) -> str:
        """What is typed, with `..` and `//` as the text that they stand for."""
        if self._seat is None:
            return typed
        return self.lines.expanded(*self._seat, typed)

    def discard(self) -> bool:
        """Forget what is being typed in this cell; False if nothing is."""
        if not self.typing:
            return False
        self._sit()
        return True

    def change(self, act: Callable[[], object]) -> None:
        """Change lines so that it can be undone, what is typed first; the editor stays."""
        self.commit()
        self.lines.remember()
        act()
        self.show_lines()

    def tell(self, row: int, column: str) -> None:
        """Paint a changed cell and say what it holds now."""
        line = self.lines.lines[row]
        text = line.texts.get(column, "")
        if self._seat == (row, column):
            self._shown = text
            self._show(text)
        self.post_message(self.CellChanged(self, row, column, text, line.errors.get(column, "")))
        self._tell_lines()

    def _tell_lines(self) -> None:
        self._grid.set_bad(frozenset(self.lines.errors()))
        self.post_message(self.LinesChanged(self))

    def show_lines(self) -> None:
        """Show lines that were added, deleted or changed; the editor stays where it can."""
        self._grid.set_rows(self.lines)
        self._sit()
        self._tell_lines()

    def set_lines(self, lines: Iterable[Line]) -> None:
        """Show other lines (a template, a draft), and forget what could be undone."""
        self.lines = Lines(self.lines.columns, self.lines.rules, self.lines.today, lines)
        self._seat = None
        self._grid.set_rows(self.lines, keep_cursor=False)
        self._sit()
        self._tell_lines()
