"""Fields that find: a line with candidates under it, and one option of a long list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from gonghui_core.commands import FieldView
from gonghui_core.i18n import translator
from gonghui_core.text import one_line
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.choices import options_of
from gonghui_tui.forms.kit import Kit
from gonghui_tui.forms.simple import FieldInput
from gonghui_tui.widgets.candidates import Candidate, narrow, only
from gonghui_tui.widgets.lookup import LookupList

_ = translator("gonghui_tui")

_STEPS = {"up": -1, "down": 1, "pageup": -6, "pagedown": 6}


class LookupField(FormField):
    """A line with candidates under it that follow what is typed. `shown` is the text of what was chosen.

    Enter takes what the text can only mean; where it can mean several things, the one under the cursor of the
    list, once the list has been looked at.
    """

    DEFAULT_CSS = """
    LookupField > LookupList { display: none; min-height: 3; max-height: 8; }
    LookupField.-listing > LookupList { display: block; }
    """

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self.input = FieldInput(self, kind="text", placeholder=str(view.help))
        self.list = LookupList(self.find)
        self.shown = ""
        self._looked = False

    def find(self, text: str) -> Sequence[Candidate]:
        """The candidates for a text; called in a thread."""
        return self.kit.find(self.view.kind.page, text)

    @property
    def told(self) -> str:
        """What stands in the line."""
        return self.input.value.strip()

    def take(self, candidate: Candidate) -> None:
        """Something was chosen."""
        raise NotImplementedError

    @property
    def target(self) -> Widget:
        """The line."""
        return self.input

    def editor(self) -> Iterator[Widget]:
        """The line."""
        yield self.input

    def below(self) -> Iterator[Widget]:
        """The candidates."""
        yield self.list

    @property
    def listing(self) -> bool:
        """Whether the candidates are shown."""
        return self.has_class("-listing")

    def open_list(self, *, looked: bool = False) -> None:
        """Show the candidates."""
        self._looked = self._looked or looked
        if not self.listing:
            self.add_class("-listing")
            self.call_after_refresh(self.form.show_field, self)

    def close_list(self) -> None:
        """Show them no more."""
        self._looked = False
        self.remove_class("-listing")

    @property
    def typing(self) -> bool:
        """Whether the line holds another text than that of what was chosen."""
        return self.input.value.strip() != self.shown

    def show(self, text: str) -> None:
        """Put the text of what was chosen into the line."""
        self.shown = text
        with self.input.prevent(Input.Changed):
            self.input.value = text

    async def press(self, event: events.Key) -> bool:
        """Arrows move in the list while it is shown, Esc closes it."""
        if self.listing and event.key in _STEPS:
            self.list.action_move(_STEPS[event.key])
            self._looked = True
            return True
        if self.listing and event.key == "escape":
            self.close_list()
            return True
        return await super().press(event)

    async def look_up(self) -> None:
        """Show what there is: all of it, unless something is being typed."""
        await self.list.seek(self.input.value if self.typing else "")
        self.open_list(looked=True)

    async def enter(self) -> None:
        """Take what is meant and go on, or let the officer choose."""
        if self.listing or (self.typing and self.input.value.strip()):
            found = await self.list.seek(self.input.value if self.typing else "")
            chosen = self._meant(found)
            if chosen is None:
                self._ask(found)
                return
            self.take(chosen)
        await super().enter()

    def _meant(self, found: Sequence[Candidate]) -> Candidate | None:
        if self.listing and self._looked:
            return self.list.highlighted
        return only(self.input.value, found)

    def _ask(self, found: Sequence[Candidate]) -> None:
        self.app.bell()
        if found:
            self.open_list(looked=True)
            self.say(_("有几个符合：↑↓ 挑一个，再按回车"))
        else:
            self.say(_("没有找到“{text}”").format(text=one_line(self.input.value)))

    async def read(self) -> str:
        """Take what the text can only mean."""
        self.close_list()
        text = self.input.value.strip()
        if not self.typing:
            return ""
        if not text:
            self.clear()
            return ""
        found = await self.list.seek(self.input.value)
        chosen = only(text, found)
        if chosen is not None:
            self.take(chosen)
            return ""
        if found:
            return _("有几个符合，按 F2 挑一个")
        return _("没有找到“{text}”").format(text=one_line(text))

    def clear(self) -> None:
        """Nothing is chosen any more."""

    @property
    def hint(self) -> str:
        """How to find."""
        return str(_("F2 参照；输编号、姓名或拼音首字母"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.say("")
        self._looked = False
        if self.typing and self.input.value.strip():
            self.list.follow_text(self.input.value)
            self.open_list()
        else:
            self.close_list()
        self.tell()

    @on(LookupList.Picked)
    def _picked(self, event: LookupList.Picked) -> None:
        event.stop()
        self.take(event.candidate)
        self.close_list()
        self.form.advance(self, 1)

    @on(LookupList.Failed)
    def _failed(self, event: LookupList.Failed) -> None:
        event.stop()
        self.say(_("候选没有读出来，可直接写编号"))


class OptionField(LookupField):
    """One option of a list that is too long for a line."""

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self._value = ""

    def find(self, text: str) -> Sequence[Candidate]:
        """The options by title, initials or id."""
        return option_candidates(self.view, text)

    def raw(self) -> Any:
        """The id of the chosen option, else the text."""
        return self.input.value.strip() if self.typing else self._value

    def take(self, candidate: Candidate) -> None:
        """An option was chosen."""
        self._value = str(candidate.key)
        self.show(candidate.name)
        self.tell()

    def clear(self) -> None:
        """No option."""
        self._value = ""
        self.show("")

    def put(self, value: Any) -> None:
        """Choose an option by its id."""
        titles = dict(options_of(self.view))
        text = str(value if value is not None else "")
        self._value = text if text in titles else ""
        self.show(titles.get(text, ""))


def option_candidates(view: FieldView, text: str) -> list[Candidate]:
    """The options of a field that a text finds."""
    return narrow(
        text, [Candidate(at, title, initials=f"{initials_of(title)} {at}") for at, title in options_of(view)]
    )


def initials_of(title: str) -> str:
    """The pinyin initials of a title."""
    # The dictionary of readings takes a while to load.
    from gonghui_core.members.pinyin import reading

    return reading(title).initials
