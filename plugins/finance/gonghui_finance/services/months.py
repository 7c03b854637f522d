"""Opening the books, closing months and years, reopening a month."""

from __future__ import annotations

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.office.choices import Role
from gonghui_core.verdicts import Refusal, Verdict
from gonghui_core.work import Work
from gonghui_finance import commands, events, periods
from gonghui_finance.choices import MonthEvent, MonthState, VoucherKind
from gonghui_finance.models import MonthLog, Voucher
from gonghui_finance.queries import assets, closing, months, pending, yearend
from gonghui_finance.services import vouchers

_ = translator("gonghui_finance")

BOTH = (Role.chair, Role.audit)
"""Who must agree to reopen a month."""


def close_month(work: Work, command: commands.CloseMonth) -> Outcome:
    """Close a month and propose the voucher that empties income and expenditure. Twice changes nothing."""
    period = periods.period(command.year, command.month)
    title = periods.title(period)
    plan = closing.month_plan(work, period)
    if plan.empty:
        return Outcome(_("{month}已经结账").format(month=title), period)
    if (first := months.before_books(work, period)) is not None:
        raise Refusal(_("账从{year}年开始").format(year=first), field="year", rule="finance.books.begin")
    verdict = policy.check(work, "finance.month.unposted", have=_left_over(work, period), field="month")
    ended = policy.check(work, "finance.period.ended", have=_ended(work, period), field="month")
    _carry_out(work, plan)
    said = _("{month}已结账").format(month=title)
    if plan.vouchers:
        said += str(_("；结转凭证已生成，请审核、记账"))
    return Outcome(said, period, policy.broken(verdict, ended))


def close_year(work: Work, command: commands.CloseYear) -> Outcome:
    """Close and lock all months, carry what is left, roll up what is carried forward. Twice changes nothing."""
    december = periods.period(command.year, 12)
    plan = closing.year_plan(work, command.year)
    if plan.empty:
        return Outcome(_("{year}年已经年结").format(year=command.year), december)
    verdicts = [policy.settle(work, verdict, field="year") for verdict in year_verdicts(work, command.year)]
    _carry_out(work, plan)
    said = _("{year}年已结账").format(year=command.year)
    if plan.vouchers:
        said += str(_("；结转凭证已生成，请审核、记账"))
    return Outcome(said, december, policy.broken(*verdicts))


def year_verdicts(work: Work, year: int) -> list[Verdict]:
    """What the rules say of closing a year now; each may be set to block."""
    span = [periods.period(year, month) for month in range(1, 13)]
    last = periods.last_day(span[-1])
    facts = {
        "finance.month.unposted": sum(months.unposted(work, period) for period in span),
        "finance.year.open_months": sum(not months.is_closed(work, period) for period in span),
        "finance.year.depreciation": len(assets.due(work, span[-1])),
        "finance.year.accrual": yearend.proposed_transfer(work, year),
    }
    asked = [policy.ask(work, rule, last, have=have) for rule, have in facts.items()]
    ended = policy.ask(work, "finance.period.ended", last, have=_ended(work, span[-1]))
    return [*asked, ended, pending.year_end(work, year)]


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


def _carry_out(work: Work, plan: closing.Plan) -> None:
    """Write exactly what was planned."""
    for period in plan.months:
        _log(work, period, plan.event)
    for proposed in plan.vouchers:
        _propose(work, proposed)


def _propose(work: Work, proposed: closing.Proposed) -> None:
    voucher = Voucher(
        date=periods.last_day(proposed.period), summary=proposed.summary, kind=VoucherKind.closing,
        maker=work.officer.name, maker_member_id=work.officer.member_id, page="finance.periods",
        record=str(proposed.period), attachments=0,
    )  # fmt: skip
    vouchers.store(work, voucher, proposed.lines)


def _ended(work: Work, period: int) -> bool:
    return work.today >= periods.last_day(period)


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
