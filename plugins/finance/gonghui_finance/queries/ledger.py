"""The ledger of an account: its lines with a running balance, without reading what came before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import Balance, Voucher, VoucherLine
from gonghui_finance.queries import balances
from gonghui_finance.rules.entry import ZERO


@dataclass(frozen=True)
class LedgerLine:
    """A line of an account with the balance after it, debit positive."""

    voucher: int
    date: date
    number: int
    summary: str
    account: str
    debit: Decimal
    credit: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Ledger:
    """An account, and those below it, from one day to another."""

    opening: Decimal
    lines: list[LedgerLine]

    @property
    def debit(self) -> Decimal:
        """What was debited."""
        return sum((line.debit for line in self.lines), ZERO)

    @property
    def credit(self) -> Decimal:
        """What was credited."""
        return sum((line.credit for line in self.lines), ZERO)

    @property
    def closing(self) -> Decimal:
        """The balance at the end."""
        return self.opening + self.debit - self.credit


def ledger(work: Work, account: str, since: date, until: date) -> Ledger:
    """The posted lines of `account` and its sub-accounts from `since` to `until`."""
    opening = opening_balance(work, account, since)
    query = (
        select(
            Voucher.id, Voucher.date, Voucher.number, VoucherLine.memo, VoucherLine.account, VoucherLine.debit,
            VoucherLine.credit,
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(below(account), Voucher.status == VoucherStatus.posted, Voucher.date.between(since, until))
        .order_by(Voucher.date, Voucher.number, Voucher.id, VoucherLine.position)
    )  # fmt: skip
    return Ledger(opening, list(_running(work, query, opening)))


def moved_by_month(work: Work, account: str, first: int, last: int) -> dict[int, tuple[Decimal, Decimal]]:
    """What was debited and credited to an account and those below it, by month, from the kept sums."""
    query = (
        select(Balance.period, func.sum(Balance.debit), func.sum(Balance.credit))
        .where(Balance.account.between(account, account + "9" * 9), Balance.period.between(first, last))
        .group_by(Balance.period)
    )
    return {period: (debit, credit) for period, debit, credit in work.session.execute(query)}


def _running(work: Work, query: AnySelect, balance: Decimal) -> Iterator[LedgerLine]:
    for key, day, number, memo, account, debit, credit in work.session.execute(query):
        balance += debit - credit
        yield LedgerLine(key, day, number, memo, account, debit, credit, balance)


def opening_balance(work: Work, account: str, day: date) -> Decimal:
    """The balance before a day: the kept sums up to the month before, and the lines of its month until then."""
    period = periods.period_of(day)
    before = balances.balance(work, account, period - 1)
    if day.day == 1:
        return before
    query = (
        select(func.sum(VoucherLine.debit), func.sum(VoucherLine.credit))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(below(account), Voucher.status == VoucherStatus.posted)
        .where(Voucher.period == period, Voucher.date < day)
    )
    debit, credit = work.session.execute(query).one()
    return before + (debit or ZERO) - (credit or ZERO)


def below(account: str) -> Any:
    """The account and those below it, as a range that the index serves."""
    return VoucherLine.account.between(account, account + "9" * 9)
