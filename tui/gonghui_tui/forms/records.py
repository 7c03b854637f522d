"""Fields that pick records of a page: one, or several."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from textual import events

from gonghui_core.commands import FieldView
from gonghui_core.fields import Key
from gonghui_core.i18n import translator
from gonghui_tui.forms.kit import Kit
from gonghui_tui.forms.lookups import LookupField
from gonghui_tui.widgets.candidates import Candidate

_ = translator("gonghui_tui")


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
