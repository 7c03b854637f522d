"""Questions about distributions: lists, tallies, and what they cost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, true, type_coerce

from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Branch, Member
from gonghui_core.money import requests as money
from gonghui_core.money.models import Benefit, MoneyRequest, RequestState
from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect, ChoiceColumn
from gonghui_core.text import one_line, whole_key
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_welfare.choices import Booking, Programme, RecipientStatus, RunStatus
from gonghui_welfare.models import Recipient, Run, Signature
from gonghui_welfare.rules import ZERO, Tally, run_cost

_ = translator("gonghui_welfare")

READ = "welfare.read"
RUNS = "welfare.runs"

BOOKINGS = {
    RequestState.waiting: Booking.waiting, RequestState.taken: Booking.drafted,
    RequestState.settled: Booking.posted, RequestState.rejected: Booking.none,
}  # fmt: skip


def signed_by() -> ColumnElement[bool]:
    """Joins a recipient with the signature."""
    return and_(Signature.run_id == Recipient.run_id, Signature.member_id == Recipient.member_id)


def standing() -> ColumnElement[Any]:
    """Where a recipient stands, from run, recipient and signature."""
    return type_coerce(
        case(
            (Signature.id.is_not(None), RecipientStatus.signed.value),
            (Recipient.excepted_on.is_not(None), RecipientStatus.excepted.value),
            (Run.closed_on.is_not(None), RecipientStatus.not_reached.value),
            else_=RecipientStatus.planned.value,
        ),
        ChoiceColumn(RecipientStatus),
    )


def in_scope(work: Work, right: str) -> ColumnElement[bool]:
    """The condition that a recipient is in the branch, or below it, that the officer's `right` is limited to."""
    branch = work.officer.scope(right)
    return true() if branch is None else Recipient.branch_id.in_(members.with_children(work, branch))


def reaches(work: Work, right: str, branch_id: int) -> bool:
    """Whether the officer's `right` reaches recipients in a branch."""
    branch = work.officer.scope(right)
    return branch is None or branch_id in members.with_children(work, branch)


def run_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `welfare.runs`; the numbers are added to those that are shown."""
    status = type_coerce(
        case((Run.closed_on.is_(None), RunStatus.open.value), else_=RunStatus.closed.value),
        ChoiceColumn(RunStatus),
    )
    query: AnySelect = select(
        Run.id.label("key"), Run.title.label("title"), Run.programme.label("programme"),
        Run.festival.label("festival"), Run.day.label("on"), Run.item.label("item"), Run.form.label("form"),
        Run.unit_cost.label("unit_cost"), status.label("status"), Run.closed_on.label("closed_on"),
        Run.bought.label("bought"), Run.cost.label("spent"),
    )  # fmt: skip
    if asked.get("year") is not None:
        query = query.where(Run.day.between(*year_days(asked["year"])))
    if asked.get("status") is not None:
        query = query.where(status == asked["status"])
    if asked.get("programme") is not None:
        query = query.where(Run.programme == asked["programme"])
    return query


def find_runs(work: Work, text: str) -> ColumnElement[bool]:
    """Distributions by any part of title or item."""
    return Run.title.contains(text, autoescape=True) | Run.item.contains(text, autoescape=True)


def add_numbers(work: Work, rows: list[RowValues]) -> None:
    """Add to rows of distributions how many are on the list, signed, are left, and what it cost."""
    keys = [int(row["key"]) for row in rows]
    counted, booked = tallies(work, keys), bookings(work, keys)
    for row in rows:
        tally = counted.get(int(row["key"]), Tally())
        spent = row["spent"] if work.officer.scope(READ) is None else None
        row |= {
            "planned": tally.planned, "signed": tally.signed, "excepted": tally.excepted,
            "not_reached": tally.not_reached, "cost": run_cost(tally, row["unit_cost"], spent),
            "booking": booked.get(row["key"], Booking.none),
        }  # fmt: skip


def tallies(work: Work, runs: Iterable[int], right: str = READ) -> dict[int, Tally]:
    """The tallies of distributions, within the scope of the officer's `right`."""
    query = (
        select(
            Recipient.run_id, func.count(Recipient.id), func.count(Signature.id), func.count(Recipient.excepted_on)
        )
        .outerjoin(Signature, signed_by())
        .where(Recipient.run_id.in_(list(runs)), in_scope(work, right))
        .group_by(Recipient.run_id)
    )  # fmt: skip
    return {run: Tally(*numbers) for run, *numbers in work.session.execute(query)}


