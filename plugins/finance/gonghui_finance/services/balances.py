"""Keeping the balance sums in the transaction of a posting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from sqlalchemy import Executable, inspect
from sqlalchemy.dialects import postgresql, sqlite

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
    """Add what was posted to the balances, in the transaction of the posting."""
    rows = [
        {
            "period": period, "account": account, "earmarked": earmarked, "closing": closing, "debit": debit,
            "credit": credit,
        }
        for (period, account, earmarked, closing), (debit, credit) in posted.sums.items()
    ]  # fmt: skip
    if rows:
        work.session.flush()
        work.session.connection().execute(_adding(work.session.get_bind().dialect.name), rows)


@cache
def _adding(dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    query = insert(Balance)
    return query.on_conflict_do_update(
        index_elements=list(inspect(Balance).primary_key),
        set_={
            "debit": Balance.debit + query.excluded.debit,
            "credit": Balance.credit + query.excluded.credit,
        },
    )
