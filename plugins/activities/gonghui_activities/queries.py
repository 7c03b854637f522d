"""Questions to the activities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from gonghui_activities.choices import HOLDING, ActivityStatus, RegistrationStatus
from gonghui_activities.models import Activity, Registration
from gonghui_activities.rules import Window, window
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Branch, Member, Membership
from gonghui_core.pages import Asked, RowValues
from gonghui_core.text import contains_pattern, one_line
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work

_ = translator("gonghui_activities")

READ = "activities.read"
WINDOWS = {Window.early: _("未开始"), Window.open: _("报名中"), Window.over: _("已截止")}


def in_year(year: int) -> ColumnElement[bool]:
    """The condition that an activity begins in `year`."""
    return Activity.day.between(date(year, 1, 1), date(year, 12, 31))


def counted() -> Subquery:
    """How many there are per activity: with a place, waiting, present, not there, gone."""

    def number(name: str, *statuses: RegistrationStatus) -> ColumnElement[int]:
        return func.sum(case((Registration.status.in_(statuses), 1), else_=0)).label(name)

    return (
        select(
            Registration.activity_id.label("activity_id"),
            number("registered", *HOLDING),
            number("waiting", RegistrationStatus.waiting),
            number("present", RegistrationStatus.present),
            number("no_show", RegistrationStatus.no_show),
            number("cancelled", RegistrationStatus.cancelled),
        )
        .group_by(Registration.activity_id)
        .subquery()
    )


def activity_rows(work: Work, asked: Asked) -> Select[Any]:
    """The rows of the page `activities.activities`; `registered` counts all who hold a place."""
    numbers = counted()
    plan: list[Any] = [
        Activity.id.label("key"), Activity.title.label("title"), Activity.kind.label("kind"),
        Activity.day.label("on"), Activity.until.label("until"), Activity.place.label("place"),
        Activity.open_to.label("open_to"), Branch.name.label("branch"), Activity.capacity.label("capacity"),
        Activity.cost.label("cost"), Activity.status.label("status"), Activity.opens.label("opens"),
        Activity.closes.label("closes"),
    ]  # fmt: skip
    filled = [func.coalesce(numbers.c[name], 0).label(name) for name in ("registered", "waiting", "present")]
    query = (
        select(*plan, *filled)
        .outerjoin(numbers, numbers.c.activity_id == Activity.id)
        .outerjoin(Branch, Branch.id == Activity.branch_id)
    )
    if asked.get("year") is not None:
        query = query.where(in_year(asked["year"]))
    if asked.get("kind") is not None:
        query = query.where(Activity.kind == asked["kind"])
    if asked.get("status") is not None:
        query = query.where(Activity.status == asked["status"])
    return query


def shape_activities(work: Work, rows: list[RowValues]) -> None:
    """Say in words how registration stands today."""
    for row in rows:
        stand = window(work.today, row["on"], row["opens"], row["closes"])
        row["registration"] = str(WINDOWS[stand]) if row["status"] is ActivityStatus.planned else ""


def find(work: Work, text: str) -> ColumnElement[bool]:
    """Activities by any part of the title or place, or by the initials of the title."""
    pattern = contains_pattern(one_line(text))
    found = [Activity.title.like(pattern, escape="\\"), Activity.place.like(pattern, escape="\\")]
    if text.isascii():
        found.append(Activity.initials.like(contains_pattern(text.strip().lower()), escape="\\"))
    return or_(*found)


def resolve_activity(work: Work, text: str) -> int:
    """The activity meant by a key or by a title that only one has, in that order."""
    typed = one_line(text)
    if typed.isascii() and typed.isdecimal() and len(typed) <= 18:
        found = work.session.scalar(select(Activity.id).where(Activity.id == int(typed)))
        if found is not None:
            return found
    same = work.session.scalars(select(Activity.id).where(Activity.title == typed).limit(2)).all()
    if len(same) == 1:
        return same[0]
    if same:
        raise NotFound(_("叫“{title}”的活动不止一个，请用编号").format(title=typed), field="record")
    raise NotFound(_("没有活动“{title}”（可用编号或名称）").format(title=typed), field="record")


SEATED, WAITING, GONE = 1, 2, 3


def listed() -> Subquery:
    """All registrations with the list they stand in and their place in it, counted over the whole activity."""
    lists = case(
        (Registration.status.in_(HOLDING), SEATED),
        (Registration.status == RegistrationStatus.waiting, WAITING),
        else_=GONE,
    )
    place = func.row_number().over(partition_by=(Registration.activity_id, lists), order_by=Registration.turn)
    return select(
        Registration.activity_id, Registration.member_id, Registration.status, Registration.turn,
        Registration.registered_on, Registration.reason, lists.label("list"),
        case((lists == GONE, None), else_=place).label("place"),
    ).subquery()  # fmt: skip


def registration_rows(work: Work, asked: Asked) -> Select[Any]:
    """The rows of the page `activities.registrations`: those with a place, those waiting, those who left."""
    lists = listed()
    return (
        select(
            lists.c.member_id.label("key"), lists.c.place.label("place"), Member.number.label("number"),
            Member.name.label("member"), Branch.name.label("branch"), lists.c.status.label("status"),
            lists.c.registered_on.label("registered_on"), lists.c.reason.label("reason"),
            lists.c.list.label("list"), lists.c.turn.label("turn"),
        )
        .join(Member, Member.id == lists.c.member_id)
        .join(Branch, Branch.id == Member.branch_id)
        .where(lists.c.activity_id == asked["activity"], members.within_scope(work, READ))
    )  # fmt: skip


def rows_of(work: Work, activity_id: int) -> list[dict[str, Any]]:
    """The rows of one activity's lists in order."""
    query = registration_rows(work, Asked({"activity": activity_id})).order_by("list", "turn")
    return [dict(row) for row in work.session.execute(query).mappings()]


