"""What is shown of one activity, of its list at the door, and of the branches' part in a year."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from gonghui_activities import places, queries
from gonghui_activities.choices import LIVE, RegistrationStatus
from gonghui_activities.commands import CancelActivity, CloseActivity
from gonghui_activities.models import Activity
from gonghui_activities.queries import Numbers
from gonghui_activities.services.plans import outing_verdicts
from gonghui_core.i18n import translator
from gonghui_core.members.models import Branch
from gonghui_core.pages import Asked
from gonghui_core.reports import (
    Bars,
    Block,
    Child,
    Col,
    Fact,
    Figure,
    Figures,
    Grid,
    Heading,
    Paragraph,
    Report,
    Signature,
)  # fmt: skip
from gonghui_core.work import Work

_ = translator("gonghui_activities")

PAGE = "activities.activities"
TITLES = {
    "registered": _("报名"), "waiting": _("候补"), "present": _("到场"), "no_show": _("未到"), "cancelled": _("退出"),
}  # fmt: skip


def activity_detail(work: Work, key: Any) -> Report:
    """All of one activity: the plan, how full it is, what the rules say of it, its lists."""
    activity = work.get(Activity, key)
    numbers = queries.numbers_of(work, activity.id)
    blocks: list[Block] = [_plan(work, activity), _numbers(activity, numbers)]
    texts = (
        (_("说明"), activity.description),
        (_("小结"), activity.summary),
        (_("取消原因"), activity.reason),
    )
    for title, text in texts:
        if text:
            blocks += [Heading(title, 2), Paragraph(text)]
    verdicts = outing_verdicts(work, activity)
    if verdicts:
        rows = [(verdict.message, str(verdict.standing)) for verdict in verdicts]
        columns = (Col("message", _("规定"), width=50), Col("standing", _("结论"), width=10))
        blocks.append(Grid(columns, rows, _("春秋游的规定")))
    blocks.append(Child("activities.registrations", {"activity": str(activity.id)}, _("名单")))
    return Report(activity.title, tuple(blocks))


def _plan(work: Work, activity: Activity) -> Figures:
    branch = work.get(Branch, activity.branch_id).name if activity.branch_id is not None else None
    pairs = (
        (_("类别"), activity.kind), (_("日期"), activity.day), (_("结束日期"), activity.until),
        (_("地点"), activity.place), (_("范围"), activity.area), (_("面向"), activity.open_to),
        (_("限分工会"), branch), (_("报名开始"), activity.opens), (_("报名截止"), activity.closes or activity.day),
        (_("人均费用（预计）"), activity.cost), (_("状态"), activity.status),
    )  # fmt: skip
    return Figures(tuple(Figure(title, value) for title, value in pairs if value is not None), _("安排"))


def _numbers(activity: Activity, numbers: Numbers) -> Figures:
    full = "warn" if numbers.registered >= activity.capacity else ""
    items = [Figure(_("名额"), activity.capacity, mark=full)]
    for name, number in asdict(numbers).items():
        fact = Fact(
            str(TITLES[name]), str(number), "activities.registrations", params={"activity": str(activity.id)}
        )
        items.append(Figure(TITLES[name], number, fact))
    return Figures(tuple(items), _("人数"))


def activity_report(work: Work, asked: Asked) -> Report:
    """One activity as a paper: its figures, and the list to be signed at the door."""
    activity = work.get(Activity, asked["activity"])
    numbers = queries.numbers_of(work, activity.id)
    rows = [
        (row["place"], row["number"], row["member"], row["branch"], row["status"], "")
        for row in queries.rows_of(work, activity.id)
        if row["status"] is not RegistrationStatus.cancelled
    ]
    columns = (
        Col("place", _("序号"), "integer", 5), Col("number", _("工号"), width=10), Col("member", _("姓名"), width=12),
        Col("branch", _("分工会"), width=16), Col("status", _("状态"), width=8), Col("sign", _("签名"), width=16),
    )  # fmt: skip
    blocks = (
        _plan(work, activity), _numbers(activity, numbers), Grid(columns, rows, _("签到表")),
        Signature((_("经办人"), _("证明人")), activity.day),
    )  # fmt: skip
    return Report(activity.title, blocks, {"capacity": activity.capacity, **asdict(numbers)})


def participation_report(work: Work, asked: Asked) -> Report:
    """How the branches took part in a year: times present, different members, and their share."""
    year = asked["year"]
    found = queries.participation(work, year)
    columns = (
        Col("branch", _("分工会"), width=20), Col("members", _("在册会员"), "integer", 10),
        Col("times", _("到场人次"), "integer", 10), Col("people", _("参加过的人"), "integer", 10),
        Col("share", _("参加面"), width=8),
    )  # fmt: skip
    rows = [(p.branch, p.members, p.times, p.people, _share(p)) for p in found]
    bars = tuple((p.branch, Decimal(p.times), _("{n} 人次").format(n=p.times)) for p in found)
    data = {
        "year": year,
        "branches": [
            {"branch": p.branch, "members": p.members, "times": p.times, "people": p.people} for p in found
        ],
    }
    title = _("{year} 年活动参加情况").format(year=year)
    return Report(title, (Grid(columns, rows), Bars(_("到场人次"), bars)), data)


def _share(part: queries.Participation) -> str:
    return f"{part.people * 100 // part.members}%" if part.members else ""


def closing_preview(work: Work, command: CloseActivity) -> Report:
    """Who will be marked as not there."""
    activity = work.get(Activity, command.record)
    absent = places.registrations(work, activity, RegistrationStatus.registered)
    return _who(work, activity, [row.member_id for row in absent], _("将记为“未到”"))


def cancelling_preview(work: Work, command: CancelActivity) -> Report:
    """Who has to be told."""
    activity = work.get(Activity, command.record)
    on_lists = places.registrations(work, activity, *LIVE)
    return _who(work, activity, [row.member_id for row in on_lists], _("要通知的人"))


def _who(work: Work, activity: Activity, keys: list[int], title: str) -> Report:
    people = places.people(work, keys)
    columns = (Col("number", _("工号"), width=10), Col("member", _("姓名"), width=12))
    grid = Grid(columns, [(member.number, member.name) for member in people], title)
    return Report(activity.title, (Figures((Figure(title, len(people)),)), grid), {"count": len(people)})
