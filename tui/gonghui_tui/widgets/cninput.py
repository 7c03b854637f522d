"""An input field fit for a Chinese input method: half-width first, and the cursor where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.cells import cell_len, get_character_cell_size
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from gonghui_core.i18n import translator
from gonghui_core.text import clean, half
from gonghui_tui.widgets.undoing import State, Steps

_ = translator("gonghui_tui")

HALF_WIDTH_KINDS = frozenset(
    {"money", "integer", "number", "date", "month", "code", "phone", "email", "bank"}
)
"""The kinds of field that hold numbers, dates and codes; names and remarks stay as typed."""

_LONGEST = 20_000  # characters; more is no entry of a person, and each repaint measures them all


def _held(text: str) -> str:
    """`text` as a field of one line can hold it."""
    return clean(text[:_LONGEST]).replace("\n", " ").replace("\t", " ")


class CNInput(Input):
    """One line of text. `kind` is the kind of the field and decides whether text is made half-width.

    `on_enter`, if given, is called at once when Enter is pressed, in place of the `Submitted` message. If it
    moves the focus by `Screen.set_focus` (`Widget.focus` takes effect later), keys typed ahead of it reach the
    next field in an application that is a `TypeAhead`.
    """

    BINDINGS = [
        Binding("ctrl+a", "select_all", _("全选"), show=False, id="field.select_all"),
        Binding("ctrl+j", "submit", _("下一项"), show=False, id="field.submit"),
        Binding("ctrl+z", "undo", _("撤销"), show=False, id="field.undo"),
        Binding("ctrl+y", "redo", _("重做"), show=False, id="field.redo"),
    ]

    def __init__(
        self,
        value: str = "",
        *,
        kind: str = "text",
        on_enter: Callable[[CNInput], None] | None = None,
        **options: Any,
    ) -> None:
        self.half_width = kind in HALF_WIDTH_KINDS
        self.kind = kind
        self.on_enter = on_enter
        self._steps = Steps()
        self._editing = False
        super().__init__(_held(value), **options)
        # A cursor that blinks moves the window of the input method at each repaint.
        self.cursor_blink = False

    def use_kind(self, kind: str) -> None:
        """Hold text of another kind from now on."""
        self.kind = kind
        self.half_width = kind in HALF_WIDTH_KINDS

    def validate_value(self, value: str) -> str:
        """Whatever way the text came: nothing in it can act on the terminal."""
        return _held(value)

    def insert(self, text: str, index: int) -> None:
        """Insert text that an input method or a key has sent."""
        super().insert(self._typed(text), index)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a range; length, `restrict` and `type` are tested by the base on the half-width text."""
        before = (self.value, self.cursor_position)
        self._editing = True
        try:
            super().replace(self._typed(text), start, end)
        finally:
            self._editing = False
        if self.value != before[0]:
            self._steps.note(before, (self.value, self.cursor_position))

    def watch_value(self, _value: str) -> None:
        """What the form puts into the field cannot be taken back into what stood there before."""
        if not self._editing:
            self._steps.forget()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where the field has nothing to take back, the key belongs to whatever the field stands in."""
        if action in ("undo", "redo"):
            return bool(self._steps.done if action == "undo" else self._steps.undone)
        return super().check_action(action, parameters)

    def action_undo(self) -> None:
        """Take back what was typed last."""
        self._restore(self._steps.back((self.value, self.cursor_position)))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._restore(self._steps.again((self.value, self.cursor_position)))

    def _restore(self, state: State | None) -> None:
        if state is None:
            return
        self._editing = True
        try:
            self.value, self.cursor_position = state
        finally:
            self._editing = False

    def _typed(self, text: str) -> str:
        held = _held(text)
        return half(held) if self.half_width else held

    @property
    def cursor_cell(self) -> int:
        """The cell of the cursor, counted from the start of the text; a hidden character is one cell wide."""
        if self.password:
            return self.cursor_position
        return cell_len(self.value[: self.cursor_position])

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where on the screen the cursor stands: there the window of the input method opens."""
        x, y, _width, _height = self.content_region
        return Offset(x + self.cursor_cell - self.scroll_offset.x, y)

    def render_line(self, y: int) -> Strip:
        """Paint, and park the terminal's cursor: painting comes after scrolling, so only here it is right."""
        strip = super().render_line(y)
        if y == 0 and self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
        return strip

    def watch_selection(self, _selection: Selection) -> None:
        """Scroll so that the whole character under the cursor is seen."""
        if self.is_mounted:
            at = Region(self.cursor_cell, 0, self._cursor_width(), 1)
            self.scroll_to_region(at, force=True, animate=False)

    def _cursor_width(self) -> int:
        under = self.value[self.cursor_position : self.cursor_position + 1]
        if self.password or not under:
            return 1
        return max(1, get_character_cell_size(under))

    def on_blur(self) -> None:
        """Show the start again: a long number that stays scrolled reads as a shorter one."""
        self.scroll_to(x=0, animate=False)

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line that is not blank: a cell copied in WPS ends in a line break."""
        event.prevent_default()
        event.stop()
        lines = (line.strip() for line in event.text[:_LONGEST].splitlines())
        if text := next((line for line in lines if line), ""):
            self.replace(text, *sorted(self.selection))

    async def on_key(self, event: events.Key) -> None:
        """Enter at once: as a binding it would be run only after it has gone up through the whole screen."""
        if self.on_enter is not None and event.key in ("enter", "ctrl+j"):
            event.prevent_default()
            event.stop()
            self.on_enter(self)
