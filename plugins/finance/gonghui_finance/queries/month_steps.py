"""The steps before a month is closed: how each stands, why, and the way to do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from gonghui_core.i18n import translator
from gonghui_core.reports import Step, StepState
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.models import BankLine, CashCount, Voucher, VoucherLine
from gonghui_finance.queries import assets, balances, bank, funds, months
from gonghui_finance.queries.closing import Plan
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

UPWARD = "211"
DONE, TODO, NONE = StepState.done, StepState.todo, StepState.none


def month_steps(work: Work, period: int, plan: Plan) -> tuple[Step, ...]:
    """All steps of a month, the last of which closes it."""
    year, month = divmod(period, 100)
    return (
        drafts(work, period, period), cash(work, period), bank_agreed(work, period), depreciation(work, period),
        remittance(work, period), entries(work, period, plan),
        confirm(
            work, period, plan, "finance.close_month", {"year": year, "month": month}, *_objections(work, period)
        ),
    )  # fmt: skip


def way(
    work: Work, right: str, action: str, values: Mapping[str, Any], page: str, **params: Any
) -> dict[str, Any]:
    """The action, for an officer who may do it; for others the page to look at."""
    if work.may(right):
        return {"action": action, "values": dict(values)}
    return {"page": page, "params": {name: str(value) for name, value in params.items()}}


def to_page(page: str, **params: Any) -> dict[str, Any]:
    """A page with its parameters as the way."""
    return {"page": page, "params": {name: str(value) for name, value in params.items()}}


def drafts(work: Work, first: int, last: int) -> Step:
    """Whether every voucher of the months is posted; what a closing made is told of by its own step."""
    query = select(Voucher.status, func.count(), func.min(Voucher.period)).where(
        Voucher.period.between(first, last), Voucher.status != VoucherStatus.posted,
        Voucher.kind == VoucherKind.ordinary,
    )  # fmt: skip
    found = {status: (n, at) for status, n, at in work.session.execute(query.group_by(Voucher.status))}
    title = _("凭证全部记账")
    if not found:
        return Step("drafts", title, DONE, _("没有未记账的凭证"))
    counts = {
        status: found.get(status, (0, 0))[0] for status in (VoucherStatus.draft, VoucherStatus.reviewed)
    }
    words = _("{drafts} 张草稿待审核，{reviewed} 张待记账")
    said = words.format(drafts=counts[VoucherStatus.draft], reviewed=counts[VoucherStatus.reviewed])
    status = VoucherStatus.draft if counts[VoucherStatus.draft] else VoucherStatus.reviewed
    year, month = divmod(found[status][1], 100)
    link = to_page("finance.vouchers", status=status.value, year=year, month=month)
    return Step("drafts", title, TODO, said, **link)


def moved(work: Work, account: str, period: int) -> date | None:
    """The last day of a month on which an account was moved."""
    query = (
        select(func.max(Voucher.date))
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(Voucher.period == period, Voucher.status == VoucherStatus.posted)
        .where(VoucherLine.account.startswith(account))
    )
    return work.session.scalar(query)


def cash(work: Work, period: int) -> Step:
    """Whether the cash box was counted after the last movement of the month (account 101: every day)."""
    title, last = _("现金盘点"), periods.last_day(period)
    day = moved(work, bank.CASH, period)
    if day is None and not balances.balance(work, bank.CASH, period):
        return Step("cash", title, NONE, _("没有库存现金"))
    query = select(CashCount).where(CashCount.on.between(day or periods.first_day(period), last))
    count = work.session.scalar(query.order_by(CashCount.on.desc(), CashCount.id.desc()).limit(1))
    if count is None:
        words = _("{day} 有收付，之后还没有盘点").format(day=day) if day else _("本月还没有盘点")
        values = {"on": min(last, work.today).isoformat()}
        link = way(work, "finance.bank", "finance.count_cash", values, "finance.cash_counts")
        return Step("cash", title, TODO, words, **link)
    link = to_page("finance.cash_counts")
    gap = count.counted - bank.book_balance(work, bank.CASH, count.on)
    if gap:
        said = _("{day} 盘点与账面差 {gap:,.2f} 元").format(day=count.on, gap=gap)
        return Step("cash", title, TODO, said, **link)
    said = _("{day} 盘点 {counted:,.2f} 元，与账面相符").format(day=count.on, counted=count.counted)
    return Step("cash", title, DONE, said, **link)


def bank_agreed(work: Work, period: int) -> Step:
    """Whether the bank's statement of the month is in, and agrees with the books (account 102: every month)."""
    title, last = _("银行对账"), periods.last_day(period)
    within = BankLine.date.between(periods.first_day(period), last)
    stated = work.session.scalar(select(func.count()).select_from(BankLine).where(within))
    if not stated and moved(work, bank.BANK, period) is None:
        return Step("bank", title, NONE, _("银行存款本月没有收付"))
    if not stated:
        said = _("还没有导入本月的对账单（F9 导入，或 gonghui import finance.bank）")
        return Step("bank", title, TODO, said, **to_page("finance.bank_lines"))
    found = bank.reconciliation(work, last)
    if found.unmatched_bank:
        said = _("对账单有 {n} 笔账上没有").format(n=len(found.unmatched_bank))
        return Step("bank", title, TODO, said, **to_page("finance.bank_lines", matched="false", until=last))
    link = to_page("finance.reconciliation", until=last)
    if not found.agreed:
        said = _("调节后仍差 {gap:,.2f} 元").format(gap=found.adjusted_book - found.adjusted_bank)
        return Step("bank", title, TODO, said, **link)
    said = _("调节后相符；银行未达 {n} 笔").format(n=len(found.unmatched_book))
    return Step("bank", title, DONE, said, **link)


