"""The home folder of one union: its settings, its database, its keys, files and backups."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import tomli_w

from gonghui_core import settings as settings_
from gonghui_core.files import write_whole
from gonghui_core.i18n import translator
from gonghui_core.settings import Settings
from gonghui_core.storage.keys import KeyFile
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

DATABASE = "gonghui.db"
KEYS = "gonghui.keys"
HEAD = "gonghui.head"


@dataclass(frozen=True)
class Workspace:
    """A folder that holds a union's records, or the address of the server that does."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / DATABASE

    @property
    def keys(self) -> KeyFile:
        """The slots of the officers."""
        return KeyFile(self.folder / KEYS)

    @property
    def head(self) -> Path:
        """The end of the audit chain, kept outside the database."""
        return self.folder / HEAD

    @property
    def files(self) -> Path:
        """Where attached files lie, by their hash."""
        return self.folder / "files"

    @property
    def backups(self) -> Path:
        """Where backups lie."""
        return self.folder / "backups"

    @property
    def drafts(self) -> Path:
        """Where unfinished forms lie."""
        return self.folder / "drafts"

    @property
    def markers(self) -> Path:
        """Where a plugin that is being imported leaves its mark."""
        return self.folder / "plugins"

    @property
    def exists(self) -> bool:
        """Whether a workspace was made here."""
        return (self.folder / settings_.HAND_WRITTEN).exists()

    def settings(self) -> Settings:
        """Core's settings of the workspace."""
        if not self.exists:
            raise BadInput(_("{folder} 里没有工会数据；先运行 gonghui init").format(folder=self.folder))
        return settings_.load(self.folder)

    def make(self, *, plain: bool, url: str = "", today: str = "") -> bytes | None:
        """Make the folder, its settings file and its keys; returns the data key, `None` for a plain workspace."""
        if self.exists or self.database.exists() or self.keys.path.exists():
            raise BadInput(_("{folder} 里已有工会数据，不会覆盖").format(folder=self.folder))
        self.folder.mkdir(parents=True, exist_ok=True)
        data_key = None if plain else KeyFile.create(self.folder / KEYS)[1]
        values: dict[str, dict[str, object]] = {"workspace": {"plain": plain, "salt": secrets.token_hex(16)}}
        if today:
            values["workspace"]["today"] = today
        if url:
            values["database"] = {"url": url}
        head = "# Written once by `gonghui init`; edit it as you like, the program never writes it again.\n"
        write_whole(self.folder / settings_.HAND_WRITTEN, (head + tomli_w.dumps(values)).encode())
        return data_key


def default_folder() -> Path:
    """The workspace that is meant when none is named: `GONGHUI_WORKSPACE`, else the user's data folder."""
    named = os.environ.get("GONGHUI_WORKSPACE")
    return Path(named) if named else Path(platformdirs.user_data_dir("gonghui", appauthor=False))
