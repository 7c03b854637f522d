"""Drafting vouchers: make, change, adopt, throw away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.money import requests
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance import commands, events, periods
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.models import Voucher, VoucherLine
from gonghui_finance.queries import months, seat
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.queries.vouchers import lines_of, plain_lines
from gonghui_finance.rules.entry import ZERO, Line, debit_total, first_fault, marked
from gonghui_finance.services import warnings

_ = translator("gonghui_finance")


def draft_voucher(work: Work, command: commands.DraftVoucher) -> Outcome:
    """Store a draft; the acting officer is its maker."""
    lines = read_lines(work, command.lines, command.summary)
    refuse_closed(work, command.date)
    voucher = Voucher(
        date=command.date, summary=command.summary, attachments=command.attachments, maker=work.officer.name,
        maker_member_id=work.officer.member_id,
    )  # fmt: skip
    store(work, voucher, lines)
    said = _("已存草稿，{amount:.2f} 元，等待审核").format(amount=debit_total(lines))
    return Outcome(said, voucher.id, warnings.while_drafting(work, voucher, lines))


def copy_voucher(work: Work, command: commands.CopyVoucher) -> Outcome:
    """Store a draft with the lines of another voucher, on another day; the acting officer is its maker."""
    model = work.get(Voucher, command.record)
    if model.kind is VoucherKind.closing or model.reverses_id is not None:
        raise Refusal(_("结转凭证和红字凭证不能复制"), field="record")
    refuse_closed(work, command.date)
    voucher = Voucher(
        date=command.date, summary=model.summary, attachments=command.attachments, maker=work.officer.name,
        maker_member_id=work.officer.member_id,
    )  # fmt: skip
    lines = plain_lines(lines_of(work, model.id))
    store(work, voucher, lines)
    said = _("已复制为草稿，{amount:.2f} 元").format(amount=debit_total(lines))
    told = warnings.while_drafting(work, voucher, lines)
    return Outcome(said, voucher.id, told, open_page="finance.vouchers")


def edit_voucher(work: Work, command: commands.EditVoucher) -> Outcome:
    """Change a draft. What a request asked for stays its amount, and a red voucher stays what it takes back."""
    voucher = a_draft(work, command.record)
    work.fresh(voucher, command.version, date=command.date, summary=command.summary)
    if voucher.reverses_id is not None or voucher.kind is VoucherKind.closing:
        raise Refusal(_("红字凭证和结转凭证不能改；不对就作废后重做"), field="record")
    lines = read_lines(work, command.lines, command.summary)
    refuse_closed(work, command.date)
    _refuse_other_amount(work, voucher, lines)
    voucher.date, voucher.period = command.date, periods.period_of(command.date)
    voucher.summary, voucher.attachments = command.summary, command.attachments
    _note_editor(work, voucher)
    replace_lines(work, voucher, lines)
    work.record(events.VoucherChanged(voucher.id, _("修改凭证草稿 {key}").format(key=voucher.id)))
    return Outcome(_("已保存"), voucher.id, warnings.while_drafting(work, voucher, lines))


def adopt_voucher(work: Work, command: commands.AdoptVoucher) -> Outcome:
    """Become the maker of a draft that has none, so that somebody else reviews it."""
    voucher = a_draft(work, command.record)
    if voucher.maker is not None:
        raise Refusal(_("这张凭证已由{maker}制单").format(maker=voucher.maker), field="record")
    seat.refuse_auditor(work)
    voucher.maker, voucher.maker_member_id = work.officer.name, work.officer.member_id
    if command.attachments is not None:
        voucher.attachments = command.attachments
    work.record(events.VoucherChanged(voucher.id, _("接收凭证 {key}").format(key=voucher.id)))
    return Outcome(_("已接收，等待审核"), voucher.id)


def discard_voucher(work: Work, command: commands.DiscardVoucher) -> Outcome:
    """Delete a draft; numbers are given at posting, so no gap arises. Its request goes back with the reason."""
    voucher = a_draft(work, command.record)
    asked = work.session.get(MoneyRequest, voucher.request_id) if voucher.request_id else None
    for line in lines_of(work, voucher.id):
        work.session.delete(line)
    work.session.flush()
    work.session.delete(voucher)
    work.session.flush()
    words = _("作废凭证草稿 {key}：{reason}").format(key=command.record, reason=command.reason)
    work.record(events.VoucherChanged(command.record, words))
    if asked is not None:
        requests.settle(work, asked, RequestState.rejected, command.reason)
    return Outcome(_("已作废"), command.record)


def store(work: Work, voucher: Voucher, lines: Sequence[Line]) -> Voucher:
    """Add a draft with its lines; a line without words of its own has the voucher's."""
    if voucher.maker is not None:
        seat.refuse_auditor(work)
    voucher.period = periods.period_of(voucher.date)
    work.add(voucher, None)
    add_lines(work, voucher, [replace(line, memo=line.memo or voucher.summary) for line in lines])
    work.record(events.VoucherDrafted(voucher.id, voucher.date, debit_total(lines)))
    return voucher


