"""Questions about hardship aid. The reason is sealed: no list, report or search shows it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, select, type_coerce

from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Branch, Member
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect, ChoiceColumn
from gonghui_core.text import whole_key
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_welfare.choices import AidStatus, Booking
from gonghui_welfare.models import Aid
from gonghui_welfare.queries.runs import READ, year_days
from gonghui_welfare.rules import Handled, Person, conflict

_ = translator("gonghui_welfare")

Step = tuple[str, str | None, int | None]

AIDS = "welfare.aids"
OPEN = tuple(status for status in AidStatus if status.is_open)


def asked_for() -> ColumnElement[bool]:
    """Joins an aid with core's request for its money."""
    return and_(MoneyRequest.page == AIDS, MoneyRequest.record == cast(Aid.id, String))


def booking() -> ColumnElement[Any]:
    """What became of an aid's money."""
    return type_coerce(
        case(
            (MoneyRequest.state == RequestState.waiting, Booking.waiting.value),
            (MoneyRequest.state == RequestState.taken, Booking.drafted.value),
            (MoneyRequest.state == RequestState.settled, Booking.posted.value),
            else_=Booking.none.value,
        ),
        ChoiceColumn(Booking),
    )


def aid_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `welfare.aids`; a branch officer sees those of the own branch."""
    query: AnySelect = (
        select(
            Aid.id.label("key"), Member.name.label("member"), Member.number.label("number"),
            Branch.name.label("branch"), Aid.kind.label("kind"), Aid.amount.label("amount"),
            Aid.status.label("status"), booking().label("booking"), Aid.requested_on.label("requested_on"),
            Aid.requested_by.label("requested_by"), Aid.reviewed_by.label("reviewed_by"),
            Aid.approved_by.label("approved_by"), MoneyRequest.booked_as.label("voucher"),
            Aid.member_id.label("member_id"), Aid.requested_member_id.label("requested_member"),
            Aid.reviewed_member_id.label("reviewed_member"),
        )
        .select_from(Aid)
        .join(Member, Member.id == Aid.member_id)
        .join(Branch, Branch.id == Member.branch_id)
        .outerjoin(MoneyRequest, asked_for())
        .where(members.within_scope(work, READ))
    )  # fmt: skip
    if asked.get("status") is not None:
        query = query.where(Aid.status == asked["status"])
    if asked.get("year") is not None:
        query = query.where(Aid.requested_on.between(*year_days(asked["year"])))
    return query


def readable(work: Work, key: int) -> tuple[Aid, Member]:
    """An aid and its member; `NoRight` for a branch officer beyond the own branch."""
    aid = work.get(Aid, key)
    member = members.get(work, aid.member_id)
    members.require_in_scope(work, READ, member)
    return aid, member


def resolve_aid(work: Work, text: str) -> int:
    """The aid meant by a key, or by the member who has only one open."""
    if isinstance(key := whole_key(text), int):
        found = work.session.scalar(select(Aid.id).where(Aid.id == key))
        if found is not None:
            return found
    member = members.resolve_member(work, text)
    keys = work.session.scalars(select(Aid.id).where(Aid.member_id == member, Aid.status.in_(OPEN))).all()
    if len(keys) != 1:
        raise NotFound(_("“{text}”有 {n} 件在办的帮扶，请用编号").format(text=text, n=len(keys)))
    return keys[0]


def acting(work: Work) -> Person:
    """The officer who acts, as one who handles an aid."""
    return Person(work.officer.name, work.officer.member_id)


def steps_of(aid: Aid) -> tuple[Step, Step]:
    """The steps before the approval, each with the name and the member of the officer who took it."""
    return (
        ("requested", aid.requested_by, aid.requested_member_id),
        ("reviewed", aid.reviewed_by, aid.reviewed_member_id),
    )


def objection(work: Work, subject: int, *earlier: Step) -> str | None:
    """Why the acting officer may not decide on an aid: it is the own, or a step of it was already taken.

    `earlier` are the steps with the name and the member of the officer who took each; none where nobody has yet.
    """
    taken = [Handled(step, Person(name, member)) for step, name, member in earlier if name is not None]
    return _CONFLICTS[found] if (found := conflict(acting(work), subject, taken)) else None


_CONFLICTS = {
    "self": _("这是你本人的帮扶，要由别人办"),
    "requested": _("这件帮扶是你申请的，审核和批准要由别人办"),
    "reviewed": _("这件帮扶是你审核的，批准要由第三个人办"),
}


def open_aids_of(work: Work, member: int) -> int:
    """How many aids of a member are still on their way."""
    query = select(Aid.id).where(Aid.member_id == member, Aid.status.in_(OPEN))
    return len(work.session.scalars(query).all())
