"""Text of several lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual import events, on
from textual.widget import Widget
from textual.widgets import TextArea

from gonghui_core.commands import FieldView
from gonghui_core.i18n import translator
from gonghui_core.text import clean
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.kit import Kit
from gonghui_tui.safe import flat

_ = translator("gonghui_tui")

_LONGEST = 20_000  # characters, as the core takes them


class TextLines(TextArea):
    """The lines. Enter in an empty last line, or in an empty field, goes on."""

    DEFAULT_CSS = """
    TextLines { width: 1fr; height: auto; min-height: 2; max-height: 6; border: none; padding: 0; background: $surface;
        color: $foreground; }
    TextLines:focus { border: none; }
    TextLines .text-area--cursor-line { background: $surface; }
    """

    def __init__(self, field: FormField) -> None:
        super().__init__(compact=True, tab_behavior="focus", show_line_numbers=False)
        self._field = field
        self.cursor_blink = False

    async def on_key(self, event: events.Key) -> None:
        """Arrows at the edges and Enter at the end go to other fields."""
        if self._goes_on(event.key):
            event.prevent_default()
            event.stop()
            await self._field.press(events.Key("up" if event.key == "up" else "enter", None))

    def _goes_on(self, key: str) -> bool:
        row, column = self.cursor_location
        if key == "up":
            return row == 0
        if key == "down":
            return row == self.document.line_count - 1
        if key in ("enter", "ctrl+j"):
            return (row, column) == self.document.end and not self.document.get_line(row).strip()
        return False

    def on_paste(self, event: events.Paste) -> None:
        """Take the text without anything that could act on the terminal."""
        event.prevent_default()
        event.stop()
        put = self.replace(clean(event.text[:_LONGEST]), *self.selection, maintain_selection_offset=False)
        self.move_cursor(put.end_location)


class LongField(FormField):
    """Text of several lines; of a sealed one a draft gives back no more than that it is there."""

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self.area = TextLines(self)
        self._hidden = ""

    @property
    def target(self) -> Widget:
        """The lines."""
        return self.area

    def editor(self) -> Iterator[Widget]:
        """The lines."""
        yield self.area

    def raw(self) -> Any:
        """The text, cleaned, without blank lines at its end."""
        return clean(self.area.text).strip() or self._hidden

    @property
    def told(self) -> str:
        """The beginning of the text, unless it is sealed."""
        text = str(self.raw())
        return str(_("已填")) if text and self.view.kind.masked else flat(text)

    def put(self, value: Any) -> None:
        """Show a text; several values stand a line each."""
        shown = "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
        with self.area.prevent(TextArea.Changed):
            self.area.load_text(clean(shown))
        if self.view.help:
            self.area.placeholder = str(self.view.help)

    def restore(self, kept: Any) -> None:
        """What a draft kept; of a sealed field only that something is there."""
        if not self.view.kind.masked:
            self.put(kept)
            return
        self._hidden = str(kept or "")
        if self._hidden:
            self.note(_("草稿里已填 {n} 字").format(n=len(self._hidden)))

    async def read(self) -> str:
        """Take away the empty line that Enter left."""
        if self.area.text.endswith("\n"):
            with self.area.prevent(TextArea.Changed):
                self.area.load_text(self.area.text.rstrip())
        return ""

    @property
    def hint(self) -> str:
        """How to go on."""
        return str(_("空行上回车到下一项"))

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._hidden = ""
        if self.fault:
            self.say("")
        self.tell()
