"""What is known of a year before the books began here."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Key
from gonghui_core.storage.types import MoneyColumn
from gonghui_finance.models.base import FinanceTable


class EarlierFigure(FinanceTable):
    """A figure of a year's income statement that was kept elsewhere; `item` is an account or the id of a line."""

    __tablename__ = "finance_earlier_figure"
    __table_args__ = (UniqueConstraint("year", "item"), {"sqlite_strict": True})

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer)
    item: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal] = mapped_column(MoneyColumn)
