"""Telling that something failed: the cause, the effect on the data, what to do, and a number to quote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button

from gonghui_core.i18n import translator
from gonghui_tui.dialogs.frame import Dialog, DialogButton, Wrapped

_ = translator("gonghui_tui")


@dataclass(frozen=True)
class Trouble:
    """What is told of a failure, in words of the officer's work."""

    title: str
    cause: str
    effect: str
    remedy: str
    number: str = ""


class TroubleDialog(Dialog[None]):
    """Shows a trouble. Enter or Esc closes; Ctrl+C copies it; F1 calls `explain`, if there is any."""

    BINDINGS = [
        Binding("ctrl+c", "copy", _("复制"), show=False, id="trouble.copy"),
        Binding("f1", "explain", _("说明"), show=False, id="trouble.explain"),
    ]

    def __init__(self, trouble: Trouble, *, explain: Callable[[], None] | None = None) -> None:
        super().__init__(trouble.title, escaped=None)
        self._trouble, self._explain = trouble, explain

    def _lines(self) -> list[str]:
        trouble = self._trouble
        pairs = ((_("原因"), trouble.cause), (_("影响"), trouble.effect), (_("怎么办"), trouble.remedy))
        return [f"{label}  {text}" for label, text in pairs if str(text)]

    def body(self) -> Iterator[Widget]:
        """Cause, effect, remedy, and the number with the keys."""
        yield from (Wrapped(line) for line in self._lines())
        yield Wrapped(" ")
        number = _("编号 {number}   ").format(number=self._trouble.number) if self._trouble.number else ""
        keys = _("F1 看说明   Ctrl+C 复制") if self._explain else _("Ctrl+C 复制")
        yield Wrapped(number + keys)

    def buttons(self) -> Sequence[Button]:
        """There is only one thing to say."""
        return (DialogButton(_("知道了"), "close"),)

    def on_mount(self) -> None:
        """Enter closes."""
        self.query_one("#close").focus()

    @on(Button.Pressed)
    def _understood(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(None)

    def action_copy(self) -> None:
        """Put the trouble on the clipboard, to be sent to somebody."""
        lines = [str(self._trouble.title), *self._lines(), str(self._trouble.number)]
        self.app.copy_to_clipboard("\n".join(lines))

    def action_explain(self) -> None:
        """Open the manual at this trouble."""
        if self._explain is not None:
            self._explain()
