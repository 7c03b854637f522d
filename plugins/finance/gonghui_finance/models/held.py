"""Tables of money held for others, and of what waits in account 182 for a decision."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Fen, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import PendingKind
from gonghui_finance.models.assets import Origin
from gonghui_finance.models.base import FinanceTable


class HeldFund(Versioned, FinanceTable):
    """What money is held for (代管经费): a purpose and those whom it belongs to.

    Its movements are the lines of account 221 that name it as their project; `before` is what the opening
    balance of the account held of it.
    """

    __tablename__ = "finance_held_fund"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(100), unique=True)
    owners: Mapped[str] = mapped_column(String(200))
    before: Mapped[Decimal] = mapped_column(MoneyColumn, default=Decimal("0.00"))
    note: Mapped[str | None] = mapped_column(String(300))


class Pending(Origin, FinanceTable):
    """What was found short or over and waits for a decision (待处理财产损溢).

    The voucher that brought it into account 182 is the one of `page` and `record`; the voucher that takes it out
    names this row as its origin, so that it waits again when that one is thrown away.
    """

    __tablename__ = "finance_pending"
    __table_args__ = (Index(None, "page", "record"), {"sqlite_strict": True})

    id: Mapped[Key]
    kind: Mapped[PendingKind] = mapped_column(ChoiceColumn(PendingKind))
    on: Mapped[datetime.date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(300))
    amount: Mapped[Fen]
    decided_on: Mapped[datetime.date | None] = mapped_column(Date)
    decision: Mapped[str | None] = mapped_column(String(300))
