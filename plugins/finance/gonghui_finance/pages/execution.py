"""The reports of the budget: how it stands on any day, and the final accounts of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui_core.commands import Action
from gonghui_core.fields import Day
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Bars, Block, Col, Fact, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_finance.chart import Chart
from gonghui_finance.commands import Year
from gonghui_finance.commands import budget as commands
from gonghui_finance.models import ApprovalStep, Budget
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.printing import Sheet, paper
from gonghui_finance.pages.trial_balance import money
from gonghui_finance.queries import approvals, earlier
from gonghui_finance.queries import budget as found
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.queries.statements import first_year
from gonghui_finance.rules.budget import Position
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.services import approval
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
    chart, last = chart_of(work), until or date(year, 12, 31)
    grid = _grid(chart, at, year, last)
    blocks: tuple[Block, ...] = (state(at.budget), grid, *_charts(chart, at.lines))
    data = {
        "year": year, "until": last, "approved_on": at.budget.approved_on if at.budget else None,
        "lines": _lines(at.lines),
    }  # fmt: skip
    head = (f"编制单位：{work.settings.union.name}", f"截至 {last}", "单位：元")
    printed = paper(Sheet(f"{year}年预算执行情况表", "", head, ("主席", "会计", "制表"), True), grid)
    return Report(_("{year}年预算执行情况").format(year=year), blocks, data, printed)


def state(budget: Budget | None) -> Figures:
    """How far a budget has come."""
    if budget is None:
        return Figures((Figure(_("预算"), _("没有批准的预算"), mark="warn"),))
    fact = Fact(str(_("预算")), budget.kind.label, "finance.budgets", (str(budget.id),))
    items = (
        Figure(_("预算"), budget.kind, fact), Figure(_("批准人"), budget.approved_by),
        Figure(_("批准日期"), budget.approved_on), Figure(_("报送日期"), budget.reported_on),
    )  # fmt: skip
    return Figures(items)


def _grid(chart: Chart, at: found.Standing, year: int, until: date) -> Grid:
    rows = [
        (f"{x.account} {chart.full_name(x.account)}", x.project, x.budget, x.committed, x.actual, x.left)
        for x in at.lines
    ]
    facts: dict[tuple[int, int], Fact] = {}
    for index, line in enumerate(at.lines):
        facts |= _behind(index, line, at.budget, year, until)
    return Grid(COLUMNS, rows, facts=facts)


def _behind(
    index: int, line: Position, budget: Budget | None, year: int, until: date
) -> dict[tuple[int, int], Fact]:
    """The budget, the papers that wait, and the lines behind a line's figures."""
    project = {"project": line.project} if line.project else {}
    waits = {"year": str(year), "account": line.account, "until": until.isoformat(), **project}
    lines = {"budget": line.account, "since": f"{year}-01-01", "until": until.isoformat(), **project}
    facts = {(index, 4): Fact(line.account, money(line.actual), "finance.lines", params=lines)}
    if line.committed:
        facts[index, 3] = Fact(line.account, money(line.committed), "finance.commitments", params=waits)
    if budget is not None and line.budget:
        facts[index, 2] = Fact(line.account, money(line.budget), "finance.budgets", (str(budget.id),))
    return facts


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


def way(steps: Sequence[ApprovalStep]) -> list[Block]:
    """The steps that a budget or the final accounts took."""
    if not steps:
        return []
    columns = (
        Col("body", _("机构"), width=16), Col("on", _("日期"), "date", 10), Col("agreed", _("同意"), "yes_no", 6),
        Col("document", _("决议或文号"), width=18), Col("opinion", _("意见"), width=20),
        Col("officer", _("登记"), width=10),
    )  # fmt: skip
    rows = [(x.body, x.on, x.agreed, x.document, x.opinion, x.officer) for x in steps]
    return [Grid(columns, rows, _("审批过程"))]


def way_data(steps: Sequence[ApprovalStep]) -> list[dict[str, Any]]:
    """The steps as plain data."""
    return [
        {"body": x.body.value, "on": x.on, "agreed": x.agreed, "document": x.document, "officer": x.officer}
        for x in steps
    ]


