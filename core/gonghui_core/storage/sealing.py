"""Encryption of single values, and the blind index that finds an identity number without opening it."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


def seal_with(key: bytes, plain: bytes, purpose: str) -> bytes:
    """`plain` under AES-256-GCM: nonce, then ciphertext. `purpose` is authenticated, not stored."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, purpose.encode())


def unseal_with(key: bytes, sealed: bytes, purpose: str) -> bytes:
    """The plain bytes again; raises `cryptography.exceptions.InvalidTag` for a wrong key or purpose."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())


@dataclass(frozen=True)
class Sealer:
    """Seals values with the workspace's data key; without a key (a plain workspace) values pass open.

    `index_key` keys the blind index: without it 29 million guesses would find every number of one county.
    """

    key: bytes | None
    index_key: bytes

    @classmethod
    def of(cls, key: bytes | None, salt: bytes) -> Sealer:
        """The sealer of a workspace whose data key is `key`; `salt` keys the index of a plain workspace."""
        return cls(key, hmac.digest(key or salt, b"gonghui blind index", hashlib.sha256))

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """`plain` encrypted for `purpose` (table and column)."""
        return plain if self.key is None else seal_with(self.key, plain, purpose)

    def unseal(self, sealed: bytes, purpose: str) -> bytes:
        """What was sealed for `purpose`."""
        return sealed if self.key is None else unseal_with(self.key, sealed, purpose)

    def blind_index(self, text: str) -> str:
        """A keyed fingerprint of `text`, equal for equal texts."""
        return hmac.digest(self.index_key, text.encode(), hashlib.sha256).hex()[:32]
