"""Tables of income: what came in, what was remitted, wage bills, dues."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.models import Member
from gonghui_core.storage.base import PERSONAL, Fen, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import DuesSource, FundsMode, ReceiptKind
from gonghui_finance.models.base import FinanceTable


class WageBill(Versioned, FinanceTable):
    """The wage bill of a month (全部职工工资总额), on which the employer pays 2 %; `period` is 202312."""

    __tablename__ = "finance_wage_bill"
    __table_args__ = (UniqueConstraint("period"), {"sqlite_strict": True})

    id: Mapped[Key]
    period: Mapped[int] = mapped_column(Integer)
    base: Mapped[Fen]


class Receipt(FinanceTable):
    """Money that came in from the employer, the upper union or an officer with an advance.

    Its voucher names it as its origin; a receipt whose voucher was thrown away or reversed counts no more.
    `own` and `upper` are the shares of the funds and together the `amount` that arrived; for other receipts
    `own` is all of it. `claim` is the advance that was given back, `accrual` what the upper
    union owed from the year before.
    """

    __tablename__ = "finance_receipt"
    __table_args__ = (Index(None, "date"), {"sqlite_strict": True})

    id: Mapped[Key]
    kind: Mapped[ReceiptKind] = mapped_column(ChoiceColumn(ReceiptKind))
    date: Mapped[datetime.date] = mapped_column(Date)
    amount: Mapped[Fen]
    mode: Mapped[FundsMode | None] = mapped_column(ChoiceColumn(FundsMode))
    own: Mapped[Fen]
    upper: Mapped[Fen]
    earmarked: Mapped[bool] = mapped_column(Boolean, default=False)
    project: Mapped[str | None] = mapped_column(String(100))
    claim: Mapped[int | None] = mapped_column(Integer)
    accrual: Mapped[int | None] = mapped_column(Integer)
    officer: Mapped[str] = mapped_column(String(100))


class Remittance(FinanceTable):
    """A payment of the upper share (上解). Its proof is a document attached to it."""

    __tablename__ = "finance_remittance"
    __table_args__ = (Index(None, "date"), {"sqlite_strict": True})

    id: Mapped[Key]
    date: Mapped[datetime.date] = mapped_column(Date)
    amount: Mapped[Fen]
    officer: Mapped[str] = mapped_column(String(100))


class DuesBase(FinanceTable):
    """The monthly wage that a member's dues are reckoned from, since a day."""

    __tablename__ = "finance_dues_base"
    __person__ = "member_id"
    __table_args__ = (UniqueConstraint("member_id", "since"), {"sqlite_strict": True})

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    base: Mapped[Decimal] = mapped_column(MoneyColumn, info=PERSONAL)
    since: Mapped[datetime.date] = mapped_column(Date)


class DuesCollection(FinanceTable):
    """A collection of dues for a month: one voucher, and a payment for each member."""

    __tablename__ = "finance_dues_collection"
    __table_args__ = (Index(None, "period"), {"sqlite_strict": True})

    id: Mapped[Key]
    period: Mapped[int] = mapped_column(Integer)
    date: Mapped[datetime.date] = mapped_column(Date)
    source: Mapped[DuesSource] = mapped_column(ChoiceColumn(DuesSource))
    amount: Mapped[Fen]
    officer: Mapped[str] = mapped_column(String(100))


class DuesPayment(FinanceTable):
    """What one member paid in a collection."""

    __tablename__ = "finance_dues_payment"
    __person__ = "member_id"
    __table_args__ = (
        UniqueConstraint("collection_id", "member_id"),
        Index(None, "member_id"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    collection_id: Mapped[int] = mapped_column(ForeignKey(DuesCollection.id))
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    amount: Mapped[Decimal] = mapped_column(MoneyColumn, info=PERSONAL)
