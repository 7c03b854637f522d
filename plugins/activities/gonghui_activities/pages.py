"""Pages of activities."""

from __future__ import annotations

from typing import Any

from gonghui_activities import commands, queries, reports
from gonghui_activities.choices import ActivityKind, ActivityStatus, OpenTo, RegistrationStatus
from gonghui_activities.eligibility import not_open, not_running, not_yet
from gonghui_activities.models import Activity
from gonghui_activities.queries import READ
from gonghui_activities.services import attendance, lists, plans
from gonghui_core.commands import Action, Grade, Row
from gonghui_core.fields import Whole
from gonghui_core.i18n import translator
from gonghui_core.members.queries import find as find_member
from gonghui_core.pages import Column, Parameter, ReportPage, TablePage
from gonghui_core.work import Work

_ = translator("gonghui_activities")

PLAN, MANAGE, REGISTER, CHECK_IN = (
    "activities.plan", "activities.manage", "activities.register", "activities.check_in",
)  # fmt: skip
EDITED = (
    "title", "until", "place", "capacity", "kind", "opens", "closes", "open_to", "cost", "area", "description",
    "version",
)  # fmt: skip


def _edit_values(work: Work, key: Any) -> dict[str, Any]:
    activity = work.get(Activity, key)
    values = {name: getattr(activity, name) for name in EDITED}
    return {**values, "on": activity.day, "branch": activity.branch_id}


def _running(work: Work, row: Row) -> str | None:
    why_not = not_running(work.get(Activity, int(row["key"])))
    return why_not.message if why_not else None


def _open(work: Work, row: Row) -> str | None:
    why_not = not_open(work, work.get(Activity, int(row["key"])))
    return why_not.message if why_not else None


def _come(work: Work, row: Row) -> str | None:
    why_not = not_yet(work, work.get(Activity, int(row["key"])))
    return why_not.message if why_not else None


def _on_a_list(work: Work, row: Row) -> str | None:
    status = row["status"]
    return None if status.live else str(_("不在名单上：{status}").format(status=status.label))


def _expected(work: Work, row: Row) -> str | None:
    if row["status"] in (RegistrationStatus.registered, RegistrationStatus.no_show):
        return None
    return str(_("不能签到：{status}").format(status=row["status"].label))


ACTIVITIES = TablePage(
    "activities.activities", _("活动"), READ,
    columns=(
        Column("title", _("名称"), 24, keep=True),
        Column("on", _("日期"), 10, "date", keep=True),
        Column("kind", _("类别"), 10, "choice", ActivityKind),
        Column("place", _("地点"), 16, wide=True),
        Column("capacity", _("名额"), 5, "integer", keep=True),
        Column("registered", _("报名"), 5, "integer", keep=True),
        Column("waiting", _("候补"), 5, "integer", keep=True),
        Column("present", _("到场"), 5, "integer"),
        Column("status", _("状态"), 8, "choice", ActivityStatus),
        Column("registration", _("报名状态"), 8),
        Column("open_to", _("面向"), 8, "choice", OpenTo, wide=True),
        Column("branch", _("限分工会"), 14, wide=True),
        Column("cost", _("人均费用"), 10, "money", wide=True),
        Column("until", _("结束日期"), 10, "date", wide=True),
    ),
    rows=queries.activity_rows, order=("-on",), number=10, find=queries.find, shape=queries.shape_activities,
    params=(
        Parameter("year", _("年份"), Whole),
        Parameter("kind", _("类别"), ActivityKind),
        Parameter("status", _("状态"), ActivityStatus),
    ),
    detail=reports.activity_detail, resolve=queries.resolve_activity, label="title",
    actions=(
        Action(commands.PlanActivity, plans.plan_activity, _("安排活动"), PLAN, slot=5),
        Action(
            commands.EditActivity, plans.edit_activity, _("修改"), PLAN, on="row", slot=2, prefill=_edit_values,
            allowed=_running,
        ),
        Action(
            commands.CheckIn, attendance.check_in, _("签到"), CHECK_IN, on="row", slot=8, short=_("签到"), allowed=_come
        ),
        Action(
            commands.Register, lists.register, _("报名"), REGISTER, on="row", slot=8, short=_("报名"), allowed=_open
        ),
        Action(commands.RegisterMany, lists.register_many, _("多人报名"), REGISTER, on="row", allowed=_open),
        Action(
            commands.CheckInMany, attendance.check_in_many, _("多人签到"), CHECK_IN, on="row", allowed=_come,
        ),
        Action(commands.Cancel, lists.cancel, _("退出报名"), REGISTER, on="row", grade=Grade.ask, allowed=_running),
        Action(
            commands.CloseActivity, plans.close_activity, _("结束活动"), MANAGE, on="row", grade=Grade.ask,
            allowed=_running, preview=reports.closing_preview,
        ),
        Action(
            commands.CancelActivity, plans.cancel_activity, _("取消活动"), MANAGE, on="row", grade=Grade.ask,
            allowed=_running, preview=reports.cancelling_preview,
        ),
    ),
    help=_("工会的活动。名额报满后按先后候补，有人退出时第一位自动递补；“报名”数含到场和未到的人。"),
    empty=_("还没有活动：按 F5 安排一个"),
)  # fmt: skip

