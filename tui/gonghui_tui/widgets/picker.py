"""Finding one among many by Chinese, pinyin initials or number: a field with its candidates under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from gonghui_core.i18n import translator
from gonghui_tui.widgets.candidates import Candidate, Finder
from gonghui_tui.widgets.cninput import CNInput
from gonghui_tui.widgets.lookup import LookupList

_ = translator("gonghui_tui")

_STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


class PickerField(CNInput):
    """The field of a picker: arrows move in the list, Enter chooses."""

    def __init__(self, picker: Picker, **options: Any) -> None:
        super().__init__(compact=True, **options)
        self._picker = picker

    async def on_key(self, event: events.Key) -> None:
        """Keys in the order in which they were typed, so that Enter never chooses from an older list."""
        if event.key in _STEPS:
            self._picker.candidates.action_move(_STEPS[event.key])
        elif event.key in ("enter", "ctrl+j"):
            await self._picker.choose()
        else:
            return
        event.prevent_default()
        event.stop()


class Picker(Vertical):
    """Candidates that `finder` supplies for what is typed; it is called in a thread."""

    DEFAULT_CSS = """
    Picker { height: auto; }
    Picker > PickerField { height: 1; background: $surface; }
    Picker > LookupList { max-height: 12; }
    """

    @dataclass
    class Chosen(Message):
        """A candidate was chosen."""

        picker: Picker
        candidate: Candidate

    def __init__(
        self, finder: Finder, *, value: str = "", placeholder: str = "", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.field = PickerField(self, value=value, placeholder=str(placeholder))
        self.candidates = LookupList(finder)

    def compose(self) -> ComposeResult:
        """The field, and the list under it."""
        yield self.field
        yield self.candidates

    def on_mount(self) -> None:
        """Offer what there is before anything is typed."""
        self.candidates.follow_text(self.field.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.candidates.follow_text(self.field.value)

    async def choose(self) -> None:
        """Choose the candidate under the cursor, of those for the text as it is now."""
        await self.candidates.seek(self.field.value)
        if (chosen := self.candidates.highlighted) is not None:
            self.post_message(self.Chosen(self, chosen))
        else:
            self.app.bell()

    @on(LookupList.Picked)
    def _picked(self, event: LookupList.Picked) -> None:
        event.stop()
        self.post_message(self.Chosen(self, event.candidate))
