"""The way of a budget and of the final accounts: committee, audit committee, upper union; each step is recorded."""

from __future__ import annotations

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal, Verdict
from gonghui_core.work import Work
from gonghui_finance.choices import ApprovalBody, BudgetStatus
from gonghui_finance.commands import budget as commands
from gonghui_finance.events import BudgetChanged
from gonghui_finance.models import ApprovalStep, Budget
from gonghui_finance.queries import approvals

_ = translator("gonghui_finance")


def pass_budget(work: Work, command: commands.PassBudget) -> Outcome:
    """Record the committee's decision on a budget."""
    budget = _waiting(work, command.record)
    return _step(work, budget.year, budget, ApprovalBody.committee, command)


def review_budget(work: Work, command: commands.ReviewBudget) -> Outcome:
    """Record the audit committee's opinion of a budget; who made it does not review it."""
    budget = _waiting(work, command.record)
    work.officer.differs_from(budget.maker, _("编制人不能审查自己的预算"))
    return _step(work, budget.year, budget, ApprovalBody.audit_committee, command)


def confirm_budget(work: Work, command: commands.ConfirmBudget) -> Outcome:
    """Record the reply of the upper union to a budget that was approved here."""
    budget = work.get(Budget, command.record)
    if budget.status is not BudgetStatus.approved:
        raise Refusal(_("批准以后才能报上级工会"), field="record", rule="finance.budget.approved")
    return _step(work, budget.year, budget, ApprovalBody.superior, command)


def pass_accounts(work: Work, command: commands.PassAccounts) -> Outcome:
    """Record the committee's decision on the final accounts of a year."""
    return _step(work, command.year, None, ApprovalBody.committee, command)


def review_accounts(work: Work, command: commands.ReviewAccounts) -> Outcome:
    """Record the audit committee's opinion of the final accounts of a year."""
    return _step(work, command.year, None, ApprovalBody.audit_committee, command)


def confirm_accounts(work: Work, command: commands.ConfirmAccounts) -> Outcome:
    """Record the reply of the upper union to the final accounts of a year."""
    return _step(work, command.year, None, ApprovalBody.superior, command)


def left_out(work: Work, year: int, budget: int | None) -> list[Verdict]:
    """What the rules say of the steps that a budget or the final accounts did not take."""
    found = approvals.steps(work, year, budget)
    asked = (("committee", ApprovalBody.committee), ("audited", ApprovalBody.audit_committee))
    what = "accounts" if budget is None else "budget"
    return policy.broken(*(
        policy.check(work, f"finance.{what}.{name}", have=approvals.agreed(found, body), field="record")
        for name, body in asked
    ))  # fmt: skip


def _waiting(work: Work, key: int) -> Budget:
    budget = work.get(Budget, key)
    if budget.status is BudgetStatus.approved:
        raise Refusal(_("这份预算已批准"), field="record", rule="finance.budget.approved")
    return budget


def _step(
    work: Work, year: int, budget: Budget | None, body: ApprovalBody, command: commands.Resolution
) -> Outcome:
    if command.on > work.today:
        raise Refusal(_("{day} 还没有到").format(day=command.on), field="on", have=command.on.isoformat())
    step = ApprovalStep(
        year=year, budget_id=budget.id if budget else None, body=body, agreed=command.agreed, on=command.on,
        document=command.document, opinion=command.opinion, officer=work.officer.name, recorded_on=work.today,
    )  # fmt: skip
    what = budget.kind.label if budget else str(_("决算"))
    said = _("{year}年{what}：{body}{on}同意") if command.agreed else _("{year}年{what}：{body}{on}未同意")
    words = said.format(year=year, what=what, body=body.label, on=command.on)
    work.add(step, BudgetChanged(words))
    return Outcome(words, budget.id if budget else step.id)
