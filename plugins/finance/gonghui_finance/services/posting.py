"""Reviewing, posting and reversing vouchers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.money import requests
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_finance import commands, events, periods
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.models import Voucher
from gonghui_finance.queries import months
from gonghui_finance.queries import vouchers as found_vouchers
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules import entry
from gonghui_finance.services import balances, vouchers, warnings

_ = translator("gonghui_finance")


def review_voucher(work: Work, command: commands.ReviewVoucher) -> Outcome:
    """Confirm a draft; nobody reviews what he made or changed."""
    voucher = vouchers.a_draft(work, command.record)
    why = not_reviewable(work, voucher.maker, voucher.editor, voucher.maker_member_id)
    if why:
        raise Refusal(why, field="record", rule="finance.voucher.maker_not_reviewer")
    _mark_reviewed(work, voucher)
    work.record(events.VoucherChanged(voucher.id, _("审核凭证 {key}").format(key=voucher.id)))
    lines = found_vouchers.plain_lines(found_vouchers.lines_of(work, voucher.id))
    return Outcome(_("已审核，等待记账"), voucher.id, warnings.while_drafting(work, voucher, lines))


def return_voucher(work: Work, command: commands.ReturnVoucher) -> Outcome:
    """Send a reviewed voucher back: it is a draft again."""
    voucher = work.get(Voucher, command.record)
    if voucher.status is not VoucherStatus.reviewed:
        raise Refusal(_("只有已审核、未记账的凭证能退回"), field="record")
    voucher.status, voucher.reviewer = VoucherStatus.draft, None
    words = _("退回凭证 {key}：{reason}").format(key=voucher.id, reason=command.reason)
    work.record(events.VoucherChanged(voucher.id, words))
    return Outcome(_("已退回制单人"), voucher.id)


def post_voucher(work: Work, command: commands.PostVoucher) -> Outcome:
    """Give the voucher the next number of its month and its amounts to the balances; tell whoever asked for it."""
    voucher = work.get(Voucher, command.record)
    if voucher.status is not VoucherStatus.reviewed:
        said = _("这张凭证是“{status}”；只有已审核的凭证能记账")
        raise Refusal(
            said.format(status=voucher.status.label), field="record", rule="finance.voucher.reviewed"
        )
    told = _post(work, voucher, next_number(work, voucher.period))
    said = _("已记账：{month} 记-{number}").format(month=periods.title(voucher.period), number=voucher.number)
    return Outcome(said, voucher.id, told)


def reverse_voucher(work: Work, command: commands.ReverseVoucher) -> Outcome:
    """Draft the red voucher of a posted one; the posted one stays as it is for ever."""
    voucher = work.get(Voucher, command.record)
    _refuse_reversal(work, voucher)
    vouchers.refuse_closed(work, command.date)
    lines = found_vouchers.plain_lines(found_vouchers.lines_of(work, voucher.id))
    # What is stored in the books is Chinese, whatever the screen speaks.
    words = f"冲销{periods.title(voucher.period)}记-{voucher.number}：{command.reason}"
    red = Voucher(
        date=command.date, attachments=voucher.attachments, maker=work.officer.name, kind=voucher.kind,
        maker_member_id=work.officer.member_id, reverses_id=voucher.id, page="finance.vouchers",
        record=str(voucher.id),
        summary=words,
    )  # fmt: skip
    vouchers.store(work, red, entry.red(lines))
    return Outcome(_("已制红字凭证草稿，等待审核"), red.id)


def review_all(work: Work, command: commands.ReviewAll) -> Outcome:
    """Review every draft up to a day that the acting officer may review."""
    passed = 0
    for voucher in _up_to(work, VoucherStatus.draft, command.until):
        if not_reviewable(work, voucher.maker, voucher.editor, voucher.maker_member_id) is None:
            _mark_reviewed(work, voucher)
            passed += 1
    said = _("已审核 {n} 张凭证").format(n=passed)
    work.record(events.VouchersPassed(said))
    return Outcome(said)


def post_all(work: Work, command: commands.PostAll) -> Outcome:
    """Post every reviewed voucher up to a day, numbered in the order of dates; one that a rule blocks refuses all.

    Vouchers left over in closed months stay as they are, and are told.
    """
    numbers: dict[int, int] = {}
    told: dict[str, Verdict] = {}
    reviewed = _up_to(work, VoucherStatus.reviewed, command.until)
    closed = {period for period in {v.period for v in reviewed} if months.is_closed(work, period)}
    found = [v for v in reviewed if v.kind is VoucherKind.closing or v.period not in closed]
    for voucher in found:
        number = numbers.get(voucher.period) or next_number(work, voucher.period)
        numbers[voucher.period] = number + 1
        told |= {verdict.rule: verdict for verdict in _post(work, voucher, number)}
    said = _("已记账 {n} 张凭证").format(n=len(found))
    work.record(events.VouchersPassed(said))
    if len(found) < len(reviewed):
        words = _("{n} 张凭证的月份已结账，没有记账：请退回后改日期，或作废").format(
            n=len(reviewed) - len(found)
        )
        told["finance.month.closed"] = Verdict("finance.month.closed", Standing.WARN, words)
    return Outcome(said, warnings=list(told.values()))


def next_number(work: Work, period: int) -> int:
    """The number that the next voucher of a month gets; numbers run from 1 without gaps."""
    last = work.session.scalar(select(func.max(Voucher.number)).where(Voucher.period == period))
    return (last or 0) + 1


def not_reviewable(work: Work, maker: str | None, editor: str | None, member: int | None) -> str | None:
    """Why the acting officer may not review a draft of these makers; `None` if he may."""
    if maker is None:
        return str(_("这张凭证还没有制单人：请先由会计接收"))
    own = work.officer.name in (maker, editor)
    if own or (member is not None and member == work.officer.member_id):
        return str(_("制单人不能审核自己的凭证"))
    return None


def _mark_reviewed(work: Work, voucher: Voucher) -> None:
    voucher.status, voucher.reviewer = VoucherStatus.reviewed, work.officer.name


def _post(work: Work, voucher: Voucher, number: int) -> list[Verdict]:
    if voucher.kind is not VoucherKind.closing:
        vouchers.refuse_closed(work, voucher.date, "record")
    lines = found_vouchers.plain_lines(found_vouchers.lines_of(work, voucher.id))
    fault = entry.first_fault(lines, chart_of(work))
    if fault is not None:
        raise Refusal(fault.message, field="record", rule=fault.rule, need=fault.need, have=fault.have)
    told = warnings.before_posting(work, voucher, lines)
    voucher.number, voucher.status = number, VoucherStatus.posted
    voucher.poster, voucher.posted_on = work.officer.name, work.today
    work.session.flush()
    posted = balances.Posted()
    posted.add(voucher.period, lines, closing=voucher.kind is VoucherKind.closing)
    balances.keep(work, posted)
    work.record(events.VoucherPosted(voucher.id, voucher.period, number))
    if voucher.request_id is not None:
        requests.settle(work, work.get(MoneyRequest, voucher.request_id), RequestState.settled)
    return told


def _refuse_reversal(work: Work, voucher: Voucher) -> None:
    if voucher.status is not VoucherStatus.posted:
        raise Refusal(_("只有已记账的凭证要冲销；草稿可以作废"), field="record")
    if voucher.reverses_id is not None:
        raise Refusal(_("红字凭证不再冲销；请另制一张蓝字凭证"), field="record")
    red = work.session.scalar(select(Voucher.id).where(Voucher.reverses_id == voucher.id))
    if red is not None:
        raise Refusal(_("这张凭证已有红字凭证（编号 {key}）").format(key=red), field="record")


def _up_to(work: Work, status: VoucherStatus, until: date) -> list[Voucher]:
    query = select(Voucher).where(Voucher.status == status, Voucher.date <= until)
    return list(work.session.scalars(query.order_by(Voucher.date, Voucher.id)))
