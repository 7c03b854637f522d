"""Registering, taking off, and following the register when somebody leaves."""

from __future__ import annotations

from sqlalchemy import func, select

from gonghui_activities import commands, events, places
from gonghui_activities.choices import LIVE, ActivityStatus, RegistrationStatus
from gonghui_activities.eligibility import closed_to, not_open, over
from gonghui_activities.models import Activity, Registration
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Member
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work

_ = translator("gonghui_activities")

REGISTER = "activities.register"
OFF = RegistrationStatus.cancelled


def register(work: Work, command: commands.Register) -> Outcome:
    """Register a member: a place while there is one, else the next turn on the waiting list."""
    activity = work.get(Activity, command.record)
    member = members.get(work, command.member)
    members.require_in_scope(work, REGISTER, member)
    why_not = (
        not_open(work, activity) or _on_a_list(work, activity, member) or closed_to(work, activity, member)
    )
    if why_not is not None:
        raise why_not
    entered = places.enter(work, activity, [member])
    work.record(_event(activity, entered))
    registration = places.registration_of(work, activity, member.id)
    assert registration is not None
    place = places.place_of(work, registration)
    words = _("{name} 已报名“{title}”，第 {place} 位") if entered.registered else _(
        "“{title}”名额已满，{name} 列入候补第 {place} 位；有人退出会自动递补"
    )  # fmt: skip
    return Outcome(words.format(name=member.name, title=activity.title, place=place), activity.id)


def register_many(work: Work, command: commands.RegisterMany) -> Outcome:
    """Register members in the order given; those who cannot be are named, each with the reason."""
    activity = work.get(Activity, command.record)
    closed = not_open(work, activity)
    if closed is not None:
        raise closed
    welcome, refusals = [], []
    listed = {r.member_id for r in places.registrations(work, activity) if r.status is not OFF}
    for member in places.people(work, command.members):
        members.require_in_scope(work, REGISTER, member)
        why_not = (
            _on_a_list(work, activity, member) if member.id in listed else closed_to(work, activity, member)
        )
        if why_not is None:
            welcome.append(member)
        else:
            refusals.append(why_not)
    entered = places.enter(work, activity, welcome)
    if welcome:
        work.record(_event(activity, entered))
    said = _("“{title}”：报名 {registered} 人，候补 {waiting} 人").format(
        title=activity.title, registered=len(entered.registered), waiting=len(entered.waiting)
    )
    if refusals:
        said += _("；{n} 人没有登记").format(n=len(refusals))
    return Outcome(said, activity.id, [Verdict(r.rule, Standing.WARN, r.message) for r in refusals])


def cancel(work: Work, command: commands.Cancel) -> Outcome:
    """Take a member off the list; the first of those waiting gets the place, and the answer says who."""
    activity = work.get(Activity, command.record)
    member = members.get(work, command.member)
    members.require_in_scope(work, REGISTER, member)
    late = over(work, activity)
    if late is not None:
        raise late
    registration = places.registration_of(work, activity, member.id)
    if registration is None or not registration.status.live:
        raise _not_on_a_list(activity, member, registration)
    moved = _take_off(work, activity, registration, member, command.reason)
    said = _("{name} 已退出“{title}”").format(name=member.name, title=activity.title)
    for lucky in moved:
        said += _("；候补 {name}（{number}）已递补，请通知本人").format(name=lucky.name, number=lucky.number)
    return Outcome(said, activity.id)


def follow_member(work: Work, member: Member) -> None:
    """Take somebody whom an activity is no longer for off its list, if it is still to come; the list moves up."""
    query = (
        select(Registration, Activity)
        .join(Activity, Activity.id == Registration.activity_id)
        .where(
            Registration.member_id == member.id, Registration.status.in_(LIVE),
            Activity.status == ActivityStatus.planned,
            func.coalesce(Activity.until, Activity.day) >= work.today,
        )
        .order_by(Activity.id)
    )  # fmt: skip
    for registration, activity in work.session.execute(query).all():
        why = closed_to(work, activity, member)
        if why is not None:
            _take_off(work, activity, registration, member, why.message)


def _take_off(
    work: Work, activity: Activity, registration: Registration, member: Member, reason: str | None
) -> list[Member]:
    registration.status, registration.reason = RegistrationStatus.cancelled, reason
    work.record(events.RegistrationCancelled(activity.title, member.number))
    return places.fill_places(work, activity)


def _on_a_list(work: Work, activity: Activity, member: Member) -> Refusal | None:
    registration = places.registration_of(work, activity, member.id)
    if registration is None or registration.status is RegistrationStatus.cancelled:
        return None
    said = _("{name}（{number}）在“{title}”里已是“{status}”，第 {place} 位").format(
        name=member.name, number=member.number, title=activity.title, status=registration.status.label,
        place=places.place_of(work, registration),
    )  # fmt: skip
    return Refusal(said, field="member", rule="activities.once")


def _not_on_a_list(activity: Activity, member: Member, registration: Registration | None) -> Refusal:
    state = registration.status.label if registration else _("没有报名")
    said = _("{name} 不在“{title}”的名单上：{state}").format(
        name=member.name, title=activity.title, state=state
    )
    return Refusal(said, field="member", rule="activities.registered")


def _event(activity: Activity, entered: places.Entered) -> events.MembersRegistered:
    return events.MembersRegistered(
        activity.title,
        tuple(member.number for member in entered.registered),
        tuple(member.number for member in entered.waiting),
    )
