"""Attached files: stored once under their SHA-256, encrypted with the workspace's key."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag

from gonghui_core.files import write_whole
from gonghui_core.i18n import translator
from gonghui_core.storage.sealing import Sealer
from gonghui_core.text import one_line
from gonghui_core.verdicts import BadInput, GonghuiError

if TYPE_CHECKING:
    from gonghui_core.work import Work

_ = translator("gonghui_core")

LARGEST_FILE = 100 * 1024 * 1024
PURPOSE = "file"


@dataclass(frozen=True)
class StoredFile:
    """A file in the store: its original name cleaned, its hash, its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class FileStore:
    """The folder `files` of a workspace."""

    folder: Path
    sealer: Sealer

    @classmethod
    def of(cls, work: Work) -> FileStore:
        """The store of the workspace that `work` is a unit of work in."""
        return cls(work.files, work.sealer)

    def put(self, path: Path) -> StoredFile:
        """Copy a file into the store; links, folders and devices are refused."""
        content = self._read(path)
        digest = hashlib.sha256(content).hexdigest()
        target = self._place(digest)
        if not self._is_whole(digest):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, self.sealer.seal(content, PURPOSE))
        return StoredFile(one_line(path.name)[:200], digest, len(content))

    def get(self, sha256: str) -> bytes:
        """The content of a stored file; one that is damaged is told, not handed out."""
        try:
            content = self.sealer.unseal(self._place(sha256).read_bytes(), PURPOSE)
        except OSError:
            raise GonghuiError(_("附件 {name} 不见了，请从备份中取回").format(name=sha256[:12])) from None
        except (InvalidTag, ValueError):
            content = b""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise GonghuiError(_("附件 {name} 已损坏，请从备份中取回").format(name=sha256[:12]))
        return content

    def take(self, sha256: str, path: Path) -> None:
        """Write a stored file to `path`, which must not exist."""
        content = self.get(sha256)
        try:
            if path.exists():
                raise BadInput(_("{path} 已存在，不会覆盖").format(path=path), field="to")
            write_whole(path, content)
        except OSError as error:
            raise BadInput(
                _("{path} 写不了：{why}").format(path=path, why=error.strerror), field="to"
            ) from None

    def _is_whole(self, sha256: str) -> bool:
        try:
            return bool(self.get(sha256) is not None)
        except GonghuiError:
            return False

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def _read(self, path: Path) -> bytes:
        try:
            if path.is_symlink() or not path.is_file():
                raise BadInput(_("{path} 不是文件").format(path=path), field="file")
            if path.stat().st_size > LARGEST_FILE:
                raise BadInput(_("{path} 太大：最多 100 MB").format(path=path), field="file")
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            raise BadInput(
                _("{path} 读不了：{error}").format(path=path, error=error.strerror), field="file"
            ) from None
        with os.fdopen(handle, "rb") as opened:
            return opened.read()
