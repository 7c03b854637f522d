"""The field for a file of this computer, completed from what is in its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gonghui_core.i18n import translator
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.lookups import LookupField
from gonghui_tui.widgets.candidates import Candidate

_ = translator("gonghui_tui")


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
