"""What the terminal remembers of its user between two sessions: the look, the language, the last officer.

None of it is data of the union: records are never named here.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

_LONGEST = 100_000  # bytes; a larger file was not written by us
RECENT = 8


@dataclass
class Prefs:
    """`language` is empty until one was chosen; `officers` maps a workspace's folder to who signed in last.

    `keys` changes keys by the ids of their bindings (`{"page.f9": "f9,ctrl+o"}`), for keyboards that lack one.
    """

    dark: bool = False
    language: str = ""
    officers: dict[str, str] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def used(self, name: str) -> None:
        """Put a page or an action at the head of what was used lately."""
        self.recent = [name, *(known for known in self.recent if known != name)][:RECENT]


def path() -> Path:
    """Where it is kept."""
    return Path(platformdirs.user_config_dir("gonghui", appauthor=False)) / "screen.json"


def load() -> Prefs:
    """What was kept; the defaults where nothing was, or where the file cannot be read."""
    try:
        if path().stat().st_size > _LONGEST:
            return Prefs()
        kept = json.loads(path().read_text(encoding="utf-8"))
        return _checked(kept)
    except (OSError, ValueError, TypeError, AttributeError):
        return Prefs()


def _checked(kept: dict[str, Any]) -> Prefs:
    officers = {str(folder): str(name) for folder, name in dict(kept.get("officers", {})).items()}
    recent = [str(name) for name in list(kept.get("recent", []))][:RECENT]
    keys = {str(name): str(key) for name, key in dict(kept.get("keys", {})).items()}
    return Prefs(bool(kept.get("dark")), str(kept.get("language", "")), officers, recent, keys)


def save(prefs: Prefs) -> None:
    """Keep it; a folder that cannot be written costs no more than the memory."""
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        path().write_text(json.dumps(asdict(prefs), ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return
