"""Counting cash, matching the bank's statements with the books, following what only one of them has."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.commands import bank as commands
from gonghui_finance.events import MoneyAgreed
from gonghui_finance.models import (
    BankLine,
    BankMatch,
    CashCount,
    DifferenceFollowed,
    Voucher,
    VoucherLine,
)
from gonghui_finance.queries import bank as found

_ = translator("gonghui_finance")


def count_cash(work: Work, command: commands.CountCash) -> Outcome:
    """Store a count; a difference to the books is recorded and said (accounts 101 and 182 tell what follows)."""
    book = found.book_balance(work, found.CASH, command.on)
    count = CashCount(
        on=command.on, counted=command.counted, book=book, officer=work.officer.name, note=command.note
    )
    words = _("盘点现金 {on}：实存 {counted:.2f}，账面 {book:.2f}")
    work.add(count, MoneyAgreed(words.format(on=command.on, counted=command.counted, book=book)))
    gap = abs(command.counted - book)
    verdict = policy.check(work, "finance.cash.difference", command.on, have=gap, field="counted")
    return Outcome(
        _("已登记，差额 {gap:.2f} 元").format(gap=command.counted - book), count.id, policy.broken(verdict)
    )


def match_bank(work: Work, command: commands.MatchBank) -> Outcome:
    """Keep a pair; both sides must be free and have one amount."""
    line = work.get(BankLine, command.record)
    entry = work.get(VoucherLine, command.entry)
    _refuse_taken(work, line, entry)
    if entry.debit - entry.credit != line.amount:
        said = _("金额不同：对账单 {bank:.2f}，账上 {book:.2f}")
        raise Refusal(
            said.format(bank=line.amount, book=entry.debit - entry.credit), field="entry",
            rule="finance.bank.amount", need=f"{line.amount:.2f}", have=f"{entry.debit - entry.credit:.2f}",
        )  # fmt: skip
    _match(work, line.id, entry.id)
    work.record(MoneyAgreed(_("银行对账 {key}").format(key=line.id)))
    return Outcome(_("已勾对"), line.id)


def match_all(work: Work, command: commands.MatchAll) -> Outcome:
    """Keep every suggested pair."""
    pairs = found.proposed(work, command.until)
    for line, entry in pairs.items():
        _match(work, line, entry)
    said = _("已勾对 {n} 笔").format(n=len(pairs))
    work.record(MoneyAgreed(said))
    return Outcome(said)


def unmatch_bank(work: Work, command: commands.UnmatchBank) -> Outcome:
    """Take a pair apart."""
    match = work.session.scalar(select(BankMatch).where(BankMatch.bank_line_id == command.record))
    if match is None:
        raise Refusal(_("这一行还没有勾对"), field="record")
    work.session.delete(match)
    work.record(MoneyAgreed(_("取消勾对 {key}").format(key=command.record)))
    return Outcome(_("已取消勾对"), command.record)


def _match(work: Work, line: int, entry: int) -> None:
    work.session.add(
        BankMatch(bank_line_id=line, voucher_line_id=entry, officer=work.officer.name, on=work.today)
    )
    work.session.flush()


def _refuse_taken(work: Work, line: BankLine, entry: VoucherLine) -> None:
    taken = select(func.count()).where(
        (BankMatch.bank_line_id == line.id) | (BankMatch.voucher_line_id == entry.id)
    )
    if work.session.scalar(taken):
        raise Refusal(_("其中一方已经勾对"), field="entry", rule="finance.bank.matched")
    voucher = work.get(Voucher, entry.voucher_id)
    if voucher.status is not VoucherStatus.posted or not entry.account.startswith(found.BANK):
        raise Refusal(_("只能勾对已记账的银行存款分录"), field="entry", rule="finance.bank.entry")


def follow_bank_line(work: Work, command: commands.FollowBankLine) -> Outcome:
    """Note what was found out about a line that only the statement has."""
    line = work.get(BankLine, command.record)
    _refuse_matched(work, BankMatch.bank_line_id == line.id)
    return _follow(work, DifferenceFollowed(bank_line_id=line.id, note=command.note), command.note)


def follow_entry(work: Work, command: commands.FollowEntry) -> Outcome:
    """Note what was found out about an entry that only the books have."""
    entry = work.get(VoucherLine, command.record)
    _refuse_matched(work, BankMatch.voucher_line_id == entry.id)
    return _follow(work, DifferenceFollowed(voucher_line_id=entry.id, note=command.note), command.note)


def _refuse_matched(work: Work, condition: ColumnElement[bool]) -> None:
    if work.session.scalar(select(BankMatch.id).where(condition)) is not None:
        raise Refusal(_("已勾对，没有差异要跟"), field="record", rule="finance.bank.matched")


def _follow(work: Work, row: DifferenceFollowed, note: str) -> Outcome:
    row.officer, row.on = work.officer.name, work.today
    work.add(row, MoneyAgreed(_("未达账项：{note}").format(note=note)))
    return Outcome(_("已记下"), row.id)
