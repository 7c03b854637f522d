"""Tables of goods in stock: what there is, and what came in and went out."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.models import Branch, Member
from gonghui_core.storage.base import Fen, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import SlipKind
from gonghui_finance.models.assets import Origin
from gonghui_finance.models.base import FinanceTable


class Goods(Versioned, FinanceTable):
    """A kind of goods, counted in whole units; `before_*` is what stood in the opening balances of account 141."""

    __tablename__ = "finance_goods"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200), unique=True)
    unit: Mapped[str] = mapped_column(String(20))
    before_quantity: Mapped[int] = mapped_column(Integer, default=0)
    before_value: Mapped[Decimal] = mapped_column(MoneyColumn, default=Decimal("0.00"))
    place: Mapped[str | None] = mapped_column(String(100))


class GoodsSlip(Origin, FinanceTable):
    """Goods that came in or went out together on a day; they count while their voucher is not taken back."""

    __tablename__ = "finance_goods_slip"

    id: Mapped[Key]
    kind: Mapped[SlipKind] = mapped_column(ChoiceColumn(SlipKind))
    on: Mapped[datetime.date] = mapped_column(Date)
    summary: Mapped[str] = mapped_column(String(300))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey(Branch.id))
    member_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))
    officer: Mapped[str] = mapped_column(String(100))


class GoodsMove(FinanceTable):
    """One kind of goods on a slip: what came in is positive, what went out negative; `value` is its cost."""

    __tablename__ = "finance_goods_move"
    __table_args__ = (Index(None, "goods_id"), Index(None, "slip_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    slip_id: Mapped[int] = mapped_column(ForeignKey(GoodsSlip.id))
    goods_id: Mapped[int] = mapped_column(ForeignKey(Goods.id))
    quantity: Mapped[int] = mapped_column(Integer)
    value: Mapped[Fen]
