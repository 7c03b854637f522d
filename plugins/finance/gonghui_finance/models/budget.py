"""Tables of the budget."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import ApprovalBody, BudgetKind, BudgetStatus, TransferStatus
from gonghui_finance.models.base import FinanceTable


class Budget(Versioned, FinanceTable):
    """A budget of a year, or an adjustment of it: each is a whole budget, and the last approved one is in force."""

    __tablename__ = "finance_budget"
    __table_args__ = (Index(None, "year", "id"), {"sqlite_strict": True})

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer)
    kind: Mapped[BudgetKind] = mapped_column(ChoiceColumn(BudgetKind))
    status: Mapped[BudgetStatus] = mapped_column(ChoiceColumn(BudgetStatus))
    reason: Mapped[str | None] = mapped_column(String(300))
    maker: Mapped[str] = mapped_column(String(100))
    made_on: Mapped[datetime.date] = mapped_column(Date)
    approved_by: Mapped[str | None] = mapped_column(String(100))
    approved_on: Mapped[datetime.date | None] = mapped_column(Date)
    reported_on: Mapped[datetime.date | None] = mapped_column(Date)
    report_document: Mapped[str | None] = mapped_column(String(100))


class BudgetLine(FinanceTable):
    """What a budget gives an account, or a level-1 account with all below it; `project` narrows it."""

    __tablename__ = "finance_budget_line"
    __table_args__ = (Index(None, "budget_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    budget_id: Mapped[int] = mapped_column(ForeignKey(Budget.id))
    account: Mapped[str] = mapped_column(String(12))
    project: Mapped[str | None] = mapped_column(String(100))
    amount: Mapped[Decimal] = mapped_column(MoneyColumn)


class FinalAccounts(FinanceTable):
    """The final accounts (决算) of a year were sent to the upper union, with what explains the differences."""

    __tablename__ = "finance_final_accounts"

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer)
    reported_on: Mapped[datetime.date] = mapped_column(Date)
    document: Mapped[str | None] = mapped_column(String(100))
    explanation: Mapped[str | None] = mapped_column(String(300))


class ApprovalStep(FinanceTable):
    """A step that a budget (`budget_id`), or the final accounts of a year (without one), took on its way.

    Nothing in it changes: a second resolution of the same body is a second step. `agreed` is false where the
    body sent it back.
    """

    __tablename__ = "finance_approval_step"
    __table_args__ = (Index(None, "year", "id"), {"sqlite_strict": True})

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer)
    budget_id: Mapped[int | None] = mapped_column(ForeignKey(Budget.id))
    body: Mapped[ApprovalBody] = mapped_column(ChoiceColumn(ApprovalBody))
    agreed: Mapped[bool] = mapped_column(Boolean)
    on: Mapped[datetime.date] = mapped_column(Date)
    document: Mapped[str | None] = mapped_column(String(100))
    opinion: Mapped[str | None] = mapped_column(String(300))
    officer: Mapped[str] = mapped_column(String(100))
    recorded_on: Mapped[datetime.date] = mapped_column(Date)


class BudgetTransfer(Versioned, FinanceTable):
    """Money moved from one line of a budget to another, in force once it is approved.

    An adjustment of the budget is a whole budget, so that the transfers of the one before it are in it already.
    """

    __tablename__ = "finance_budget_transfer"
    __table_args__ = (Index(None, "budget_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    budget_id: Mapped[int] = mapped_column(ForeignKey(Budget.id))
    source: Mapped[str] = mapped_column(String(12))
    source_project: Mapped[str | None] = mapped_column(String(100))
    target: Mapped[str] = mapped_column(String(12))
    target_project: Mapped[str | None] = mapped_column(String(100))
    amount: Mapped[Decimal] = mapped_column(MoneyColumn)
    reason: Mapped[str] = mapped_column(String(300))
    status: Mapped[TransferStatus] = mapped_column(ChoiceColumn(TransferStatus))
    maker: Mapped[str] = mapped_column(String(100))
    made_on: Mapped[datetime.date] = mapped_column(Date)
    decided_by: Mapped[str | None] = mapped_column(String(100))
    decided_on: Mapped[datetime.date | None] = mapped_column(Date)


class DifferenceNote(FinanceTable):
    """Why a line of the final accounts differs from the budget."""

    __tablename__ = "finance_difference_note"
    __table_args__ = (UniqueConstraint("year", "account", "project"), {"sqlite_strict": True})

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer)
    account: Mapped[str] = mapped_column(String(12))
    project: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[str] = mapped_column(String(300))
    officer: Mapped[str] = mapped_column(String(100))
    on: Mapped[datetime.date] = mapped_column(Date)
