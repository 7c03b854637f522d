"""Ticking off who came: at the door, or afterwards from the signed list."""

from __future__ import annotations

from gonghui_activities import commands, events, places
from gonghui_activities.choices import RegistrationStatus
from gonghui_activities.eligibility import not_open, not_yet
from gonghui_activities.models import Activity, Registration
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Member
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work

_ = translator("gonghui_activities")


def check_in(work: Work, command: commands.CheckIn) -> Outcome:
    """Tick a registered member off as present.

    Not before the day. Afterwards it stays possible, as the list at the door is of paper and is typed in later;
    after the closing it corrects a "not there".
    """
    activity = work.get(Activity, command.record)
    too_early = not_yet(work, activity)
    if too_early is not None:
        raise too_early
    member = members.get(work, command.member)
    registration = places.registration_of(work, activity, member.id)
    why_not = _not_expected(work, activity, member, registration)
    if why_not is not None:
        raise why_not
    assert registration is not None
    registration.status = RegistrationStatus.present
    work.record(events.CheckedIn(activity.title, (member.number,)))
    work.session.flush()
    said = _("{name} 已签到“{title}”，到场 {present} 人").format(
        name=member.name, title=activity.title,
        present=places.count(work, activity, RegistrationStatus.present),
    )  # fmt: skip
    return Outcome(said, activity.id)


def check_in_many(work: Work, command: commands.CheckInMany) -> Outcome:
    """Tick off all whom the signed list names; who is not registered is named, with what to do."""
    activity = work.get(Activity, command.record)
    too_early = not_yet(work, activity)
    if too_early is not None:
        raise too_early
    known = {registration.member_id: registration for registration in places.registrations(work, activity)}
    came, refusals = [], []
    for member in places.people(work, command.members):
        why_not = _not_expected(work, activity, member, known.get(member.id))
        if why_not is not None:
            refusals.append(why_not)
            continue
        known[member.id].status = RegistrationStatus.present
        came.append(member.number)
    if came:
        work.record(events.CheckedIn(activity.title, tuple(came)))
    said = _("“{title}”：签到 {n} 人").format(title=activity.title, n=len(came))
    if refusals:
        said += _("；{n} 人没有登记").format(n=len(refusals))
    return Outcome(said, activity.id, [Verdict(r.rule, Standing.WARN, r.message) for r in refusals])


def _not_expected(
    work: Work, activity: Activity, member: Member, registration: Registration | None
) -> Refusal | None:
    """Why a member cannot be ticked off, and what to do instead."""
    status = registration.status if registration else RegistrationStatus.cancelled
    if status in (RegistrationStatus.registered, RegistrationStatus.no_show):
        return None
    if status is RegistrationStatus.present:
        return _refusal(_("{name} 已经签到").format(name=member.name), "activities.once")
    if status is RegistrationStatus.waiting:
        assert registration is not None
        words = _("{name} 在候补第 {place} 位：有人没来，先取消他的报名，候补自动递补后再签到")
        return _refusal(words.format(name=member.name, place=places.place_of(work, registration)))
    return _refusal(_("{name} 没有报名：{what}").format(name=member.name, what=_advice(work, activity)))


def _advice(work: Work, activity: Activity) -> str:
    closed = not_open(work, activity)
    if closed is not None:
        return closed.message
    if places.taken(work, activity) >= activity.capacity:
        return str(_("名额已满，报名后列入候补；也可先在活动里增加名额"))
    return str(_("还有名额，请先报名（activities.register），再签到"))


def _refusal(said: str, rule: str = "activities.registered") -> Refusal:
    return Refusal(said, field="member", rule=rule)
