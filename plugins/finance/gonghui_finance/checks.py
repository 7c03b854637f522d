"""What can be wrong in the books, for `gonghui check`; each finding has the name of its check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select, type_coerce

from gonghui_core.contributions import Finding
from gonghui_core.i18n import translator
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.storage.types import MoneyColumn
from gonghui_core.work import Work
from gonghui_finance import claim_checks, periods, thing_checks
from gonghui_finance.choices import MonthEvent, VoucherKind, VoucherStatus
from gonghui_finance.models import Balance, MonthLog, Opening, Voucher, VoucherLine
from gonghui_finance.queries import balances, bank, budget, months
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.queries.vouchers import unpapered
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

PAGE = "finance.vouchers"
POSTED = Voucher.status == VoucherStatus.posted


def findings(work: Work) -> list[Finding]:
    """Everything that is wrong."""
    checks: tuple[Callable[[Work], Iterator[Finding]], ...] = (
        balanced, equation, gaps, accounts, balance_table, attachments, makers, negative, left_over, late, uncarried,
        unreconciled, overrun, requests,
    )  # fmt: skip
    found = (finding for check in checks for finding in check(work))
    return [*found, *claim_checks.findings(work), *thing_checks.findings(work)]


def balanced(work: Work) -> Iterator[Finding]:
    """Vouchers whose debit is not their credit, or that have no lines."""
    gap = func.sum(VoucherLine.debit) - func.sum(VoucherLine.credit)
    query = (
        select(Voucher.id)
        .outerjoin(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .group_by(Voucher.id)
        .having((gap != ZERO) | (func.count(VoucherLine.id) == 0))
    )
    for key in work.session.scalars(query):
        yield Finding("finance.balanced", _("凭证 {key} 借贷不平").format(key=key), PAGE, str(key))


def equation(work: Work) -> Iterator[Finding]:
    """The first month at whose end assets are not liabilities and net assets, what is not yet closed among them."""
    gap = ZERO
    query = select(Balance.period, _signed(Balance))
    for period, moved in work.session.execute(query.group_by(Balance.period).order_by(Balance.period)):
        gap += moved
        if gap:
            words = _("{when}资产与负债、净资产不相等，差 {gap:,.2f} 元").format(when=_month(period), gap=gap)
            yield Finding("finance.equation", words, "finance.balance_sheet")
            return


def _signed(of: type[Balance | VoucherLine | Opening]) -> ColumnElement[Decimal]:
    """The sum of amounts, debit positive."""
    return type_coerce(func.sum(of.debit) - func.sum(of.credit), MoneyColumn())


def gaps(work: Work) -> Iterator[Finding]:
    """Months whose numbers do not run from 1 without gaps."""
    query = (
        select(Voucher.period, func.count(), func.min(Voucher.number), func.max(Voucher.number))
        .where(POSTED)
        .group_by(Voucher.period)
    )
    for period, count, first, last in work.session.execute(query):
        if (first, last) != (1, count):
            words = _("{month}凭证断号：{count} 张，号从 {first} 到 {last}")
            said = words.format(month=periods.title(period), count=count, first=first, last=last)
            yield Finding("finance.number_gaps", said, PAGE)


def accounts(work: Work) -> Iterator[Finding]:
    """Lines on accounts that are not in the chart, or have sub-accounts."""
    chart = chart_of(work)
    query = select(VoucherLine.account, func.min(VoucherLine.voucher_id)).group_by(VoucherLine.account)
    for code, key in work.session.execute(query):
        if not chart.is_leaf(code):
            yield Finding(
                "finance.account_not_in_chart",
                _("科目 {code} 不在科目表末级").format(code=code),
                PAGE,
                str(key),
            )


def balance_table(work: Work) -> Iterator[Finding]:
    """Kept sums that are not what the posted lines give."""
    closing = Voucher.kind == VoucherKind.closing
    group = (Voucher.period, VoucherLine.account, VoucherLine.earmarked, closing)
    query = (
        select(*group, func.sum(VoucherLine.debit), func.sum(VoucherLine.credit))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(POSTED)
        .group_by(*group)
    )
    lines = {
        (row[0], row[1], bool(row[2]), bool(row[3])): (row[4], row[5]) for row in work.session.execute(query)
    }
    for row in work.session.scalars(select(Opening)):
        lines[row.year * 100, row.account, False, False] = (row.debit, row.credit)
    kept = {
        (b.period, b.account, b.earmarked, b.closing): (b.debit, b.credit)
        for b in work.session.scalars(select(Balance))
    }
    for key in sorted(lines.keys() | kept.keys()):
        if lines.get(key, (ZERO, ZERO)) != kept.get(key, (ZERO, ZERO)):
            said = _("{month}科目 {account} 的余额表与分录不符").format(month=_month(key[0]), account=key[1])
            yield Finding("finance.balances_differ", said, "finance.trial_balance")


def _month(period: int) -> str:
    """A month in words; what a year was opened with is its beginning."""
    return periods.title(period) if period % 100 else str(_("{year}年初").format(year=period // 100))


def attachments(work: Work) -> Iterator[Finding]:
    """Posted vouchers without an attachment and without a request behind them."""
    query = select(Voucher.id, Voucher.period, Voucher.number).where(POSTED, unpapered())
    for key, period, number in work.session.execute(query):
        said = _("{month}记-{number}没有附件").format(month=periods.title(period), number=number)
        yield Finding("finance.no_attachment", said, PAGE, str(key))


def makers(work: Work) -> Iterator[Finding]:
    """Vouchers that their maker reviewed, or that nobody made or reviewed."""
    query = select(Voucher.id).where(
        POSTED, (Voucher.maker == Voucher.reviewer) | Voucher.maker.is_(None) | Voucher.reviewer.is_(None)
    )
    for key in work.session.scalars(query):
        yield Finding(
            "finance.maker_reviewer", _("凭证 {key} 的制单和审核不是两个人").format(key=key), PAGE, str(key)
        )


def negative(work: Work) -> Iterator[Finding]:
    """The first day on which cash or the bank fell below nothing, and by how much."""
    for prefix in ("101", "102"):
        left, name = ZERO, chart_of(work).accounts[prefix].name
        for day, moved in _days(work, prefix):
            left += moved
            if left < 0:
                said = _("{account}余额为负：{day} 为 {left:,.2f} 元").format(
                    account=name, day=day, left=left
                )
                yield Finding("finance.negative_cash", said, "finance.lines")
                break


def _days(work: Work, prefix: str) -> Iterator[tuple[date, Decimal]]:
    """What an account began with, and what each day of posted vouchers moved, debit positive."""
    for year, opened in _openings(work, prefix):
        yield date(year, 1, 1), opened
    query = (
        select(Voucher.date, _signed(VoucherLine))
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(POSTED, VoucherLine.account.startswith(prefix))
        .group_by(Voucher.date)
        .order_by(Voucher.date)
    )
    yield from ((day, moved) for day, moved in work.session.execute(query))


def _openings(work: Work, prefix: str) -> list[tuple[int, Decimal]]:
    query = select(Opening.year, _signed(Opening))
    rows = work.session.execute(query.where(Opening.account.startswith(prefix)).group_by(Opening.year))
    return [(year, opened) for year, opened in rows]


def left_over(work: Work) -> Iterator[Finding]:
    """Vouchers of past months that are not posted."""
    query = select(Voucher.id, Voucher.date).where(
        Voucher.status != VoucherStatus.posted, Voucher.period < periods.period_of(work.today)
    )
    for key, day in work.session.execute(query):
        said = _("{day} 的凭证（编号 {key}）还没有记账").format(day=day, key=key)
        yield Finding("finance.drafts_left", said, PAGE, str(key))


def late(work: Work) -> Iterator[Finding]:
    """Vouchers posted into a month after the day on which it was last closed."""
    query = select(Voucher.id, Voucher.period, Voucher.posted_on).where(
        POSTED, Voucher.kind == VoucherKind.ordinary, Voucher.period.in_(select(MonthLog.period))
    )
    for key, period, day in work.session.execute(query):
        event = months.last_event(work, period)
        if day and event and event.event in (MonthEvent.closed, MonthEvent.locked) and day > event.on:
            said = _("{month}结账后又记了凭证 {key}").format(month=periods.title(period), key=key)
            yield Finding("finance.closed_month_later", said, PAGE, str(key))


def uncarried(work: Work) -> Iterator[Finding]:
    """The last closed month, if income and expenditure stand open at its end and no closing voucher waits."""
    closed = [
        p for p in work.session.scalars(select(MonthLog.period).distinct()) if months.is_closed(work, p)
    ]
    if not closed:
        return
    last = max(closed)
    found = balances.signed(work, last, pending=True)
    left = [account for (account, _mark), amount in sorted(found.items()) if account[0] in "45" and amount]
    if left:
        words = _("{month}已结账，{accounts} 还有收支没有结转：请再结一次")
        said = words.format(month=periods.title(last), accounts="、".join(dict.fromkeys(left)))
        yield Finding("finance.not_carried", said, "finance.month_end")


def unreconciled(work: Work) -> Iterator[Finding]:
    """Lines of bank statements of past months that have no entry in the books."""
    for item in bank.unmatched_bank(work, periods.last_day(periods.previous(periods.period_of(work.today)))):
        words = _("对账单 {day} {amount:.2f} 元还没有对上账")
        said = words.format(day=item.date, amount=item.amount)
        yield Finding("finance.unreconciled_bank", said, "finance.bank_lines", str(item.key))


def overrun(work: Work) -> Iterator[Finding]:
    """Expenditure of this year above its budget."""
    year = work.today.year
    at = budget.standing(work, year)
    if at.budget is None:
        return
    for line in at.lines:
        if line.account[0] == "5" and line.left < 0:
            said = _("科目 {account} 超预算 {over:.2f} 元").format(account=line.account, over=-line.left)
            yield Finding("finance.budget_overrun", said, "finance.budgets", str(at.budget.id))


def requests(work: Work) -> Iterator[Finding]:
    """Requests of other plugins that should have a voucher and have none."""
    query = (
        select(MoneyRequest.id, MoneyRequest.memo)
        .outerjoin(Voucher, Voucher.request_id == MoneyRequest.id)
        .where(Voucher.id.is_(None), MoneyRequest.state.in_((RequestState.waiting, RequestState.taken)))
    )
    for key, memo in work.session.execute(query):
        yield Finding(
            "finance.request_unbooked", _("请款 {key}（{memo}）没有凭证").format(key=key, memo=memo), PAGE
        )
