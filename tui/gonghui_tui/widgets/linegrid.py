"""Entry of lines: one grid, one floating editor, and a look-up list that takes its rows from the grid."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.message import Message
from textual.widgets import Input

from gonghui_core.i18n import translator
from gonghui_tui.widgets.candidates import Candidate, only
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.linekeys import ACTIONS
from gonghui_tui.widgets.lines import Line
from gonghui_tui.widgets.linesheet import LineSheet
from gonghui_tui.widgets.lookup import LookupList

_ = translator("gonghui_tui")


class LineGrid(LineSheet):
    """Lines that people fill in, cell by cell. `finders` give the candidates of columns that are chosen from.

    Enter moves on, Up and Down keep the column; the other keys are those of `linekeys.ACTIONS`. `today` is
    the day from which dates such as `22` are read.
    """

    @dataclass
    class LookupRequested(Message):
        """F2 in a column that has no finder of its own."""

        grid: LineGrid
        row: int
        column: str

    @dataclass
    class EndReached(Message):
        """Enter in the last cell of lines that cannot grow."""

        grid: LineGrid

    async def press(self, event: events.Key) -> bool:
        """Do what a key means here; False if it is to be typed or belongs to the screen."""
        action = ACTIONS.get(event.key)
        return bool(action and await action(self))

    # Leaving a cell

    async def enter(self) -> None:
        """Take the cell and move on; where the text can mean several things, open the list instead."""
        if self.list_open:
            found = await self._seek(self._editor.value if self.typing else "")
            chosen = self._list.highlighted
        elif self._must_resolve():
            found = await self._seek(self._editor.value)
            chosen = only(self._editor.value, found)
        else:
            self.forward()
            return
        if chosen is not None:
            self.take(chosen)
        elif found:
            self._list.display = True
            return
        self._close_list()
        await self.settle()
        self.forward()

    def _must_resolve(self) -> bool:
        return self.typing and self.column.id in self.finders and bool(self._editor.value.strip())

    async def settle(self) -> None:
        """Put what is typed into its cell; in a column that is chosen from, what it can only mean."""
        if not self._must_resolve():
            self.commit()
            return
        typed = self._editor.value
        found = await self._seek(typed)
        chosen = only(typed, found)
        if chosen is not None:
            self.take(chosen)
            return
        reason = _("有几个符合，按 F2 挑一个") if found else _("没有找到“{text}”").format(text=typed)
        self.lines.remember()
        self.lines.fault(self.row, self.column.id, typed, reason)
        self.tell(self.row, self.column.id)

    @on(Input.Blurred)
    async def _left(self, event: Input.Blurred) -> None:
        event.stop()
        self._close_list()
        await self.settle()

    def take(self, candidate: Candidate) -> None:
        """Put a candidate into the cell."""
        self.lines.remember()
        row, column = self.row, self.column.id
        self.lines.choose(row, column, candidate)
        self._close_list()
        self.tell(row, column)

    def forward(self) -> None:
        """To the next cell: past the second of a pair whose first is filled; after the last, a new line."""
        self.commit()
        stops = [index for index in self.stops if index > self.at and not self._passed(index)]
        if stops:
            self.go(self.row, stops[0])
        elif self.row + 1 < self.lines.count:
            self.go_to_gap(self.row + 1)
        elif self.lines.rules.grows:
            self.lines.insert(self.lines.count)
            self._grid.set_rows(self.lines)
            self.go(self.lines.count - 1, self.stops[0])
        else:
            self.post_message(self.EndReached(self))

    def go_to_gap(self, row: int) -> None:
        """Stand in a line of two sides where something is still to be filled in, else where the line begins."""
        gap = self._gap(row) if self.lines.rules.swap else None
        self.go(row, self.stops[0] if gap is None else gap)

    def _gap(self, row: int) -> int | None:
        """The first empty cell at which Enter stops; one side of a pair is enough for both."""
        line, pair = self.lines.lines[row], self.lines.rules.swap or ()
        done = any(line.texts.get(column) for column in pair)
        for index in self.stops:
            column = self.shown_columns[index].id
            full = bool(line.texts.get(column)) or (done and column in pair)
            if not full and not self.optional(index):
                return index
        return None

    def optional(self, index: int) -> bool:
        """Whether Enter leaves a column out: it is reached by Tab."""
        return False

    def _passed(self, index: int) -> bool:
        pair = self.lines.rules.swap
        if pair is None or self.shown_columns[index].id != pair[1]:
            return False
        return bool(self.lines.lines[self.row].texts.get(pair[0]))

    def balance(self) -> None:
        """Fill this line so that the totals are equal, in the column where the amount belongs."""
        pair = self.lines.rules.balance
        if pair is None:
            return
        row, column = self.row, self.column.id if self.column.id in pair else pair[1]
        self.discard()
        self.change(lambda: self.lines.balance(row, column, pair))
        self.stand(next((side for side in pair if self.lines.lines[row].texts.get(side)), column))

    # The look-up list

    @property
    def list_open(self) -> bool:
        """Whether the look-up list is there."""
        return bool(self._list.display)

    async def look_up(self) -> None:
        """Open the list of candidates, or tell who knows another one."""
        if self.column.id not in self.finders:
            self.post_message(self.LookupRequested(self, self.row, self.column.id))
            return
        await self._seek(self._editor.value if self.typing else "")
        self._list.display = True

    async def _seek(self, text: str) -> Sequence[Candidate]:
        finder = self.finders[self.column.id]
        if self._list.finder is not finder:
            self._list.forget()
            self._list.finder = finder
        return await self._list.seek(text)

    def _close_list(self) -> None:
        self._list.display = False

    def close_list(self) -> bool:
        """Close the list; False if there was none."""
        was_open = self.list_open
        self._close_list()
        return was_open

    def move_in_list(self, step: int) -> None:
        """Move the cursor of the list."""
        self._list.action_move(step)

    @on(LookupList.Picked)
    def _picked(self, event: LookupList.Picked) -> None:
        event.stop()
        self.take(event.candidate)
        self._editor.focus()
        self.forward()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        typed = self._editor.value
        if self.list_open:
            self._list.follow_text(typed)
        elif self.typing and (text := self.expanded(typed)) != typed:
            self._show(text)
            self._editor.cursor_position = len(text)

    # Blocks

    async def paste(self, cells: Sequence[Sequence[str]]) -> None:
        """Put a block of cells in from the cursor's cell on; lines are added where they may be."""
        columns = [self.shown_columns[index] for index in self.stops if index >= self.at]
        try:
            chosen = await asyncio.to_thread(self._choices, columns, cells)
        except Exception as error:  # whatever a plugin's finder raises is told, and nothing is pasted
            self.post_message(LookupList.Failed(self._list, error))
            return
        start = self.row

        def put() -> None:
            for down, texts in enumerate(cells):
                if start + down >= self.lines.count:
                    if not self.lines.rules.grows:
                        return
                    self.lines.lines.append(Line())
                for column, text in zip(columns, texts, strict=False):
                    self._put_pasted(start + down, column, text, chosen.get((column.id, text)))

        self.change(put)

    def _choices(
        self, columns: Sequence[GridColumn], cells: Sequence[Sequence[str]]
    ) -> dict[tuple[str, str], Candidate]:
        """What each text of a block can only mean, by (column, text); runs in a thread."""
        chosen = {}
        for texts in cells:
            for column, text in zip(columns, texts, strict=False):
                finder = self.finders.get(column.id)
                if finder and text and (candidate := only(text, finder(text))) is not None:
                    chosen[column.id, text] = candidate
        return chosen

    def _put_pasted(self, row: int, column: GridColumn, text: str, chosen: Candidate | None) -> None:
        self.lines.put(row, column, text)
        if chosen is not None:
            self.lines.choose(row, column.id, chosen)
        elif text and column.id in self.finders:
            self.lines.fault(row, column.id, text, _("没有找到“{text}”").format(text=text))
