"""Dues: who owes what for which month, and who has paid."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from gonghui_core import policy
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Branch, Member, Membership
from gonghui_core.pages import Asked
from gonghui_core.rules.model import Ratio
from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.models import DuesBase, DuesCollection, DuesPayment
from gonghui_finance.queries import origins
from gonghui_finance.rules import funds
from gonghui_finance.rules.funds import ZERO
from gonghui_finance.settings import FinanceSettings

COLLECTIONS = "finance.dues_collections"
BASES = "finance.dues_bases"

Sums = dict[int, dict[int, Decimal]]
"""Yuan by member and month."""


@dataclass(frozen=True)
class Standing:
    """A member's dues over some months."""

    member: int
    due: Decimal
    paid: Decimal

    @property
    def arrears(self) -> Decimal:
        """What is still owed."""
        return max(self.due - self.paid, ZERO)


def owed(work: Work, months: Iterable[int], member: int | None = None) -> Sums:
    """What each member owes for each of `months`: who is an active member on its last day owes it whole."""
    months = sorted(months)
    found: Sums = defaultdict(dict)
    if not months:
        return found
    fixed = work.settings.of("finance", FinanceSettings).dues_fixed
    bases = {} if fixed is not None else _bases(work, member)
    for key, since, until in work.session.execute(_spans(months[0], months[-1], member)):
        for period in months:
            end = periods.last_day(period)
            if since <= end and (until is None or until >= end):
                amount = fixed if fixed is not None else _due(work, bases.get(key), end)
                if amount:
                    found[key][period] = amount
    return found


def _spans(first: int, last: int, member: int | None) -> AnySelect:
    query: AnySelect = select(Membership.member_id, Membership.since, Membership.until).where(
        Membership.status == MemberStatus.active, Membership.since <= periods.last_day(last),
        Membership.until.is_(None) | (Membership.until >= periods.last_day(first)),
    )  # fmt: skip
    return query if member is None else query.where(Membership.member_id == member)


def _bases(work: Work, member: int | None) -> dict[int, list[tuple[date, Decimal]]]:
    query = select(DuesBase.member_id, DuesBase.since, DuesBase.base).order_by(DuesBase.since)
    if member is not None:
        query = query.where(DuesBase.member_id == member)
    found: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for key, since, base in work.session.execute(query):
        found[key].append((since, base))
    return found


def base_on(bases: list[tuple[date, Decimal]] | None, day: date) -> Decimal | None:
    """The base in force on a day, of those in the order of time."""
    if not bases:
        return None
    place = bisect_right(bases, day, key=lambda pair: pair[0])
    return bases[place - 1][1] if place else None


def _due(work: Work, bases: list[tuple[date, Decimal]] | None, day: date) -> Decimal:
    base, share = base_on(bases, day), rate(work, day)
    return ZERO if base is None or share is None else funds.dues(base, share)


def rate(work: Work, day: date) -> Ratio | None:
    """The share of the wage that is due on a day."""
    rule = policy.rule(work, "finance.dues.rate", day)
    return rule.value if rule is not None and isinstance(rule.value, Ratio) else None


def paid(work: Work, months: Iterable[int], member: int | None = None) -> Sums:
    """What each member paid for each of `months`; what was taken back in red does not count."""
    query = (
        select(DuesPayment.member_id, DuesCollection.period, func.sum(DuesPayment.amount))
        .join(DuesCollection, DuesCollection.id == DuesPayment.collection_id)
        .where(DuesCollection.period.in_(list(months)), origins.live(COLLECTIONS, DuesCollection.id))
        .group_by(DuesPayment.member_id, DuesCollection.period)
    )
    if member is not None:
        query = query.where(DuesPayment.member_id == member)
    found: Sums = defaultdict(dict)
    for key, period, amount in work.session.execute(query):
        found[key][period] = amount
    return found


def months_of(work: Work, year: int, month: int | None) -> list[int]:
    """The months asked for: one, or those of a year that have begun."""
    if month is not None:
        return [periods.period(year, month)]
    return [p for p in range(periods.period(year, 1), periods.period(year, 12) + 1) if p <= _now(work)]


def standings(work: Work, months: list[int]) -> list[Standing]:
    """Everybody who owes or has paid dues for `months`, by key."""
    due, given = owed(work, months), paid(work, months)
    return [
        Standing(key, sum(due.get(key, {}).values(), ZERO), sum(given.get(key, {}).values(), ZERO))
        for key in sorted({*due, *given})
    ]


def unpaid_months(work: Work, member: int) -> list[int] | None:
    """The months that a member has not paid in full, since dues are collected here; `None` if none are due."""
    first = work.session.scalar(
        select(func.min(DuesCollection.period)).where(origins.live(COLLECTIONS, DuesCollection.id))
    )
    if first is None:
        return None
    months = [p for p in range(first, _now(work)) if 1 <= p % 100 <= 12]
    due = owed(work, months, member).get(member, {})
    given = paid(work, months, member).get(member, {})
    if not due and not given:
        return None
    return [period for period, amount in due.items() if given.get(period, ZERO) < amount]


def without_base(work: Work, period: int) -> int:
    """How many active members of a month have no base, so that nothing is reckoned for them."""
    if work.settings.of("finance", FinanceSettings).dues_fixed is not None:
        return 0
    end = periods.last_day(period)
    known = select(DuesBase.member_id).where(DuesBase.since <= end)
    query = select(func.count(func.distinct(Membership.member_id))).where(
        Membership.status == MemberStatus.active, Membership.since <= end,
        Membership.until.is_(None) | (Membership.until >= end), Membership.member_id.not_in(known),
    )  # fmt: skip
    return work.session.scalar(query) or 0


def _now(work: Work) -> int:
    return periods.period_of(work.today)


def collection_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.dues_collections`."""
    counted = select(func.count(DuesPayment.id)).where(DuesPayment.collection_id == DuesCollection.id)
    query: AnySelect = select(
        DuesCollection.id.label("key"), DuesCollection.period.label("period"), DuesCollection.date.label("date"),
        DuesCollection.source.label("source"), counted.scalar_subquery().label("members"),
        DuesCollection.amount.label("amount"), DuesCollection.officer.label("officer"),
        origins.booking(COLLECTIONS, DuesCollection.id).label("booking"),
        origins.voucher(COLLECTIONS, DuesCollection.id).label("voucher"),
    )  # fmt: skip
    if asked.get("year") is not None:
        query = query.where(DuesCollection.period.between(*periods.span(asked["year"], None)))
    return query


def base_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.dues_bases`."""
    query: AnySelect = (
        select(
            DuesBase.id.label("key"), Member.number.label("number"), Member.name.label("member"),
            Branch.name.label("branch"), DuesBase.base.label("base"), DuesBase.since.label("since"),
        )
        .join(Member, Member.id == DuesBase.member_id)
        .join(Branch, Branch.id == Member.branch_id)
    )  # fmt: skip
    if asked.get("member") is not None:
        query = query.where(DuesBase.member_id == asked["member"])
    return query
