"""`gonghui.keys`: one slot for each officer, each holding the data key under that officer's passphrase.

Signing in opens a slot and so decrypts the workspace. What slots do not do: every slot opens the same data key,
so an officer who keeps it can read the file with other tools.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import unicodedata
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from argon2.exceptions import Argon2Error
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag

from gonghui_core.files import write_whole
from gonghui_core.i18n import translator
from gonghui_core.storage.sealing import KEY_BYTES, seal_with, unseal_with
from gonghui_core.verdicts import BadInput, GonghuiError

_ = translator("gonghui_core")

RECOVERY = "recovery"
_RECOVERY_CODE = re.compile(r"([A-Z2-9]{4}-){7}[A-Z2-9]{4}")
SALT_BYTES = 16
# The low-memory set of RFC 9106: 64 MiB and some 0.3 s on an officer's laptop.
ARGON2 = {"time_cost": 3, "memory_cost": 65536, "parallelism": 4}
SHORTEST_PASSPHRASE = 8


class WrongPassphrase(GonghuiError):
    """No slot of that name, or the passphrase does not open it; which of the two is not said."""

    exit_code = 4


def _slot_key(passphrase: str, salt: bytes) -> bytes:
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        secret, salt, hash_len=KEY_BYTES, type=Type.ID,
        time_cost=ARGON2["time_cost"], memory_cost=ARGON2["memory_cost"], parallelism=ARGON2["parallelism"],
    )  # fmt: skip


def recovery_code() -> str:
    """A new code for the safe: eight groups of four letters and digits that cannot be misread."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "-".join("".join(secrets.choice(alphabet) for _char in range(4)) for _group in range(8))


def refuse_short(passphrase: str) -> None:
    """Refuse a passphrase that is soon guessed; on a file that can be copied its length is the protection."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise BadInput(_("口令太短：至少 {n} 个字符").format(n=SHORTEST_PASSPHRASE), field="passphrase")


class KeyFile:
    """The slots of one workspace. Every change is written whole, to a new file that replaces the old."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path) -> tuple[KeyFile, bytes]:
        """A new key file without slots, and its random data key."""
        data_key = os.urandom(KEY_BYTES)
        keys = cls(path)
        keys._write({"version": 1, "slots": {}})
        return keys, data_key

    def names(self) -> list[str]:
        """The names of the slots, in the order in which they were made."""
        return list(self._read()["slots"])

    def put(self, name: str, passphrase: str, data_key: bytes) -> None:
        """Let `passphrase` open the workspace as `name`; an existing slot of that name is replaced."""
        refuse_short(passphrase)
        salt = os.urandom(SALT_BYTES)
        sealed = seal_with(_slot_key(passphrase, salt), data_key, name)
        content = self._read()
        content["slots"][name] = {"salt": b64encode(salt).decode(), "key": b64encode(sealed).decode()}
        self._write(content)

    def remove(self, name: str) -> None:
        """Take the slot `name` away; its owner may have kept the data key, so the key is changed as well later."""
        content = self._read()
        content["slots"].pop(name, None)
        self._write(content)

    def open(self, name: str, passphrase: str) -> bytes:
        """The data key, or `WrongPassphrase`."""
        slots = self._read()["slots"]
        # The recovery code opens for any officer: it is for the day on which a passphrase is forgotten.
        tried = [name, RECOVERY] if _RECOVERY_CODE.fullmatch(passphrase) else [name]
        for slot_name in tried:
            found = self._try(slots.get(slot_name), slot_name, passphrase)
            if found is not None:
                return found
        raise WrongPassphrase(_("姓名或口令不对"), field="passphrase")

    def _try(self, slot: Any, name: str, passphrase: str) -> bytes | None:
        if slot is None:
            return None
        try:
            salt, sealed = b64decode(slot["salt"]), b64decode(slot["key"])
            return unseal_with(_slot_key(passphrase, salt), sealed, name)
        except InvalidTag:
            return None
        except (ValueError, TypeError, KeyError, Argon2Error):
            raise self._damaged() from None

    def _read(self) -> dict[str, Any]:
        try:
            content: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
            content["slots"].items()
        except FileNotFoundError:
            raise GonghuiError(
                _("找不到密钥文件 {path}：请从备份中取回，不要新建").format(path=self.path)
            ) from None
        except (ValueError, KeyError, AttributeError, TypeError):
            raise self._damaged() from None
        return content

    def _damaged(self) -> GonghuiError:
        return GonghuiError(_("密钥文件 {path} 已损坏：请从备份中取回").format(path=self.path))

    def _write(self, content: dict[str, Any]) -> None:
        write_whole(self.path, json.dumps(content, indent=1, ensure_ascii=False).encode())
