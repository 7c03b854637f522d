"""Money that comes in, and the upper share that goes out again."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.office import commands as office
from gonghui_core.office import services as offices
from gonghui_core.office.choices import DocumentKind, Retention
from gonghui_core.verdicts import Refusal, Verdict
from gonghui_core.work import Work
from gonghui_finance import events, periods
from gonghui_finance.choices import AccrualKind, FundsMode, PayFrom, ReceiptKind, SubsidySource
from gonghui_finance.commands import income as commands
from gonghui_finance.commands.yearend import SettleAccrual
from gonghui_finance.models import Receipt, Remittance, WageBill
from gonghui_finance.queries import funds as queries
from gonghui_finance.rules import funds
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.rules.funds import Split
from gonghui_finance.services import origins
from gonghui_finance.services.paying import account_of
from gonghui_finance.services.yearend import settle_accrual, still_owed

_ = translator("gonghui_finance")

OWN, UPPER, SCHOOL = "402", "211", "405"
UPPER_SUBSIDY = {False: "40301", True: "40302"}
SLIP = 1
"""The bank's slip, which every movement of the bank account comes with."""


def set_wage_bill(work: Work, command: commands.SetWageBill) -> Outcome:
    """Keep the wage bill of a month; a second figure corrects the first."""
    period = periods.period(command.year, command.month)
    bill = work.session.scalar(select(WageBill).where(WageBill.period == period))
    words = _("{month}工资总额 {base:,.2f} 元").format(month=periods.title(period), base=command.base)
    if bill is None:
        bill = work.add(WageBill(period=period, base=command.base))
    bill.base = command.base
    work.record(events.FundsMoved(words))
    return Outcome(words, bill.id)


def receive_funds(work: Work, command: commands.ReceiveFunds) -> Outcome:
    """Record funds and draft their voucher: entry 1 for the whole 2 %, entry 3 for the retained share.

    Funds that settle what was accrued at the end of the year before are no income.
    """
    if command.settles is not None:
        return _settle(work, command, command.settles)
    shares = shares_of(work, command)
    receipt = Receipt(
        kind=ReceiptKind.funds, date=command.date, amount=command.amount, mode=command.mode, own=shares.own,
        upper=shares.upper, officer=work.officer.name,
    )  # fmt: skip
    credits = [Line(OWN, credit=shares.own), Line(UPPER, credit=shares.upper)]
    owed = [] if command.mode is FundsMode.full else still_owed(work, AccrualKind.transfer, command.date)
    return _receive(work, receipt, "收到工会经费", credits, owed)


def _settle(work: Work, command: commands.ReceiveFunds | commands.ReceiveSubsidy, accrual: int) -> Outcome:
    return settle_accrual(work, SettleAccrual(record=accrual, date=command.date, amount=command.amount))


def shares_of(work: Work, command: commands.ReceiveFunds) -> Split:
    """The shares of what arrived; refuses to split while no rule says how."""
    if command.mode is FundsMode.retained:
        return Split(command.amount, ZERO)
    share = queries.retained(work, command.date)
    if share is None:
        said = _("没有设定经费留成比例，无法分成：请在本单位规则中设定 finance.funds.retained")
        raise Refusal(said, field="mode", rule="finance.funds.retained")
    return funds.split(command.amount, share)


def receive_subsidy(work: Work, command: commands.ReceiveSubsidy) -> Outcome:
    """Record a subsidy of the upper union (entry 7) or of the school (entry 6), or what settles an accrual."""
    if command.settles is not None:
        return _settle(work, command, command.settles)
    if command.earmarked and not command.project:
        raise Refusal(_("专项补助要写明项目"), field="project", rule="finance.subsidy.project")
    upper = command.source is SubsidySource.superior
    receipt = Receipt(
        kind=ReceiptKind.upper_subsidy if upper else ReceiptKind.school_subsidy, date=command.date,
        amount=command.amount, own=command.amount, upper=ZERO, earmarked=command.earmarked, project=command.project,
        officer=work.officer.name,
    )  # fmt: skip
    account = UPPER_SUBSIDY[command.earmarked] if upper else SCHOOL
    line = Line(account, credit=command.amount, earmarked=command.earmarked, project=command.project)
    owed = still_owed(work, AccrualKind.subsidy, command.date) if upper else []
    return _receive(work, receipt, f"收到{command.source.title_[:]}补助", [line], owed)


def _receive(
    work: Work, receipt: Receipt, summary: str, credits: list[Line], owed: list[Verdict]
) -> Outcome:  # fmt: skip
    words = _("{summary} {amount:,.2f} 元").format(summary=summary, amount=receipt.amount)
    work.add(receipt, events.FundsMoved(words))
    lines = [
        Line(account_of(work, PayFrom.bank), debit=receipt.amount),
        *(line for line in credits if line.credit),
    ]
    warnings = origins.draft(
        work, queries.RECEIPTS, receipt.id, lines, day=receipt.date, summary=summary, attachments=SLIP
    )
    return Outcome(_("{words}，已制凭证草稿").format(words=words), receipt.id, [*owed, *warnings])


def remit(work: Work, command: commands.Remit) -> Outcome:
    """Record a payment of the upper share (entry 2), with its proof if it is at hand.

    One above what account 211 holds is told: it would make a debt of the upper union's.
    """
    left = queries.held_for_upper(work) - command.amount
    verdict = policy.check(work, "finance.remittance.payable", command.date, have=left, field="amount")
    remittance = Remittance(date=command.date, amount=command.amount, officer=work.officer.name)
    words = _("上解工会经费 {amount:,.2f} 元").format(amount=command.amount)
    work.add(remittance, events.FundsMoved(words))
    lines = [Line(UPPER, debit=command.amount), Line(account_of(work, PayFrom.bank), credit=command.amount)]
    warnings = origins.draft(
        work, queries.REMITTANCES, remittance.id, lines, day=command.date, summary="上解工会经费",
        attachments=SLIP,
    )  # fmt: skip
    if command.proof is not None:
        _prove(work, remittance, command.proof)
    told = [*policy.broken(verdict), *warnings]
    return Outcome(_("{words}，已制凭证草稿").format(words=words), remittance.id, told)


def attach_proof(work: Work, command: commands.AttachProof) -> Outcome:
    """Attach a proof to a remittance that was recorded without."""
    remittance = work.get(Remittance, command.record)
    _prove(work, remittance, command.file)
    return Outcome(_("已附凭据"), remittance.id)


def _prove(work: Work, remittance: Remittance, file: str) -> None:
    proof = office.AddDocument(
        title=f"上解经费凭据 {remittance.date} {remittance.amount:.2f} 元",
        kind=DocumentKind.proof, date=remittance.date, file=file, retention=Retention.thirty_years,
        page=queries.REMITTANCES, attached_to=str(remittance.id),
    )  # fmt: skip
    offices.add_document(work, proof)
