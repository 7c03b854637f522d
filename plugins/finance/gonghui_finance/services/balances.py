"""Keeping the balance sums in the transaction of a posting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gonghui_core.work import Work
from gonghui_finance.models import Balance
from gonghui_finance.rules.entry import ZERO, Line, movements

Key = tuple[int, str, bool, bool]
"""Month, account, earmarked, closing: the key of a balance row."""


@dataclass
class Posted:
    """What a run of postings moves, summed up before it is kept."""

    sums: dict[Key, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, period: int, lines: Iterable[Line], *, closing: bool) -> None:
        """Take in the lines of one voucher of a month."""
        for (account, earmarked), (debit, credit) in movements(lines).items():
            key = (period, account, earmarked, closing)
            before = self.sums.get(key, (ZERO, ZERO))
            self.sums[key] = (before[0] + debit, before[1] + credit)


def keep(work: Work, posted: Posted) -> None:
    """Add what was posted to the balances. All writers of a workspace stand in line, so nothing is lost."""
    _add(work, posted.sums)
    work.session.flush()


def _add(work: Work, sums: Mapping[Key, tuple[Decimal, Decimal]]) -> None:
    for key, (debit, credit) in sums.items():
        row = work.session.get(Balance, key)
        if row is None:
            period, account, earmarked, closing = key
            work.session.add(
                Balance(
                    period=period, account=account, earmarked=earmarked, closing=closing, debit=debit, credit=credit
                )
            )  # fmt: skip
        else:
            row.debit += debit
            row.credit += credit
