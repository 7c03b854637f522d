"""Planning activities, changing the plan, ending and calling off."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from gonghui_activities import commands, events, places
from gonghui_activities.choices import LIVE, ActivityKind, ActivityStatus, RegistrationStatus
from gonghui_activities.eligibility import closed_to, not_running
from gonghui_activities.models import Activity
from gonghui_activities.rules import Outing, outing_questions
from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.members.pinyin import reading
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work

_ = translator("gonghui_activities")

NEEDED = ("title", "day", "place", "capacity", "kind", "open_to")
OPTIONAL = ("until", "opens", "closes", "cost", "area", "description", "branch_id")
COLUMNS = {"on": "day", "branch": "branch_id"}


def plan_activity(work: Work, command: commands.PlanActivity) -> Outcome:
    """Plan an activity; an outing is held to the rules of its day, and what they say is told."""
    activity = Activity(
        **_columns(dict(command)), status=ActivityStatus.planned, initials=_initials(command.title)
    )
    _refuse_crossed_days(activity)
    event = events.ActivityPlanned(command.title, command.on.isoformat(), command.capacity)
    work.add(activity, event)
    said = _("已安排“{title}”，{on}，名额 {capacity} 人").format(
        title=activity.title, on=activity.day, capacity=activity.capacity
    )
    return Outcome(said, activity.id, [*_outing_verdicts(work, activity), *_past(work, activity)])


def edit_activity(work: Work, command: commands.EditActivity) -> Outcome:
    """Change the plan. With more places those waiting move up; fewer than are taken are refused."""
    activity = work.get(Activity, command.record)
    _raise(not_running(activity))
    typed = command.model_fields_set - {"record", "version"}
    given = _columns({name: value for name, value in command if name in typed})
    work.fresh(activity, command.version, **given)
    changed = {name: value for name, value in given.items() if name in OPTIONAL or value is not None}
    _refuse_fewer_than_taken(work, activity, changed.get("capacity", activity.capacity))
    for name, value in changed.items():
        setattr(activity, name, value)
    activity.initials = _initials(activity.title)
    _refuse_crossed_days(activity)
    work.record(events.ActivityEdited(activity.title))
    moved = places.fill_places(work, activity)
    said = _("已保存") + (_("；由候补递补：{names}").format(names=_names(moved)) if moved else "")
    return Outcome(said, activity.id, [*_outing_verdicts(work, activity), *_no_longer_for(work, activity)])


def close_activity(work: Work, command: commands.CloseActivity) -> Outcome:
    """End an activity: who is registered and was not ticked off did not come."""
    activity = work.get(Activity, command.record)
    _raise(not_running(activity))
    if work.today < activity.last_day:
        said = _("“{title}”{day} 才结束").format(title=activity.title, day=activity.last_day)
        raise Refusal(said, field="record", rule="activities.window", need=activity.last_day.isoformat())
    absent = places.registrations(work, activity, RegistrationStatus.registered)
    for registration in absent:
        registration.status = RegistrationStatus.no_show
    activity.status, activity.summary = ActivityStatus.closed, command.summary
    present = places.count(work, activity, RegistrationStatus.present)
    work.record(events.ActivityClosed(activity.title, present, len(absent)))
    said = _("“{title}”已结束：到场 {present} 人，未到 {absent} 人").format(
        title=activity.title, present=present, absent=len(absent)
    )
    nobody = [] if present else [_told("activities.present", _("没有一个人签到，请核对签到表"))]
    return Outcome(said, activity.id, nobody)


def cancel_activity(work: Work, command: commands.CancelActivity) -> Outcome:
    """Call an activity off; everybody on its lists is taken off."""
    activity = work.get(Activity, command.record)
    _raise(not_running(activity))
    present = places.count(work, activity, RegistrationStatus.present)
    if present:
        said = _("“{title}”已有 {n} 人签到，只能结束，不能取消").format(title=activity.title, n=present)
        raise Refusal(said, field="record", rule="activities.status", have=str(present))
    activity.status, activity.reason = ActivityStatus.cancelled, command.reason
    told = places.registrations(work, activity, *LIVE)
    for registration in told:
        registration.status, registration.reason = RegistrationStatus.cancelled, command.reason
    work.record(events.ActivityCancelled(activity.title, command.reason))
    said = _("已取消“{title}”，要通知 {n} 人").format(title=activity.title, n=len(told))
    return Outcome(said, activity.id)


def outing_verdicts(work: Work, activity: Activity) -> list[Verdict]:
    """What the rules on outings say of an activity, with no consequence; nothing for other kinds."""
    if activity.kind is not ActivityKind.outing:
        return []
    questions = outing_questions(_outing(work, activity))
    return [policy.ask(work, question.rule, activity.day, **question.facts) for question in questions]


def _outing_verdicts(work: Work, activity: Activity) -> list[Verdict]:
    verdicts = [policy.settle(work, verdict) for verdict in outing_verdicts(work, activity)]
    return [*policy.broken(*verdicts), *_unanswered(activity)]


def _outing(work: Work, activity: Activity) -> Outing:
    """The facts of an outing. The yearly number is that of the outings a member of its branch may go to."""
    year = activity.day.year
    query = select(func.count()).where(
        Activity.kind == ActivityKind.outing, Activity.status != ActivityStatus.cancelled,
        Activity.day.between(date(year, 1, 1), date(year, 12, 31)), Activity.id != activity.id,
    )  # fmt: skip
    if activity.branch_id is not None:
        query = query.where(or_(Activity.branch_id.is_(None), Activity.branch_id == activity.branch_id))
    times = (work.session.scalar(query) or 0) + 1
    return Outing(activity.day, activity.last_day, times, activity.cost, activity.area)


def _unanswered(activity: Activity) -> list[Verdict]:
    """What an outing's rules could not be asked, because nobody has said it yet."""
    if activity.kind is not ActivityKind.outing:
        return []
    found = []
    if activity.cost is None:
        found.append(_told("activities.outing.cost", _("没有填人均费用，未核对标准"), Standing.INFO))
    if activity.area is None:
        found.append(_told("activities.outing.place", _("没有填范围，未核对地点"), Standing.INFO))
    return found


