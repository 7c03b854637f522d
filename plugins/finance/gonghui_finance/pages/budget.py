"""The page of the budgets and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.reports import Child, Col, Grid, Report
from gonghui_core.work import Work
from gonghui_finance.choices import BudgetKind, BudgetStatus
from gonghui_finance.commands import Year
from gonghui_finance.commands import budget as commands
from gonghui_finance.models import Budget
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.execution import COLUMNS, state, way, way_data
from gonghui_finance.pages.papers import typed
from gonghui_finance.queries import approvals
from gonghui_finance.queries import budget as found
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.services import approval
from gonghui_finance.services import budget as services

_ = translator("gonghui_finance")


def _budget_detail(work: Work, key: Any) -> Report:
    """A budget with its lines, the transfers between them, and the way that it took."""
    budget = work.get(Budget, int(key))
    chart, steps = chart_of(work), approvals.steps(work, budget.year, budget.id)
    now = {(x.account, x.project): x.amount for x in found.planned(work, budget)}
    first = {(x.account, x.project): x.amount for x in found.first_planned(work, budget)}
    columns = (*COLUMNS[:3], Col("now", _("调剂后"), "money", 14))
    rows = [
        (f"{account} {chart.full_name(account)}", project, first.get((account, project), ZERO), amount)
        for (account, project), amount in now.items()
    ]
    moves = Child("finance.budget_transfers", {"budget": str(budget.id)}, _("预算调剂"))
    data = {"steps": way_data(steps), "status": budget.status.value}
    return Report(
        f"{budget.year} {budget.kind.label}", (state(budget), Grid(columns, rows), *way(steps), moves), data
    )


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
    rows=found.budget_rows, order=("-year", "-key"), group="finance", label="year",
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
            commands.PassBudget, approval.pass_budget, _("委员会审议"), "finance.approve_budget", on="row",
            prefill=_today, allowed=_not_draft,
        ),
        Action(
            commands.ReviewBudget, approval.review_budget, _("经审委审查"), "finance.audit", on="row", slot=8,
            prefill=_today, allowed=_not_draft,
        ),
        Action(
            commands.ReportBudget, services.report_budget, _("登记报送"), "finance.budget", on="row", prefill=_today,
            allowed=_not_approved,
        ),
        Action(
            commands.ConfirmBudget, approval.confirm_budget, _("上级批复"), "finance.budget", on="row", prefill=_today,
            allowed=_not_approved,
        ),
    ),
    help=_("年度预算由会计编制、经委员会和经审委审查后由主席批准；一年原则上调整一次，程序相同，历次都留着。"),
    empty=_("还没有预算：按 F5 编制"),
)  # fmt: skip
