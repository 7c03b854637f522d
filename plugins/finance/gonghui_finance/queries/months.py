"""How the months of the books stand."""

from __future__ import annotations

from sqlalchemy import func, select

from gonghui_core.pages import Asked, RowValues
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import MonthEvent, MonthState, VoucherStatus
from gonghui_finance.models import MonthLog, Voucher


def is_closed(work: Work, period: int) -> bool:
    """Whether a month is closed: its last event tells."""
    query = select(MonthLog.event).where(MonthLog.period == period).order_by(MonthLog.id.desc()).limit(1)
    return work.session.scalar(query) is MonthEvent.closed


def last_events(work: Work) -> dict[int, MonthLog]:
    """The last event of each month that had one."""
    rows = work.session.scalars(select(MonthLog).order_by(MonthLog.id))
    return {row.period: row for row in rows}


def unposted(work: Work, period: int) -> int:
    """How many vouchers of a month are not posted yet."""
    query = select(func.count()).where(Voucher.period == period, Voucher.status != VoucherStatus.posted)
    return work.session.scalar(query) or 0


def month_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.periods`: the months of a year with their vouchers."""
    year = asked.get("year", work.today.year)
    events = last_events(work)
    counts: dict[tuple[int, bool], int] = {}
    query = select(Voucher.period, Voucher.status, func.count()).where(
        Voucher.period.between(*periods.span(year, None))
    )
    for period, status, count in work.session.execute(query.group_by(Voucher.period, Voucher.status)):
        posted = status is VoucherStatus.posted
        counts[period, posted] = counts.get((period, posted), 0) + count
    return [_row(periods.period(year, month), events, counts) for month in range(1, 13)]


def _row(period: int, events: dict[int, MonthLog], counts: dict[tuple[int, bool], int]) -> RowValues:
    event = events.get(period)
    closed = event is not None and event.event is MonthEvent.closed
    return {
        "key": period, "year": period // 100, "month": period % 100,
        "state": MonthState.closed if closed else MonthState.open, "posted": counts.get((period, True), 0),
        "unposted": counts.get((period, False), 0), "on": event.on if event else None,
        "officer": event.officer if event else None, "reason": event.reason if event else None,
    }  # fmt: skip
