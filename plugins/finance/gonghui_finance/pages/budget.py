"""The pages of the budget and of the final accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import Day
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Column, Page, Parameter, ReportPage, TablePage
from gonghui_core.reports import Bars, Block, Col, Fact, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_finance.chart import Chart
from gonghui_finance.choices import BudgetKind, BudgetStatus
from gonghui_finance.commands import Year
from gonghui_finance.commands import budget as commands
from gonghui_finance.models import Budget
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.papers import typed
from gonghui_finance.pages.trial_balance import money
from gonghui_finance.queries import budget as found
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.budget import Position
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.services import budget as services

_ = translator("gonghui_finance")

COLUMNS = (
    Col("account", _("科目"), width=30), Col("project", _("项目"), width=12), Col("budget", _("预算"), "money", 14),
    Col("committed", _("已请未付"), "money", 14), Col("actual", _("实际"), "money", 14),
    Col("left", _("结余"), "money", 14),
)  # fmt: skip


def execution(work: Work, asked: Asked) -> Report:
    """Budget against actual on a day: what is planned, committed, done, and left."""
    year, until = asked["year"], asked.get("until")
    at = found.standing(work, year, until)
    chart = chart_of(work)
    blocks: tuple[Block, ...] = (_state(at.budget), _grid(chart, at.lines, year), *_charts(chart, at.lines))
    data = {
        "year": year,
        "approved_on": at.budget.approved_on if at.budget else None,
        "lines": _lines(at.lines),
    }
    return Report(_("{year}年预算执行情况").format(year=year), blocks, data)


def _state(budget: Budget | None) -> Figures:
    if budget is None:
        return Figures((Figure(_("预算"), _("没有批准的预算"), mark="warn"),))
    fact = Fact(str(_("预算")), budget.kind.label, "finance.budgets", (str(budget.id),))
    items = (
        Figure(_("预算"), budget.kind, fact), Figure(_("批准人"), budget.approved_by),
        Figure(_("批准日期"), budget.approved_on), Figure(_("报送日期"), budget.reported_on),
    )  # fmt: skip
    return Figures(items)


def _grid(chart: Chart, lines: Sequence[Position], year: int) -> Grid:
    rows = [
        (f"{x.account} {chart.full_name(x.account)}", x.project, x.budget, x.committed, x.actual, x.left)
        for x in lines
    ]
    facts = {
        (index, 4): Fact(x.account, money(x.actual), "finance.lines", params={
            "account": x.account, "since": f"{year}-01-01", "until": f"{year}-12-31",
        })
        for index, x in enumerate(lines)
    }  # fmt: skip
    return Grid(COLUMNS, rows, facts=facts)


def _charts(chart: Chart, lines: Sequence[Position]) -> list[Block]:
    """How much of each line of expenditure is used, in percent of the budget."""
    spent = [x for x in lines if x.account[0] == "5" and x.budget]
    items = tuple(
        (chart.full_name(x.account), (x.actual + x.committed) * 100 / x.budget, _used(x)) for x in spent
    )
    return [Bars(_("支出预算使用率（%）"), items)] if items else []


def _used(line: Position) -> str:
    used = line.actual + line.committed
    return f"{used * 100 / line.budget:.0f}%  {used:,.2f}/{line.budget:,.2f}"


def _lines(lines: Sequence[Position]) -> list[dict[str, Any]]:
    return [
        {
            "account": x.account, "project": x.project, "budget": money(x.budget), "committed": money(x.committed),
            "actual": money(x.actual), "left": money(x.left),
        }
        for x in lines
    ]  # fmt: skip


def final_accounts(work: Work, asked: Asked) -> Report:
    """决算: the year's actual beside the budget and the year before, with what explains the differences."""
    year = asked["year"]
    this, before = found.standing(work, year), found.standing(work, year - 1)
    record, chart = found.final_accounts(work, year), chart_of(work)
    previous = {(x.account, x.project): x.actual for x in before.lines}
    columns = (
        *COLUMNS[:3],
        COLUMNS[4],
        Col("gap", _("差额"), "money", 14),
        Col("previous", _("上年"), "money", 14),
    )
    rows = [
        (
            f"{x.account} {chart.full_name(x.account)}", x.project, x.budget, x.actual, x.actual - x.budget,
            previous.get((x.account, x.project), ZERO),
        )
        for x in this.lines
    ]  # fmt: skip
    items = (
        Figure(_("报送日期"), record.reported_on if record else None),
        Figure(_("差异说明"), record.explanation if record else None),
    )
    data = {
        "year": year, "reported_on": record.reported_on if record else None,
        "lines": [{**line, "previous": money(row[5])} for line, row in zip(_lines(this.lines), rows, strict=True)],
    }  # fmt: skip
    signs = (_("主席"), _("经审委员会主任"), _("会计"))
    return Report(
        _("{year}年决算").format(year=year), (Figures(items), Grid(columns, rows), Signature(signs)), data
    )


