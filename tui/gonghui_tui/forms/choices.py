"""Fields of a closed set: one of a few on one line, one of many from a list, several, and yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from textual import events, on
from textual.binding import Binding
from textual.widget import Widget

from gonghui_core.commands import FieldView
from gonghui_core.i18n import translator
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.kit import Kit
from gonghui_tui.look import look
from gonghui_tui.widgets.choice import Choice

_ = translator("gonghui_tui")

YES, NO = "true", "false"


def options_of(view: FieldView) -> list[tuple[str, str]]:
    """The options of a field as (id, title)."""
    if view.kind.name == "yes_no":
        return [(YES, str(_("是"))), (NO, str(_("否")))]
    return [(str(member.value), member.label) for member in view.kind.choice or ()]


class OneOf(Choice, inherit_bindings=False):
    """Options on a line; Left, Right and Space choose, Up and Down go to other fields, Delete chooses none."""

    DEFAULT_CSS = """
    OneOf { width: 1fr; }
    """
    BINDINGS = [
        Binding("left", "step(-1)", _("上一个"), show=False, id="oneof.previous"),
        Binding("right,space,ideographic_space", "step(1)", _("下一个"), show=False, id="oneof.next"),
    ]

    def __init__(self, field: FormField, options: Sequence[tuple[str, str]], *, clears: bool) -> None:
        super().__init__(options)
        self._field, self._clears = field, clears

    async def on_key(self, event: events.Key) -> None:  # type: ignore[override]
        """Enter and the arrows belong to the form, digits choose."""
        if await self._field.press(event):
            event.prevent_default()
            event.stop()
        elif event.key in ("delete", "backspace") and self._clears:
            event.prevent_default()
            event.stop()
            self.choose("")


class ChoiceField(FormField):
    """One of a few."""

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self.choice = OneOf(self, options_of(view), clears=not view.required)

    @property
    def target(self) -> Widget:
        """The options."""
        return self.choice

    def editor(self) -> Iterator[Widget]:
        """The options."""
        yield self.choice

    def raw(self) -> Any:
        """The id of the chosen option."""
        return self.choice.value

    @property
    def told(self) -> str:
        """The title of the chosen option."""
        return dict(self.choice.options).get(self.choice.value, "")

    def put(self, value: Any) -> None:
        """Choose an option by its id; True and False are 是 and 否."""
        text = {True: YES, False: NO}.get(value, "") if isinstance(value, bool) else str(value or "")
        with self.choice.prevent(Choice.Changed):
            self.choice.choose(text if text in dict(self.choice.options) else "")

    @property
    def hint(self) -> str:
        """How to choose."""
        return str(_("空格、←→或数字选择") if self.view.required else _("空格、←→或数字选择，Delete 不选"))

    @on(Choice.Changed)
    def _chosen(self, event: Choice.Changed) -> None:
        event.stop()
        self.say("")
        self.tell()


class SomeOf(OneOf, inherit_bindings=False):
    """Options on a line of which several are ticked: the arrows move, Space and digits tick."""

    BINDINGS = [
        Binding("left", "move(-1)", _("上一个"), show=False, id="someof.previous"),
        Binding("right", "move(1)", _("下一个"), show=False, id="someof.next"),
        Binding("space,ideographic_space", "tick", _("勾选"), show=False, id="someof.tick"),
    ]

    def __init__(self, field: FormField, options: Sequence[tuple[str, str]]) -> None:
        self._titles = tuple(options)
        self.ticked: set[str] = set()
        super().__init__(field, options, clears=False)
        self.value = self._titles[0][0] if self._titles else ""
        self._mark()

    def _mark(self) -> None:
        tick = look().tick
        self.options = tuple(
            (at, f"[{tick if at in self.ticked else ' '}]{title}") for at, title in self._titles
        )
        self.refresh()

    def tick(self, values: set[str]) -> None:
        """Tick exactly these."""
        self.ticked = values & {at for at, _title in self._titles}
        self._mark()

    def action_move(self, step: int) -> None:
        """Move the cursor, ticking nothing."""
        with self.prevent(Choice.Changed):
            self.action_step(step)

    def action_tick(self) -> None:
        """Tick the option under the cursor, or take its tick away."""
        self.ticked ^= {self.value}
        self._mark()
        self.post_message(self.Changed(self, self.value))

    async def on_key(self, event: events.Key) -> None:  # type: ignore[override]
        """A digit ticks the option at that place."""
        digit = event.character or ""
        if digit and digit in "123456789" and int(digit) <= len(self._titles):
            event.prevent_default()
            event.stop()
            self.value = self._titles[int(digit) - 1][0]
            self.action_tick()
        else:
            await super().on_key(event)


class SeveralField(FormField):
    """Several of a few."""

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self.choice = SomeOf(self, options_of(view))

    @property
    def target(self) -> Widget:
        """The options."""
        return self.choice

    def editor(self) -> Iterator[Widget]:
        """The options."""
        yield self.choice

    def raw(self) -> Any:
        """The ids of the ticked options, in their order."""
        return [at for at, _title in options_of(self.view) if at in self.choice.ticked]

    @property
    def told(self) -> str:
        """The titles of the ticked options."""
        return "、".join(title for at, title in options_of(self.view) if at in self.choice.ticked)

    def put(self, value: Any) -> None:
        """Tick these ids."""
        self.choice.tick({str(item) for item in value or ()})

    @property
    def hint(self) -> str:
        """How to tick."""
        return str(_("←→移动，空格或数字勾选"))

    @on(Choice.Changed)
    def _ticked(self, event: Choice.Changed) -> None:
        event.stop()
        self.say("")
        self.tell()
