"""Tables of welfare."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.models import Branch, Member
from gonghui_core.storage.base import PERSONAL, Key, Table, Versioned, new_metadata
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn, SealedColumn
from gonghui_welfare.choices import AidKind, AidStatus, Audience, Festival, GiftForm, Programme


class WelfareTable(Table):
    """A table of welfare."""

    __abstract__ = True
    metadata = new_metadata()


class Run(Versioned, WelfareTable):
    """A distribution: one thing given to many on one occasion. It is open until `closed_on`.

    `unit_cost` and `cost` are yuan; `cost` is what was really spent, known at the closing if at all, and
    `bought` the number of pieces that were bought.
    """

    __tablename__ = "welfare_run"
    __table_args__ = (Index(None, "day"), {"sqlite_strict": True})

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(300))
    programme: Mapped[Programme] = mapped_column(ChoiceColumn(Programme))
    festival: Mapped[Festival | None] = mapped_column(ChoiceColumn(Festival))
    day: Mapped[date] = mapped_column(Date)
    item: Mapped[str] = mapped_column(String(300))
    form: Mapped[GiftForm] = mapped_column(ChoiceColumn(GiftForm))
    unit_cost: Mapped[Decimal] = mapped_column(MoneyColumn)
    audience: Mapped[Audience] = mapped_column(ChoiceColumn(Audience))
    planned_by: Mapped[str] = mapped_column(String(100))
    closed_on: Mapped[date | None] = mapped_column(Date)
    closed_by: Mapped[str | None] = mapped_column(String(100))
    bought: Mapped[int | None] = mapped_column(Integer)
    cost: Mapped[Decimal | None] = mapped_column(MoneyColumn)
    note: Mapped[str | None] = mapped_column(Text)


class Recipient(WelfareTable):
    """Somebody on the list of a distribution, in the branch that hands it out; with a reason if left out."""

    __tablename__ = "welfare_recipient"
    __person__ = "member_id"
    __table_args__ = (
        UniqueConstraint("run_id", "member_id"),
        Index(None, "member_id"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey(Run.id))
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    branch_id: Mapped[int] = mapped_column(ForeignKey(Branch.id))
    excepted_on: Mapped[date | None] = mapped_column(Date)
    excepted_by: Mapped[str | None] = mapped_column(String(100))
    reason: Mapped[str | None] = mapped_column(Text, info=PERSONAL)


class Signature(WelfareTable):
    """A recipient has received; `collector` is the name of whoever signed for somebody else."""

    __tablename__ = "welfare_signature"
    __person__ = "member_id"
    __table_args__ = (
        UniqueConstraint("run_id", "member_id"),
        ForeignKeyConstraint(
            ["run_id", "member_id"], ["welfare_recipient.run_id", "welfare_recipient.member_id"]
        ),
        Index(None, "member_id"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey(Run.id))
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    signed_on: Mapped[date] = mapped_column(Date)
    signed_by: Mapped[str] = mapped_column(String(100))
    collector: Mapped[str | None] = mapped_column(String(100), info=PERSONAL)


class Aid(Versioned, WelfareTable):
    """Help for one member: asked for, reviewed and approved by three officers, then paid. Yuan.

    The officers are kept by name, as the audit log names them, and by the member that each of them is. `file_number`
    is that of the hardship file.
    """

    __tablename__ = "welfare_aid"
    __person__ = "member_id"
    __table_args__ = (Index(None, "member_id"), Index(None, "status"), {"sqlite_strict": True})

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    kind: Mapped[AidKind] = mapped_column(ChoiceColumn(AidKind), info=PERSONAL)
    amount: Mapped[Decimal] = mapped_column(MoneyColumn)
    reason: Mapped[str] = mapped_column(SealedColumn("welfare_aid.reason"), info=PERSONAL)
    file_number: Mapped[str | None] = mapped_column(String(300), info=PERSONAL)
    status: Mapped[AidStatus] = mapped_column(ChoiceColumn(AidStatus))
    requested_on: Mapped[date] = mapped_column(Date)
    requested_by: Mapped[str] = mapped_column(String(100))
    requested_member_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))
    reviewed_on: Mapped[date | None] = mapped_column(Date)
    reviewed_by: Mapped[str | None] = mapped_column(String(100))
    reviewed_member_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))
    approved_on: Mapped[date | None] = mapped_column(Date)
    approved_by: Mapped[str | None] = mapped_column(String(100))
    settled_on: Mapped[date | None] = mapped_column(Date)
    rejected_on: Mapped[date | None] = mapped_column(Date)
    rejected_by: Mapped[str | None] = mapped_column(String(100))
    rejection: Mapped[str | None] = mapped_column(SealedColumn("welfare_aid.rejection"), info=PERSONAL)
