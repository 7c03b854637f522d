"""What all dialogs share: a titled frame in the middle of the screen, Esc, and buttons in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Static

from gonghui_core.i18n import translator
from gonghui_tui.builtin_texts import SpokenBindings
from gonghui_tui.look import look
from gonghui_tui.safe import C, wrap

_ = translator("gonghui_tui")

Result = TypeVar("Result")


class Wrapped(Static):
    """A text broken by the Chinese rules at the width that it gets."""

    DEFAULT_CSS = """
    Wrapped { height: auto; }
    """

    def __init__(self, text: object, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text

    def say(self, text: object) -> None:
        """Show another text."""
        self._text = text
        self.refresh(layout=True)

    def render(self) -> Content:
        """The text at this width."""
        return C("\n".join(wrap(self._text, self.size.width)))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as the text needs at `width` cells."""
        return len(wrap(self._text, width)) if str(self._text) else 0


class Dialog(SpokenBindings[Result], ModalScreen[Result]):
    """A frame with a title. Esc answers `escaped`, which is the harmless answer.

    A subclass gives the widgets of its `body`, and its `buttons`, the harmless one first.
    """

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > #frame { width: 90%; max-width: 74; height: auto; max-height: 90%; padding: 0 1;
        border: round $primary; border-title-style: bold; border-title-color: $foreground;
        background: $surface; color: $foreground; }
    Dialog #body { height: auto; max-height: 16; overflow-y: auto; scrollbar-size-vertical: 1; }
    Dialog #buttons { height: 1; align-horizontal: center; margin-top: 1; }
    Dialog DialogButton { margin: 0 2; background: $panel; color: $foreground; text-style: none; }
    Dialog DialogButton:focus { background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: bold underline; background-tint: $surface 0%; }
    Dialog DialogButton:hover { background: $surface-active; color: $foreground; }
    Dialog DialogButton:focus:hover { background: $block-cursor-background; color: $block-cursor-foreground; }
    Dialog .fault { color: $text-error; text-style: bold; }
    Dialog CNInput { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    Dialog CNInput:focus { border: none; background-tint: $surface 0%; }
    """
    BINDINGS = [
        Binding("escape", "escape", _("返回"), show=False, id="dialog.escape"),
        Binding("left,up", "app.focus_previous", _("上一个"), show=False, id="dialog.previous"),
        Binding("right,down", "app.focus_next", _("下一个"), show=False, id="dialog.next"),
    ]

    def __init__(self, title: str, *, escaped: Result) -> None:
        super().__init__()
        self._title, self._escaped = title, escaped

    def body(self) -> Iterator[Widget]:
        """What stands in the frame."""
        yield from ()

    def buttons(self) -> Sequence[Button]:
        """The buttons under it, the harmless one first."""
        return ()

    def compose(self) -> ComposeResult:
        """The frame with its title."""
        with Vertical(id="frame") as frame:
            frame.border_title = C(self._title)
            with Vertical(id="body"):
                yield from self.body()
            if buttons := self.buttons():
                with Horizontal(id="buttons"):
                    yield from buttons

    def action_escape(self) -> None:
        """Give the harmless answer."""
        self.dismiss(self._escaped)


class DialogButton(Button):
    """A button of one line; the one that Enter presses has a sign before it, and not a colour only."""

    def __init__(self, label: str, name: str) -> None:
        super().__init__(C(f"  [ {label} ]"), id=name, compact=True)
        self._words = label

    def on_focus(self) -> None:
        """Put the sign before the label."""
        self.label = C(f"{look().cursor} [ {self._words} ]")

    def on_blur(self) -> None:
        """Take the sign away."""
        self.label = C(f"  [ {self._words} ]")
