"""What waits in account 182 (待处理财产损溢) for a decision, and whether it agrees with the account."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, select

from gonghui_core import policy
from gonghui_core.pages import Asked, RowValues
from gonghui_core.verdicts import Verdict
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import Booking, PendingState
from gonghui_finance.models import Pending
from gonghui_finance.queries import balances, origins
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.rules.pending import PENDING, signed

PAGE = "finance.pending"


def left_at_year_end(work: Work, year: int) -> Decimal:
    """What account 182 holds at the end of a year, debit positive; it must be nothing."""
    return balances.balance(work, PENDING, periods.period(year, 12))


def year_end(work: Work, year: int) -> Verdict:
    """What the rule says of account 182 at the end of a year, for whoever closes it: ask, then settle."""
    return policy.ask(
        work, "finance.pending.year_end", periods.last_day(periods.period(year, 12)),
        have=abs(left_at_year_end(work, year)),
    )  # fmt: skip


def _state(came: Booking, went: Booking) -> PendingState:
    if came is Booking.none:
        return PendingState.void
    if went is Booking.none:
        return PendingState.waiting
    return PendingState.settled if went is Booking.posted else PendingState.decided


def found(
    work: Work, *conditions: ColumnElement[bool]
) -> list[tuple[Pending, PendingState, Booking, Booking]]:
    """What came into 182, with its state and how far the vouchers in and out of it have come."""
    came, went = origins.booking(Pending.page, Pending.record), origins.booking(PAGE, Pending.id)
    query = select(Pending, came, went).where(*conditions).order_by(Pending.on, Pending.id)
    return [(row, _state(a, b), a, b) for row, a, b in work.session.execute(query)]


def state_of(work: Work, key: int) -> PendingState:
    """How far the decision on one has come."""
    return next((state for _row, state, _came, _went in found(work, Pending.id == key)), PendingState.void)


def pending_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.pending`: what waits comes first, then the newest."""
    wanted = asked.get("state")
    rows = [_row(row, state) for row, state, _came, _went in reversed(found(work)) if wanted in (None, state)]
    return sorted(rows, key=lambda row: row["state"] is not PendingState.waiting)


def _row(row: Pending, state: PendingState) -> RowValues:
    return {
        "key": row.id, "on": row.on, "kind": row.kind, "name": row.name, "amount": row.amount, "state": state,
        "decided_on": row.decided_on if state is not PendingState.waiting else None,
        "decision": row.decision if state is not PendingState.waiting else None,
    }  # fmt: skip


def totals(work: Work, asked: Asked) -> dict[str, Any]:
    """What waits, debit positive."""
    waiting = (PendingState.waiting, PendingState.decided)
    rows = [row for row, state, _came, _went in found(work) if state in waiting]
    return {"amount": sum((signed(row.kind, row.amount) for row in rows), ZERO)}


def registered(work: Work) -> Decimal:
    """What account 182 must hold by the vouchers that are posted, debit positive."""
    total = ZERO
    for row, _step, came, went in found(work):
        if came is Booking.posted:
            total += signed(row.kind, row.amount)
        if went is Booking.posted:
            total -= signed(row.kind, row.amount)
    return total