def bookings(work: Work, runs: Iterable[int]) -> dict[str, Booking]:
    """What became of the money asked for, by the run's key as text."""
    query = select(MoneyRequest.record, MoneyRequest.state).where(
        MoneyRequest.page == RUNS, MoneyRequest.record.in_([str(run) for run in runs])
    )
    return {record: BOOKINGS[state] for record, state in work.session.execute(query)}


def booking_of(asked: MoneyRequest | None) -> Booking:
    """What became of a request, if there is one."""
    return Booking.none if asked is None else BOOKINGS[asked.state]


def run_booking(work: Work, run: Run) -> Booking:
    """What became of the money asked for a distribution."""
    return booking_of(money.of(work, RUNS, run.id))


def recipient_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `welfare.recipients`: the list of one distribution; the key is the member's."""
    status = standing()
    query: AnySelect = (
        select(
            Member.id.label("key"), Member.name.label("member"), Member.number.label("number"),
            Branch.name.label("branch"), status.label("status"), Signature.signed_on.label("signed_on"),
            Recipient.reason.label("reason"), Signature.collector.label("collector"),
            Signature.signed_by.label("signed_by"), Recipient.branch_id.label("branch_id"),
        )
        .select_from(Recipient)
        .join(Run, Run.id == Recipient.run_id)
        .join(Member, Member.id == Recipient.member_id)
        .join(Branch, Branch.id == Recipient.branch_id)
        .outerjoin(Signature, signed_by())
        .where(in_scope(work, READ))
    )  # fmt: skip
    query = query.where(Recipient.run_id == asked.get("run", -1))
    if asked.get("status") is not None:
        query = query.where(status == asked["status"])
    if asked.get("branch") is not None:
        query = query.where(Recipient.branch_id == asked["branch"])
    return query


def resolve_run(work: Work, text: str) -> int:
    """The distribution meant by a key, or by a title that only one has."""
    if isinstance(key := whole_key(text), int):
        found = work.session.scalar(select(Run.id).where(Run.id == key))
        if found is not None:
            return found
    keys = work.session.scalars(select(Run.id).where(Run.title == one_line(text)).limit(2)).all()
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise NotFound(_("叫“{title}”的发放不止一次，请用编号").format(title=text))
    raise NotFound(_("没有发放“{text}”（可用编号或名称）").format(text=text))


def already_had(work: Work, run_head: str, year: int, *, besides: int | None = None) -> dict[int, Decimal]:
    """Yuan that each member has had of one kind in `year`, with what open distributions still hold for them.

    `besides` is a distribution that does not count, the one that is being looked at.
    """
    had: dict[int, Decimal] = {}
    for query in (_received(run_head, year, besides), _held(run_head, year, besides)):
        for member, amount in work.session.execute(query):
            had[member] = had.get(member, ZERO) + amount
    return had


def _received(head: str, year: int, besides: int | None) -> AnySelect:
    query: AnySelect = select(Benefit.member_id, func.sum(Benefit.amount)).where(
        Benefit.kind == head, Benefit.day.between(*year_days(year))
    )
    if besides is not None:
        query = query.where((Benefit.page != RUNS) | (Benefit.record != str(besides)))
    return query.group_by(Benefit.member_id)


def _held(head: str, year: int, besides: int | None) -> AnySelect:
    query: AnySelect = (
        select(Recipient.member_id, func.sum(Run.unit_cost))
        .join(Run, Run.id == Recipient.run_id)
        .outerjoin(Signature, signed_by())
        .where(
            Run.programme == Programme(head.removeprefix("welfare.")), Run.day.between(*year_days(year)),
            Run.closed_on.is_(None), Signature.id.is_(None), Recipient.excepted_on.is_(None),
        )
    )  # fmt: skip
    if besides is not None:
        query = query.where(Run.id != besides)
    return query.group_by(Recipient.member_id)


def year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def runs_of_year(work: Work, year: int) -> list[tuple[Run, Tally]]:
    """The distributions of a year with their tallies, the earliest first."""
    query = select(Run).where(Run.day.between(*year_days(year))).order_by(Run.day, Run.id)
    runs = list(work.session.scalars(query))
    counted = tallies(work, [run.id for run in runs])
    return [(run, counted.get(run.id, Tally())) for run in runs]
