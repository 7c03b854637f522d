"""Fields that find: one record, several records, an option of a long list, a file. The list stands under the line."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from gonghui_core.commands import FieldView
from gonghui_core.fields import Key
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


class RecordField(LookupField):
    """One record of a page; beside it stands what tells it from others of its name."""

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self.chosen: Candidate | None = None
        self._key: Key | None = None

    def raw(self) -> Any:
        """The key of what was chosen, else the text."""
        return self.input.value.strip() if self.typing or self._key is None else self._key

    def take(self, candidate: Candidate) -> None:
        """One record was chosen."""
        self._key = Key(candidate.key)
        self._draw(candidate)
        self.tell()

    def _draw(self, candidate: Candidate) -> None:
        self.chosen = candidate
        self.show(candidate.shown)
        self.note(candidate.note)

    def clear(self) -> None:
        """No record."""
        self._key, self.chosen = None, None
        self.show("")
        self.note("")

    def put(self, value: Any) -> None:
        """Start from the key of a record; what it means is read in a thread."""
        self.clear()
        if value not in (None, ""):
            self._key = Key(value)
            self.show(str(value))
            self.run_worker(self._find_names(self._key), exit_on_error=False, group="name")

    async def _find_names(self, key: Key) -> None:
        try:
            candidate = await asyncio.to_thread(self.kit.named, self.view.kind.page, key)
        except Exception:  # a page that cannot name a record leaves its key to be seen
            return
        if candidate is not None and self._key == key and not self.typing:
            self._draw(candidate)

    def keep(self) -> Any:
        """The key, or what was typed."""
        return {"key": str(self._key)} if self._key is not None and not self.typing else self.input.value

    def restore(self, kept: Any) -> None:
        """The key, or what was typed."""
        if isinstance(kept, dict):
            self.put(kept.get("key"))
        else:
            self.clear()
            self.input.value = str(kept or "")


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


class RecordsField(LookupField):
    """Several records: Enter adds the one that was found, Backspace in an empty line takes the last one away."""

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        self.chosen: list[Candidate] = []

    def raw(self) -> Any:
        """The keys of what was chosen."""
        return [Key(item.key) for item in self.chosen]

    @property
    def told(self) -> str:
        """The names of what was chosen."""
        return "、".join(item.name for item in self.chosen)

    def take(self, candidate: Candidate) -> None:
        """One more."""
        if candidate.key not in [item.key for item in self.chosen]:
            self.chosen.append(candidate)
        self._draw()
        self.tell()

    def _draw(self) -> None:
        self.show("")
        names = "、".join(item.name for item in self.chosen)
        self.note(_("{n} 个：{names}").format(n=len(self.chosen), names=names) if self.chosen else "")

    async def enter(self) -> None:
        """Add and stay; with nothing typed go on."""
        adding = bool(self.input.value.strip())
        if adding or self.listing:
            found = await self.list.seek(self.input.value)
            chosen = self._meant(found)
            if chosen is None:
                self._ask(found)
            else:
                self.take(chosen)
                self.close_list()
            return
        await super().enter()

    async def press(self, event: events.Key) -> bool:
        """Backspace in an empty line takes the last one away."""
        if event.key == "backspace" and not self.input.value and self.chosen:
            self.chosen.pop()
            self._draw()
            self.tell()
            return True
        return await super().press(event)

    def put(self, value: Any) -> None:
        """Start from keys; what they mean is read in a thread."""
        self.chosen = [Candidate(Key(key), str(key)) for key in value or ()]
        self._draw()
        if self.chosen:
            self.run_worker(
                self._find_names([Key(item.key) for item in self.chosen]), exit_on_error=False, group="name"
            )

    async def _find_names(self, keys: Sequence[Key]) -> None:
        def named() -> list[Candidate]:
            return [self.kit.named(self.view.kind.page, key) or Candidate(key, key) for key in keys]

        try:
            found = await asyncio.to_thread(named)
        except Exception:  # a page that cannot name records leaves their keys to be seen
            return
        if [item.key for item in self.chosen] == list(keys):
            self.chosen = found
            self._draw()

    def keep(self) -> Any:
        """The keys."""
        return [str(item.key) for item in self.chosen]

    @property
    def hint(self) -> str:
        """How to add and take away."""
        return str(_("回车加入，空行回车到下一项，退格去掉最后一个"))


class FileField(LookupField):
    """A file of this computer, with the names in its folder as candidates."""

    def raw(self) -> Any:
        """The path, with the home folder written out."""
        text = self.input.value.strip()
        return str(Path(text).expanduser()) if text.startswith("~") else text

    def find(self, text: str) -> Sequence[Candidate]:
        """The files and folders that the path begins."""
        return files_for(text)

    def put(self, value: Any) -> None:
        """Start from a path."""
        self.show(str(value or ""))

    def take(self, candidate: Candidate) -> None:
        """A file ends the search, a folder goes on with what is in it."""
        self.input.value = str(candidate.key)
        self.shown = "" if str(candidate.key).endswith("/") else self.input.value
        self.input.cursor_position = len(self.input.value)
        self.tell()

    async def enter(self) -> None:
        """Take the candidate that the arrows chose, or the only one; else the path as it is written."""
        if self.listing or self.typing:
            found = await self.list.seek(self.input.value)
            chosen = self.list.highlighted if self.listing and self._looked else None
            if chosen is None and len(found) == 1 and not Path(self.raw()).exists():
                chosen = found[0]
            if chosen is not None:
                self.take(chosen)
                if str(chosen.key).endswith("/"):
                    await self.list.seek(self.input.value)
                    return
        self.shown = self.input.value.strip()
        await FormField.enter(self)

    async def read(self) -> str:
        """Any path may be meant: a file to be written is not there yet."""
        self.close_list()
        self.shown = self.input.value.strip()
        return ""

    @property
    def hint(self) -> str:
        """How to find a file."""
        return str(_("F2 看文件夹里有什么；~ 是自己的文件夹"))


def files_for(text: str, limit: int = 60) -> list[Candidate]:
    """The files and folders that a half-written path may mean, folders first."""
    written = text.strip() or "~/"
    folder, start = written.rsplit("/", 1) if "/" in written else (".", written)
    where = Path(folder + "/").expanduser()
    prefix = f"{folder}/" if "/" in written else ""
    try:
        entries = sorted(where.iterdir(), key=lambda path: (not path.is_dir(), path.name.casefold()))
    except OSError:
        return []
    found = [
        entry for entry in entries
        if entry.name.casefold().startswith(start.casefold()) and (start.startswith(".") or entry.name[0] != ".")
    ]  # fmt: skip
    return [_file(entry, prefix) for entry in found[:limit]]


def _file(entry: Path, prefix: str) -> Candidate:
    try:
        folder = entry.is_dir()
        note = str(_("文件夹")) if folder else f"{entry.stat().st_size / 1024:,.0f} KB"
    except OSError:
        folder, note = False, ""
    return Candidate(
        f"{prefix}{entry.name}{'/' if folder else ''}", entry.name + ("/" if folder else ""), note=note
    )