def final_accounts(work: Work, asked: Asked) -> Report:
    """决算: the year's actual beside the budget and the year before, with what explains the differences."""
    year = asked["year"]
    this, said = found.standing(work, year), approvals.notes(work, year)
    record, steps = found.final_accounts(work, year), approvals.steps(work, year, None)
    previous = _previous(work, year - 1, this.lines)
    grid = _accounts_grid(chart_of(work), this, year, previous, said)
    told = _lines(this.lines)
    for line, position, before in zip(told, this.lines, previous, strict=True):
        line["previous"] = None if before is None else money(before)
        line["explanation"] = said.get((position.account, position.project))
    items = (
        Figure(_("报送日期"), record.reported_on if record else None),
        Figure(_("差异说明"), record.explanation if record else None),
    )
    data = {
        "year": year, "reported_on": record.reported_on if record else None, "lines": told, "steps": way_data(steps),
        "explanation": record.explanation if record else None,
    }  # fmt: skip
    signs = ("主席", "经审委员会主任", "会计")
    head = (f"编制单位：{work.settings.union.name}", f"{year}年度", "单位：元")
    return Report(
        _("{year}年决算").format(year=year), (Figures(items), grid, *way(steps), Signature(signs)), data,
        paper(Sheet(f"{year}年度收支决算表", "", head, signs, True), grid),
    )  # fmt: skip


def _previous(work: Work, year: int, lines: Sequence[Position]) -> list[Decimal | None]:
    """What each line came to in the year before; of a year before the books only what was entered."""
    if year >= first_year(work):
        known = {(x.account, x.project): x.actual for x in found.standing(work, year).lines}
        return [known.get((x.account, x.project), ZERO) for x in lines]
    entered = earlier.entered(work, year)
    return [None if x.project or len(x.account) > 3 else entered.get(x.account) for x in lines]


def _accounts_grid(
    chart: Chart, at: found.Standing, year: int, previous: Sequence[Decimal | None],
    said: dict[tuple[str, str | None], str],
) -> Grid:  # fmt: skip
    columns = (
        *COLUMNS[:3], COLUMNS[4], Col("gap", _("差额"), "money", 14), Col("previous", _("上年"), "money", 14),
        Col("explanation", _("差异说明"), width=24),
    )  # fmt: skip
    rows = [
        (
            f"{x.account} {chart.full_name(x.account)}", x.project, x.budget, x.actual, x.actual - x.budget, before,
            said.get((x.account, x.project)),
        )
        for x, before in zip(at.lines, previous, strict=True)
    ]  # fmt: skip
    facts: dict[tuple[int, int], Fact] = {}
    for index, line in enumerate(at.lines):
        behind = _behind(index, line, at.budget, year, date(year, 12, 31))
        facts |= {
            (index, to): behind[index, place] for place, to in ((2, 2), (4, 3)) if (index, place) in behind
        }
    return Grid(columns, rows, facts=facts)


def _last_year(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year - 1, "on": work.today}


def _accounts_year(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year - 1}


EXECUTION = ReportPage(
    "finance.budget", _("预算执行情况"), READ, build=execution, group="finance",
    params=(
        Parameter("year", _("年度"), Year, default=lambda work: work.today.year), Parameter("until", _("截至"), Day),
    ),
    help=_("预算、已请未付、实际和结余；没有列入预算的支出也列出来。"),
)  # fmt: skip
REPORT_ACCOUNTS = Action(
    commands.ReportAccounts,
    services.report_accounts,
    _("登记决算报送"),
    "finance.budget",
    slot=8,
    prefill=_last_year,
)
FINAL_ACCOUNTS = ReportPage(
    "finance.final_accounts", _("决算"), READ, build=final_accounts, group="finance",
    params=(Parameter("year", _("年度"), Year, default=lambda work: work.today.year),),
    actions=(
        Action(
            commands.ExplainDifference, services.explain_difference, _("说明差异"), "finance.budget", slot=5,
            prefill=_accounts_year,
        ),
        Action(
            commands.PassAccounts, approval.pass_accounts, _("委员会审议"), "finance.approve_budget",
            prefill=_last_year,
        ),
        Action(
            commands.ReviewAccounts, approval.review_accounts, _("经审委审查"), "finance.audit", prefill=_last_year,
        ),
        REPORT_ACCOUNTS,
        Action(
            commands.ConfirmAccounts, approval.confirm_accounts, _("上级批复"), "finance.budget", prefill=_last_year,
        ),
    ),
    help=_("全年实际与预算、与上年相比，差异要有说明；经委员会审议、经审委审查后报上级工会。"),
)  # fmt: skip
