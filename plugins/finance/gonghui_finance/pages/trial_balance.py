"""The trial balance (科目余额表)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Col, Fact, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance import commands, periods
from gonghui_finance.chart import Chart
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import balances
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.queries.balances import Movement
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

COLUMNS = (
    Col("code", _("代码"), width=8), Col("name", _("科目"), width=28), Col("opening", _("期初余额"), "money", 14),
    Col("debit", _("借方发生"), "money", 14), Col("credit", _("贷方发生"), "money", 14),
    Col("closing", _("期末余额"), "money", 14),
)  # fmt: skip


def money(value: Decimal) -> str:
    """An amount as reports hold it."""
    return f"{value:.2f}"


def trial_balance(work: Work, asked: Asked) -> Report:
    """Every account with its opening balance, movements and closing balance; balances are debit positive."""
    year, month = asked["year"], asked.get("month")
    first, last = periods.span(year, month)
    rows = balances.movements(work, first, last)
    chart = chart_of(work)
    totals = _total(rows)
    grid = Grid(COLUMNS, [*(_row(chart, row) for row in rows), totals], facts=facts(rows, first, last))
    even = totals[3] == totals[4] and totals[5] == 0
    check = Figure(_("试算平衡"), _("平衡") if even else _("不平衡"), mark="ok" if even else "bad")
    when = periods.title(first) if month else f"{year}年"
    return Report(
        _("科目余额表 {when}").format(when=when), (Figures((check,)), grid), _data(year, month, rows)
    )


def _row(chart: Chart, row: Movement) -> Sequence[Any]:
    return (row.account, chart.full_name(row.account), row.opening, row.debit, row.credit, row.closing)


def _total(rows: Sequence[Movement]) -> list[Any]:
    sums = [
        sum((getattr(row, name) for row in rows), ZERO) for name in ("opening", "debit", "credit", "closing")
    ]
    return ["", _("合计"), *sums]


def facts(rows: Sequence[Movement], first: int, last: int) -> dict[tuple[int, int], Fact]:
    """Behind each movement stand its lines."""
    since, until = periods.first_day(first).isoformat(), periods.last_day(last).isoformat()
    found = {}
    for index, row in enumerate(rows):
        params = {"account": row.account, "since": since, "until": until}
        for column in (3, 4):
            found[index, column] = Fact(row.account, money(row.closing), "finance.lines", params=params)
    return found


def _data(year: int, month: int | None, rows: Sequence[Movement]) -> dict[str, Any]:
    names = ("opening", "debit", "credit", "closing")
    accounts = {row.account: {name: money(getattr(row, name)) for name in names} for row in rows}
    return {"year": year, "month": month, "accounts": accounts}


TRIAL_BALANCE = ReportPage(
    "finance.trial_balance", _("科目余额表"), READ, build=trial_balance, group="finance", number=50,
    params=(
        Parameter("year", _("年"), commands.Year, default=lambda work: work.today.year),
        Parameter("month", _("月"), commands.Month),
    ),
    help=_("各科目期初、本期借贷方发生额和期末余额；不给月份就是全年。余额借方为正。"),
)  # fmt: skip
