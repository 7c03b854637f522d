"""Unfinished forms: kept in the workspace's folder so that a kill loses at most what was typed in two seconds.

A draft is not a command: it leaves no audit record. In an encrypted workspace the whole draft is encrypted.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag

from gonghui_core.office.rights import Acting
from gonghui_core.storage.types import sealer_of

if TYPE_CHECKING:
    from gonghui_core.kernel import Kernel

PURPOSE = "draft"


class Drafts:
    """The drafts of one officer."""

    def __init__(self, kernel: Kernel, officer: Acting) -> None:
        self._sealer = sealer_of(kernel.engine.dialect)
        self._folder = kernel.workspace.drafts
        self._officer = officer.name

    def keep(self, action: str, record: str, values: Mapping[str, Any]) -> None:
        """Keep what was typed into a form so far, in place of what was kept before."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        content = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "values": dict(values)}
        sealed = self._sealer.seal(json.dumps(content, default=str).encode(), PURPOSE)
        path = self._path(action, record)
        part = path.with_suffix(".part")
        part.write_bytes(sealed)
        os.replace(part, path)

    def find(self, action: str, record: str = "") -> tuple[dict[str, Any], datetime] | None:
        """What was kept for a form, and when; nothing if there is no draft or it cannot be read."""
        try:
            content = json.loads(self._sealer.unseal(self._path(action, record).read_bytes(), PURPOSE))
            return content["values"], datetime.fromisoformat(content["at"])
        except (OSError, ValueError, KeyError, TypeError, InvalidTag):
            return None

    def drop(self, action: str, record: str = "") -> None:
        """Forget the draft of a form: it was sent, or thrown away on purpose."""
        self._path(action, record).unlink(missing_ok=True)

    def _path(self, action: str, record: str) -> Path:
        name = re.sub(r"[^A-Za-z0-9._-]", "_", f"{action}-{record}")
        return self._folder / f"{self._officer.encode().hex()[:80]}-{name}.draft"
