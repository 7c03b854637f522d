"""The grid of lines in a form: its columns, and the keys that lead out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.widgets import Input

from gonghui_core.commands import FieldView
from gonghui_core.verdicts import BadInput
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.linegrid import LineGrid
from gonghui_tui.widgets.lines import EntryRules, read_cell
from gonghui_tui.widgets.linesheet import AWAY

if TYPE_CHECKING:
    from gonghui_tui.forms.lines import LinesField

_WIDTHS = {
    "money": (14, 12), "integer": (8, 6), "date": (10, 10), "record": (26, 20), "choice": (12, 6), "yes_no": (6, 4),
    "code": (14, 8), "name": (12, 8),
}  # fmt: skip
"""Kind → width and least width, in cells."""


def column_of(view: FieldView, *, editable: bool = True) -> GridColumn:
    """A field of a line as a column."""
    width, least = _WIDTHS.get(view.kind.name, (18, 8))
    number = view.kind.name in ("money", "integer")
    return GridColumn(
        view.id, str(view.title), width, minimum=least, right=number, keep=number or view.kind.name == "date",
        grow=0 if not editable else {"record": 2, "text": 2, "long_text": 2, "name": 1}.get(view.kind.name, 0),
        kind=view.kind.name, editable=editable,
    )  # fmt: skip


class FormLines(LineGrid):
    """The grid in a form: a blank last line, Shift+Tab and the arrows at the edges lead out of it."""

    def __init__(
        self, owner: LinesField, columns: Sequence[GridColumn], rules: EntryRules, **options: Any
    ) -> None:
        super().__init__(columns, rules, **options)
        self._lines_field = owner

    async def press(self, event: events.Key) -> bool:
        """Keys that lead out; then those of the grid."""
        if not self.list_open and (step := self._way_out(event.key)):
            await self.settle()
            self._lines_field.form.advance(self._lines_field, step)
            return True
        if event.key in ("tab", "shift+tab"):
            await self._beside(1 if event.key == "tab" else -1)
            return True
        return await super().press(event)

    def _place(self) -> None:
        super()._place()
        if not self.editor.has_focus:
            # The cell itself shows the text as it is; an editor without the focus would hide it.
            self.editor.styles.offset = (0, AWAY)

    @on(Input.Changed)
    def _tell_typing(self) -> None:
        if self.typing:
            self._lines_field.tell()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_or_hide(self) -> None:
        self._place()

    async def enter(self) -> None:
        """Take the cell and move on; what finds nothing or cannot be read keeps the cursor."""
        if not self.list_open and await self._unusable():
            await self.settle()
            self.editor.select_all()
            self.app.bell()
            return
        await super().enter()

    async def _unusable(self) -> bool:
        if self._must_resolve():
            return not await self._seek(self.editor.value)
        try:
            read_cell(self.column.kind, self.expanded(self.editor.value), self.lines.today)
        except BadInput:
            return True
        return False

    def _way_out(self, key: str) -> int:
        last = self.row == self.lines.count - 1
        if key in ("enter", "ctrl+j"):
            return 1 if last and self._done_here() else 0
        if key == "up":
            return -1 if self.row == 0 else 0
        if key == "down":
            return 1 if last and (not self.lines.rules.grows or self._idle()) else 0
        if key == "shift+tab":
            return -1 if self.row == 0 and self.at == self.stops[0] else 0
        return 1 if key == "tab" and last and self.at == self.stops[-1] else 0

    def _idle(self) -> bool:
        """Whether the line holds nothing that somebody typed."""
        line = self.lines.lines[self.row]
        return not self.typing and not (line.touched and any(line.texts.values()))

    def _done_here(self) -> bool:
        """Whether Enter in the first cell of a blank line means that there are no more lines."""
        line = self.lines.lines[self.row]
        enough = self.row > 0 or not self._lines_field.view.required
        return self._idle() and not any(line.texts.values()) and self.at == self.stops[0] and enough

    async def _beside(self, step: int) -> None:
        """To the next cell or the previous one, those that Enter passes over too."""
        beside = [index for index in self.stops if (index - self.at) * step > 0]
        await self.settle()
        if beside:
            self.go(self.row, beside[0 if step > 0 else -1])
        else:
            self.go(self.row + step, self.stops[0 if step > 0 else -1])

    def optional(self, index: int) -> bool:
        """In lines of two sides Enter stops where something must stand; the rest is reached by Tab."""
        column, pair = self.shown_columns[index].id, self.lines.rules.swap
        return pair is not None and column not in (*pair, *self._lines_field.required_columns)

    def _passed(self, index: int) -> bool:
        return super()._passed(index) or self.optional(index)
