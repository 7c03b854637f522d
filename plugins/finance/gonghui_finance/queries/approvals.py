"""The way of a budget and of the final accounts: who passed it and when; transfers between its lines."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance.choices import ApprovalBody, TransferStatus
from gonghui_finance.models import ApprovalStep, Budget, BudgetTransfer, DifferenceNote
from gonghui_finance.rules.budget import Transfer


def steps(work: Work, year: int, budget: int | None) -> list[ApprovalStep]:
    """The steps of a budget, or (without one) of the final accounts of a year, in their order."""
    query = select(ApprovalStep).where(ApprovalStep.year == year)
    query = query.where(
        ApprovalStep.budget_id.is_(None) if budget is None else ApprovalStep.budget_id == budget
    )
    return list(work.session.scalars(query.order_by(ApprovalStep.id)))


def agreed(found: list[ApprovalStep], body: ApprovalBody) -> bool:
    """Whether the last word of a body was yes."""
    words = [step.agreed for step in found if step.body is body]
    return bool(words) and words[-1]


def transferred(work: Work, budget: Budget) -> list[Transfer]:
    """The transfers in force between the lines of a budget."""
    query = select(BudgetTransfer).where(
        BudgetTransfer.budget_id == budget.id, BudgetTransfer.status == TransferStatus.approved
    )
    return [
        Transfer((row.source, row.source_project), (row.target, row.target_project), row.amount)
        for row in work.session.scalars(query.order_by(BudgetTransfer.id))
    ]


def undecided(work: Work, budget: int) -> list[BudgetTransfer]:
    """Transfers that wait for a decision."""
    query = select(BudgetTransfer).where(
        BudgetTransfer.budget_id == budget, BudgetTransfer.status == TransferStatus.draft
    )
    return list(work.session.scalars(query))


def transfer_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.budget_transfers`."""
    row = BudgetTransfer
    query: AnySelect = select(
        row.id.label("key"), Budget.year.label("year"), row.made_on.label("made_on"), row.source.label("source"),
        row.source_project.label("source_project"), row.target.label("target"),
        row.target_project.label("target_project"), row.amount.label("amount"), row.reason.label("reason"),
        row.status.label("status"), row.maker.label("maker"), row.decided_by.label("decided_by"),
        row.decided_on.label("decided_on"),
    ).join(Budget, Budget.id == row.budget_id)  # fmt: skip
    if asked.get("budget") is not None:
        query = query.where(row.budget_id == asked["budget"])
    return query if asked.get("year") is None else query.where(Budget.year == asked["year"])


def notes(work: Work, year: int) -> dict[tuple[str, str | None], str]:
    """What explains the differences of a year's final accounts, by account and project."""
    query = select(DifferenceNote).where(DifferenceNote.year == year)
    return {(row.account, row.project or None): row.note for row in work.session.scalars(query)}
