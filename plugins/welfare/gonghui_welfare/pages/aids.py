"""The page of hardship aid."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import Whole
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.money import requests as money
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.reports import Block, Col, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_welfare import commands
from gonghui_welfare.choices import AidKind, AidStatus, Booking
from gonghui_welfare.models import Aid
from gonghui_welfare.pages import previews
from gonghui_welfare.queries import aids as queries
from gonghui_welfare.queries.runs import READ, booking_of
from gonghui_welfare.services import aids, limits

_ = translator("gonghui_welfare")

MASK = "＊＊＊"


def aid_detail(work: Work, key: Any) -> Report:
    """All of one aid; the reason is masked, showing it is an action of its own."""
    aid, member = queries.readable(work, key)
    asked = money.of(work, queries.AIDS, aid.id)
    pairs = (
        (_("会员"), member.name), (_("工号"), member.number), (_("类别"), aid.kind), (_("金额"), aid.amount),
        (_("状态"), aid.status), (_("事由"), MASK), (_("困难档案编号"), aid.file_number),
        (_("入账"), booking_of(asked)), (_("凭证"), asked.booked_as if asked else None),
        (_("否决理由"), MASK if aid.rejection else None),
    )  # fmt: skip
    verdicts = limits.of_aid(
        work, aid.member_id, aid.kind, aid.amount, file_number=aid.file_number, besides=aid.id
    )
    blocks = (
        Figures(tuple(Figure(title, value) for title, value in pairs)),
        _steps(aid),
        previews.said(verdicts),
    )
    return Report(_("帮扶 {aid} {name}").format(aid=aid.id, name=member.name), blocks)


def _steps(aid: Aid) -> Block:
    steps = (
        (_("申请"), aid.requested_on, aid.requested_by), (_("审核"), aid.reviewed_on, aid.reviewed_by),
        (_("批准"), aid.approved_on, aid.approved_by), (_("否决"), aid.rejected_on, aid.rejected_by),
        (_("发放"), aid.settled_on, None),
    )  # fmt: skip
    columns = (
        Col("step", _("步骤"), width=8),
        Col("on", _("日期"), "date", 10),
        Col("by", _("经办"), width=12),
    )
    return Grid(columns, [step for step in steps if step[1] is not None], _("办理"))


def _may_review(work: Work, row: Any) -> str | None:
    return _needs(AidStatus.requested, row) or _hands(work, row)


def _may_approve(work: Work, row: Any) -> str | None:
    return _needs(AidStatus.reviewed, row) or _hands(work, row)


def _may_reject(work: Work, row: Any) -> str | None:
    return None if row["status"].is_open else row["status"].label


def _needs(status: AidStatus, row: Any) -> str | None:
    have = row["status"]
    return (
        None
        if have is status
        else _("是“{have}”的，不是“{need}”的").format(have=have.label, need=status.label)
    )


def _hands(work: Work, row: Any) -> str | None:
    steps = [(step, row[f"{step}_by"], row[f"{step}_member"]) for step in ("requested", "reviewed")]
    said = queries.objection(work, row["member_id"], *steps)
    return None if said is None else str(said)


AIDS = TablePage(
    queries.AIDS, _("困难帮扶"), READ,
    columns=(
        Column("member", _("会员"), 12, keep=True),
        Column("number", _("工号"), 10, wide=True),
        Column("branch", _("分工会"), 14, wide=True),
        Column("kind", _("类别"), 10, "choice", AidKind, keep=True),
        Column("amount", _("金额"), 12, "money", keep=True),
        Column("status", _("状态"), 8, "choice", AidStatus, keep=True),
        Column("booking", _("入账"), 10, "choice", Booking, keep=True),
        Column("requested_on", _("申请日期"), 10, "date"),
        Column("requested_by", _("申请"), 10, wide=True),
        Column("reviewed_by", _("审核"), 10, wide=True),
        Column("approved_by", _("批准"), 10, wide=True),
        Column("voucher", _("凭证"), 18, wide=True),
    ),
    rows=queries.aid_rows, order=("-requested_on",), number=30, find=members.find, label="member",
    resolve=queries.resolve_aid, detail=aid_detail,
    params=(Parameter("status", _("状态"), AidStatus), Parameter("year", _("年份"), Whole)),
    actions=(
        Action(commands.RequestAid, aids.request_aid, _("申请帮扶"), "welfare.request", slot=5),
        Action(
            commands.ReviewAid, aids.review_aid, _("审核"), "welfare.review", on="row", slot=8, grade=Grade.ask,
            allowed=_may_review,
        ),
        Action(
            commands.ApproveAid, aids.approve_aid, _("批准"), "welfare.approve", on="row", slot=8,
            grade=Grade.ask, allowed=_may_approve, preview=previews.of_approval,
        ),
        Action(
            commands.RejectAid, aids.reject_aid, _("否决"), "welfare.reject", on="row", grade=Grade.ask,
            allowed=_may_reject,
        ),
        Action(
            commands.RevealReason, aids.reveal_reason, _("查看事由"), "welfare.reveal", on="row",
            grade=Grade.outward,
        ),
    ),
    help=_("申请、审核、批准由三个人办，都不能是本人。批准后自动请款：装了财务就有一张待认领的凭证，没装则显示“未入账”。"),
    empty=_("还没有帮扶：按 F5 申请"),
)  # fmt: skip
