"""Tables of money requests and benefits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.storage.base import CoreTable, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn

_ = translator("gonghui_core")


class RequestState(Choice):
    """What became of a money request."""

    waiting = "waiting", _("未入账")
    taken = "taken", _("已制凭证")
    settled = "settled", _("已记账")
    rejected = "rejected", _("已退回")


class MoneyRequest(Versioned, CoreTable):
    """A plugin's wish that money be paid and booked. The same source and head ask once."""

    __tablename__ = "core_money_request"
    __table_args__ = (
        UniqueConstraint("page", "record", "head"),
        Index(None, "state"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    page: Mapped[str] = mapped_column(String(60))
    record: Mapped[str] = mapped_column(String(60))
    head: Mapped[str] = mapped_column(String(60))
    amount: Mapped[Decimal] = mapped_column(MoneyColumn)
    day: Mapped[date] = mapped_column(Date)
    payee: Mapped[str] = mapped_column(String(100))
    memo: Mapped[str] = mapped_column(String(200))
    state: Mapped[RequestState] = mapped_column(ChoiceColumn(RequestState))
    booked_as: Mapped[str | None] = mapped_column(String(60))
    reason: Mapped[str | None] = mapped_column(Text)


class Benefit(CoreTable):
    """What a member received from the union: gifts, aid, prizes, outings of any plugin."""

    __tablename__ = "core_benefit"
    __table_args__ = (
        UniqueConstraint("page", "record", "member_id"),
        Index(None, "member_id", "day"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    kind: Mapped[str] = mapped_column(String(60))
    amount: Mapped[Decimal] = mapped_column(MoneyColumn)
    day: Mapped[date] = mapped_column(Date)
    page: Mapped[str] = mapped_column(String(60))
    record: Mapped[str] = mapped_column(String(60))
    quantity: Mapped[int] = mapped_column(Integer, default=1)
