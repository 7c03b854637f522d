"""Whether a member may go to an activity, and when registration is open; each no is a `Refusal` with its rule."""

from __future__ import annotations

from gonghui_activities.choices import ActivityStatus, OpenTo
from gonghui_activities.models import Activity
from gonghui_activities.rules import Window, age_on, window
from gonghui_activities.settings import ActivitiesSettings
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.choices import MemberStatus, Sex
from gonghui_core.members.models import Branch, Member
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work

_ = translator("gonghui_activities")


def closed_to(work: Work, activity: Activity, member: Member) -> Refusal | None:
    """Why `activity` is not for `member`: no active member, not of those it is for, another branch."""
    if member.status is not MemberStatus.active:
        said = _("{name}（{number}）不是在册会员：{status}")
        return Refusal(
            said.format(name=member.name, number=member.number, status=member.status.label),
            field="member", rule="activities.active_member",
        )  # fmt: skip
    if activity.branch_id is not None and member.branch_id not in members.with_children(
        work, activity.branch_id
    ):
        branch = work.get(Branch, activity.branch_id)
        return _not_for(member, _("“{title}”只限{who}").format(title=activity.title, who=branch.name))
    if activity.open_to is OpenTo.women and member.sex is not Sex.female:
        return _not_for(member, _("“{title}”只限{who}").format(title=activity.title, who=OpenTo.women.label))
    if activity.open_to is OpenTo.young:
        return _too_old(work, activity, member)
    return None


def _too_old(work: Work, activity: Activity, member: Member) -> Refusal | None:
    limit = work.settings.of("activities", ActivitiesSettings).young_until
    if member.birth_date is None:
        return _not_for(member, _("名册里没有出生日期，看不出是否青年会员"))
    age = age_on(activity.day, member.birth_date)
    if age <= limit:
        return None
    said = _("“{title}”限 {limit} 周岁以下（含），活动当天 {age} 周岁")
    return _not_for(
        member, said.format(title=activity.title, limit=limit, age=age), need=str(limit), have=str(age)
    )


def _not_for(member: Member, why: str, *, need: str = "", have: str = "") -> Refusal:
    said = _("{name}（{number}）不能报名：{why}").format(name=member.name, number=member.number, why=why)
    return Refusal(said, field="member", rule="activities.open_to", need=need, have=have)


def not_running(activity: Activity) -> Refusal | None:
    """Why nothing more can be done with an activity: it has been closed or called off."""
    if activity.status is ActivityStatus.planned:
        return None
    said = _("“{title}”{status}").format(title=activity.title, status=activity.status.label)
    return Refusal(said, field="record", rule="activities.status")


def not_open(work: Work, activity: Activity) -> Refusal | None:
    """Why nobody can register today: not yet, no more, or the activity is over; it tells what to do."""
    stand = window(work.today, activity.day, activity.opens, activity.closes)
    if activity.status is not ActivityStatus.planned:
        return not_running(activity)
    if stand is Window.early:
        said = _("“{title}”{day} 才开始报名").format(title=activity.title, day=activity.opens)
    elif stand is Window.over:
        last = activity.closes or activity.day
        words = _("“{title}”的报名到 {day} 为止；要补登记，请先修改活动的“报名截止”")
        said = words.format(title=activity.title, day=last)
    else:
        return None
    return Refusal(said, field="record", rule="activities.window", have=work.today.isoformat())


def over(work: Work, activity: Activity) -> Refusal | None:
    """Why nobody can be taken off any more: the day has passed; whoever did not come is marked at closing."""
    last = max(activity.last_day, activity.closes or activity.last_day)
    if activity.status is not ActivityStatus.planned:
        return not_running(activity)
    if work.today <= last:
        return None
    said = _("“{title}”已于 {day} 过去；没有来的人，结束活动时记为“未到”")
    return Refusal(
        said.format(title=activity.title, day=activity.last_day), field="record", rule="activities.window"
    )


def not_yet(work: Work, activity: Activity) -> Refusal | None:
    """Why nobody can be ticked off: the day has not come, or the activity was called off."""
    if activity.status is ActivityStatus.cancelled:
        return not_running(activity)
    if work.today >= activity.day:
        return None
    said = _("“{title}”在 {day}，当天起才能签到").format(title=activity.title, day=activity.day)
    return Refusal(said, field="record", rule="activities.day", need=activity.day.isoformat())
