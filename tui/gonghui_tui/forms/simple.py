"""Fields of one line: text, names, codes, amounts, counts, days, and what is never shown again in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from gonghui_core.commands import FieldView
from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput
from gonghui_tui import entry
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.kit import Kit
from gonghui_tui.widgets.cninput import CNInput

_ = translator("gonghui_tui")

DAY_OF_DEED = ("on", "date")
"""The ids of fields for the day on which something happens: today, unless somebody types another."""


class FieldInput(CNInput):
    """The line that is typed into. It hands each key to its field first, in the order in which they were typed."""

    DEFAULT_CSS = """
    FieldInput { width: 1fr; height: 1; border: none; padding: 0; background: $surface; color: $foreground; }
    FieldInput:focus { border: none; background: $surface; background-tint: $surface 0%; }
    """

    def __init__(self, field: FormField, **options: Any) -> None:
        super().__init__(compact=True, **options)
        self._field = field

    async def on_key(self, event: events.Key) -> None:
        """Let the field have the key; what it does not know is typed."""
        if self.has_focus and await self._field.press(event):
            event.prevent_default()
            event.stop()


class LineField(FormField):
    """One line of text of any kind. An amount may be a sum, a day may be `22` or `+3`."""

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self.input = FieldInput(self, kind=view.kind.name, placeholder=str(view.help))
        self._day: date | None = None

    @property
    def target(self) -> Widget:
        """The line."""
        return self.input

    def editor(self) -> Iterator[Widget]:
        """The line."""
        yield self.input

    def raw(self) -> Any:
        """The text, an amount without its commas."""
        text = self.input.value.strip()
        return text.replace(",", "") if self.view.kind.name in ("money", "integer") else text

    @property
    def told(self) -> str:
        """The text, unless it is sealed."""
        text = self.input.value.strip()
        return str(_("已填")) if text and self.view.kind.masked else text

    def put(self, value: Any) -> None:
        """Show a value as people read it; a required day of a deed starts as today."""
        if (
            value is None
            and self.view.required
            and self.view.id in DAY_OF_DEED
            and self.view.kind.name == "date"
        ):
            value = self.kit.today
        if value is None and self.view.kind.name == "date":
            self._day = None
        with self.input.prevent(Input.Changed):
            self.input.value = as_text(value) if not isinstance(value, str) else value
        self._say_meaning()

    async def read(self) -> str:
        """Show what was typed as it is read: `12*30+5` as `365.00`, `22` as `2023-12-22`."""
        typed = self.input.value.strip()
        try:
            text = self._read(typed) if typed else ""
        except BadInput as error:
            return str(error)
        if text != self.input.value:
            with self.input.prevent(Input.Changed):
                self.input.value = text
        self._say_meaning()
        return ""

    def _read(self, typed: str) -> str:
        if self.view.kind.name == "money":
            return entry.amount_text(entry.amount(typed))
        if self.view.kind.name == "integer":
            return str(entry.whole(typed))
        if self.view.kind.name == "date":
            return entry.day(typed, self.kit.today, base=self._day).isoformat()
        return typed

    def _say_meaning(self) -> None:
        """Beside an amount its capitals, beside a day its day of the week."""
        text = self.input.value
        try:
            if self.view.kind.name == "money":
                self.note(entry.capitals(Decimal(text.replace(",", ""))) if text else "")
            elif self.view.kind.name == "date":
                self._day = date.fromisoformat(text) if text else None
                self.note(WEEKDAYS[self._day.weekday()] if self._day else "")
        except (ArithmeticError, ValueError):
            self.note("")

    @property
    def hint(self) -> str:
        """How this kind may be typed."""
        return str(HINTS.get(self.view.kind.name, ""))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.fault:
            self.say("")
        self.tell()


WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
HINTS = {
    "money": _("可写算式 12*30+5"),
    "integer": _("可写算式 12*3"),
    "date": _("22、1122、+3、今天"),
}


class MaskedField(LineField):
    """A line that is hidden as soon as it is left; what came from a draft is never shown again."""

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self._typed_now = False

    def put(self, value: Any) -> None:
        """What is kept is not shown."""
        self._typed_now = False
        self.input.password = True
        super().put(value)

    @on(events.DescendantFocus)
    def _shown(self) -> None:
        # What came from a draft stays hidden; typing replaces it.
        self.input.password = bool(self.input.value) and not self._typed_now

    @on(events.DescendantBlur)
    def _hidden(self) -> None:
        self.input.password = True

    @on(Input.Changed)
    def _masked_typed(self, event: Input.Changed) -> None:
        if not self._typed_now and len(event.value) <= 1:
            self._typed_now, self.input.password = True, False
