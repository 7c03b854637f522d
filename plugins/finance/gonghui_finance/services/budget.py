"""Drafting, approving, adjusting and reporting the budget; reporting the final accounts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.choices import BudgetKind, BudgetStatus
from gonghui_finance.commands import budget as commands
from gonghui_finance.events import BudgetChanged
from gonghui_finance.models import Budget, BudgetLine, DifferenceNote, FinalAccounts
from gonghui_finance.queries import approvals, seat
from gonghui_finance.queries import budget as found
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.services import approval

_ = translator("gonghui_finance")


def set_budget(work: Work, command: commands.SetBudget) -> Outcome:
    """Store the draft of a year's budget; one that is approved already changes by adjustment only."""
    if found.in_force(work, command.year) is not None:
        said = _("{year}年预算已批准；要改请用“预算调整”").format(year=command.year)
        raise Refusal(said, field="year", rule="finance.budget.adjust")
    return _store(work, command.year, BudgetKind.initial, command.lines)


def adjust_budget(work: Work, command: commands.AdjustBudget) -> Outcome:
    """Store the draft of an adjustment: the same procedure as for the budget itself."""
    if found.in_force(work, command.year) is None:
        said = _("{year}年还没有批准的预算，请先编制").format(year=command.year)
        raise Refusal(said, field="year", rule="finance.budget.approved")
    times = found.adjustments(work, command.year) + 1
    _refuse_open_transfers(work, command.year)
    verdict = policy.check(work, "finance.budget.adjustments", have=times, field="year")
    outcome = _store(work, command.year, BudgetKind.adjustment, command.lines, command.reason)
    return Outcome(outcome.message, outcome.key, policy.broken(verdict))


def _refuse_open_transfers(work: Work, year: int) -> None:
    """An adjustment is a whole budget: a transfer that waits would be lost in it."""
    budget = found.in_force(work, year)
    if budget is not None and approvals.undecided(work, budget.id):
        said = _("还有预算调剂等待批准，请先批准或退回，再编制预算调整")
        raise Refusal(said, field="year", rule="finance.budget.transfer")


def approve_budget(work: Work, command: commands.ApproveBudget) -> Outcome:
    """Put a budget in force; never by its maker. A step that was left out is told."""
    budget = work.get(Budget, command.record)
    if budget.status is BudgetStatus.approved:
        raise Refusal(_("这份预算已批准"), field="record")
    seat.refuse_auditor(work)
    work.officer.differs_from(budget.maker, _("编制人不能批准自己的预算"))
    budget.status, budget.approved_by, budget.approved_on = (
        BudgetStatus.approved,
        work.officer.name,
        work.today,
    )
    budget.report_document = command.document
    said = _("已批准{year}年{kind}").format(year=budget.year, kind=budget.kind.label)
    work.record(BudgetChanged(said))
    return Outcome(said, budget.id, approval.left_out(work, budget.year, budget.id))


def report_budget(work: Work, command: commands.ReportBudget) -> Outcome:
    """Note the day on which an approved budget was sent to the upper union."""
    budget = work.get(Budget, command.record)
    if budget.status is not BudgetStatus.approved:
        raise Refusal(_("批准以后才能报送"), field="record")
    budget.reported_on = command.on
    budget.report_document = command.document or budget.report_document
    said = _("{year}年{kind}于 {on} 报送上级工会")
    words = said.format(year=budget.year, kind=budget.kind.label, on=command.on)
    work.record(BudgetChanged(words))
    return Outcome(words, budget.id)


def report_accounts(work: Work, command: commands.ReportAccounts) -> Outcome:
    """Note the day on which the final accounts were sent to the upper union."""
    row = FinalAccounts(
        year=command.year, reported_on=command.on, document=command.document, explanation=command.explanation
    )
    words = _("{year}年决算于 {on} 报送上级工会").format(year=command.year, on=command.on)
    told = approval.left_out(work, command.year, None)
    if not command.explanation:
        bare = len(found.unexplained(work, command.year))
        told += policy.broken(
            policy.check(work, "finance.accounts.explained", have=bare, field="explanation")
        )
    work.add(row, BudgetChanged(words))
    return Outcome(words, row.id, told)


def explain_difference(work: Work, command: commands.ExplainDifference) -> Outcome:
    """Keep why a line of the final accounts differs from the budget."""
    lines = {(x.account, x.project) for x in found.standing(work, command.year).lines}
    if (command.account, command.project) not in lines:
        said = _("{year}年决算中没有科目 {account}{project} 这一行")
        words = said.format(year=command.year, account=command.account, project=command.project or "")
        raise Refusal(words, field="account", rule="finance.accounts.line", have=command.account)
    query = select(DifferenceNote).where(
        DifferenceNote.year == command.year, DifferenceNote.account == command.account,
        DifferenceNote.project == (command.project or ""),
    )  # fmt: skip
    row = work.session.scalar(query)
    if row is None:
        row = DifferenceNote(year=command.year, account=command.account, project=command.project or "")
        work.session.add(row)
    row.note, row.officer, row.on = command.note, work.officer.name, work.today
    words = _("{year}年决算 {account} 差异说明：{note}")
    work.record(BudgetChanged(words.format(year=command.year, account=command.account, note=command.note)))
    return Outcome(_("已存差异说明"))


def _store(
    work: Work, year: int, kind: BudgetKind, lines: Sequence[commands.BudgetLine], reason: str | None = None
) -> Outcome:
    seat.refuse_auditor(work)
    _refuse_wrong_lines(work, lines)
    _drop_drafts(work, year)
    budget = Budget(
        year=year,
        kind=kind,
        status=BudgetStatus.draft,
        reason=reason,
        maker=work.officer.name,
        made_on=work.today,
    )
    said = _("已存{year}年{kind}，等待批准").format(year=year, kind=kind.label)
    work.add(budget, BudgetChanged(said))
    for line in lines:
        row = BudgetLine(budget_id=budget.id, account=line.account, project=line.project, amount=line.amount)
        work.session.add(row)
    work.session.flush()
    return Outcome(said, budget.id)


def _refuse_wrong_lines(work: Work, lines: Sequence[commands.BudgetLine]) -> None:
    chart, seen = chart_of(work), set()
    for index, line in enumerate(lines):
        field = f"lines.{index}.account"
        account = chart.get(line.account)
        if account is None or not account.base or line.account[0] not in "45":
            said = _("第{n}行：{code} 不是基层工会的收入或支出科目").format(n=index + 1, code=line.account)
            raise Refusal(said, field=field, rule="finance.account.known", have=line.account)
        if (line.account, line.project) in seen:
            said = _("第{n}行：{code} 写了两次").format(n=index + 1, code=line.account)
            raise Refusal(said, field=field, rule="finance.budget.twice", have=line.account)
        seen.add((line.account, line.project))


def _drop_drafts(work: Work, year: int) -> None:
    drafts = select(Budget).where(Budget.year == year, Budget.status == BudgetStatus.draft)
    for draft in work.session.scalars(drafts).all():
        for line in work.session.scalars(select(BudgetLine).where(BudgetLine.budget_id == draft.id)).all():
            work.session.delete(line)
        work.session.flush()
        work.session.delete(draft)
    work.session.flush()
