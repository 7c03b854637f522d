"""What can be wrong with the lists of activities, for `gonghui check`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from gonghui_activities.choices import HOLDING, LIVE, ActivityStatus, RegistrationStatus
from gonghui_activities.models import Activity, Registration
from gonghui_core.contributions import Finding
from gonghui_core.i18n import translator
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Member
from gonghui_core.work import Work

_ = translator("gonghui_activities")

PAGE = "activities.activities"


def findings(work: Work) -> list[Finding]:
    """Too many on a list, somebody waiting beside a free place or overtaken, somebody who is no member any more."""
    lists: dict[int, list[Registration]] = {}
    for row in work.session.scalars(select(Registration).order_by(Registration.turn)):
        lists.setdefault(row.activity_id, []).append(row)
    found = [
        Finding(f"activities.{name}", f"{activity.title}：{why}", PAGE, str(activity.id))
        for activity in work.session.scalars(select(Activity).order_by(Activity.id))
        for name, why in _faults(work, activity, lists.get(activity.id, []))
    ]
    return [*found, *_gone_members(work)]


def _faults(work: Work, activity: Activity, rows: list[Registration]) -> Iterator[tuple[str, str]]:
    seated = [row.turn for row in rows if row.status in HOLDING]
    waiting = [row.turn for row in rows if row.status is RegistrationStatus.waiting]
    if len(seated) > activity.capacity:
        yield (
            "capacity",
            _("报名 {have} 人，超过名额 {need}").format(have=len(seated), need=activity.capacity),
        )
    if waiting and seated and max(seated) > min(waiting):
        yield "order", str(_("有人越过候补的先后得到名额"))
    running = activity.status is ActivityStatus.planned and activity.last_day >= work.today
    if running and waiting and len(seated) < activity.capacity:
        yield "waiting", str(_("还有空名额，却有人在候补"))


def _gone_members(work: Work) -> list[Finding]:
    query = (
        select(Activity, Member.number)
        .join(Registration, Registration.activity_id == Activity.id)
        .join(Member, Member.id == Registration.member_id)
        .where(
            Activity.status == ActivityStatus.planned, Registration.status.in_(LIVE),
            func.coalesce(Activity.until, Activity.day) >= work.today, Member.status != MemberStatus.active,
        )
        .order_by(Activity.id, Member.number)
    )  # fmt: skip
    return [
        Finding("activities.member", _("{title}：{number} 已不在册").format(title=activity.title, number=number),
                PAGE, str(activity.id))
        for activity, number in work.session.execute(query)
    ]  # fmt: skip
