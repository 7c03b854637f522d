"""Tables of the books. Posted vouchers, their lines and the log of closings are frozen by guards (`schema`)."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.models import Branch, Member
from gonghui_core.money.models import MoneyRequest
from gonghui_core.storage.base import Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import MonthEvent, VoucherKind, VoucherStatus
from gonghui_finance.models.base import FinanceTable


class Voucher(Versioned, FinanceTable):
    """A voucher (记账凭证). `period` is year and month of its date as 202312; the number is given at posting.

    `page` and `record` name what it was made for, such as an aid; `request_id` is the request of another plugin
    behind it. A draft made for a request has no maker until an officer adopts it. `editor` is who changed it
    last, if that was not the maker.
    """

    __tablename__ = "finance_voucher"
    __table_args__ = (
        UniqueConstraint("period", "number"),
        UniqueConstraint("request_id"),
        UniqueConstraint("reverses_id"),
        Index(None, "date"),
        Index(None, "status", "date"),
        Index(None, "page", "record"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    date: Mapped[datetime.date] = mapped_column(Date)
    period: Mapped[int] = mapped_column(Integer)
    number: Mapped[int | None] = mapped_column(Integer)
    summary: Mapped[str] = mapped_column(String(300))
    attachments: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[VoucherStatus] = mapped_column(ChoiceColumn(VoucherStatus), default=VoucherStatus.draft)
    kind: Mapped[VoucherKind] = mapped_column(ChoiceColumn(VoucherKind), default=VoucherKind.ordinary)
    maker: Mapped[str | None] = mapped_column(String(100))
    maker_member_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))
    editor: Mapped[str | None] = mapped_column(String(100))
    reviewer: Mapped[str | None] = mapped_column(String(100))
    poster: Mapped[str | None] = mapped_column(String(100))
    posted_on: Mapped[datetime.date | None] = mapped_column(Date)
    page: Mapped[str | None] = mapped_column(String(60))
    record: Mapped[str | None] = mapped_column(String(60))
    request_id: Mapped[int | None] = mapped_column(ForeignKey(MoneyRequest.id))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("finance_voucher.id"))


class VoucherLine(FinanceTable):
    """A line of a voucher: fen on one side; a red line has a negative amount."""

    __tablename__ = "finance_voucher_line"
    __table_args__ = (
        Index(None, "voucher_id", "position"),
        Index(None, "account", "voucher_id"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    voucher_id: Mapped[int] = mapped_column(ForeignKey(Voucher.id))
    position: Mapped[int] = mapped_column(Integer)
    account: Mapped[str] = mapped_column(String(12))
    debit: Mapped[Decimal] = mapped_column(MoneyColumn)
    credit: Mapped[Decimal] = mapped_column(MoneyColumn)
    memo: Mapped[str] = mapped_column(String(300), default="")
    earmarked: Mapped[bool] = mapped_column(Boolean, default=False)
    project: Mapped[str | None] = mapped_column(String(100))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey(Branch.id))


class Balance(FinanceTable):
    """What posted vouchers moved in a month, by account: kept in the transaction of the posting.

    It can be made again from the lines at any time, and `gonghui check` compares the two. `period` is 202312;
    closing vouchers are summed apart.
    """

    __tablename__ = "finance_balance"
    __audited__ = False

    period: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    account: Mapped[str] = mapped_column(String(12), primary_key=True)
    earmarked: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    closing: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    debit: Mapped[Decimal] = mapped_column(MoneyColumn)
    credit: Mapped[Decimal] = mapped_column(MoneyColumn)


class Opening(FinanceTable):
    """What an account stood at when the books were opened at the beginning of a year; on one side."""

    __tablename__ = "finance_opening"
    __table_args__ = (UniqueConstraint("year", "account"), {"sqlite_strict": True})

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer)
    account: Mapped[str] = mapped_column(String(12))
    debit: Mapped[Decimal] = mapped_column(MoneyColumn)
    credit: Mapped[Decimal] = mapped_column(MoneyColumn)


class MonthLog(FinanceTable):
    """What happened to a month: closed, locked, reopened; the last tells how it stands. Nothing in it changes.

    `side` is the role that an officer who asked for a reopening spoke for.
    """

    __tablename__ = "finance_month_log"
    __table_args__ = (Index(None, "period", "id"), {"sqlite_strict": True})

    id: Mapped[Key]
    period: Mapped[int] = mapped_column(Integer)
    event: Mapped[MonthEvent] = mapped_column(ChoiceColumn(MonthEvent))
    on: Mapped[datetime.date] = mapped_column(Date)
    officer: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str | None] = mapped_column(String(300))
    side: Mapped[str | None] = mapped_column(String(20))
