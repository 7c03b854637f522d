"""The budget in force, and how it stands on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance.choices import BudgetStatus, VoucherKind, VoucherStatus
from gonghui_finance.models import Budget, BudgetLine, FinalAccounts, Voucher, VoucherLine
from gonghui_finance.queries import approvals, claims, requests
from gonghui_finance.rules.budget import Amount, Planned, Position, line_for, moved, positions, width


@dataclass(frozen=True)
class Standing:
    """The budget of a year as it stands: the record in force (or none), and its lines."""

    budget: Budget | None
    lines: list[Position]


def in_force(work: Work, year: int) -> Budget | None:
    """The last approved budget of a year."""
    found = approved(work, year)
    return found[-1] if found else None


def approved(work: Work, year: int) -> list[Budget]:
    """The approved budget of a year and its adjustments, in their order."""
    query = select(Budget).where(Budget.year == year, Budget.status == BudgetStatus.approved)
    return list(work.session.scalars(query.order_by(Budget.id)))


def planned(work: Work, budget: Budget | None) -> list[Planned]:
    """The lines of a budget, with what was transferred between them since."""
    lines = first_planned(work, budget)
    return moved(lines, approvals.transferred(work, budget)) if budget else lines


def first_planned(work: Work, budget: Budget | None) -> list[Planned]:
    """The lines of a budget as it was approved."""
    if budget is None:
        return []
    rows = work.session.scalars(
        select(BudgetLine)
        .where(BudgetLine.budget_id == budget.id)
        .order_by(BudgetLine.account, BudgetLine.id)
    )
    return [Planned(row.account, row.amount, row.project) for row in rows]


def standing(work: Work, year: int, until: date | None = None) -> Standing:
    """Budget against actual up to a day: posted is actual; drafts, requests and claims are committed."""
    last = until or date(year, 12, 31)
    budget = in_force(work, year)
    inside = Voucher.date.between(date(year, 1, 1), last)
    actual = _amounts(work, inside, Voucher.status == VoucherStatus.posted)
    committed = _amounts(work, inside, Voucher.status != VoucherStatus.posted)
    committed += claims.committed(work, date(year, 1, 1), last)
    committed += requests.committed(work, date(year, 1, 1), last)
    return Standing(budget, positions(planned(work, budget), committed, actual))


def _amounts(work: Work, *conditions: ColumnElement[bool]) -> list[Amount]:
    """What vouchers other than closings put on income and expenditure, by account and project."""
    query = (
        select(
            VoucherLine.account,
            VoucherLine.project,
            func.sum(VoucherLine.debit),
            func.sum(VoucherLine.credit),
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(*conditions, Voucher.kind == VoucherKind.ordinary)
        .where(or_(VoucherLine.account.startswith("4"), VoucherLine.account.startswith("5")))
        .group_by(VoucherLine.account, VoucherLine.project)
    )
    return [
        Amount(account, project, debit - credit if account[0] == "5" else credit - debit)
        for account, project, debit, credit in work.session.execute(query)
    ]


def under(work: Work, year: int, account: str, project: str | None) -> list[ColumnElement[bool]]:
    """The voucher lines that fall under a line of the budget: those it covers and no narrower line does."""
    lines = planned(work, in_force(work, year))
    own = next((line for line in lines if (line.account, line.project) == (account, project)), None)
    mine = _covered(own) if own else VoucherLine.account == account
    narrower = [_covered(line) for line in lines if own is None or width(line) < width(own)]
    return [mine, *(not_(condition) for condition in narrower)]


def _covered(line: Planned) -> ColumnElement[bool]:
    below = VoucherLine.account.startswith(line.account)
    if line.project is None:
        return below
    return and_(below, func.coalesce(VoucherLine.project, "") == line.project)


def adjustments(work: Work, year: int) -> int:
    """How many times the budget of a year was adjusted."""
    return max(len(approved(work, year)) - 1, 0)


def budget_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.budgets`."""
    total = (
        select(func.sum(BudgetLine.amount))
        .where(BudgetLine.budget_id == Budget.id, BudgetLine.account.startswith("5"))
        .correlate(Budget)
        .scalar_subquery()
    )
    query: AnySelect = select(
        Budget.id.label("key"), Budget.year.label("year"), Budget.kind.label("kind"), total.label("expenditure"),
        Budget.status.label("status"), Budget.maker.label("maker"), Budget.approved_by.label("approved_by"),
        Budget.approved_on.label("approved_on"), Budget.reported_on.label("reported_on"),
        Budget.reason.label("reason"),
    )  # fmt: skip
    return query if asked.get("year") is None else query.where(Budget.year == asked["year"])


class Year:
    """The budget of a year as vouchers ask it, read once: the line that money falls under, as it stands."""

    def __init__(self, work: Work, year: int) -> None:
        self.budget = in_force(work, year)
        self._planned = planned(work, self.budget)
        # Without a budget nobody asks how it stands, and adding up a year takes its time.
        lines = standing(work, year).lines if self.budget else []
        self._standing = {(position.account, position.project): position for position in lines}
        self._known: dict[tuple[str, str | None], Position | None] = {}

    def at(self, account: str, project: str | None) -> Position | None:
        """How the line for an account and project stands; without a line in the budget, the account alone."""
        asked = (account, project)
        if asked not in self._known:
            line = line_for(self._planned, account, project)
            key = (line.account, line.project) if line else (account, None)
            self._known[asked] = self._standing.get(key)
        return self._known[asked]


def final_accounts(work: Work, year: int) -> FinalAccounts | None:
    """The record that the final accounts of a year were sent to the upper union."""
    query = select(FinalAccounts).where(FinalAccounts.year == year).order_by(FinalAccounts.id.desc()).limit(1)
    return work.session.scalar(query)


def unexplained(work: Work, year: int) -> list[Position]:
    """Lines of the final accounts that differ from the budget and have no explanation."""
    said = approvals.notes(work, year)
    lines = standing(work, year).lines
    return [x for x in lines if x.actual != x.budget and (x.account, x.project) not in said]
