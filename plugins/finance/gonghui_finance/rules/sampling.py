"""Drawing vouchers for the audit committee, so that anybody can draw the same again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256


@dataclass(frozen=True)
class Candidate:
    """A posted voucher that may be drawn: its key, month and number, and amount."""

    key: int
    period: int
    number: int
    amount: Decimal


def draw(candidates: Sequence[Candidate], seed: int, size: int, largest: int = 0) -> list[Candidate]:
    """The `largest` vouchers by amount and `size` others by lot, in the order of the books.

    The lot is the SHA-256 of seed, month and number, so that it depends on no program's random numbers.
    """
    by_amount = sorted(candidates, key=lambda c: (-abs(c.amount), c.period, c.number))[:largest]
    rest = [c for c in candidates if c not in by_amount]
    by_lot = sorted(rest, key=lambda c: _lot(seed, c))[:size]
    return sorted([*by_amount, *by_lot], key=lambda c: (c.period, c.number))


def _lot(seed: int, candidate: Candidate) -> str:
    return sha256(f"{seed}:{candidate.period}:{candidate.number}".encode()).hexdigest()
