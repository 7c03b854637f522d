"""Opening the books, closing months and years, reopening a month."""

from __future__ import annotations

from collections.abc import Sequence

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.office.choices import Role
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance import commands, events, periods
from gonghui_finance.choices import MonthEvent, MonthState, VoucherKind
from gonghui_finance.models import MonthLog, Voucher
from gonghui_finance.queries import balances, months
from gonghui_finance.rules import closing
from gonghui_finance.rules.entry import Line
from gonghui_finance.services import vouchers

_ = translator("gonghui_finance")

BOTH = (Role.chair, Role.audit)
"""Who must agree to reopen a month."""


def close_month(work: Work, command: commands.CloseMonth) -> Outcome:
    """Close a month and propose the voucher that empties income and expenditure. Twice changes nothing."""
    period = periods.period(command.year, command.month)
    title = periods.title(period)
    verdict = policy.check(work, "finance.month.unposted", have=_left_over(work, period), field="month")
    was_closed = months.is_closed(work, period)
    if not was_closed:
        _log(work, period, MonthEvent.closed)
    lines = month_end_lines(work, period) if not months.closed_after(work, period) else []
    _propose(work, period, lines, f"结转{title}收支")
    if was_closed and not lines:
        return Outcome(_("{month}已经结账").format(month=title), period)
    said = _("{month}已结账").format(month=title)
    if lines:
        said += str(_("；结转凭证已生成，请审核、记账"))
    return Outcome(said, period, policy.broken(verdict))


def close_year(work: Work, command: commands.CloseYear) -> Outcome:
    """Close and lock all months, carry what is left, roll up what is carried forward. Twice changes nothing."""
    december = periods.period(command.year, 12)
    left = sum(_left_over(work, periods.period(command.year, month)) for month in range(1, 13))
    verdict = policy.check(work, "finance.month.unposted", have=left, field="year")
    for period in range(periods.period(command.year, 1), december + 1):
        if months.state_of(work, period) is not MonthState.locked:
            _log(work, period, MonthEvent.locked)
    rest, rolled = year_end_lines(work, command.year)
    _propose(work, december, rest, f"结转{command.year}年收支")
    _propose(work, december, rolled, f"{command.year}年末结转结余")
    said = _("{year}年已结账").format(year=command.year)
    if rest or rolled:
        said += str(_("；结转凭证已生成，请审核、记账"))
    return Outcome(said, december, policy.broken(verdict))


def reopen_month(work: Work, command: commands.ReopenMonth) -> Outcome:
    """Open a closed month again: the chair and an officer of the audit committee must both have said so."""
    period = periods.period(command.year, command.month)
    title = periods.title(period)
    state = months.state_of(work, period)
    if state is not MonthState.closed:
        words = _("{month}是“{state}”，只有已结账、未年结的月份能反结账；以前年度的差错记入“年初余额调整”")
        raise Refusal(
            words.format(month=title, state=state.label), field="month", rule="finance.month.reopen"
        )
    asked, sides = months.last_event(work, period), _sides(work)
    granted = (
        asked is not None and asked.event is MonthEvent.reopen_asked and asked.officer != work.officer.name
    )
    if asked is None or not granted or set(sides) <= {asked.side}:
        _log(work, period, MonthEvent.reopen_asked, command.reason, sides[0])
        return Outcome(_("已申请{month}反结账，等主席和经审委员中的另一方同意").format(month=title), period)
    _log(work, period, MonthEvent.reopened, command.reason)
    words = _("{month}已反结账（{first}、{second}同意）")
    return Outcome(words.format(month=title, first=asked.officer, second=work.officer.name), period)


def month_end_lines(work: Work, period: int) -> list[Line]:
    """The closing lines of a month as they would be proposed now."""
    found = balances.signed(work, period, pending=True)
    return closing.month_end(found, f"结转{periods.title(period)}收支")


def year_end_lines(work: Work, year: int) -> tuple[list[Line], list[Line]]:
    """The closing lines of a year as they would be proposed now: what is left of the flows, and the roll-up."""
    found = balances.signed(work, periods.period(year, 12), pending=True)
    rest = closing.month_end(found, f"结转{year}年收支")
    results = closing.by_account(closing.after(found, rest))
    return rest, closing.year_end(results, f"{year}年末结转结余")


def _propose(work: Work, period: int, lines: Sequence[Line], summary: str) -> None:
    if not lines:
        return
    voucher = Voucher(
        date=periods.last_day(period), summary=summary, kind=VoucherKind.closing, maker=work.officer.name,
        maker_member_id=work.officer.member_id, page="finance.periods", record=str(period), attachments=0,
    )  # fmt: skip
    vouchers.store(work, voucher, lines)


def _left_over(work: Work, period: int) -> int:
    return 0 if months.is_closed(work, period) else months.unposted(work, period)


def _log(
    work: Work, period: int, event: MonthEvent, reason: str | None = None, side: str | None = None
) -> None:
    """Note what happens to a month."""
    log = MonthLog(
        period=period, event=event, on=work.today, officer=work.officer.name, reason=reason, side=side
    )
    work.add(log, events.MonthChanged(period, f"{periods.title(period)} {event.label}"))


def _sides(work: Work) -> list[str]:
    """The sides that the acting officer may speak for."""
    return [role.value for role in BOTH if role in work.officer.roles]