def add_lines(work: Work, voucher: Voucher, lines: Sequence[Line]) -> None:
    """Store the lines of a draft in their order."""
    rows = [
        {
            "voucher_id": voucher.id, "position": position, "account": line.account, "debit": line.debit,
            "credit": line.credit, "memo": line.memo, "earmarked": line.earmarked, "project": line.project,
            "branch_id": line.branch_id,
        }
        for position, line in enumerate(lines)
    ]  # fmt: skip
    work.add_many(VoucherLine, rows)


def replace_lines(work: Work, voucher: Voucher, lines: Sequence[Line]) -> None:
    """Give a draft other lines."""
    for old in lines_of(work, voucher.id):
        work.session.delete(old)
    work.session.flush()
    add_lines(work, voucher, lines)


def read_lines(work: Work, given: Sequence[commands.VoucherLine], summary: str) -> list[Line]:
    """The lines as entered, checked against the chart; refuses what no voucher may have."""
    chart = chart_of(work)
    lines = [
        Line(
            line.account, line.debit or ZERO, line.credit or ZERO, line.memo or summary,
            bool(line.earmarked), line.project, line.branch,
        )
        for line in given
    ]  # fmt: skip
    fault = first_fault(lines, chart)
    if fault is not None:
        raise Refusal(
            fault.message, field=fault.field, rule=fault.rule, citation=chart.document, need=fault.need,
            have=fault.have,
        )  # fmt: skip
    return [marked(line, chart) for line in lines]


def refuse_closed(work: Work, day: date, field: str = "date") -> None:
    """Refuse a date in a month that is closed, or before the books begin."""
    period = periods.period_of(day)
    first = months.before_books(work, period)
    if first is not None:
        said = _("账从{year}年开始，不能记 {day} 的凭证；以前年度的差错记入“年初余额调整”")
        raise Refusal(
            said.format(year=first, day=day), field=field, rule="finance.books.begin", have=day.isoformat()
        )
    if months.is_closed(work, period):
        said = _("{month}已结账，不能再记 {day} 的凭证；请用未结账月份的日期")
        raise Refusal(
            said.format(month=periods.title(period), day=day), field=field, rule="finance.month.closed",
            have=day.isoformat(),
        )  # fmt: skip


def a_draft(work: Work, key: int) -> Voucher:
    """The draft with this key; a reviewed or posted voucher is refused."""
    voucher = work.get(Voucher, key)
    if voucher.status is not VoucherStatus.draft:
        said = _("这张凭证是“{status}”，不是草稿；已审核的请先退回，已记账的只能冲销")
        raise Refusal(said.format(status=voucher.status.label), field="record", rule="finance.voucher.final")
    return voucher


def _note_editor(work: Work, voucher: Voucher) -> None:
    """Who changes a draft shares in making it, and may not review it."""
    seat.refuse_auditor(work)
    if voucher.maker is None:
        voucher.maker, voucher.maker_member_id = work.officer.name, work.officer.member_id
    elif voucher.maker != work.officer.name:
        voucher.editor = work.officer.name


def _refuse_other_amount(work: Work, voucher: Voucher, lines: Sequence[Line]) -> None:
    asked = work.session.get(MoneyRequest, voucher.request_id) if voucher.request_id else None
    total = debit_total(lines)
    if asked is not None and asked.amount != total:
        said = _("请款是 {need:.2f} 元，凭证是 {have:.2f} 元；金额不对请作废，由原处重新请款")
        raise Refusal(
            said.format(need=asked.amount, have=total), field="lines", rule="finance.request.amount",
            need=f"{asked.amount:.2f}", have=f"{total:.2f}",
        )  # fmt: skip
