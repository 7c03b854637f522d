"""Months as whole numbers, year and month together: 202312. Month 0 holds what a year was opened with."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def period_of(day: date) -> int:
    """The month that a day lies in."""
    return day.year * 100 + day.month


def period(year: int, month: int) -> int:
    """A month of a year; 0 for what the year was opened with."""
    return year * 100 + month


def span(year: int, month: int | None) -> tuple[int, int]:
    """The first and the last month of a period: of one month, or of the whole year."""
    return (period(year, month), period(year, month)) if month else (period(year, 1), period(year, 12))


def first_day(of: int) -> date:
    """The first day of a month."""
    return date(of // 100, max(of % 100, 1), 1)


def last_day(of: int) -> date:
    """The last day of a month."""
    year, month = divmod(of, 100)
    return date(year, max(month, 1), monthrange(year, max(month, 1))[1])


def title(of: int) -> str:
    """A month as people write it: 2023年12月."""
    return f"{of // 100}年{of % 100}月"


def previous(of: int) -> int:
    """The month before."""
    return of - 1 if of % 100 > 1 else of - 89


def following(of: int) -> int:
    """The month after."""
    return of + 1 if of % 100 < 12 else of + 89
