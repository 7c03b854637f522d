"""Closing a month and a year step by step; below the steps stands exactly what the last one will write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Block, Figure, Figures, Heading, Paragraph, Report, Step, Steps
from gonghui_core.work import Work
from gonghui_finance import commands, periods
from gonghui_finance.choices import MonthEvent, MonthState
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.papers import lines_grid
from gonghui_finance.queries import closing, month_steps, months, year_steps
from gonghui_finance.queries.closing import Plan, Proposed
from gonghui_finance.rules.entry import Line
from gonghui_finance.services import months as services

_ = translator("gonghui_finance")


def month_end(work: Work, asked: Asked) -> Report:
    """The steps of a month. Only a year or a month given means that year's oldest open month, or that month."""
    period = _period(work, asked)
    plan = closing.month_plan(work, period)
    steps = month_steps.month_steps(work, period, plan)
    data = {"year": period // 100, "month": period % 100, **_data(work, period, steps, plan)}
    return Report(
        _("{month}结账").format(month=periods.title(period)), _blocks(work, period, steps, plan), data
    )


def year_end(work: Work, asked: Asked) -> Report:
    """The steps of a year."""
    year = asked["year"]
    plan = closing.year_plan(work, year)
    steps = year_steps.year_steps(work, year, plan)
    december = periods.period(year, 12)
    data = {"year": year, **_data(work, december, steps, plan)}
    return Report(_("{year}年结账").format(year=year), _blocks(work, december, steps, plan), data)


def month_preview(work: Work, command: commands.CloseMonth) -> Report:
    """What closing a month will write."""
    period = periods.period(command.year, command.month)
    plan = closing.month_plan(work, period)
    return Report(_("{when}结账将写入").format(when=periods.title(period)), tuple(_written(work, plan)))


def year_preview(work: Work, command: commands.CloseYear) -> Report:
    """What closing a year will write."""
    plan = closing.year_plan(work, command.year)
    return Report(_("{when}结账将写入").format(when=f"{command.year}年"), tuple(_written(work, plan)))


def _period(work: Work, asked: Asked) -> int:
    year, month = asked.get("year"), asked.get("month")
    if year is None and month is None:
        return months.month_to_close(work)
    if month is not None:
        return periods.period(year or work.today.year, month)
    span = range(periods.period(year, 1), periods.period(year, 12))
    return next((period for period in span if not months.is_closed(work, period)), span[-1] + 1)


def _blocks(work: Work, period: int, steps: tuple[Step, ...], plan: Plan) -> tuple[Block, ...]:
    return (Steps(steps, str(_("步骤"))), Heading(_("结账将写入"), 2), *_written(work, plan))


def _written(work: Work, plan: Plan) -> Iterator[Block]:
    """The vouchers line by line and the change of state; nothing else is written."""
    if plan.empty:
        yield Paragraph(_("没有要写入的：已经结账"))
        return
    yield Figures(tuple(_changes(work, plan)))
    if not plan.vouchers:
        yield Paragraph(_("没有要结转的余额，不生成凭证"))
    for proposed in plan.vouchers:
        yield replace(lines_grid(work, proposed.lines), title=_title(proposed))


def _changes(work: Work, plan: Plan) -> Iterator[Figure]:
    if plan.months:
        named = [periods.title(period) for period in plan.months]
        which = named[0] if len(named) == 1 else f"{named[0]}—{named[-1]}"
        after = MonthState.locked if plan.event is MonthEvent.locked else MonthState.closed
        befores = dict.fromkeys(months.state_of(work, period).label for period in plan.months)
        yield Figure(_("期间状态"), f"{which}：{'、'.join(befores)} → {after.label}")
    if plan.vouchers:
        words = _("{n} 张草稿，制单人是结账的人，照常审核、记账")
        yield Figure(_("结转凭证"), words.format(n=len(plan.vouchers)))


def _title(proposed: Proposed) -> str:
    return f"{periods.last_day(proposed.period)} {proposed.summary}"


def _data(work: Work, period: int, steps: tuple[Step, ...], plan: Plan) -> dict[str, Any]:
    """The same under English names: `writes` holds what the last step will store."""
    return {
        "state": months.state_of(work, period),
        "steps": {step.id: step.state for step in steps},
        "left": Steps(steps).left,
        "writes": {
            "months": list(plan.months),
            "vouchers": [
                {
                    "date": periods.last_day(proposed.period), "summary": proposed.summary,
                    "lines": [_line(line) for line in proposed.lines],
                }
                for proposed in plan.vouchers
            ],
        },
    }  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    return {"account": line.account, "debit": line.debit, "credit": line.credit, "earmarked": line.earmarked}


def _this_month(work: Work, key: Any) -> dict[str, Any]:
    year, month = divmod(months.month_to_close(work), 100)
    return {"year": year, "month": month}


def _this_year(work: Work, key: Any) -> dict[str, Any]:
    return {"year": months.year_to_close(work)}


CLOSE_MONTH = Action(
    commands.CloseMonth, services.close_month, _("结账"), "finance.close", slot=8, grade=Grade.ask,
    prefill=_this_month, preview=month_preview,
)  # fmt: skip
CLOSE_YEAR = Action(
    commands.CloseYear, services.close_year, _("年结"), "finance.close", grade=Grade.legal, prefill=_this_year,
    preview=year_preview, word="年结",
)  # fmt: skip

MONTH_END = ReportPage(
    "finance.month_end", _("月末结账"), READ, build=month_end, group="finance",
    params=(Parameter("year", _("年"), commands.Year), Parameter("month", _("月"), commands.Month)),
    actions=(CLOSE_MONTH,),
    help=_(
        "一步一步结账：每一步写明办了没有，回车去办。最后一步写明将写入的凭证和状态，按 F8 结账。"
        "不给年月就是最早没有结账的一个月。待办的步骤不挡结账，除非本单位规则设为“不得”。"
    ),
)  # fmt: skip
YEAR_END = ReportPage(
    "finance.year_end", _("年末结账"), READ, build=year_end, group="finance",
    params=(Parameter("year", _("年"), commands.Year, default=months.year_to_close),),
    actions=(replace(CLOSE_YEAR, slot=8),),
    help=_("年结前的各步，和年结将写入的凭证。年结后各月锁定，不能反结账；以前年度的差错在“专项项目”页按 F9 办理。"),
)  # fmt: skip
