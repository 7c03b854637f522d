"""Which line of the bank's statement is which entry of the books: suggestions, and the reconciliation."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gonghui_finance.rules.entry import ZERO

DAYS_APART = 10
"""How far apart the bank's day and the voucher's may be for a suggestion."""


@dataclass(frozen=True)
class Item:
    """A line of either side: what came in is positive. `note` is the last that was found out about it."""

    key: int
    date: datetime.date
    amount: Decimal
    summary: str = ""
    voucher: int | None = None
    note: str = ""

    def age(self, day: datetime.date) -> int:
        """How many days it has stood open on a day."""
        return (day - self.date).days


def suggestions(bank: Sequence[Item], book: Sequence[Item]) -> dict[int, int]:
    """Pairs of bank and book lines with one amount, few days apart, where neither has another candidate.

    Of lines that are alike the earliest go together, if there are as many on both sides.
    """
    by_amount: dict[Decimal, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((bank, book)):
        for item in items:
            by_amount[item.amount][side].append(item)
    found: dict[int, int] = {}
    for ours, theirs in by_amount.values():
        if len(ours) == len(theirs):
            pairs = zip(sorted(ours, key=_order), sorted(theirs, key=_order), strict=True)
            found |= {a.key: b.key for a, b in pairs if _near(a, b)}
        else:
            found |= _only_candidates(ours, theirs)
    return found


def _only_candidates(bank: Sequence[Item], book: Sequence[Item]) -> dict[int, int]:
    found = {}
    for item in bank:
        near = [other for other in book if _near(item, other)]
        if len(near) == 1 and sum(_near(other, near[0]) for other in bank) == 1:
            found[item.key] = near[0].key
    return found


def _near(first: Item, second: Item) -> bool:
    return abs((first.date - second.date).days) <= DAYS_APART


def _order(item: Item) -> tuple[datetime.date, int]:
    return item.date, item.key


@dataclass(frozen=True)
class Reconciliation:
    """银行存款余额调节表: both balances, and what only one side has."""

    book: Decimal
    bank: Decimal
    unmatched_book: tuple[Item, ...]
    unmatched_bank: tuple[Item, ...]

    @property
    def adjusted_book(self) -> Decimal:
        """The books' balance with what only the bank has."""
        return self.book + sum((item.amount for item in self.unmatched_bank), ZERO)

    @property
    def adjusted_bank(self) -> Decimal:
        """The bank's balance with what only the books have."""
        return self.bank + sum((item.amount for item in self.unmatched_book), ZERO)

    @property
    def agreed(self) -> bool:
        """Whether both come to the same."""
        return self.adjusted_book == self.adjusted_bank
