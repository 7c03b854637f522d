"""The figures of the two statements, on any day: what is not yet closed is shown where a closing will carry it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.models import Balance
from gonghui_finance.queries import balances, earlier
from gonghui_finance.queries.balances import Movement
from gonghui_finance.rules import forms
from gonghui_finance.rules.entry import ZERO

Figures = dict[str, Decimal]


@dataclass(frozen=True)
class Statement:
    """Two columns of figures by line, and what must hold of them; a column that nobody knows is empty."""

    columns: tuple[str, str]
    values: tuple[Figures, Figures]
    checks: dict[str, bool]


def position(work: Work, until: int) -> Figures:
    """Every line of the balance sheet at the end of month `until`."""
    found = balances.signed(work, until)
    earmarked, rest = forms.unclosed(found)
    given = {"carried_forward": earmarked, "surplus": rest}
    return forms.figures((*forms.ASSETS, *forms.CLAIMS), forms.level_one(found), given)


def balance_sheet(work: Work, year: int, month: int | None) -> Statement:
    """工会01表: the beginning of the year and the end of the period."""
    opening = position(work, periods.period(year, 0))
    closing = position(work, periods.period(year, month or 12))
    checks = {
        "opening_equation": _equal(opening), "equation": _equal(closing),
        "pending_property_empty": month not in (None, 12) or closing["pending_property"] == ZERO,
    }  # fmt: skip
    return Statement(("opening", "closing"), (opening, closing), checks)


def _equal(figures: Figures) -> bool:
    return figures["total_assets"] == figures["total_liabilities_and_net_assets"]


def flows(work: Work, first: int, last: int) -> Figures:
    """Income, expenditure and adjustments from month `first` to month `last`."""
    sums = _level_one(balances.flows(work, first, last))
    return forms.figures(forms.FLOW_ROWS, sums, {"adjustments": balances.adjusted(work, first, last)})


def _level_one(rows: Iterable[Movement]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row.account[:3]] = sums.get(row.account[:3], ZERO) + row.debit - row.credit
    return sums


def income_statement(work: Work, year: int, month: int | None) -> Statement:
    """工会02表: of a month the month and the year to date, of a year the year and the one before."""
    if month is None:
        return _yearly(work, year)
    first = periods.period(year, 1)
    last = periods.period(year, month)
    this, so_far = flows(work, last, last), flows(work, first, last)
    checks = {"carried": _carried(work, year, last, so_far)}
    return Statement(("month", "year_to_date"), (this, so_far), checks)


def _yearly(work: Work, year: int) -> Statement:
    columns = {"carried": of_year(work, year), "previous_carried": of_year(work, year - 1)}
    checks = {name: _adds_up(column) for name, column in columns.items() if column is not None}
    this, previous = (column or {} for column in columns.values())
    return Statement(("year", "previous"), (this, previous), checks)


def of_year(work: Work, year: int) -> Figures | None:
    """Every line of the yearly form: from the books, or as it was entered of a year before them, or not known."""
    if year < first_year(work):
        return earlier.figures(work, year)
    return with_funds(work, year, flows(work, *periods.span(year, None)))


def first_year(work: Work) -> int:
    """The year that the books begin with; this year while there are none."""
    first = _first_period(work)
    return first // 100 if first is not None else work.today.year


def begun(work: Work) -> bool:
    """Whether anything is in the books."""
    return _first_period(work) is not None


def _first_period(work: Work) -> int | None:
    return work.session.scalar(select(func.min(Balance.period)))


def with_funds(work: Work, year: int, found: Figures) -> Figures:
    """The flows of a year with the funds that it began and ended with."""
    for name, until in (("opening", periods.period(year, 0)), ("closing", periods.period(year, 12))):
        at = position(work, until)
        found[f"{name}_carried_forward"], found[f"{name}_surplus"] = at["carried_forward"], at["surplus"]
        found[f"{name}_total"] = at["carried_forward"] + at["surplus"]
    return found


def _adds_up(of: Figures) -> bool:
    """What the year began with, what was adjusted and what was left over is what it ended with."""
    return of["opening_total"] + of["adjustments"] + of["surplus_of_period"] == of["closing_total"]


def _carried(work: Work, year: int, last: int, so_far: Figures) -> bool:
    opening, closing = position(work, periods.period(year, 0)), position(work, last)
    began = opening["carried_forward"] + opening["surplus"]
    ended = closing["carried_forward"] + closing["surplus"]
    return began + so_far["adjustments"] + so_far["surplus_of_period"] == ended
