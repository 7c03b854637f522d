"""What was found short or over: into account 182, and on the decision out of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.choices import PendingKind, PendingState
from gonghui_finance.commands import held as commands
from gonghui_finance.events import ThingsChanged
from gonghui_finance.models import CashCount, Pending
from gonghui_finance.queries import origins as found
from gonghui_finance.queries import pending as queries
from gonghui_finance.queries import receivables
from gonghui_finance.queries.vouchers import lines_of
from gonghui_finance.rules import pending as rules
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.services import origins

_ = translator("gonghui_finance")

CASH_COUNTS = "finance.cash_counts"


def wait(
    work: Work, kind: PendingKind, on: date, name: str, amount: Decimal, page: str, record: int | str
) -> Pending | None:
    """Store that something waits for a decision; the voucher that brings it into 182 names `page` and `record`.

    What waited before, under a voucher that was thrown away, waits again: it is never there twice.
    """
    if amount == ZERO:
        return None
    same = select(Pending).where(Pending.page == page, Pending.record == str(record), Pending.name == name)
    known = work.session.scalar(same)
    if known is not None:
        known.kind, known.on, known.amount = kind, on, amount
        return known
    row = Pending(kind=kind, on=on, name=name, amount=amount, page=page, record=str(record))
    words = _("{kind} {name} {amount:.2f} 元，待批准处理")
    return work.add(row, ThingsChanged(words.format(kind=kind.label, name=name, amount=amount)))


def decide_pending(work: Work, command: commands.DecidePending) -> Outcome:
    """Take what was decided out of 182 (entries 15c, 15d and 19)."""
    row = work.get(Pending, command.record)
    state = queries.state_of(work, row.id)
    if state is not PendingState.waiting:
        said = _("是“{state}”，不能再处理").format(state=state.label)
        raise Refusal(said, field="record", rule="finance.pending.state")
    if command.on < row.on:
        raise Refusal(_("批准日期早于发现日期 {on}").format(on=row.on), field="on")
    lines = decision_lines(work, command)
    row.decided_on, row.decision = command.on, command.decision
    warnings = origins.draft(
        work, queries.PAGE, row.id, lines, day=command.on, summary=f"批准处理：{row.name}",
        attachments=command.attachments,
    )  # fmt: skip
    work.record(ThingsChanged(_("{name}：{decision}").format(name=row.name, decision=command.decision)))
    return Outcome(_("已制凭证，等待审核"), row.id, warnings)


def decision_lines(work: Work, command: commands.DecidePending) -> list[Line]:
    """The voucher of a decision."""
    row = work.get(Pending, command.record)
    return rules.decided(row.kind, row.amount, target(work, row, command.account), row.name)


def target(work: Work, row: Pending, account: str | None) -> str:
    """The account that a decision takes it to; refuses one that its kind may not go to."""
    if row.kind in (PendingKind.asset_short, PendingKind.asset_over):
        return _asset_fund(work, row)
    allowed = rules.TARGETS[row.kind]
    if account is not None and account not in allowed:
        said = _("{kind}只能转入 {allowed}").format(kind=row.kind.label, allowed="、".join(allowed))
        raise Refusal(said, field="account", rule="finance.pending.account", have=account)
    return account or allowed[0]


def _asset_fund(work: Work, row: Pending) -> str:
    """The fund of the class that the asset is of: that of account 171 where it stood there."""
    voucher = found.voucher_of(work, row.page or "", int(row.record or 0))
    accounts = {line.account for line in lines_of(work, voucher)} if voucher else set()
    return "30105" if "171" in accounts and "162" not in accounts else "30104"


def write_off(work: Work, command: commands.WriteOff) -> Outcome:
    """Bring what cannot be got back into 182; only what has been out for more than three years."""
    owed = receivables.one(work, command.record)
    if not owed.old(command.on):
        said = _("{since} 起的应收款还没有超过三年，不能核销").format(since=owed.since)
        raise Refusal(said, field="on", rule="finance.receivable.years", need="3")
    wait(work, PendingKind.receivable, command.on, owed.name, owed.left, receivables.PAGE, owed.key)
    warnings = origins.draft(
        work, receivables.PAGE, owed.key, write_off_lines(work, command), day=command.on,
        summary=f"核销应收款：{owed.name}（{command.reason}）", attachments=command.attachments,
    )  # fmt: skip
    return Outcome(_("{left:.2f} 元已转待处理，凭证等待审核").format(left=owed.left), owed.key, warnings)


def write_off_lines(work: Work, command: commands.WriteOff) -> list[Line]:
    """The voucher that brings what cannot be got back into 182."""
    owed = receivables.one(work, command.record)
    return rules.found(PendingKind.receivable, owed.left, rules.RECEIVABLE, owed.name)


def book_difference(work: Work, command: commands.BookDifference) -> Outcome:
    """Bring what a cash count found short or over into 182 (entry 18)."""
    count = work.get(CashCount, command.record)
    gap = count.counted - count.book
    if gap == ZERO:
        raise Refusal(_("实存与账面相符，没有差额"), field="record", rule="finance.cash.difference")
    if found.voucher_of(work, CASH_COUNTS, count.id) is not None:
        raise Refusal(_("这次盘点的差额已制凭证"), field="record", rule="finance.cash.booked")
    lines = difference_lines(work, command)
    kind = PendingKind.cash_over if gap > ZERO else PendingKind.cash_short
    wait(work, kind, count.on, f"{count.on}{kind.title_[:]}", abs(gap), CASH_COUNTS, count.id)
    warnings = origins.draft(
        work,
        CASH_COUNTS,
        count.id,
        lines,
        day=count.on,
        summary=f"{count.on}盘点{kind.title_[:]}",
        attachments=1,
    )
    return Outcome(
        _("差额 {gap:.2f} 元已记入待处理财产损溢，凭证等待审核").format(gap=gap), count.id, warnings
    )


def difference_lines(work: Work, command: commands.BookDifference) -> list[Line]:
    """The voucher of a cash difference."""
    count = work.get(CashCount, command.record)
    gap = count.counted - count.book
    kind = PendingKind.cash_over if gap > ZERO else PendingKind.cash_short
    return rules.found(kind, abs(gap), rules.CASH, f"{count.on}{kind.title_[:]}")
