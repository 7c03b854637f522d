"""The two statements of a base-level union, laid out as their forms are (工会01表, 工会02表)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Bars, Block, Col, Fact, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_finance import commands, periods
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.trial_balance import money
from gonghui_finance.queries import statements
from gonghui_finance.queries.statements import Statement
from gonghui_finance.rules import forms
from gonghui_finance.rules.forms import Row

_ = translator("gonghui_finance")

SIGNS = ("单位负责人（法定代表人）", "主管会计工作的负责人", "会计机构负责人（会计主管人员）")
"""Who signs and seals a statement (Accounting System for Trade Unions, Article 64)."""

CHECKS = {
    "equation": _("期末：资产＝负债＋净资产"), "opening_equation": _("年初：资产＝负债＋净资产"),
    "pending_property_empty": _("年末待处理财产损溢为零"),
    "carried": _("年初结转结余＋调整＋本期收支差额＝期末结转结余"),
    "previous_carried": _("上年：年初结转结余＋调整＋本期收支差额＝年末结转结余"),
}  # fmt: skip

PERIOD_PARAMETERS = (
    Parameter("year", _("年"), commands.Year, default=lambda work: work.today.year),
    Parameter("month", _("月"), commands.Month),
)


def balance_sheet(work: Work, asked: Asked) -> Report:
    """工会01表 资产负债表 at the end of a month or of a year."""
    year, month = asked["year"], asked.get("month")
    found = statements.balance_sheet(work, year, month)
    ends = _("期末余额") if month else _("年末余额")
    columns = (
        Col("asset", _("资产"), width=24), Col("asset_opening", _("年初余额"), "money", 14),
        Col("asset_closing", ends, "money", 14), Col("claim", _("负债和净资产"), width=24),
        Col("claim_opening", _("年初余额"), "money", 14), Col("claim_closing", ends, "money", 14),
    )  # fmt: skip
    rows, facts = _two_sides(found, year, month)
    grid = Grid(columns, rows, facts=facts)
    blocks = (_head(work, _("工会01表"), year, month), grid, _checks(found), Signature(SIGNS))
    return Report(_("资产负债表 {when}").format(when=_when(year, month)), blocks, _data(found, year, month))


def _two_sides(
    found: Statement, year: int, month: int | None
) -> tuple[list[Sequence[Any]], dict[tuple[int, int], Fact]]:
    rows: list[Sequence[Any]] = []
    facts: dict[tuple[int, int], Fact] = {}
    for index, pair in enumerate(zip_longest(forms.ASSETS, forms.CLAIMS)):
        cells: list[Any] = []
        for side, row in enumerate(pair):
            cells += _cells(row, found)
            if row is not None and row.accounts:
                facts[index, side * 3 + 2] = _behind(row, found, year, month)
        rows.append(cells)
    return rows, facts


def _cells(row: Row | None, found: Statement) -> list[Any]:
    if row is None or row.heading:
        return [row.title if row else "", None, None]
    return [row.title, *(values.get(row.id) for values in found.values)]


def _behind(row: Row, found: Statement, year: int, month: int | None) -> Fact:
    """What lies behind a figure: the lines of its account, or the trial balance where it has several."""
    value = money(found.values[1].get(row.id, Decimal()))
    if len(row.accounts) > 1:
        period = {"year": str(year)} | ({"month": str(month)} if month else {})
        return Fact(row.title, value, "finance.trial_balance", params=period)
    until = periods.last_day(periods.period(year, month or 12)).isoformat()
    since = periods.first_day(periods.period(year, 1)).isoformat()
    return Fact(
        row.title, value, "finance.lines", params={"account": row.accounts[0], "since": since, "until": until}
    )


def income_statement(work: Work, asked: Asked) -> Report:
    """工会02表 收入支出表 of a month or of a year."""
    year, month = asked["year"], asked.get("month")
    found = statements.income_statement(work, year, month)
    titles = (_("本月数"), _("本年累计数")) if month else (_("本年数"), _("上年数"))
    columns = (
        Col("item", _("项目"), width=34), Col(found.columns[0], titles[0], "money", 16),
        Col(found.columns[1], titles[1], "money", 16),
    )  # fmt: skip
    rows = forms.FLOW_ROWS if month else (*forms.OPENING_ROWS, *forms.FLOW_ROWS, *forms.CLOSING_ROWS)
    facts = {
        (index, 2 if month else 1): _behind(row, found, year, month)
        for index, row in enumerate(rows)
        if row.accounts
    }
    grid = Grid(columns, [_cells(row, found) for row in rows], facts=facts)
    year_figures = found.values[1 if month else 0]
    blocks = (
        _head(work, _("工会02表"), year, month), grid, _bars(_("本年收入"), forms.INCOME, year_figures),
        _bars(_("本年支出"), forms.EXPENDITURE, year_figures), _checks(found), Signature(SIGNS),
    )  # fmt: skip
    return Report(
        _("收入支出表 {when}").format(when=_when(year, month)), blocks, _data(found, year, month, rows)
    )


def _bars(title: str, rows: Sequence[Row], figures: Mapping[str, Decimal]) -> Bars:
    shown = [(row.title.partition("）")[2], figures[row.id]) for row in rows if figures.get(row.id)]
    return Bars(title, tuple((name, value, f"{value:,.2f}") for name, value in shown))


def _head(work: Work, form: str, year: int, month: int | None) -> Figures:
    last = periods.last_day(periods.period(year, month or 12))
    return Figures(
        (
            Figure(_("表号"), form), Figure(_("编制单位"), work.settings.union.name),
            Figure(_("日期"), last), Figure(_("单位"), _("元")),
        )
    )  # fmt: skip


def _checks(found: Statement) -> Block:
    items = tuple(
        Figure(CHECKS[name], _("相符") if holds else _("不符"), mark="ok" if holds else "bad")
        for name, holds in found.checks.items()
    )
    return Figures(items, _("勾稽关系"))


def _when(year: int, month: int | None) -> str:
    return periods.title(periods.period(year, month)) if month else f"{year}年"


def _data(
    found: Statement, year: int, month: int | None, rows: Sequence[Row] = (*forms.ASSETS, *forms.CLAIMS)
) -> dict[str, Any]:
    first, second = found.columns
    lines = {
        row.id: {first: money(found.values[0][row.id]), second: money(found.values[1][row.id])}
        for row in rows
        if not row.heading
    }
    return {"year": year, "month": month, "rows": lines, "checks": dict(found.checks)}


BALANCE_SHEET = ReportPage(
    "finance.balance_sheet", _("资产负债表"), READ, build=balance_sheet, group="finance", number=60,
    params=PERIOD_PARAMETERS,
    help=_("工会01表，月报和年报。还没有结转的收支列在“工会资金结转”和“工会资金结余”里，任何一天都相等。"),
)  # fmt: skip
INCOME_STATEMENT = ReportPage(
    "finance.income_statement", _("收入支出表"), READ, build=income_statement, group="finance", number=61,
    params=PERIOD_PARAMETERS, help=_("工会02表，月报和年报；不给月份就是年报。"),
)  # fmt: skip
