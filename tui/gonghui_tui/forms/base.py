"""What all fields share: a label, a note beside what is filled in, and under it what is wrong, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from gonghui_core.commands import FieldView
from gonghui_core.i18n import translator
from gonghui_tui.dialogs.frame import Wrapped
from gonghui_tui.forms.kit import Kit
from gonghui_tui.look import look
from gonghui_tui.safe import C, fit, flat

if TYPE_CHECKING:
    from gonghui_tui.forms.form import Form

_ = translator("gonghui_tui")

REQUIRED = "*"


class FormField(Vertical):
    """A field of a form. A subclass gives `editor`, `target`, `raw`, `put` and, where text is read, `read`.

    `raw` is what the command is given, `keep` and `restore` are for drafts. What is typed is read on leaving.
    """

    DEFAULT_CSS = """
    FormField { height: auto; }
    FormField > .line { height: auto; }
    FormField .label { height: 1; color: $foreground-muted; }
    FormField:focus-within .label { color: $foreground; text-style: bold; }
    FormField .note { width: auto; max-width: 40; height: 1; color: $foreground-muted; padding: 0 0 0 1; }
    FormField > .error { color: $text-error; text-style: bold; display: none; }
    FormField > .error.-said { display: block; }
    """

    @dataclass
    class Edited(Message, namespace="form_field"):
        """Something was typed or chosen."""

        field: FormField

    @dataclass
    class Left(Message, namespace="form_field"):
        """The focus has gone on."""

        field: FormField

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__()
        self.view, self.kit = view, kit
        self.label_width = 12
        self._label = Static(classes="label")
        self._note = Static(classes="note")
        self._error = Wrapped("", classes="error")
        self.fault = ""
        self.refused = ""

    # What a subclass gives

    @property
    def target(self) -> Widget:
        """What gets the focus."""
        raise NotImplementedError

    def editor(self) -> Iterator[Widget]:
        """What stands beside the label."""
        yield from ()

    def below(self) -> Iterator[Widget]:
        """What stands under the line, above the error."""
        yield from ()

    def raw(self) -> Any:
        """What the command is given; None or an empty text where nothing was filled in."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Start from a value: of the record, of the page's parameters, or the default."""

    def fill(self, value: Any) -> None:
        """Take over what a template gives."""
        self.put(value)
        self.tell()

    def keep(self) -> Any:
        """What a draft keeps."""
        return self.raw()

    def restore(self, kept: Any) -> None:
        """Take over what a draft kept."""
        self.put(kept)

    async def read(self) -> str:
        """Read what was typed; answers why it cannot be read, or nothing."""
        return ""

    @property
    def blank(self) -> bool:
        """Whether nothing was filled in."""
        return self.raw() in (None, "", [])

    @property
    def told(self) -> str:
        """What was filled in, as a question or a draft names it; nothing of a sealed field."""
        return ""

    @property
    def half_done(self) -> bool:
        """Whether it was begun and lacks something inside."""
        return False

    @property
    def speaks_of_money(self) -> bool:
        """Whether amounts in capitals stand beside or under it."""
        return self.view.kind.name == "money" or self.view.kind.swap is not None

    @property
    def looks_up(self) -> bool:
        """Whether F2 has something to offer here."""
        return type(self).look_up is not FormField.look_up

    async def look_up(self) -> None:
        """F2: what can be filled in."""
        self.app.bell()

    @property
    def hint(self) -> str:
        """The keys of this kind of field."""
        return ""

    # Drawing

    def compose(self) -> ComposeResult:
        """Label, editor, note; under them the error."""
        with Horizontal(classes="line"):
            yield self._label
            yield from self.editor()
            yield self._note
        yield from self.below()
        yield self._error

    def on_mount(self) -> None:
        """Label and start."""
        self.lay_out(self.label_width)
        self.put(self.view.value)

    def lay_out(self, label_width: int) -> None:
        """Give the label `label_width` cells."""
        self.label_width = label_width
        sign = REQUIRED if self.view.required else " "
        self._label.update(C(fit(flat(self.view.title), label_width - 2) + sign + " "))
        self._label.styles.width = label_width
        self._error.styles.padding = (0, 0, 0, label_width)

    def note(self, text: object) -> None:
        """Say beside the field what it means."""
        self._note.update(C(flat(text)))

    def say(self, fault: str) -> None:
        """Say under the field what is wrong, or nothing any more."""
        self.fault = fault
        self._error.say(f"{look().bad} {fault}" if fault else "")
        self._error.set_class(bool(fault), "-said")

    def refuse(self, why: str) -> None:
        """Say what the core said of this field; it stays until something else is filled in, or sent again."""
        self.refused = why
        self.say(why)

    def forgive(self) -> None:
        """Forget what the core said: the form is about to be sent again."""
        self.refused = ""

    def tell(self) -> None:
        """Tell that something was typed or chosen."""
        self.refused = ""
        self.post_message(self.Edited(self))

    # Keys

    @property
    def form(self) -> Form:
        """The form that holds this field."""
        from gonghui_tui.forms.form import Form

        return next(node for node in self.ancestors if isinstance(node, Form))

    async def press(self, event: events.Key) -> bool:
        """Do what a key means in a field; False if it is to be typed."""
        if event.key in ("enter", "ctrl+j"):
            await self.enter()
        elif event.key == "up":
            self.form.advance(self, -1)
        elif event.key == "down":
            self.form.advance(self, 1)
        else:
            return False
        return True

    async def enter(self) -> None:
        """Read and go on; what cannot be read is said, and the field keeps the focus."""
        fault = await self.settle()
        if fault:
            self.app.bell()
        else:
            self.form.advance(self, 1)

    async def settle(self) -> str:
        """Read what was typed and say what is wrong with it."""
        fault = await self.read() or self.refused
        self.say(fault)
        return fault

    @on(events.DescendantBlur)
    async def _left(self) -> None:
        if not self.is_attached:
            return
        await self.settle()
        self.post_message(self.Left(self))
