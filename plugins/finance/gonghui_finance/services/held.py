"""Money that is held for others (221 代管经费): named, taken in, paid out."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.commands import held as commands
from gonghui_finance.events import FundsMoved
from gonghui_finance.models import HeldFund
from gonghui_finance.queries import held as queries
from gonghui_finance.queries.claims import HELD
from gonghui_finance.rules.entry import Line
from gonghui_finance.services import origins
from gonghui_finance.services.paying import account_of

_ = translator("gonghui_finance")


def add_held_fund(work: Work, command: commands.AddHeldFund) -> Outcome:
    """Name a purpose; vouchers of account 221 that name it as their project belong to it from then on."""
    if work.session.scalar(select(HeldFund.id).where(HeldFund.name == command.name)) is not None:
        raise Refusal(_("已有“{name}”").format(name=command.name), field="name", rule="finance.held.name")
    fund = HeldFund(name=command.name, owners=command.owners, before=command.before, note=command.note)
    work.add(fund, FundsMoved(_("登记代管项目 {name}").format(name=command.name)))
    return Outcome(_("已登记 {name}").format(name=command.name), fund.id)


def receive_held(work: Work, command: commands.ReceiveHeld) -> Outcome:
    """Draft the voucher of money that came in for others."""
    fund = work.get(HeldFund, command.record)
    summary = f"收{fund.name}（{command.party}）"
    warnings = origins.draft(
        work, queries.PAGE, fund.id, received_lines(work, command), day=command.on, summary=summary,
        attachments=command.attachments,
    )  # fmt: skip
    work.record(
        FundsMoved(_("收代管经费 {name} {amount:.2f} 元").format(name=fund.name, amount=command.amount))
    )
    return Outcome(_("已制凭证草稿"), fund.id, warnings)


def received_lines(work: Work, command: commands.ReceiveHeld) -> list[Line]:
    """The voucher of a receipt (entry 17)."""
    fund = work.get(HeldFund, command.record)
    money = account_of(work, command.into)
    return [Line(money, debit=command.amount), Line(HELD, credit=command.amount, project=fund.name)]


def pay_held(work: Work, command: commands.PayHeld) -> Outcome:
    """Draft the voucher of money that goes on; what belongs to others is never overdrawn."""
    fund = work.get(HeldFund, command.record)
    lines = paid_lines(work, command)
    summary = f"付{fund.name}（{command.party}）"
    warnings = origins.draft(
        work, queries.PAGE, fund.id, lines, day=command.on, summary=summary, attachments=command.attachments
    )
    work.record(
        FundsMoved(_("付代管经费 {name} {amount:.2f} 元").format(name=fund.name, amount=command.amount))
    )
    return Outcome(_("已制凭证草稿"), fund.id, warnings)


def paid_lines(work: Work, command: commands.PayHeld) -> list[Line]:
    """The voucher of a payment (entry 17); refuses more than is held."""
    fund = work.get(HeldFund, command.record)
    left = queries.available(work, fund)
    if command.amount > left:
        said = _(
            "“{name}”只代管 {left:,.2f} 元（已扣除未记账的付款，未记账的收款不计），不能付 {amount:,.2f} 元"
        )
        raise Refusal(
            said.format(name=fund.name, left=left, amount=command.amount), field="amount",
            rule="finance.held.balance", need=f"{left:.2f}", have=f"{command.amount:.2f}",
        )  # fmt: skip
    money = account_of(work, command.source)
    return [Line(HELD, debit=command.amount, project=fund.name), Line(money, credit=command.amount)]
