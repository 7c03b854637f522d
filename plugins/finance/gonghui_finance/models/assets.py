"""Tables of fixed assets and their depreciation."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import AssetKind
from gonghui_finance.models.base import FinanceTable


class Asset(Versioned, FinanceTable):
    """A fixed asset of the union's own; `before` is what was depreciated before it was entered here.

    `booked` tells that its cost stands in the opening balances, so that entering it writes no voucher.
    """

    __tablename__ = "finance_asset"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[AssetKind] = mapped_column(ChoiceColumn(AssetKind))
    cost: Mapped[Decimal] = mapped_column(MoneyColumn)
    on: Mapped[datetime.date] = mapped_column(Date)
    years: Mapped[int] = mapped_column(Integer)
    before: Mapped[Decimal] = mapped_column(MoneyColumn, default=Decimal("0.00"))
    booked: Mapped[bool] = mapped_column(Boolean, default=False)
    place: Mapped[str | None] = mapped_column(String(100))
    keeper: Mapped[str | None] = mapped_column(String(100))
    disposed_on: Mapped[datetime.date | None] = mapped_column(Date)
    disposal: Mapped[str | None] = mapped_column(String(300))


class DepreciationRun(FinanceTable):
    """A month's depreciation; its voucher names it as origin, and counts while it is not thrown away."""

    __tablename__ = "finance_depreciation_run"
    __table_args__ = (Index(None, "period"), {"sqlite_strict": True})

    id: Mapped[Key]
    period: Mapped[int] = mapped_column(Integer)
    officer: Mapped[str] = mapped_column(String(100))


class Depreciation(FinanceTable):
    """What a run took off one asset."""

    __tablename__ = "finance_depreciation"
    __table_args__ = (
        UniqueConstraint("run_id", "asset_id"),
        Index(None, "asset_id"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey(DepreciationRun.id))
    asset_id: Mapped[int] = mapped_column(ForeignKey(Asset.id))
    amount: Mapped[Decimal] = mapped_column(MoneyColumn)
