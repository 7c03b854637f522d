"""Asking for one line of text: a passphrase, a reason, a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Button

from gonghui_core.i18n import translator
from gonghui_tui.dialogs.frame import Dialog, DialogButton, Wrapped
from gonghui_tui.look import look
from gonghui_tui.widgets.cninput import CNInput

_ = translator("gonghui_tui")


class PromptDialog(Dialog[str | None]):
    """Answers what was typed, or None after Esc. `check` says what is wrong with a text, or nothing."""

    def __init__(
        self,
        title: str,
        label: str,
        *,
        value: str = "",
        kind: str = "text",
        password: bool = False,
        yes: str = "",
        check: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(title, escaped=None)
        self._label, self._yes, self._check = label, yes or str(_("确定")), check
        self._field = CNInput(value, kind=kind, password=password, compact=True, id="field")

    def body(self) -> Iterator[Widget]:
        """The label, the field, and what is wrong with it."""
        yield Wrapped(self._label)
        yield self._field
        yield Wrapped("", id="fault", classes="fault")

    def buttons(self) -> Sequence[Button]:
        """Cancel first."""
        return (DialogButton(_("取消 Esc"), "no"), DialogButton(self._yes, "yes"))

    def on_mount(self) -> None:
        """Typing goes into the field at once."""
        self._field.focus()

    @on(CNInput.Submitted)
    def _submitted(self, event: CNInput.Submitted) -> None:
        event.stop()
        self._answer()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "no":
            self.dismiss(None)
        else:
            self._answer()

    def _answer(self) -> None:
        fault = self._check(self._field.value) if self._check else ""
        if fault:
            self.query_one("#fault", Wrapped).say(f"{look().bad} {fault}")
            self._field.focus()
        else:
            self.dismiss(self._field.value)