def _past(work: Work, activity: Activity) -> list[Verdict]:
    if activity.last_day >= work.today or activity.closes is not None:
        return []
    said = _("活动日期已过：要补登记参加的人，请填今天或以后的“报名截止”")
    return [_told("activities.window", said)]


def _no_longer_for(work: Work, activity: Activity) -> list[Verdict]:
    """Those on the lists whom the changed plan is no longer for: they stay, and are named."""
    on_lists = places.registrations(work, activity, *LIVE)
    people = places.people(work, (registration.member_id for registration in on_lists))
    strangers = [member for member in people if closed_to(work, activity, member) is not None]
    if not strangers:
        return []
    said = _("名单里有 {n} 人不再符合条件：{names}").format(n=len(strangers), names=_names(strangers))
    return [_told("activities.open_to", said)]


def _refuse_crossed_days(activity: Activity) -> None:
    if activity.until is not None and activity.until < activity.day:
        raise Refusal(_("结束日期早于开始"), field="until")
    last = activity.closes or activity.day
    if activity.opens is not None and activity.opens > last:
        words = _("报名开始 {opens} 晚于截止 {last}")
        raise Refusal(words.format(opens=activity.opens, last=last), field="opens")


def _refuse_fewer_than_taken(work: Work, activity: Activity, capacity: int) -> None:
    have = places.taken(work, activity)
    if capacity < have:
        said = _("已有 {have} 人报名，名额不能减到 {need}").format(have=have, need=capacity)
        raise Refusal(said, field="capacity", rule="activities.capacity", need=str(capacity), have=str(have))


def _columns(given: dict[str, Any]) -> dict[str, Any]:
    return {COLUMNS.get(name, name): value for name, value in given.items()}


def _initials(title: str) -> str:
    return reading(title).initials


def _names(people: list[Member]) -> str:
    return "、".join(member.name for member in people)


def _told(rule: str, message: str, standing: Standing = Standing.WARN) -> Verdict:
    return Verdict(rule, standing, message)


def _raise(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
