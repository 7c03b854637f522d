"""What closing a month or a year would write now: the same for whoever looks and for the service that does it."""

from __future__ import annotations

from dataclasses import dataclass

from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import MonthEvent, MonthState
from gonghui_finance.queries import balances, months
from gonghui_finance.rules import closing
from gonghui_finance.rules.entry import Line


@dataclass(frozen=True)
class Proposed:
    """A closing voucher that is proposed: dated the last day of its month."""

    period: int
    summary: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Plan:
    """What a closing writes: the months whose state changes, to what, and the vouchers that have lines."""

    event: MonthEvent
    months: tuple[int, ...]
    vouchers: tuple[Proposed, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is left to write."""
        return not self.months and not self.vouchers


def month_plan(work: Work, period: int) -> Plan:
    """What closing a month writes. One before a closed month was carried with it, but for what came in since."""
    was_closed = months.is_closed(work, period)
    lines = month_end_lines(work, period)
    summary = f"结转{periods.title(period)}收支"
    return Plan(MonthEvent.closed, () if was_closed else (period,), _with_lines((period, summary, lines)))


def year_plan(work: Work, year: int) -> Plan:
    """What closing a year writes: all months are locked, what is left of the flows is carried, results roll up."""
    first, december = periods.span(year, None)
    open_ = [
        period
        for period in range(first, december + 1)
        if months.state_of(work, period) is not MonthState.locked
    ]
    rest, rolled = year_end_lines(work, year)
    vouchers = _with_lines((december, f"结转{year}年收支", rest), (december, f"{year}年末结转结余", rolled))
    return Plan(MonthEvent.locked, tuple(open_), vouchers)


def month_end_lines(work: Work, period: int) -> list[Line]:
    """The closing lines of a month as they would be proposed now: what no closing up to the last one carried."""
    found = balances.signed(work, months.last_closed_from(work, period), pending=True)
    return closing.month_end(found, f"结转{periods.title(period)}收支")


def year_end_lines(work: Work, year: int) -> tuple[list[Line], list[Line]]:
    """The closing lines of a year as they would be proposed now: what is left of the flows, and the roll-up."""
    found = balances.signed(work, periods.period(year, 12), pending=True)
    rest = closing.month_end(found, f"结转{year}年收支")
    results = closing.by_account(closing.after(found, rest))
    return rest, closing.year_end(results, f"{year}年末结转结余")


def _with_lines(*given: tuple[int, str, list[Line]]) -> tuple[Proposed, ...]:
    return tuple(Proposed(period, summary, tuple(lines)) for period, summary, lines in given if lines)
