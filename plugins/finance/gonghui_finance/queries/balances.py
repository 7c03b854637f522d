"""Balances, from the sums that each posting keeps: no question reads all lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select, type_coerce

from gonghui_core.storage.types import MoneyColumn
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.models import Balance, Voucher, VoucherLine
from gonghui_finance.rules.entry import ZERO


@dataclass(frozen=True)
class Movement:
    """An account over a period: balances are signed, debit positive; `debit` and `credit` are the period's.

    `touched` tells that something was posted in the period, though it may have come to nothing.
    """

    account: str
    opening: Decimal
    debit: Decimal
    credit: Decimal
    touched: bool = True

    @property
    def closing(self) -> Decimal:
        """The balance at the end of the period."""
        return self.opening + self.debit - self.credit

    @property
    def moved(self) -> bool:
        """Whether there is anything to show."""
        return self.touched or self.opening != ZERO


def movements(work: Work, first: int, last: int) -> list[Movement]:
    """Every account with a balance before `first` or a movement from `first` to `last` (months), by code."""
    inside = Balance.period >= first
    query = (
        select(
            Balance.account,
            _sum(case((inside, 0), else_=Balance.debit - Balance.credit)),
            _sum(case((inside, Balance.debit), else_=0)),
            _sum(case((inside, Balance.credit), else_=0)),
            func.max(case((inside, 1), else_=0)),
        )
        .where(Balance.period <= last)
        .group_by(Balance.account)
        .order_by(Balance.account)
    )
    rows = [Movement(a, o, d, c, bool(t)) for a, o, d, c, t in work.session.execute(query)]
    return [found for found in rows if found.moved]


def flows(work: Work, first: int, last: int) -> list[Movement]:
    """Income and expenditure accounts from `first` to `last` without what closings carried off, by code."""
    query = (
        select(Balance.account, _sum(Balance.debit), _sum(Balance.credit))
        .where(Balance.period.between(first, last), Balance.closing.is_(False))
        .where(or_(Balance.account.startswith("4"), Balance.account.startswith("5")))
        .group_by(Balance.account)
        .order_by(Balance.account)
    )
    return [Movement(account, ZERO, debit, credit) for account, debit, credit in work.session.execute(query)]


def _sum(of: Any) -> ColumnElement[Decimal]:
    return type_coerce(func.sum(of), MoneyColumn())


def balance(work: Work, prefix: str, until: int | None = None) -> Decimal:
    """The balance of an account and those below it at the end of month `until` (of all there is), debit positive."""
    query = select(func.sum(Balance.debit), func.sum(Balance.credit)).where(
        Balance.account.startswith(prefix, autoescape=True)
    )
    if until is not None:
        query = query.where(Balance.period <= until)
    debit, credit = work.session.execute(query).one()
    return (debit or ZERO) - (credit or ZERO)


def signed(work: Work, until: int, *, pending: bool = False) -> dict[tuple[str, bool], Decimal]:
    """Signed balances at the end of month `until`, debit positive, by account and earmarking.

    With `pending` the closing vouchers that wait to be posted count too.
    """
    query = (
        select(Balance.account, Balance.earmarked, func.sum(Balance.debit), func.sum(Balance.credit))
        .where(Balance.period <= until)
        .group_by(Balance.account, Balance.earmarked)
    )
    rows = [*work.session.execute(query)]
    if pending:
        waiting = (
            select(
                VoucherLine.account,
                VoucherLine.earmarked,
                func.sum(VoucherLine.debit),
                func.sum(VoucherLine.credit),
            )
            .join(Voucher, Voucher.id == VoucherLine.voucher_id)
            .where(Voucher.kind == VoucherKind.closing, Voucher.status != VoucherStatus.posted)
            .where(Voucher.period <= until)
            .group_by(VoucherLine.account, VoucherLine.earmarked)
        )
        rows += [*work.session.execute(waiting)]
    found: dict[tuple[str, bool], Decimal] = {}
    for account, earmarked, debit, credit in rows:
        found[account, bool(earmarked)] = found.get((account, bool(earmarked)), ZERO) + debit - credit
    return found


def adjusted(work: Work, first: int, last: int) -> Decimal:
    """What vouchers other than closings brought to 321 and 322 from `first` to `last`, credit positive."""
    query = select(func.sum(Balance.credit), func.sum(Balance.debit)).where(
        Balance.period.between(first, last), Balance.closing.is_(False),
        or_(Balance.account.startswith("321"), Balance.account.startswith("322")),
    )  # fmt: skip
    credit, debit = work.session.execute(query).one()
    return (credit or ZERO) - (debit or ZERO)


Month = tuple[int, Decimal, Decimal, Decimal]
"""A month (0: the year's beginning), what was debited and credited in it, and the balance after it."""


def by_month(work: Work, year: int, last: int) -> dict[str, list[Month]]:
    """Every level-1 account with its balance at the beginning of `year` and its months up to `last`."""
    opening: dict[str, Decimal] = {}
    for (account, _earmarked), amount in signed(work, year * 100).items():
        opening[account[:3]] = opening.get(account[:3], ZERO) + amount
    moved: dict[str, dict[int, tuple[Decimal, Decimal]]] = {}
    query = (
        select(Balance.account, Balance.period, func.sum(Balance.debit), func.sum(Balance.credit))
        .where(Balance.period.between(year * 100 + 1, year * 100 + last))
        .group_by(Balance.account, Balance.period)
    )
    for account, period, debit, credit in work.session.execute(query):
        months = moved.setdefault(account[:3], {})
        before = months.get(period % 100, (ZERO, ZERO))
        months[period % 100] = (before[0] + debit, before[1] + credit)
    codes = sorted({code for code, amount in opening.items() if amount} | moved.keys())
    return {code: list(_months(opening.get(code, ZERO), moved.get(code, {}))) for code in codes}


def _months(balance: Decimal, moved: dict[int, tuple[Decimal, Decimal]]) -> Iterator[Month]:
    yield 0, ZERO, ZERO, balance
    for month, (debit, credit) in sorted(moved.items()):
        balance += debit - credit
        yield month, debit, credit, balance
