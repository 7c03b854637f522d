"""Balances, from the sums that each posting keeps: no question reads all lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select, type_coerce

from gonghui_core.storage.types import MoneyColumn
from gonghui_core.work import Work
from gonghui_finance.models import Balance
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