def _budget_detail(work: Work, key: Any) -> Report:
    budget = work.get(Budget, int(key))
    chart = chart_of(work)
    columns = (COLUMNS[0], COLUMNS[1], COLUMNS[2])
    rows = [
        (f"{x.account} {chart.full_name(x.account)}", x.project, x.amount)
        for x in found.planned(work, budget)
    ]
    return Report(f"{budget.year} {budget.kind.label}", (_state(budget), Grid(columns, rows)))


def _current(work: Work, key: Any) -> dict[str, Any]:
    """An adjustment starts from the budget in force."""
    budget = found.in_force(work, work.today.year)
    lines = [
        {"account": x.account, "amount": x.amount, "project": x.project} for x in found.planned(work, budget)
    ]
    return {"year": work.today.year, "lines": lines}


def _this_year(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year}


def _today(work: Work, key: Any) -> dict[str, Any]:
    return {"on": work.today}


def _last_year(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year - 1, "on": work.today}


def live_totals(values: Mapping[str, Any]) -> list[str]:
    """The footer of the grid: income, expenditure and the difference."""
    sums = {"4": ZERO, "5": ZERO}
    for row in values.get("lines") or []:
        first = str(row.get("account") or "")[:1] if isinstance(row, Mapping) else ""
        if first in sums:
            sums[first] += typed(row.get("amount"))
    income, spent = sums["4"], sums["5"]
    said = _("收入 {income:,.2f}　支出 {spent:,.2f}　差额 {gap:,.2f}")
    return [said.format(income=income, spent=spent, gap=Decimal(income - spent))]


def _not_draft(work: Work, row: Any) -> str | None:
    return str(_("已批准")) if row["status"] is BudgetStatus.approved else None


def _not_approved(work: Work, row: Any) -> str | None:
    return None if row["status"] is BudgetStatus.approved else str(_("还没有批准"))


BUDGETS = TablePage(
    "finance.budgets", _("预算"), READ,
    columns=(
        Column("year", _("年度"), 6, "integer", keep=True),
        Column("kind", _("种类"), 10, "choice", BudgetKind, keep=True),
        Column("expenditure", _("支出合计"), 14, "money", keep=True),
        Column("status", _("状态"), 8, "choice", BudgetStatus, keep=True),
        Column("maker", _("编制"), 10),
        Column("approved_by", _("批准"), 10),
        Column("approved_on", _("批准日期"), 10, "date"),
        Column("reported_on", _("报送日期"), 10, "date"),
        Column("reason", _("调整原因"), 20, wide=True),
    ),
    rows=found.budget_rows, order=("-year", "-key"), group="finance", number=70, label="year",
    params=(Parameter("year", _("年度"), Year),), detail=_budget_detail,
    actions=(
        Action(
            commands.SetBudget, services.set_budget, _("编制预算"), "finance.budget", slot=5, prefill=_this_year,
            live=live_totals,
        ),
        Action(
            commands.AdjustBudget, services.adjust_budget, _("预算调整"), "finance.budget", prefill=_current,
            live=live_totals,
        ),
        Action(
            commands.ApproveBudget, services.approve_budget, _("批准"), "finance.approve_budget", on="row", slot=8,
            grade=Grade.ask, allowed=_not_draft,
        ),
        Action(
            commands.ReportBudget, services.report_budget, _("登记报送"), "finance.budget", on="row", prefill=_today,
            allowed=_not_approved,
        ),
        Action(
            commands.ReportAccounts, services.report_accounts, _("登记决算报送"), "finance.budget", prefill=_last_year,
        ),
    ),
    help=_("年度预算由会计编制、经委员会和经审委审查后由主席批准；一年原则上调整一次，程序相同，历次都留着。"),
    empty=_("还没有预算：按 F5 编制"),
)  # fmt: skip
EXECUTION = ReportPage(
    "finance.budget", _("预算执行情况"), READ, build=execution, group="finance", number=71,
    params=(
        Parameter("year", _("年度"), Year, default=lambda work: work.today.year), Parameter("until", _("截至"), Day),
    ),
    help=_("预算、已请未付、实际和结余；没有列入预算的支出也列出来。"),
)  # fmt: skip
FINAL_ACCOUNTS = ReportPage(
    "finance.final_accounts", _("决算"), READ, build=final_accounts, group="finance", number=72,
    params=(Parameter("year", _("年度"), Year, default=lambda work: work.today.year),),
    help=_("全年实际与预算、与上年相比，差异要有说明。"),
)  # fmt: skip

PAGES: tuple[Page, ...] = (BUDGETS, EXECUTION, FINAL_ACCOUNTS)
