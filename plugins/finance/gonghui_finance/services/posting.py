"""Reviewing, posting and reversing vouchers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_finance import commands, events, periods
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.models import Voucher
from gonghui_finance.queries import months, seat, waiting
from gonghui_finance.queries import vouchers as found_vouchers
from gonghui_finance.rules import entry
from gonghui_finance.services import run, vouchers, warnings

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
    if voucher.kind is not VoucherKind.closing:
        vouchers.refuse_closed(work, voucher.date, "record")
    told = run.post(work, [waiting.one(work, voucher.id)])
    work.record(events.VoucherPosted(voucher.id, voucher.period, voucher.number or 0))
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
    drafts = waiting.rows_up_to(work, VoucherStatus.draft, command.until)
    makers = {_hands(row) for row in drafts}
    barred = {hands for hands in makers if not_reviewable(work, *hands)}
    found = [row for row in drafts if _hands(row) not in barred]
    said = _("已审核 {n} 张凭证").format(n=len(found))
    reviewed = {"status": VoucherStatus.reviewed, "reviewer": work.officer.name}
    work.change_many(Voucher, [(row, reviewed) for row in found], events.VouchersPassed(said))
    ownerless = sum(row["maker"] is None for row in drafts)
    words = _("{n} 张凭证还没有制单人，没有审核：请先由会计接收").format(n=ownerless)
    told = Verdict("finance.voucher.maker", Standing.WARN, words)
    return Outcome(said, warnings=[told] if ownerless else [])


def _hands(row: Mapping[str, Any]) -> tuple[str | None, str | None, int | None]:
    """Who has made and changed a draft, as `not_reviewable` asks it."""
    return row["maker"], row["editor"], row["maker_member_id"]


def post_all(work: Work, command: commands.PostAll) -> Outcome:
    """Post every reviewed voucher up to a day, numbered in the order of dates; one that a rule blocks refuses all.

    Vouchers left over in closed months stay as they are, and are told.
    """
    reviewed = waiting.up_to(work, VoucherStatus.reviewed, command.until)
    closed = {period for period in {v.period for v in reviewed} if months.is_closed(work, period)}
    found = [voucher for voucher in reviewed if voucher.closing or voucher.period not in closed]
    told = run.post(work, found)
    said = _("已记账 {n} 张凭证").format(n=len(found))
    work.record(events.VouchersPassed(said))
    if len(found) < len(reviewed):
        words = _("{n} 张凭证的月份已结账，没有记账：请退回后改日期，或作废").format(
            n=len(reviewed) - len(found)
        )
        told.append(Verdict("finance.month.closed", Standing.WARN, words))
    return Outcome(said, warnings=told)


def not_reviewable(work: Work, maker: str | None, editor: str | None, member: int | None) -> str | None:
    """Why the acting officer may not review a draft of these makers; `None` if he may."""
    if maker is None:
        return str(_("这张凭证还没有制单人：请先由会计接收"))
    if (why := seat.objection(work)) is not None:
        return why
    own = work.officer.name in (maker, editor)
    if own or (member is not None and member == work.officer.member_id):
        return str(_("制单人不能审核自己的凭证"))
    return None


def _mark_reviewed(work: Work, voucher: Voucher) -> None:
    voucher.status, voucher.reviewer = VoucherStatus.reviewed, work.officer.name


def _refuse_reversal(work: Work, voucher: Voucher) -> None:
    if voucher.status is not VoucherStatus.posted:
        raise Refusal(_("只有已记账的凭证要冲销；草稿可以作废"), field="record")
    if voucher.reverses_id is not None:
        raise Refusal(_("红字凭证不再冲销；请另制一张蓝字凭证"), field="record")
    red = work.session.scalar(select(Voucher.id).where(Voucher.reverses_id == voucher.id))
    if red is not None:
        raise Refusal(_("这张凭证已有红字凭证（编号 {key}）").format(key=red), field="record")