REGISTRATIONS = TablePage(
    "activities.registrations", _("名单"), READ,
    columns=(
        Column("place", _("序号"), 5, "integer", keep=True),
        Column("member", _("姓名"), 12, keep=True),
        Column("number", _("工号"), 10, keep=True),
        Column("branch", _("分工会"), 16),
        Column("status", _("状态"), 8, "choice", RegistrationStatus, keep=True),
        Column("registered_on", _("报名日期"), 10, "date"),
        Column("reason", _("退出原因"), 16, wide=True),
    ),
    rows=queries.registration_rows, order=("list", "turn"), number=20, hidden=True,
    find=find_member, child_of="activities.activities", label="member",
    params=(Parameter("activity", _("活动"), commands.ActivityKey, required=True),),
    actions=(
        Action(commands.Register, lists.register, _("报名"), REGISTER, parent="activity", slot=5),
        Action(commands.RegisterMany, lists.register_many, _("多人报名"), REGISTER, parent="activity"),
        Action(
            commands.CheckIn, attendance.check_in, _("签到"), CHECK_IN, on="row", parent="activity", into="member",
            slot=8, short=_("签到"), allowed=_expected,
        ),
        Action(
            commands.CheckInMany, attendance.check_in_many, _("多人签到"), CHECK_IN, on="rows", parent="activity",
            into="members", allowed=_expected,
        ),
        Action(
            commands.Cancel, lists.cancel, _("退出报名"), REGISTER, on="row", parent="activity", into="member",
            grade=Grade.ask, allowed=_on_a_list,
        ),
    ),
    help=_("一个活动的名单，按先后：有名额的、候补的、退出的。序号是在各自名单里的位次。"),
    empty=_("还没有人报名"),
)  # fmt: skip

ACTIVITY = ReportPage(
    "activities.activity", _("活动签到表"), READ, build=reports.activity_report, number=30, hidden=True,
    params=(Parameter("activity", _("活动"), commands.ActivityKey, required=True),),
    help=_("一个活动的人数，和可以打印签名的名单。"),
)  # fmt: skip

PARTICIPATION = ReportPage(
    "activities.participation", _("参加情况"), READ, build=reports.participation_report, number=40,
    params=(Parameter("year", _("年份"), Whole, default=lambda work: work.today.year),),
    help=_("各分工会一年里到场的人次、参加过的人和参加面。"),
)  # fmt: skip

PAGES = (ACTIVITIES, REGISTRATIONS, ACTIVITY, PARTICIPATION)
