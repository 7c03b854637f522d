"""The page of the months."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.work import Work
from gonghui_finance import commands
from gonghui_finance.choices import MonthState
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import months
from gonghui_finance.services import months as services

_ = translator("gonghui_finance")


def _this_month(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year, "month": work.today.month}


PERIODS = TablePage(
    "finance.periods", _("会计期间"), READ,
    columns=(
        Column("year", _("年"), 6, "integer", keep=True),
        Column("month", _("月"), 4, "integer", keep=True),
        Column("state", _("状态"), 8, "choice", MonthState, keep=True),
        Column("posted", _("已记账"), 8, "integer"),
        Column("unposted", _("未记账"), 8, "integer"),
        Column("on", _("日期"), 10, "date"),
        Column("officer", _("经办"), 10),
        Column("reason", _("原因"), 20, wide=True),
    ),
    rows=months.month_rows, group="finance", number=40, label="month",
    params=(Parameter("year", _("年"), commands.Year, default=lambda work: work.today.year),),
    actions=(
        Action(
            commands.CloseMonth, services.close_month, _("结账"), "finance.close", slot=8, grade=Grade.ask,
            prefill=_this_month,
        ),
    ),
    help=_("每月结账；结账后的月份不再接受凭证。"),
)  # fmt: skip
