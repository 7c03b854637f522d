"""Dues: what they are reckoned from, and collecting them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_finance import events, periods
from gonghui_finance.choices import DuesSource, PayFrom
from gonghui_finance.commands import income as commands
from gonghui_finance.models import DuesBase, DuesCollection, DuesPayment
from gonghui_finance.queries import dues as queries
from gonghui_finance.rules.entry import Line
from gonghui_finance.rules.funds import ZERO
from gonghui_finance.services import origins
from gonghui_finance.services.paying import account_of

_ = translator("gonghui_finance")

DUES = "401"
SLIP = 1


def set_dues_base(work: Work, command: commands.SetDuesBase) -> Outcome:
    """Set what a member's dues are reckoned from, since a day; the same day again corrects it."""
    member = members.get(work, command.member)
    row = keep_base(work, member.id, command.base, command.since)
    work.record(events.FundsMoved(_("设定 {number} 的会费基数").format(number=member.number)))
    return Outcome(_("{name}自 {since} 起按基数缴会费").format(name=member.name, since=command.since), row.id)


def keep_base(work: Work, member: int, base: Decimal, since: date) -> DuesBase:
    """Store a base; bases of other days stay, so that earlier months stay as they were."""
    found = work.session.scalar(select(DuesBase).where(DuesBase.member_id == member, DuesBase.since == since))
    row = found or work.add(DuesBase(member_id=member, base=base, since=since))
    row.base = base
    return row


def collect_dues(work: Work, command: commands.CollectDues) -> Outcome:
    """Collect a month's dues of everybody who still owes them, and draft the voucher (entry 5).

    Collecting again takes in only those who have not paid; where nobody is left, nothing changes.
    """
    period = periods.period(command.year, command.month)
    found = queries.standings(work, [period])
    owing = {s.member: s.arrears for s in found if s.arrears}
    title = periods.title(period)
    if not owing and any(s.paid for s in found):
        return Outcome(_("{month}的会费已经收齐").format(month=title))
    if not owing:
        raise Refusal(
            _("{month}没有应缴会费的会员：请先设定缴费基数，或在设置里定额").format(month=title), field="month",
            rule="finance.dues.rate",
        )  # fmt: skip
    collection, warnings = collect(
        work, period, owing, day=command.date, source=DuesSource.rule, into=command.into
    )
    said = _("收{month}会费 {n} 人 {amount:,.2f} 元，已制凭证草稿")
    message = said.format(month=title, n=len(owing), amount=collection.amount)
    return Outcome(message, collection.id, [*warnings, *_unreckoned(work, period)])


def collect(
    work: Work, period: int, amounts: Mapping[int, Decimal], *, day: date, source: DuesSource, into: PayFrom
) -> tuple[DuesCollection, list[Verdict]]:
    """Store the payments of a month by member, and draft their one voucher."""
    total = sum(amounts.values(), ZERO)
    words = f"收{periods.title(period)}会费"
    collection = DuesCollection(
        period=period, date=day, source=source, amount=total, officer=work.officer.name
    )
    work.add(collection, events.FundsMoved(_("{words} {amount:,.2f} 元").format(words=words, amount=total)))
    rows = [
        {"collection_id": collection.id, "member_id": member, "amount": amount}
        for member, amount in amounts.items()
    ]
    work.add_many(DuesPayment, rows)
    lines = [Line(account_of(work, into), debit=total), Line(DUES, credit=total)]
    warnings = origins.draft(
        work, queries.COLLECTIONS, collection.id, lines, day=day, summary=words, attachments=SLIP
    )
    return collection, warnings


def _unreckoned(work: Work, period: int) -> list[Verdict]:
    """A warning for members whose dues nobody can reckon."""
    count = queries.without_base(work, period)
    if not count:
        return []
    said = _("还有 {n} 名在册会员没有缴费基数，没有计收").format(n=count)
    return [Verdict("finance.dues.base", Standing.WARN, said, "0", str(count))]
