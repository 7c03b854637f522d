"""The two statements of a base-level union, laid out as their forms are (工会01表, 工会02表)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gonghui_core.commands import Action
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Bars, Block, Col, Fact, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_finance import commands, periods
from gonghui_finance.commands.earlier import EnterEarlierYear
from gonghui_finance.pages import earlier
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.printing import Sheet, paper
from gonghui_finance.queries import statements
from gonghui_finance.queries.statements import Figures as Values
from gonghui_finance.queries.statements import Statement
from gonghui_finance.rules import forms
from gonghui_finance.rules.forms import Row
from gonghui_finance.services import earlier as services

_ = translator("gonghui_finance")

SIGNS = ("单位负责人（法定代表人）", "主管会计工作的负责人", "会计机构负责人（会计主管人员）", "制表人")
"""Who signs and seals a statement (Accounting System for Trade Unions, Article 64), and who made it out."""

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
        Col("asset", _("资产"), width=24), Col("asset_opening", _("年初余额"), "money", 15),
        Col("asset_closing", ends, "money", 15), Col("claim", _("负债和净资产"), width=24),
        Col("claim_opening", _("年初余额"), "money", 15), Col("claim_closing", ends, "money", 15),
    )  # fmt: skip
    rows = forms.two_sides()
    grid = Grid(
        columns, [_pair(pair, found) for pair in rows], facts=_pair_facts(work, rows, found, year, month)
    )
    strong = frozenset(
        (index, side * 3 + place)
        for index, pair in enumerate(rows)
        for side, row in enumerate(pair)
        if row is not None and row.parts
        for place in range(3)
    )
    head = _head(work, _("工会01表"), year, month)
    printed = paper(_sheet(work, "资产负债表", "工会01表", year, month, landscape=True, strong=strong), grid)
    blocks = (head, grid, _checks(found), Signature(SIGNS))
    title = _("资产负债表 {when}").format(when=_when(year, month))
    return Report(title, blocks, _data(found, year, month), printed)


def _pair(pair: tuple[Row | None, Row | None], found: Statement) -> list[Any]:
    return [cell for row in pair for cell in _cells(row, found)]


def _cells(row: Row | None, found: Statement) -> list[Any]:
    if row is None or row.heading:
        return [row.title if row else "", None, None]
    return [row.title, *(values.get(row.id) for values in found.values)]


def _pair_facts(
    work: Work, rows: Sequence[tuple[Row | None, Row | None]], found: Statement, year: int, month: int | None
) -> dict[tuple[int, int], Fact]:
    """Behind each closing figure stand the year's lines, behind each opening one what there was before."""
    since, until = _days(year, month)
    before = _opening_params(work, year)
    facts = {}
    for index, pair in enumerate(rows):
        for side, row in enumerate(pair):
            if row is None or row.heading:
                continue
            facts[index, side * 3 + 1] = _fact(row, found.values[0], before)
            facts[index, side * 3 + 2] = _fact(row, found.values[1], {"since": since, "until": until})
    return facts


def _opening_params(work: Work, year: int) -> dict[str, str]:
    """What an opening figure was made from: the opening of the books, or the lines of the years before."""
    if year <= statements.first_year(work):
        return {"opened": str(year)}
    return {"until": f"{year - 1}-12-31"}


def _days(year: int, month: int | None) -> tuple[str, str]:
    first, last = periods.period(year, 1), periods.period(year, month or 12)
    return periods.first_day(first).isoformat(), periods.last_day(last).isoformat()


def _fact(row: Row, values: Values, params: Mapping[str, str]) -> Fact:
    page = "finance.opening_balances" if "opened" in params else "finance.lines"
    given = {"year": params["opened"]} if "opened" in params else dict(params)
    return Fact(row.title, f"{values.get(row.id, Decimal()):.2f}", page, params={"row": row.id, **given})


