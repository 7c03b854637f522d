"""Choosing one thing among many in a dialog: a page, a member, an account."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.widget import Widget

from gonghui_core.i18n import translator
from gonghui_tui.dialogs.frame import Dialog, Wrapped
from gonghui_tui.widgets.candidates import Candidate, Finder
from gonghui_tui.widgets.picker import Picker

_ = translator("gonghui_tui")


class PickDialog(Dialog[Candidate | None]):
    """Answers the candidate that was chosen, or None after Esc. `finder` is called in a thread."""

    def __init__(self, title: str, finder: Finder, *, value: str = "", hint: str = "") -> None:
        super().__init__(title, escaped=None)
        self._picker = Picker(finder, value=value)
        self._hint = hint or str(_("输中文、拼音首字母或编号；↑↓ 选择，回车确定"))

    def body(self) -> Iterator[Widget]:
        """The field with its candidates, and how it is used."""
        yield self._picker
        yield Wrapped(self._hint)

    def on_mount(self) -> None:
        """Typing goes into the field at once."""
        self._picker.field.focus()

    @on(Picker.Chosen)
    def _chosen(self, event: Picker.Chosen) -> None:
        event.stop()
        self.dismiss(event.candidate)
