"""The trial balance (科目余额表)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Col, Fact, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance import commands, periods
from gonghui_finance.chart import Chart
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.printing import Sheet, paper
from gonghui_finance.queries import balances, statements
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
    behind = facts(rows, first, last, begun=statements.first_year(work))
    grid = Grid(COLUMNS, [*(_row(chart, row) for row in rows), totals], facts=behind)
    even = totals[3] == totals[4] and totals[5] == 0
    check = Figure(_("试算平衡"), _("平衡") if even else _("不平衡"), mark="ok" if even else "bad")
    when = periods.title(first) if month else f"{year}年"
    head = (f"编制单位：{work.settings.union.name}", when, "单位：元")
    strong = frozenset((len(rows), place) for place in range(len(COLUMNS)))
    printed = paper(Sheet("科目余额表", "", head, ("会计主管", "记账", "制表"), True, strong), grid)
    title = _("科目余额表 {when}").format(when=when)
    return Report(title, (Figures((check,)), grid), _data(year, month, rows), printed)


def _row(chart: Chart, row: Movement) -> Sequence[Any]:
    return (row.account, chart.full_name(row.account), row.opening, row.debit, row.credit, row.closing)


def _total(rows: Sequence[Movement]) -> list[Any]:
    sums = [
        sum((getattr(row, name) for row in rows), ZERO) for name in ("opening", "debit", "credit", "closing")
    ]
    return ["", _("合计"), *sums]


def facts(rows: Sequence[Movement], first: int, last: int, *, begun: int) -> dict[tuple[int, int], Fact]:
    """Behind each movement stand its lines, behind a closing balance the ledger of the account, behind an opening
    one the lines of the years before, or the opening of the books if they began that year (`begun`)."""
    day = periods.first_day(first)
    span = {"since": day.isoformat(), "until": periods.last_day(last).isoformat()}
    found = {}
    for index, row in enumerate(rows):
        params = {"account": row.account, **span}
        found[index, 2] = behind_opening(row.account, row.opening, day, begun)
        found[index, 3] = Fact(row.account, money(row.debit), "finance.lines", params=params)
        found[index, 4] = Fact(row.account, money(row.credit), "finance.lines", params=params)
        found[index, 5] = Fact(row.account, money(row.closing), "finance.ledger", params=params)
    return found


def behind_opening(account: str, amount: Decimal, day: date, begun: int) -> Fact:
    """Behind a balance at the beginning of `day` stand the lines before it; when books begin, their opening."""
    if day <= date(begun, 1, 1):
        params = {"account": account, "year": str(begun)}
        return Fact(account, money(amount), "finance.opening_balances", params=params)
    until = (day - timedelta(days=1)).isoformat()
    return Fact(account, money(amount), "finance.lines", params={"account": account, "until": until})


def _data(year: int, month: int | None, rows: Sequence[Movement]) -> dict[str, Any]:
    names = ("opening", "debit", "credit", "closing")
    accounts = {row.account: {name: money(getattr(row, name)) for name in names} for row in rows}
    totals = _total(rows)
    checks = {"movements": totals[3] == totals[4], "balances": totals[5] == ZERO}
    return {"year": year, "month": month, "accounts": accounts, "rows": accounts, "checks": checks}


TRIAL_BALANCE = ReportPage(
    "finance.trial_balance", _("科目余额表"), READ, build=trial_balance, group="finance",
    params=(
        Parameter("year", _("年"), commands.Year, default=lambda work: work.today.year),
        Parameter("month", _("月"), commands.Month),
    ),
    help=_("各科目期初、本期借贷方发生额和期末余额；不给月份就是全年。余额借方为正。"),
)  # fmt: skip
