"""Paying claims and advances, and getting back what was left of an advance."""

from __future__ import annotations

from datetime import date

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal, Verdict
from gonghui_core.work import Work
from gonghui_finance import events
from gonghui_finance.choices import ClaimKind, ClaimStatus, ReceiptKind
from gonghui_finance.commands import claims as commands
from gonghui_finance.models import Claim, Receipt
from gonghui_finance.queries import claims as queries
from gonghui_finance.queries import origins as found
from gonghui_finance.queries.capital import CAPITAL
from gonghui_finance.queries.funds import RECEIPTS
from gonghui_finance.rules import claims as rules
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.services import claims, origins
from gonghui_finance.services.paying import account_of

_ = translator("gonghui_finance")

RECEIPT = 1
"""The receipt that is given for money that comes back."""


def pay_claim(work: Work, command: commands.PayClaim) -> Outcome:
    """Record the payment and draft its voucher, which an accountant adopts: who pays keeps no accounts
    (Accounting Law, Article 35)."""
    claim = claims.at_step(work, command.record, ClaimStatus.approved)
    paid = rules.settlement(claim.amount, claims.advance_left(work, claim))
    claim.advance_used, claim.paid_from = paid.from_advance, command.source
    claims.take_step(work, claim, "paid", ClaimStatus.paid)
    claim.paid_on = command.date or work.today
    warnings = _draft(work, claim, claim.paid_on)
    said = _("已付款 {amount:,.2f} 元，凭证草稿等待会计接收").format(amount=paid.in_money)
    if paid.from_advance:
        said += _("；冲抵借款 {used:,.2f} 元").format(used=paid.from_advance)
    capital = sum((x.amount for x in queries.lines_of(work, claim.id) if x.account.startswith(CAPITAL)), ZERO)
    if capital:
        said += _("；其中资本性支出 {capital:,.2f} 元，请在“资本性支出”中登记资产").format(capital=capital)
    return Outcome(said, claim.id, warnings)


def book_claim(work: Work, command: commands.BookClaim) -> Outcome:
    """Draft the voucher of a paid claim that has none any more; the acting accountant is its maker."""
    claim = work.get(Claim, command.record)
    if claim.status is not ClaimStatus.paid:
        raise Refusal(_("还没有付款的单据不能入账"), field="record", rule="finance.claim.status")
    voucher = found.voucher_of(work, queries.CLAIMS, claim.id)
    if voucher is not None:
        raise Refusal(
            _("已有凭证（编号 {key}）").format(key=voucher), field="record", rule="finance.claim.booked"
        )
    warnings = _draft(work, claim, work.today)
    return Outcome(_("已重制凭证草稿"), claim.id, warnings)


def _draft(work: Work, claim: Claim, day: date) -> list[Verdict]:
    assert claim.paid_from is not None
    lines = claims.voucher_lines(work, claim, account_of(work, claim.paid_from))
    return origins.draft(
        work, queries.CLAIMS, claim.id, lines, day=day, summary=claim.summary, own=work.may("finance.draft"),
        attachments=claims.invoices(work, claim),
    )  # fmt: skip


def return_advance(work: Work, command: commands.ReturnAdvance) -> Outcome:
    """Record money that came back of an advance, and draft its voucher (entry 16)."""
    claim = work.get(Claim, command.record)
    left = queries.outstanding(work, [claim.id]).get(claim.id, ZERO)
    if claim.kind is not ClaimKind.advance or command.amount > left:
        said = _("借款还剩 {left:,.2f} 元，不能退回 {amount:,.2f} 元")
        raise Refusal(
            said.format(left=left, amount=command.amount), field="amount", rule="finance.advance",
            need=f"{left:.2f}", have=f"{command.amount:.2f}",
        )  # fmt: skip
    words = _("退回借款 {amount:,.2f} 元").format(amount=command.amount)
    receipt = Receipt(
        kind=ReceiptKind.advance_return, date=command.date, amount=command.amount, own=command.amount, upper=ZERO,
        claim=claim.id, officer=work.officer.name,
    )  # fmt: skip
    work.add(receipt, events.FundsMoved(words))
    lines = [
        Line(account_of(work, command.into), debit=command.amount), Line(rules.ADVANCE, credit=command.amount)
    ]  # fmt: skip
    summary = f"退回借款：{claim.summary}"
    warnings = origins.draft(
        work, RECEIPTS, receipt.id, lines, day=command.date, summary=summary, attachments=RECEIPT
    )
    return Outcome(_("{words}，已制凭证草稿").format(words=words), claim.id, warnings)