def depreciation(work: Work, period: int) -> Step:
    """Whether the month's depreciation was drafted."""
    title, due = _("计提折旧"), assets.due(work, period)
    year, month = divmod(period, 100)
    if due:
        said = _("{n} 项资产应提 {total:,.2f} 元").format(n=len(due), total=sum(due.values(), ZERO))
        values = {"year": year, "month": month}
        link = way(work, "finance.assets", "finance.depreciate", values, assets.PAGE)
        return Step("depreciation", title, TODO, said, **link)
    if not assets.holdings(work):
        return Step("depreciation", title, NONE, _("没有固定资产"))
    return Step("depreciation", title, DONE, _("没有应提未提的折旧"), **to_page(assets.PAGE))


def remittance(work: Work, period: int) -> Step:
    """Whether what is owed upward up to the month was paid."""
    title = _("上解经费")
    calendar = [month for month in funds.calendar(work, period // 100) if month.period <= period]
    waiting = [month for month in calendar if month.upward.left > ZERO]
    left: Decimal = sum((month.upward.left for month in waiting), ZERO)
    link = to_page("finance.remittance", year=period // 100)
    if left:
        due = next((month.upward.owed.due_on for month in waiting if month.upward.owed.due_on), None)
        said = _("应上解 {left:,.2f} 元").format(left=left)
        if due is not None:
            said += _("，{due} 到期").format(due=due)
        values = {"date": work.today.isoformat(), "amount": f"{left:.2f}"}
        found = way(
            work, "finance.receive", "finance.remit", values, "finance.remittance", year=period // 100
        )
        return Step("remittance", title, TODO, said, **found)
    if any(month.upward.owed.amount for month in calendar):
        return Step("remittance", title, DONE, _("到本月应上解的已全部上解"), **link)
    held = -balances.balance(work, UPWARD, period)
    if held > ZERO:
        said = _("应付上级经费（211）还有 {held:,.2f} 元").format(held=held)
        return Step("remittance", title, TODO, said, **link)
    return Step("remittance", title, NONE, _("没有要上解的经费"), **link)


def entries(work: Work, period: int, plan: Plan) -> Step:
    """Whether income and expenditure are carried, by a voucher that is posted."""
    title = _("结转凭证")
    query = select(func.count(), func.min(Voucher.status)).where(
        Voucher.period == period, Voucher.kind == VoucherKind.closing, Voucher.status != VoucherStatus.posted
    )
    waiting, status = work.session.execute(query).one()
    if waiting:
        year, month = divmod(period, 100)
        said = _("{n} 张结转凭证等待审核、记账").format(n=waiting)
        link = to_page("finance.vouchers", status=status, year=year, month=month)
        return Step("entries", title, TODO, said, **link)
    if plan.vouchers:
        lines = sum(len(proposed.lines) for proposed in plan.vouchers)
        said = _("结账时生成 {n} 张、{lines} 行，见下").format(n=len(plan.vouchers), lines=lines)
        return Step("entries", title, TODO, said)
    if months.is_closed(work, period):
        return Step("entries", title, DONE, _("收支已结转"))
    return Step("entries", title, NONE, _("没有要结转的收支"))


def confirm(
    work: Work, period: int, plan: Plan, action: str, values: Mapping[str, Any], *objections: str
) -> Step:  # fmt: skip
    """The last step: what it writes is shown below the steps."""
    title = _("确认结账")
    if plan.empty:
        event = months.last_event(work, period)
        words = _("{on} 由{officer}{event}")
        said = words.format(on=event.on, officer=event.officer, event=event.event.label) if event else ""
        return Step("confirm", title, DONE, said)
    who = (
        _("将写入的内容见下，按 F8 结账") if work.may("finance.close") else _("将写入的内容见下，由会计结账")
    )
    again = [] if plan.months else [_("结账后又有收支，要补结转")]
    said = "；".join(str(part) for part in (who, *again, *objections))
    return Step("confirm", title, TODO, said, **way(work, "finance.close", action, values, "finance.periods"))


def _objections(work: Work, period: int) -> Iterator[str]:
    """What speaks against closing a month now, though nothing forbids it."""
    last = periods.last_day(period)
    if work.today < last:
        yield _("月末 {day} 还没有到").format(day=last)
    before = months.open_before(work, period)
    if before:
        words = _("{months}还没有结账，收支会一并结转")
        yield words.format(months="、".join(periods.title(month) for month in before[:3]))
