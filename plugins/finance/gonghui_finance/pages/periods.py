"""The page of the months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.reports import Block, Heading, Paragraph, Report
from gonghui_core.work import Work
from gonghui_finance import commands, periods
from gonghui_finance.choices import MonthEvent, MonthState
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.opening import opening_preview
from gonghui_finance.pages.papers import lines_grid, live_balances
from gonghui_finance.queries import months
from gonghui_finance.rules.entry import Line
from gonghui_finance.services import months as services
from gonghui_finance.services import opening

_ = translator("gonghui_finance")


def _this_month(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year, "month": work.today.month}


def _month_preview(work: Work, command: commands.CloseMonth) -> Report:
    """What closing a month will write."""
    period = periods.period(command.year, command.month)
    lines = [] if months.closed_after(work, period) else services.month_end_lines(work, period)
    return _closing_report(work, periods.title(period), ((_("结转凭证"), lines),))


def _year_preview(work: Work, command: commands.CloseYear) -> Report:
    """What closing a year will write."""
    rest, rolled = services.year_end_lines(work, command.year)
    return _closing_report(
        work, f"{command.year}年", ((_("结转本年收支"), rest), (_("年末结转结余"), rolled))
    )


def _closing_report(work: Work, when: str, vouchers: Sequence[tuple[str, Sequence[Line]]]) -> Report:
    blocks: list[Block] = []
    for title, lines in vouchers:
        blocks.append(Heading(title, 2))
        blocks.append(lines_grid(work, lines) if lines else Paragraph(_("没有要结转的余额")))
    return Report(_("{when}结账将写入").format(when=when), tuple(blocks))


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
        Column("reason", _("原因"), 20, wide=True),
    ),
    rows=months.month_rows, group="finance", number=40, label="month",
    params=(Parameter("year", _("年"), commands.Year, default=lambda work: work.today.year),),
    actions=(
        Action(
            commands.CloseMonth, services.close_month, _("结账"), "finance.close", slot=8, grade=Grade.ask,
            prefill=_this_month, preview=_month_preview,
        ),
        Action(
            commands.CloseYear, services.close_year, _("年结"), "finance.close", grade=Grade.legal,
            prefill=_this_month, preview=_year_preview, word="年结",
        ),
        Action(
            commands.ReopenMonth, services.reopen_month, _("反结账"), "finance.reopen", grade=Grade.ask,
            prefill=_this_month,
        ),
        Action(
            commands.OpenBooks, opening.open_books, _("建账"), "finance.close", grade=Grade.ask, live=live_balances,
            preview=opening_preview,
        ),
    ),
    help=_("每月结账：收支结转凭证由程序算出，照常审核、记账。结账后的月份不再接受凭证；反结账要主席和经审委员都同意；年结后不能反结账。"),
)  # fmt: skip
