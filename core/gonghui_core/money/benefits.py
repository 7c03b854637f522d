"""What members received of the union: written by every plugin that gives, asked by every plugin that may not
give more than a limit allows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from gonghui_core.money.models import Benefit
from gonghui_core.work import Work

ZERO = Decimal("0.00")


def grant(
    work: Work, *, members: Iterable[int], kind: str, amount: Decimal, day: date, page: str, record: str
) -> None:
    """Note that each of `members` received `amount` yuan (or its worth) of `kind` on `day` from a record of `page`."""
    rows = [
        {
            "member_id": m,
            "kind": kind,
            "amount": amount,
            "day": day,
            "page": page,
            "record": record,
            "quantity": 1,
        }
        for m in members
    ]
    work.add_many(Benefit, rows)


def take_back(work: Work, *, members: Iterable[int], page: str, record: str) -> None:
    """Undo what was granted to `members` from one record: entered by mistake, or its payment was undone."""
    query = select(Benefit).where(
        Benefit.page == page, Benefit.record == record, Benefit.member_id.in_(list(members))
    )
    for benefit in work.session.scalars(query).all():
        work.session.delete(benefit)
    work.session.flush()


def total(work: Work, member: int, year: int, *kinds: str) -> Decimal:
    """What a member received in `year`, of all kinds or of those named."""
    query = select(func.sum(Benefit.amount)).where(
        Benefit.member_id == member, Benefit.day.between(date(year, 1, 1), date(year, 12, 31))
    )
    if kinds:
        query = query.where(Benefit.kind.in_(kinds))
    return work.session.scalar(query) or ZERO


def of_member(work: Work, member: int, year: int) -> list[Benefit]:
    """Everything a member received in `year`, the newest first."""
    query = select(Benefit).where(
        Benefit.member_id == member, Benefit.day.between(date(year, 1, 1), date(year, 12, 31))
    )
    return list(work.session.scalars(query.order_by(Benefit.day.desc(), Benefit.id.desc())))
