"""The pages of distributions and of the list of one."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import BranchKey, Whole
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.work import Work
from gonghui_welfare import commands
from gonghui_welfare.choices import Booking, Festival, GiftForm, Programme, RecipientStatus, RunStatus
from gonghui_welfare.pages import previews
from gonghui_welfare.pages.report import run_detail
from gonghui_welfare.queries import runs as queries
from gonghui_welfare.services import runs, signing

_ = translator("gonghui_welfare")

PLAN, SIGN = "welfare.plan", signing.SIGN


def _goes_on(work: Work, row: Any) -> str | None:
    return str(_("这次发放已结束")) if row.get("status") is RunStatus.closed else None


def _unpaid(work: Work, row: Any) -> str | None:
    return None if row.get("booking") is Booking.none else str(_("已经请过款"))


def _still_to_sign(work: Work, row: Any) -> str | None:
    refused = (RecipientStatus.signed, RecipientStatus.excepted, RecipientStatus.not_reached)
    status = row.get("status")
    return status.label if status in refused else None


def _has_signed(work: Work, row: Any) -> str | None:
    return None if row.get("status") is RecipientStatus.signed else str(_("还没有签收"))


def _left_out(work: Work, row: Any) -> str | None:
    return None if row.get("status") is RecipientStatus.excepted else str(_("已在名单上"))


RUNS = TablePage(
    queries.RUNS, _("慰问发放"), queries.READ,
    columns=(
        Column("title", _("名称"), 22, keep=True),
        Column("programme", _("项目"), 10, "choice", Programme, wide=True),
        Column("festival", _("节日"), 8, "choice", Festival, wide=True),
        Column("on", _("日期"), 10, "date", keep=True),
        Column("item", _("物品"), 14, wide=True),
        Column("form", _("形式"), 8, "choice", GiftForm, wide=True),
        Column("unit_cost", _("单价"), 10, "money", wide=True),
        Column("planned", _("名单"), 6, "integer", keep=True),
        Column("signed", _("签收"), 6, "integer", keep=True),
        Column("not_reached", _("未领"), 6, "integer", keep=True),
        Column("excepted", _("不发"), 6, "integer", wide=True),
        Column("cost", _("发放金额"), 12, "money"),
        Column("booking", _("入账"), 10, "choice", Booking, wide=True),
        Column("status", _("状态"), 8, "choice", RunStatus),
    ),
    rows=queries.run_rows, order=("-on",), number=10, find=queries.find_runs, shape=queries.add_numbers,
    resolve=queries.resolve_run, label="title", detail=run_detail,
    params=(
        Parameter("year", _("年份"), Whole),
        Parameter("programme", _("项目"), Programme),
        Parameter("status", _("状态"), RunStatus),
    ),
    actions=(
        Action(commands.PlanRun, runs.plan_run, _("计划发放"), PLAN, slot=5, preview=previews.of_run),
        Action(
            commands.SignOff, signing.sign_off, _("签收"), SIGN, on="row", slot=8, allowed=_goes_on,
            preview=previews.of_signing,
        ),
        Action(
            commands.CloseRun, runs.close_run, _("结束发放"), PLAN, on="row", grade=Grade.ask,
            allowed=_goes_on, preview=previews.of_closing,
        ),
        Action(
            commands.RequestRunMoney, runs.request_run_money, _("请款"), PLAN, on="row", grade=Grade.ask,
            allowed=_unpaid,
        ),
        Action(
            commands.ExceptRecipient, runs.except_recipient, _("不发放"), PLAN, on="row", allowed=_goes_on,
        ),
        Action(commands.AddRecipient, runs.add_recipient, _("补入名单"), PLAN, on="row", allowed=_goes_on),
        Action(
            commands.TakeBackSignature, signing.take_back_signature, _("撤销签收"), SIGN, on="row",
            grade=Grade.ask, allowed=_goes_on,
        ),
    ),
    help=_("节日慰问、三八、送温暖送清凉等。名单由当天的名册生成；F8 签收，F9 结束发放并算出未领、剩余和发放金额。"),
    empty=_("还没有发放：按 F5 计划一次"),
)  # fmt: skip

RECIPIENTS = TablePage(
    "welfare.recipients", _("发放名单"), queries.READ,
    columns=(
        Column("member", _("会员"), 12, keep=True),
        Column("number", _("工号"), 10, keep=True),
        Column("branch", _("分工会"), 16),
        Column("status", _("状态"), 8, "choice", RecipientStatus, keep=True),
        Column("signed_on", _("签收日期"), 10, "date"),
        Column("reason", _("不发原因"), 16),
        Column("collector", _("代领人"), 10, wide=True),
        Column("signed_by", _("经办"), 10, wide=True),
    ),
    rows=queries.recipient_rows, order=("branch", "number"), number=20, hidden=True, find=members.find,
    label="member", child_of=queries.RUNS,
    params=(
        Parameter("run", _("发放"), commands.RunKey, required=True),
        Parameter("status", _("状态"), RecipientStatus),
        Parameter("branch", _("分工会"), BranchKey),
    ),
    actions=(
        Action(
            commands.SignOff, signing.sign_off, _("签收"), SIGN, on="rows", slot=8, parent="run",
            into="recipients", allowed=_still_to_sign,
        ),
        Action(
            commands.ExceptRecipient, runs.except_recipient, _("不发放"), PLAN, on="row", parent="run",
            into="member", allowed=_still_to_sign,
        ),
        Action(
            commands.AddRecipient, runs.add_recipient, _("补入名单"), PLAN, on="row", parent="run", into="member",
            allowed=_left_out,
        ),
        Action(
            commands.TakeBackSignature, signing.take_back_signature, _("撤销签收"), SIGN, on="row", parent="run",
            into="member", grade=Grade.ask, allowed=_has_signed,
        ),
    ),
    help=_("一次发放的名单。勾选多人后按 F8 一起签收；别人代领的填代领人。"), empty=_("名单上没有人"),
)  # fmt: skip
