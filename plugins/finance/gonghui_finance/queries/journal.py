"""The vouchers of a period as the transactions of a journal."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import Voucher, VoucherLine
from gonghui_finance.queries import balances
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.journals import Posting, Transaction


def transactions(work: Work, year: int, month: int | None = None) -> Iterator[Transaction]:
    """What the period began with, as one transaction, and every posted voucher of it in order."""
    first, last = periods.span(year, month)
    opening = [
        Posting(row.account, row.opening) for row in balances.movements(work, first, last) if row.opening
    ]
    if opening:
        yield Transaction(periods.first_day(first), "期初余额", postings=opening)
    query = (
        select(
            Voucher.id, Voucher.date, Voucher.period, Voucher.number, Voucher.summary, VoucherLine.account,
            VoucherLine.debit, VoucherLine.credit, VoucherLine.memo,
        )
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(Voucher.status == VoucherStatus.posted, Voucher.period.between(first, last))
        .order_by(Voucher.date, Voucher.number, Voucher.id, VoucherLine.position)
    )  # fmt: skip
    current: Transaction | None = None
    key = None
    for voucher, day, period, number, summary, account, debit, credit, memo in work.session.execute(query):
        if voucher != key:
            if current is not None:
                yield current
            key, current = voucher, Transaction(day, summary, f"{period}-{number}")
        assert current is not None
        current.postings.append(Posting(account, debit - credit, memo))
    if current is not None:
        yield current


def names_of(work: Work) -> dict[str, str]:
    """The names of all accounts that may be posted to, by code."""
    return {account.code: account.name for account in chart_of(work).leaves()}
