"""The page of the months."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.i18n import translator
from gonghui_core.office.choices import Role
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.reports import Col, Fact, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance import commands, periods
from gonghui_finance.choices import MonthEvent, MonthState
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.opening import live_balances, opening_preview, opening_values
from gonghui_finance.pages.wizards import CLOSE_MONTH, CLOSE_YEAR
from gonghui_finance.queries import months
from gonghui_finance.services import months as services
from gonghui_finance.services import opening

_ = translator("gonghui_finance")


def _month(work: Work, key: Any) -> Report:
    """A month with all that ever happened to it."""
    period = int(key)
    year, month = divmod(period, 100)
    steps = Fact(
        str(_("结账步骤")), periods.title(period), "finance.month_end",
        params={"year": str(year), "month": str(month)},
    )  # fmt: skip
    log = months.log_of(work, period)
    items = [
        Figure(_("状态"), months.state_of(work, period)), Figure(_("未记账凭证"), months.unposted(work, period)),
        Figure(_("结账步骤"), _("打开"), steps),
    ]  # fmt: skip
    if again := sum(entry.event is MonthEvent.reopened for entry in log):
        items.append(Figure(_("反结账"), _("{n} 次").format(n=again), mark="warn"))
    columns = (
        Col("on", _("日期"), "date", 10), Col("event", _("事项"), width=12), Col("officer", _("经办"), width=12),
        Col("side", _("身份"), width=12), Col("reason", _("原因"), width=30),
    )  # fmt: skip
    rows = [(entry.on, entry.event, entry.officer, _side(entry.side), entry.reason) for entry in log]
    return Report(
        periods.title(period), (Figures(tuple(items)), Grid(columns, rows, _("结账和反结账的记录")))
    )


def _side(side: str | None) -> str | None:
    return Role(side).label if side else None


def _as_this_month(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year, "month": work.today.month}


PERIODS = TablePage(
    "finance.periods", _("会计期间"), READ,
    columns=(
        Column("year", _("年"), 6, "integer", keep=True),
        Column("month", _("月"), 4, "integer", keep=True),
        Column("state", _("状态"), 8, "choice", MonthState, keep=True),
        Column("posted", _("已记账"), 8, "integer"),
        Column("unposted", _("未记账"), 8, "integer"),
        Column("event", _("最近事项"), 10, "choice", MonthEvent),
        Column("on", _("日期"), 10, "date"),
        Column("officer", _("经办"), 10),
        Column("reopened", _("反结账"), 6, "integer"),
        Column("reason", _("原因"), 20, wide=True),
    ),
    rows=months.month_rows, group="finance", label="month", detail=_month,
    params=(Parameter("year", _("年"), commands.Year, default=lambda work: work.today.year),),
    actions=(
        CLOSE_MONTH,
        CLOSE_YEAR,
        Action(
            commands.ReopenMonth, services.reopen_month, _("反结账"), "finance.reopen", grade=Grade.ask,
            prefill=_as_this_month,
        ),
        Action(
            commands.OpenBooks, opening.open_books, _("建账"), "finance.close", grade=Grade.ask, live=live_balances,
            prefill=opening_values, preview=opening_preview,
        ),
    ),
    help=_("每月结账：“月末结账”页一步一步办；收支结转凭证由程序算出，照常审核、记账。结账后的月份不再接受凭证；反结账要主席和经审委员都同意；年结后不能反结账。"),
)  # fmt: skip
