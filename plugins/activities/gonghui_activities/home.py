"""Activities on the home screen, on a member's page, and in the global search."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import func, select

from gonghui_activities import queries
from gonghui_activities.choices import ActivityKind, ActivityStatus
from gonghui_activities.models import Activity
from gonghui_activities.queries import READ
from gonghui_core.contributions import Card, Found, MemberSection, Task
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.reports import Col, Grid
from gonghui_core.work import Work

_ = translator("gonghui_activities")

SOON = timedelta(days=30)
LIMIT = 8


def cards(work: Work) -> list[Card]:
    """The activities of the year that have taken place, by kind, and what is to come."""
    found = queries.held(work, work.today.year)
    coming = select(func.count()).where(
        Activity.status == ActivityStatus.planned, func.coalesce(Activity.until, Activity.day) >= work.today
    )
    by_kind = {kind: sum(1 for item in found if item.activity.kind is kind) for kind in ActivityKind}
    bars = tuple((kind.label, Decimal(n), _("{n} 场").format(n=n)) for kind, n in by_kind.items() if n)
    note = _("到场 {present} 人次；将举办 {coming} 场").format(
        present=sum(item.present for item in found), coming=work.session.scalar(coming) or 0
    )
    figure = _("{n} 场").format(n=len(found))
    return [Card(_("本年活动"), figure, READ, note, "activities.activities", bars, number=40)]


def tasks(work: Work) -> list[Task]:
    """What is coming, who waits for a place, and what has taken place but is not ended yet."""
    numbers = queries.counted()
    query = (
        select(Activity, func.coalesce(numbers.c.registered, 0), func.coalesce(numbers.c.waiting, 0))
        .outerjoin(numbers, numbers.c.activity_id == Activity.id)
        .where(Activity.status == ActivityStatus.planned, Activity.day <= work.today + SOON)
        .order_by(Activity.day, Activity.id)
    )
    found = []
    for activity, registered, waiting in work.session.execute(query):
        if activity.last_day < work.today:
            title, right = _("“{title}”已过，核对签到后结束活动"), "activities.manage"
        elif waiting:
            title, right = _("“{title}”：报名 {registered}/{capacity}，候补 {waiting} 人"), READ
        else:
            title, right = _("“{title}”：报名 {registered}/{capacity}"), READ
        said = title.format(
            title=activity.title, registered=registered, capacity=activity.capacity, waiting=waiting
        )
        found.append(Task(said, right, activity.day, "activities.activities", str(activity.id)))
    return found


def member_sections(work: Work, member: Member) -> list[MemberSection]:
    """The activities of a member."""
    rows = [
        (activity.day, activity.title, activity.kind, registration.status, place)
        for activity, registration, place in queries.of_member(work, member.id)
    ]
    columns = (
        Col("on", _("日期"), "date", 10), Col("title", _("名称"), width=24), Col("kind", _("类别"), width=10),
        Col("status", _("状态"), width=8), Col("place", _("序号"), "integer", 5),
    )  # fmt: skip
    return [MemberSection(_("活动"), READ, (Grid(columns, rows),))] if rows else []


def search(work: Work, text: str) -> list[Found]:
    """Activities by title, place or initials, the newest first."""
    query = (
        select(Activity.id, Activity.title, Activity.day)
        .where(queries.find(work, text))
        .order_by(Activity.day.desc(), Activity.id.desc())
        .limit(LIMIT)
    )
    return [
        Found(f"{title} {day}", "activities.activities", str(key), READ)
        for key, title, day in work.session.execute(query)
    ]
