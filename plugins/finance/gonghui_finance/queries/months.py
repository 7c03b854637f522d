"""How the months of the books stand."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from gonghui_core.pages import Asked, RowValues
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import MonthEvent, MonthState, VoucherKind, VoucherStatus
from gonghui_finance.models import MonthLog, Opening, Voucher

WAITS_UNTIL = 3
"""Until which month the year before is what people mean by closing a year."""


def last_event(work: Work, period: int) -> MonthLog | None:
    """What happened last to a month."""
    query = select(MonthLog).where(MonthLog.period == period).order_by(MonthLog.id.desc()).limit(1)
    return work.session.scalar(query)


def log_of(work: Work, period: int) -> list[MonthLog]:
    """All that ever happened to a month, in order."""
    return list(work.session.scalars(select(MonthLog).where(MonthLog.period == period).order_by(MonthLog.id)))


def is_closed(work: Work, period: int) -> bool:
    """Whether a month takes no more vouchers."""
    return _state(last_event(work, period), locked=False) is not MonthState.open


def state_of(work: Work, period: int) -> MonthState:
    """How a month stands."""
    return _state(last_event(work, period), locked=is_locked(work, period))


def is_locked(work: Work, period: int) -> bool:
    """Whether the year of a month was closed: it is never reopened."""
    query = select(MonthLog.id).where(MonthLog.period == period, MonthLog.event == MonthEvent.locked)
    return work.session.scalar(query.limit(1)) is not None


def year_to_close(work: Work) -> int:
    """The year whose end is at hand: last year until it is locked, at most to the end of March, else this year."""
    last = work.today.year - 1
    waits = work.today.month <= WAITS_UNTIL and not is_locked(work, periods.period(last, 12))
    kept = select(Voucher.id).where(Voucher.period.between(*periods.span(last, None))).limit(1)
    return last if waits and work.session.scalar(kept) is not None else work.today.year


def month_to_close(work: Work) -> int:
    """The oldest month in or after which vouchers stand that is not closed, or whose closing voucher is not posted;
    at most this one."""
    today = periods.period_of(work.today)
    first = work.session.scalar(select(func.min(Voucher.period))) or today
    waiting = select(Voucher.period).where(
        Voucher.kind == VoucherKind.closing, Voucher.status != VoucherStatus.posted
    )
    uncarried = set(work.session.scalars(waiting))
    period = min(first, today)
    while period < today and is_closed(work, period) and period not in uncarried:
        period = periods.following(period)
    return period


def open_before(work: Work, period: int) -> list[int]:
    """The months of the same year before `period` that have vouchers and are open."""
    query = (
        select(Voucher.period).where(Voucher.period.between(period // 100 * 100 + 1, period - 1)).distinct()
    )
    return [month for month in sorted(work.session.scalars(query)) if not is_closed(work, month)]


def last_closed_from(work: Work, period: int) -> int:
    """The last closed month of the same year after a month, whose closing carried this month's flows too; else it."""
    later = range(period // 100 * 100 + 12, period, -1)
    return next((month for month in later if is_closed(work, month)), period)


def before_books(work: Work, period: int) -> int | None:
    """The year that the books begin with, for a month before it."""
    first = work.session.scalar(select(func.min(Opening.year)))
    return first if first is not None and period < periods.period(first, 1) else None


def unposted(work: Work, period: int) -> int:
    """How many vouchers of a month are not posted yet."""
    query = select(func.count()).where(Voucher.period == period, Voucher.status != VoucherStatus.posted)
    return work.session.scalar(query) or 0


def month_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.periods`: the months of a year with their vouchers."""
    year = asked.get("year", work.today.year)
    log = list(work.session.scalars(select(MonthLog).order_by(MonthLog.id)))
    events = {row.period: row for row in log}
    again = Counter(row.period for row in log if row.event is MonthEvent.reopened)
    counts: dict[tuple[int, bool], int] = {}
    query = select(Voucher.period, Voucher.status, func.count()).where(
        Voucher.period.between(*periods.span(year, None))
    )
    for period, status, count in work.session.execute(query.group_by(Voucher.period, Voucher.status)):
        posted = status is VoucherStatus.posted
        counts[period, posted] = counts.get((period, posted), 0) + count
    span = [periods.period(year, month) for month in range(1, 13)]
    return [_row(work, period, events, counts) | {"reopened": again[period] or None} for period in span]


def _row(
    work: Work, period: int, events: dict[int, MonthLog], counts: dict[tuple[int, bool], int]
) -> RowValues:
    event = events.get(period)
    return {
        "key": period, "year": period // 100, "month": period % 100,
        "state": _state(event, locked=event is not None and is_locked(work, period)),
        "posted": counts.get((period, True), 0), "unposted": counts.get((period, False), 0),
        "event": event.event if event else None, "on": event.on if event else None,
        "officer": event.officer if event else None, "reason": event.reason if event else None,
    }  # fmt: skip


def _state(event: MonthLog | None, *, locked: bool) -> MonthState:
    if event is None or event.event is MonthEvent.reopened:
        return MonthState.open
    return MonthState.locked if locked else MonthState.closed
