"""Tables of cash counts and of the bank's statements."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Key
from gonghui_core.storage.types import MoneyColumn
from gonghui_finance.models.base import FinanceTable
from gonghui_finance.models.books import VoucherLine


class CashCount(FinanceTable):
    """The cash in the box at the end of a day, beside what the books said then."""

    __tablename__ = "finance_cash_count"
    __table_args__ = (Index(None, "on"), {"sqlite_strict": True})

    id: Mapped[Key]
    on: Mapped[datetime.date] = mapped_column(Date)
    counted: Mapped[Decimal] = mapped_column(MoneyColumn)
    book: Mapped[Decimal] = mapped_column(MoneyColumn)
    officer: Mapped[str] = mapped_column(String(100))
    note: Mapped[str | None] = mapped_column(String(300))


class BankLine(FinanceTable):
    """A line of the bank's statement: what came in is positive. `twin` counts lines that are otherwise the same."""

    __tablename__ = "finance_bank_line"
    __table_args__ = (
        UniqueConstraint("date", "amount", "summary", "reference", "twin"),
        Index(None, "date"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    date: Mapped[datetime.date] = mapped_column(Date)
    summary: Mapped[str] = mapped_column(String(300), default="")
    party: Mapped[str] = mapped_column(String(200), default="")
    reference: Mapped[str] = mapped_column(String(100), default="")
    amount: Mapped[Decimal] = mapped_column(MoneyColumn)
    balance: Mapped[Decimal | None] = mapped_column(MoneyColumn)
    twin: Mapped[int] = mapped_column(Integer, default=0)


class BankMatch(FinanceTable):
    """A line of the statement and the line of a voucher that is the same payment."""

    __tablename__ = "finance_bank_match"
    __table_args__ = (
        UniqueConstraint("bank_line_id"),
        UniqueConstraint("voucher_line_id"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    bank_line_id: Mapped[int] = mapped_column(ForeignKey(BankLine.id))
    voucher_line_id: Mapped[int] = mapped_column(ForeignKey(VoucherLine.id))
    officer: Mapped[str] = mapped_column(String(100))
    on: Mapped[datetime.date] = mapped_column(Date)


class DifferenceFollowed(FinanceTable):
    """What was found out about a line that only one side has: of the statement, or of the books."""

    __tablename__ = "finance_difference_followed"
    __table_args__ = (Index(None, "bank_line_id"), Index(None, "voucher_line_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    bank_line_id: Mapped[int | None] = mapped_column(ForeignKey(BankLine.id))
    voucher_line_id: Mapped[int | None] = mapped_column(ForeignKey(VoucherLine.id))
    note: Mapped[str] = mapped_column(String(300))
    officer: Mapped[str] = mapped_column(String(100))
    on: Mapped[datetime.date] = mapped_column(Date)