@dataclass(frozen=True)
class Numbers:
    """How many there are in each state; `registered` counts all who hold a place."""

    registered: int = 0
    waiting: int = 0
    present: int = 0
    no_show: int = 0
    cancelled: int = 0


def numbers_of(work: Work, activity_id: int) -> Numbers:
    """The numbers of one activity."""
    numbers = counted()
    row = work.session.execute(select(numbers).where(numbers.c.activity_id == activity_id)).mappings().first()
    return Numbers(**{k: int(v) for k, v in row.items() if k != "activity_id"}) if row else Numbers()


@dataclass(frozen=True)
class Held:
    """An activity that has taken place, and how many were there."""

    activity: Activity
    present: int


def held(work: Work, year: int) -> list[Held]:
    """The activities of `year` that have taken place: closed, or past with somebody ticked off."""
    numbers = counted()
    present = func.coalesce(numbers.c.present, 0)
    query = (
        select(Activity, present)
        .outerjoin(numbers, numbers.c.activity_id == Activity.id)
        .where(
            in_year(year), Activity.day <= work.today,
            or_(
                Activity.status == ActivityStatus.closed,
                and_(Activity.status == ActivityStatus.planned, present > 0),
            ),
        )
        .order_by(Activity.day, Activity.id)
    )  # fmt: skip
    return [Held(activity, int(n)) for activity, n in work.session.execute(query)]


def of_member(work: Work, member_id: int) -> list[tuple[Activity, Registration, int | None]]:
    """A member's registrations with the place in the list, the newest activity first."""
    lists = listed()
    query = (
        select(Activity, Registration, lists.c.place)
        .join(Registration, Registration.activity_id == Activity.id)
        .join(lists, and_(lists.c.activity_id == Activity.id, lists.c.member_id == Registration.member_id))
        .where(Registration.member_id == member_id)
        .order_by(Activity.day.desc(), Activity.id.desc())
    )
    return [(activity, row, place) for activity, row, place in work.session.execute(query)]


@dataclass(frozen=True)
class Participation:
    """What one branch took part in: members now, times present, and how many different members that were."""

    branch_id: int
    branch: str
    members: int
    times: int
    people: int


def participation(work: Work, year: int) -> list[Participation]:
    """The branches and how they took part in `year`; people count for the branch they were in on the day."""
    present = (
        select(
            Membership.branch_id.label("branch_id"),
            func.count().label("times"),
            func.count(Registration.member_id.distinct()).label("people"),
        )
        .select_from(Registration)
        .join(Activity, Activity.id == Registration.activity_id)
        .join(Membership, Membership.member_id == Registration.member_id)
        .where(
            in_year(year), Registration.status == RegistrationStatus.present, Membership.since <= Activity.day,
            or_(Membership.until.is_(None), Membership.until >= Activity.day),
        )
        .group_by(Membership.branch_id)
        .subquery()
    )  # fmt: skip
    day = min(date(year, 12, 31), work.today)
    on_day = members.members_on(day).with_only_columns(
        Membership.branch_id.label("branch_id"), func.count().label("members")
    )
    there = on_day.group_by(Membership.branch_id).subquery()
    query = (
        select(Branch.id, Branch.name, there.c.members, present.c.times, present.c.people)
        .outerjoin(there, there.c.branch_id == Branch.id)
        .outerjoin(present, present.c.branch_id == Branch.id)
        .order_by(Branch.id)
    )
    scope = work.officer.scope(READ)
    if scope is not None:
        query = query.where(Branch.id == scope)
    return [
        Participation(key, name, count or 0, times or 0, people or 0)
        for key, name, count, times, people in work.session.execute(query)
    ]
