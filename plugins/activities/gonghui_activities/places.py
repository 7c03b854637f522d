"""The places of an activity and its waiting list, in storage.

Every change of a list goes through `enter` and `fill_places`: capacity is never exceeded, nobody waits while a
place is free, and those waiting move up in the order in which they came. Units of work that write follow one
another on every database, so that two officers cannot take the same place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select

from gonghui_activities.choices import HOLDING, RegistrationStatus
from gonghui_activities.events import MovedUp
from gonghui_activities.models import Activity, Registration
from gonghui_activities.rules import free_places, moving_up
from gonghui_core.members.models import Member
from gonghui_core.work import Work

AT_ONCE = 1000
"""So many keys go into one statement; databases take only so many values."""


@dataclass(frozen=True)
class Entered:
    """Who got a place and who waits, in order."""

    registered: tuple[Member, ...]
    waiting: tuple[Member, ...]


def registration_of(work: Work, activity: Activity, member_id: int) -> Registration | None:
    """The registration of a member, in whatever state."""
    query = select(Registration).where(
        Registration.activity_id == activity.id, Registration.member_id == member_id
    )
    return work.session.scalars(query).first()


def registrations(work: Work, activity: Activity, *statuses: RegistrationStatus) -> list[Registration]:
    """The registrations of an activity in order of their turns, of all states or of those named."""
    query = select(Registration).where(Registration.activity_id == activity.id).order_by(Registration.turn)
    if statuses:
        query = query.where(Registration.status.in_(statuses))
    return list(work.session.scalars(query))


def count(work: Work, activity: Activity, *statuses: RegistrationStatus) -> int:
    """How many registrations of an activity are in one of `statuses`."""
    query = select(func.count()).where(
        Registration.activity_id == activity.id, Registration.status.in_(statuses)
    )
    return work.session.scalar(query) or 0


def taken(work: Work, activity: Activity) -> int:
    """How many places are taken."""
    return count(work, activity, *HOLDING)


def place_of(work: Work, registration: Registration) -> int:
    """The place in the list that a registration stands in: of those with a place, or of those waiting."""
    same = HOLDING if registration.status.holds_place else (registration.status,)
    query = select(func.count()).where(
        Registration.activity_id == registration.activity_id,
        Registration.status.in_(same),
        Registration.turn <= registration.turn,
    )
    return work.session.scalar(query) or 0


def people(work: Work, keys: Iterable[int]) -> list[Member]:
    """The members with these keys in the order given, each once."""
    wanted = list(dict.fromkeys(keys))
    found: dict[int, Member] = {}
    for start in range(0, len(wanted), AT_ONCE):
        query = select(Member).where(Member.id.in_(wanted[start : start + AT_ONCE]))
        found |= {member.id: member for member in work.session.scalars(query)}
    return [found.get(key) or work.get(Member, key) for key in wanted]


def enter(work: Work, activity: Activity, asking: Sequence[Member]) -> Entered:
    """Give each of `asking`, none of whom is on a list, a place while there is one, then a turn to wait."""
    waiting = count(work, activity, RegistrationStatus.waiting)
    free = 0 if waiting else free_places(activity.capacity, taken(work, activity))
    query = select(func.max(Registration.turn)).where(Registration.activity_id == activity.id)
    turn = (work.session.scalar(query) or 0) + 1
    known = {r.member_id: r for r in registrations(work, activity, RegistrationStatus.cancelled)}
    fresh = []
    for number, member in enumerate(asking):
        values = {
            "status": RegistrationStatus.registered if number < free else RegistrationStatus.waiting,
            "turn": turn + number, "registered_on": work.today, "reason": None,
        }  # fmt: skip
        if member.id in known:
            for name, value in values.items():
                setattr(known[member.id], name, value)
        else:
            fresh.append({"activity_id": activity.id, "member_id": member.id, "version": 1, **values})
    work.session.flush()
    _insert(work, fresh)
    return Entered(tuple(asking[:free]), tuple(asking[free:]))


def _insert(work: Work, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = insert(Registration).returning(Registration.id, sort_by_parameter_order=True)
    for row, (key,) in zip(rows, work.session.execute(statement, rows), strict=True):
        row["id"] = key
    work.trail.add_rows(Registration, rows)


def fill_places(work: Work, activity: Activity) -> list[Member]:
    """Let those waiting move up while there is a place; the event tells whom, and so does the answer."""
    work.session.flush()
    waiting = registrations(work, activity, RegistrationStatus.waiting)
    lucky = waiting[: moving_up(activity.capacity, taken(work, activity), len(waiting))]
    if not lucky:
        return []
    for registration in lucky:
        registration.status = RegistrationStatus.registered
    moved = people(work, (registration.member_id for registration in lucky))
    work.record(MovedUp(activity.title, tuple(member.number for member in moved)))
    work.session.flush()
    return moved
