"""Tables of the year's end: what the upper union owes, and projects that are finished."""

from __future__ import annotations

import datetime

from sqlalchemy import Boolean, Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Fen, Key
from gonghui_core.storage.types import ChoiceColumn
from gonghui_finance.choices import AccrualKind
from gonghui_finance.models.base import FinanceTable


class Accrual(FinanceTable):
    """What the upper union's notice promised and had not paid at the end of `year`; its voucher is of December 31.

    What came in on it later is in the receipts that name it.
    """

    __tablename__ = "finance_accrual"
    __table_args__ = (Index(None, "year"), {"sqlite_strict": True})

    id: Mapped[Key]
    kind: Mapped[AccrualKind] = mapped_column(ChoiceColumn(AccrualKind))
    year: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Fen]
    earmarked: Mapped[bool] = mapped_column(Boolean, default=False)
    project: Mapped[str | None] = mapped_column(String(100))
    document: Mapped[str] = mapped_column(String(200))
    document_date: Mapped[datetime.date] = mapped_column(Date)
    officer: Mapped[str] = mapped_column(String(100))


class ProjectEnd(FinanceTable):
    """An earmarked project was finished in `year`, and what was left of it may be used for anything."""

    __tablename__ = "finance_project_end"
    __table_args__ = (Index(None, "project"), {"sqlite_strict": True})

    id: Mapped[Key]
    project: Mapped[str] = mapped_column(String(100))
    year: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Fen]
    document: Mapped[str | None] = mapped_column(String(200))
    officer: Mapped[str] = mapped_column(String(100))
