"""Closing months."""

from __future__ import annotations

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.work import Work
from gonghui_finance import commands, events, periods
from gonghui_finance.choices import MonthEvent
from gonghui_finance.models import MonthLog
from gonghui_finance.queries import months

_ = translator("gonghui_finance")


def close_month(work: Work, command: commands.CloseMonth) -> Outcome:
    """Close a month: from now on no voucher may have a date in it. Closing it twice changes nothing."""
    period = periods.period(command.year, command.month)
    title = periods.title(period)
    if months.is_closed(work, period):
        return Outcome(_("{month}已经结账").format(month=title), period)
    verdict = policy.check(work, "finance.month.unposted", have=months.unposted(work, period), field="month")
    log = MonthLog(period=period, event=MonthEvent.closed, on=work.today, officer=work.officer.name)
    said = _("{month}已结账").format(month=title)
    work.add(log, events.MonthChanged(period, said))
    return Outcome(said, period, policy.broken(verdict))
