"""Reading in a dialog: a report before it is printed, what an action will write, a help text, a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Button

from gonghui_core.i18n import translator
from gonghui_tui.dialogs.frame import Dialog, DialogButton
from gonghui_tui.safe import C
from gonghui_tui.widgets.viewer import Passage, Piece, Viewer, text_passages

_ = translator("gonghui_tui")


class ReaderDialog(Dialog[bool]):
    """Shows passages. Without `yes` there is only a button to close; with it, cancel has the focus first.

    Answers whether `yes` was pressed. A figure that is opened is told by
    `Viewer.FigureOpened`, which reaches the application.
    """

    DEFAULT_CSS = """
    ReaderDialog > #frame { max-width: 110; }
    ReaderDialog #body { max-height: 70vh; overflow: hidden; }
    ReaderDialog Viewer { height: auto; max-height: 70vh; background: $surface; }
    """

    def __init__(self, title: str, passages: Sequence[Passage], *, yes: str = "") -> None:
        super().__init__(title, escaped=False)
        self._passages, self._yes = passages, yes

    def body(self) -> Iterator[Widget]:
        """The passages."""
        yield Viewer(self._passages)

    def buttons(self) -> Sequence[Button]:
        """Close, or cancel and yes."""
        if not self._yes:
            return (DialogButton(_("关闭 Esc"), "no"),)
        return (DialogButton(_("取消 Esc"), "no"), DialogButton(self._yes, "yes"))

    def on_mount(self) -> None:
        """Arrows scroll at once; where there is something to decide, the frame says how to come to the buttons."""
        self.query_one(Viewer).focus()
        if self._yes:
            self.query_one("#frame").border_subtitle = C(_("↑↓ 翻看　Tab 到按钮，回车按下"))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")


def message_dialog(title: str, text: str) -> ReaderDialog:
    """A text to be read, and nothing to decide."""
    return ReaderDialog(title, text_passages(text))


def help_dialog(title: str, text: str, keys: Sequence[tuple[str, str]] = ()) -> ReaderDialog:
    """A help text, with the keys that work here, as (key, meaning)."""
    passages = text_passages(text)
    if keys:
        passages += [Passage((Piece(""),)), Passage((Piece(str(_("按键")), strong=True),))]
        width = max(len(key) for key, _meaning in keys)
        passages += [
            Passage((Piece(f"{key:<{width}}  ", strong=True), Piece(str(meaning))), indent=2)
            for key, meaning in keys
        ]
    return ReaderDialog(title, passages)