def income_statement(work: Work, asked: Asked) -> Report:
    """工会02表 收入支出表 of a month or of a year."""
    year, month = asked["year"], asked.get("month")
    found = statements.income_statement(work, year, month)
    titles = (_("本月数"), _("本年累计数")) if month else (_("本年数"), _("上年数"))
    columns = (
        Col("item", _("项目"), width=34), Col(found.columns[0], titles[0], "money", 18),
        Col(found.columns[1], titles[1], "money", 18),
    )  # fmt: skip
    rows = forms.FLOW_ROWS if month else (*forms.OPENING_ROWS, *forms.FLOW_ROWS, *forms.CLOSING_ROWS)
    facts = {
        (index, place + 1): _fact(row, values, _flow_params(work, row, year, month, place))
        for index, row in enumerate(rows)
        for place, values in enumerate(found.values)
        if row.id in values
    }
    grid = Grid(columns, [_cells(row, found) for row in rows], facts=facts)
    strong = frozenset((n, place) for n, row in enumerate(rows) if row.title[1] == "、" for place in range(3))
    blocks = (
        _head(work, _("工会02表"), year, month), grid, *_missing(found, year, month),
        *_charts(found.values[1 if month else 0]), _checks(found), Signature(SIGNS),
    )  # fmt: skip
    printed = paper(_sheet(work, "收入支出表", "工会02表", year, month, strong=strong), grid)
    title = _("收入支出表 {when}").format(when=_when(year, month))
    return Report(title, blocks, _data(found, year, month, rows), printed)


def _flow_params(work: Work, row: Row, year: int, month: int | None, place: int) -> dict[str, str]:
    """The days whose lines are behind a figure of the income statement, by its column."""
    if month is None and place == 1:
        year -= 1
        if year < statements.first_year(work):
            return {"since": f"{year}-01-01", "until": f"{year}-12-31"}
    if row.id.startswith("opening_"):
        return _opening_params(work, year)
    since, until = _days(year, month)
    if row.id.startswith("closing_"):
        return {"until": until}
    only = month is not None and place == 0
    return {"since": f"{until[:8]}01" if only else since, "until": until}


def _missing(found: Statement, year: int, month: int | None) -> Iterator[Block]:
    """Says why the column of the year before is empty, where nobody knows it."""
    if month is None and not found.values[1]:
        words = _("{year}年不在账内，上年数未录入：可用“录入上年数”补上，空着不等于零").format(year=year - 1)
        yield Figures((Figure(_("上年数"), words, mark="warn"),))


def _charts(figures: Mapping[str, Decimal]) -> tuple[Block, ...]:
    whole = tuple(
        (title, figures[name], f"{figures[name]:,.2f}")
        for name, title in (("total_income", _("收入合计")), ("total_expenditure", _("支出合计")))
        if name in figures
    )
    both = Bars(_("本年收入与支出"), whole)
    return both, _bars(_("本年收入"), forms.INCOME, figures), _bars(_("本年支出"), forms.EXPENDITURE, figures)


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


def _sheet(
    work: Work, title: str, number: str, year: int, month: int | None, *, strong: frozenset[tuple[int, int]],
    landscape: bool = False,
) -> Sheet:  # fmt: skip
    """What the form has around its table: of a balance sheet the day, of an income statement the period."""
    last = periods.last_day(periods.period(year, month or 12))
    day = f"{last.year}年{last.month}月{last.day}日"
    when = day if landscape else _when(year, month)
    head = (f"编制单位：{work.settings.union.name}", when, "单位：元")
    return Sheet(title, number, head, SIGNS, landscape, strong)


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
    lines = {
        row.id: {
            name: f"{values[row.id]:.2f}" if row.id in values else None
            for name, values in zip(found.columns, found.values, strict=True)
        }
        for row in rows
        if not row.heading
    }
    return {"year": year, "month": month, "rows": lines, "checks": dict(found.checks)}


BALANCE_SHEET = ReportPage(
    "finance.balance_sheet", _("资产负债表"), READ, build=balance_sheet, group="finance",
    params=PERIOD_PARAMETERS,
    help=_("工会01表，月报和年报。还没有结转的收支列在“工会资金结转”和“工会资金结余”里，任何一天都相等。"),
)  # fmt: skip
INCOME_STATEMENT = ReportPage(
    "finance.income_statement", _("收入支出表"), READ, build=income_statement, group="finance",
    params=PERIOD_PARAMETERS, actions=(
        Action(
            EnterEarlierYear, services.enter_earlier_year, _("录入上年数"), "finance.close",
            prefill=earlier.known,
        ),
    ),
    help=_("工会02表，月报和年报；不给月份就是年报。上年不在账内的，上年数由会计录入，没有录入就空着。"),
)  # fmt: skip
