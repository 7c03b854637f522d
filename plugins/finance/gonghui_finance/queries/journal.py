"""The vouchers of a period as the transactions of a journal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import select

from gonghui_core.members.models import Branch
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import Balance, Voucher, VoucherLine
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
            Voucher.id, Voucher.date, Voucher.period, Voucher.number, Voucher.summary, Voucher.attachments,
            VoucherLine.account, VoucherLine.debit, VoucherLine.credit, VoucherLine.memo, VoucherLine.project,
            Branch.name, VoucherLine.earmarked,
        )
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .outerjoin(Branch, Branch.id == VoucherLine.branch_id)
        .where(Voucher.status == VoucherStatus.posted, Voucher.period.between(first, last))
        .order_by(Voucher.date, Voucher.number, Voucher.id, VoucherLine.position)
    )  # fmt: skip
    current: Transaction | None = None
    key = None
    for voucher, day, period, number, summary, papers, *line in work.session.execute(query):
        if voucher != key:
            if current is not None:
                yield current
            key, current = voucher, Transaction(day, summary, f"{period}-{number}", attachments=papers)
        assert current is not None
        current.postings.append(_posting(*line))
    if current is not None:
        yield current


def _posting(
    account: str, debit: Decimal, credit: Decimal, memo: str, project: str | None, branch: str | None,
    earmarked: bool,
) -> Posting:  # fmt: skip
    red = (debit or credit) < 0
    return Posting(account, debit - credit, memo, 0, project or "", branch or "", earmarked, red)


def names_of(work: Work) -> dict[str, str]:
    """The names of the accounts that may be posted to, and of those that ever were, by code."""
    chart = chart_of(work)
    used = work.session.scalars(select(Balance.account).distinct())
    codes = {account.code for account in chart.leaves()} | {code for code in used if chart.get(code)}
    return {code: chart.accounts[code].name for code in codes}
