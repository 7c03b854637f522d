"""Tables of the budget."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import BudgetKind, BudgetStatus
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
