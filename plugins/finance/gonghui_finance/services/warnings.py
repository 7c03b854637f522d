"""What the rules say of vouchers: attachments, budget, cash. A school may set any of them to block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui_core import policy
from gonghui_core.verdicts import Verdict
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherKind
from gonghui_finance.models import Voucher
from gonghui_finance.queries import balances, budget
from gonghui_finance.queries.waiting import Waiting
from gonghui_finance.rules.entry import ZERO, Line

CASH = "101"
BANK = "102"
NOT_NEGATIVE = {CASH: "finance.cash.negative", BANK: "finance.bank.negative"}

Ask = Callable[..., Verdict]
Case = tuple[str, str, date]
"""A rule, what it is asked of, and the day."""


def while_drafting(work: Work, voucher: Voucher, lines: Sequence[Line]) -> list[Verdict]:
    """What the rules say of a draft: only told, since a draft may still be completed."""
    cases = Cases(work)
    papers = voucher.attachments if _needs_papers(voucher.kind, voucher.reverses_id) else None
    cases.take(voucher.date, lines, papers)
    return cases.broken(policy.ask)


def before_posting(work: Work, vouchers: Sequence[Waiting]) -> list[Verdict]:
    """What the rules say of vouchers that are about to be posted in this order; one that blocks refuses all."""
    cases = Cases(work)
    for voucher in vouchers:
        needed = _needs_papers(voucher.kind, voucher.row["reverses_id"])
        cases.take(voucher.date, voucher.lines, voucher.row["attachments"] if needed else None)
    return cases.broken(policy.check)


def _needs_papers(kind: VoucherKind, reverses: int | None) -> bool:
    return kind is VoucherKind.ordinary and reverses is None


@dataclass
class Cases:
    """What vouchers put before the rules. A run of many asks once a day, with the worst of that day."""

    work: Work
    facts: dict[Case, dict[str, Any]] = field(default_factory=dict)
    left: dict[str, Decimal] = field(default_factory=dict)
    budgets: dict[int, budget.Year] = field(default_factory=dict)

    def take(self, day: date, lines: Sequence[Line], papers: int | None) -> None:
        """Take in one voucher; `papers` is how many are attached, or `None` where none are needed."""
        self._take_cash(day, lines)
        if papers is not None:
            case = ("finance.voucher.attachments", "", day)
            fewest = self.facts.get(case, {}).get("have", papers)
            self.facts[case] = {"have": min(fewest, papers)}
        self._take_spending(day, lines)

    def broken(self, ask: Ask) -> list[Verdict]:
        """The verdicts that people are to be warned of; of many days on one thing, the last."""
        found: dict[tuple[str, str], Verdict] = {}
        for (rule, of, day), facts in self.facts.items():
            for verdict in policy.broken(ask(self.work, rule, day, **facts)):
                found[rule, of] = verdict
        return list(found.values())

    def _take_cash(self, day: date, lines: Sequence[Line]) -> None:
        """Cash and bank may not fall below nothing; asked only of what a voucher takes from."""
        for account, rule in NOT_NEGATIVE.items():
            touched = [line.signed for line in lines if line.account.startswith(account)]
            if not touched:
                continue
            if account not in self.left:
                self.left[account] = balances.balance(self.work, account)
            moved = sum(touched, ZERO)
            self.left[account] += moved
            if moved < 0:
                least = self.facts.get((rule, account, day), {}).get("have", self.left[account])
                self.facts[rule, account, day] = {"have": min(least, self.left[account])}

    def _take_spending(self, day: date, lines: Sequence[Line]) -> None:
        """Expenditure needs an approved budget, and may not exceed it with all that is committed already.

        Drafts are committed, so posting one moves it to what was done and leaves the sum as it is.
        """
        for line in lines:
            if not line.account.startswith("5") or line.signed <= 0:
                continue
            if day.year not in self.budgets:
                self.budgets[day.year] = budget.Year(self.work, day.year)
            year = self.budgets[day.year]
            if year.budget is None:
                self.facts["finance.budget.approved", "", day] = {"have": False}
            elif (at := year.at(line.account, line.project)) is not None:
                case = ("finance.budget.exceeded", f"{at.account} {at.project or ''}", day)
                self.facts[case] = {"amount": at.committed + at.actual, "base": at.budget}
