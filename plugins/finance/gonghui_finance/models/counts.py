"""Tables of stock-taking: what the books had, and what was found."""

from __future__ import annotations

import datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Fen, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn
from gonghui_finance.choices import AssetKind, CountKind
from gonghui_finance.models.assets import Asset
from gonghui_finance.models.base import FinanceTable
from gonghui_finance.models.goods import Goods


class Count(Versioned, FinanceTable):
    """A stock-taking of the assets or of the goods on a day; `closed_on` is set when it is done."""

    __tablename__ = "finance_count"

    id: Mapped[Key]
    kind: Mapped[CountKind] = mapped_column(ChoiceColumn(CountKind))
    on: Mapped[datetime.date] = mapped_column(Date)
    people: Mapped[str] = mapped_column(String(200))
    officer: Mapped[str] = mapped_column(String(100))
    closed_on: Mapped[datetime.date | None] = mapped_column(Date)
    closed_by: Mapped[str | None] = mapped_column(String(100))


class CountLine(FinanceTable):
    """A thing on a count: how many the books have and at what value, and how many were found.

    `found` is empty until it was counted. What the books do not have has `book` 0, and as `value` what it is
    entered with; an asset among it has its `asset_kind`.
    """

    __tablename__ = "finance_count_line"
    __table_args__ = (Index(None, "count_id", "position"), {"sqlite_strict": True})

    id: Mapped[Key]
    count_id: Mapped[int] = mapped_column(ForeignKey(Count.id))
    position: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    asset_id: Mapped[int | None] = mapped_column(ForeignKey(Asset.id))
    goods_id: Mapped[int | None] = mapped_column(ForeignKey(Goods.id))
    asset_kind: Mapped[AssetKind | None] = mapped_column(ChoiceColumn(AssetKind))
    book: Mapped[int] = mapped_column(Integer)
    value: Mapped[Fen]
    found: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(String(300))
