"""The union's own sub-accounts, each with the document of the provincial union that allowed it."""

from __future__ import annotations

import datetime

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Key, Versioned
from gonghui_finance.models.base import FinanceTable


class OwnAccount(Versioned, FinanceTable):
    """A sub-account below a prescribed account (General notes of the accounting system, 2)."""

    __tablename__ = "finance_own_account"
    __table_args__ = (UniqueConstraint("code"), {"sqlite_strict": True})

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    initials: Mapped[str] = mapped_column(String(60))
    document: Mapped[str] = mapped_column(String(200))
    document_number: Mapped[str] = mapped_column(String(100))
    document_date: Mapped[datetime.date] = mapped_column(Date)
    officer: Mapped[str] = mapped_column(String(100))
