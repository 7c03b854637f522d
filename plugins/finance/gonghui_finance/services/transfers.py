"""Moving money between lines of a budget: asked for by the accountant, decided by the chair, kept for ever."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.choices import BudgetStatus, TransferStatus
from gonghui_finance.commands import budget as commands
from gonghui_finance.events import BudgetChanged
from gonghui_finance.models import Budget, BudgetTransfer
from gonghui_finance.queries import budget as found
from gonghui_finance.queries import seat
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

RULE = "finance.budget.transfer"


def transfer_budget(work: Work, command: commands.TransferBudget) -> Outcome:
    """Ask for a transfer between two lines of the budget in force; one that leaves its level-1 account is told."""
    budget = _changeable(work, command.year)
    _refuse_lines(work, command)
    given, left = _amounts(work, command)
    if command.amount > given:
        said = _("{account} 的预算是 {given:,.2f} 元，不能调出 {amount:,.2f} 元")
        words = said.format(account=command.source, given=given, amount=command.amount)
        raise Refusal(words, field="amount", rule=RULE, need=f"{given:.2f}", have=f"{command.amount:.2f}")
    told = [policy.check(work, "finance.budget.transfer_left", have=left - command.amount, field="amount")]
    if command.source[:3] != command.target[:3]:
        told.append(policy.check(work, "finance.budget.transfer_across", have=True, field="target"))
    row = BudgetTransfer(
        budget_id=budget.id, source=command.source, source_project=command.source_project, target=command.target,
        target_project=command.target_project, amount=command.amount, reason=command.reason,
        status=TransferStatus.draft, maker=work.officer.name, made_on=work.today,
    )  # fmt: skip
    words = _("申请预算调剂 {amount:,.2f} 元：{source} → {target}").format(
        amount=command.amount, source=command.source, target=command.target
    )
    work.add(row, BudgetChanged(words))
    return Outcome(_("{words}，等待批准").format(words=words), row.id, policy.broken(*told))


def approve_transfer(work: Work, command: commands.ApproveTransfer) -> Outcome:
    """Let a transfer take effect; never by who asked for it."""
    row = _decide(work, command.record, TransferStatus.approved)
    return Outcome(_("已批准调剂 {amount:,.2f} 元").format(amount=row.amount), row.id)


def refuse_transfer(work: Work, command: commands.RefuseTransfer) -> Outcome:
    """Say no to a transfer."""
    row = _decide(work, command.record, TransferStatus.refused)
    return Outcome(_("未批准调剂 {amount:,.2f} 元").format(amount=row.amount), row.id)


def _decide(work: Work, key: int, status: TransferStatus) -> BudgetTransfer:
    row = work.get(BudgetTransfer, key)
    if row.status is not TransferStatus.draft:
        raise Refusal(_("这笔调剂{status}").format(status=row.status.label), field="record", rule=RULE)
    seat.refuse_auditor(work)
    work.officer.differs_from(row.maker, _("申请人不能批准自己的调剂"))
    row.status, row.decided_by, row.decided_on = status, work.officer.name, work.today
    words = _("预算调剂 {key}：{status}").format(key=row.id, status=status.label)
    work.record(BudgetChanged(words))
    return row


def _changeable(work: Work, year: int) -> Budget:
    budget = found.in_force(work, year)
    if budget is None:
        said = _("{year}年还没有批准的预算，请先编制").format(year=year)
        raise Refusal(said, field="year", rule="finance.budget.approved")
    waiting = select(Budget.id).where(Budget.year == year, Budget.status == BudgetStatus.draft)
    if work.session.scalar(waiting) is not None:
        raise Refusal(_("有预算调整等待批准，调剂请写进调整里"), field="year", rule=RULE)
    return budget


def _refuse_lines(work: Work, command: commands.TransferBudget) -> None:
    """Both lines are accounts of one element; only the line that money leaves must be in the budget."""
    chart = chart_of(work)
    for name in ("source", "target"):
        code = getattr(command, name)
        if chart.get(code) is None or code[0] not in "45":
            said = _("{code} 不是收入或支出科目").format(code=code)
            raise Refusal(said, field=name, rule="finance.account.known", have=code)
    ends = (command.source, command.source_project), (command.target, command.target_project)
    if ends[0] == ends[1]:
        raise Refusal(_("从和到是同一行"), field="target", rule=RULE)
    if command.source[0] != command.target[0]:
        raise Refusal(_("收入预算和支出预算之间不能调剂"), field="target", rule=RULE)


def _amounts(work: Work, command: commands.TransferBudget) -> tuple[Decimal, Decimal]:
    """What the line that money leaves was given, and what is left of it."""
    lines = {(x.account, x.project): x for x in found.standing(work, command.year).lines}
    at = lines.get((command.source, command.source_project))
    return (at.budget, at.left) if at else (ZERO, ZERO)
