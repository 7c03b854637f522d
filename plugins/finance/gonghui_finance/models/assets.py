"""Tables of fixed and intangible assets, their depreciation, and how they went."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Fen, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import AssetKind, AssetOwner, DisposalWay
from gonghui_finance.models.base import FinanceTable
from gonghui_finance.models.books import Voucher
from gonghui_finance.models.claims import Claim


class Origin:
    """What the voucher behind a row names as its origin, where that is not the row itself."""

    page: Mapped[str | None] = mapped_column(String(60))
    record: Mapped[str | None] = mapped_column(String(60))


class Asset(Origin, Versioned, FinanceTable):
    """A fixed or intangible asset; `before` is what was depreciated before it was entered here.

    `booked` tells that its cost stands in the opening balances, so that entering it writes no voucher. What the
    school provides is listed and never booked. `claim_id` or `paid_by` is the claim or the posted voucher that
    its price was spent with.
    """

    __tablename__ = "finance_asset"
    __table_args__ = (Index(None, "claim_id"), Index(None, "paid_by"), {"sqlite_strict": True})

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[AssetKind] = mapped_column(ChoiceColumn(AssetKind))
    owner: Mapped[AssetOwner] = mapped_column(ChoiceColumn(AssetOwner), default=AssetOwner.union)
    cost: Mapped[Decimal] = mapped_column(MoneyColumn)
    nominal: Mapped[bool] = mapped_column(Boolean, default=False)
    on: Mapped[datetime.date] = mapped_column(Date)
    years: Mapped[int] = mapped_column(Integer)
    before: Mapped[Decimal] = mapped_column(MoneyColumn, default=Decimal("0.00"))
    booked: Mapped[bool] = mapped_column(Boolean, default=False)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey(Claim.id))
    paid_by: Mapped[int | None] = mapped_column(ForeignKey(Voucher.id))
    place: Mapped[str | None] = mapped_column(String(100))
    keeper: Mapped[str | None] = mapped_column(String(100))


class Disposal(Origin, FinanceTable):
    """An asset that went: sold, given away, scrapped or lost; it counts while its voucher is not taken back.

    `cost` and `worn` are what left the books with it, `proceeds` and `expenses` what a sale brought and took.
    """

    __tablename__ = "finance_disposal"
    __table_args__ = (Index(None, "asset_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    asset_id: Mapped[int] = mapped_column(ForeignKey(Asset.id))
    on: Mapped[datetime.date] = mapped_column(Date)
    way: Mapped[DisposalWay] = mapped_column(ChoiceColumn(DisposalWay))
    reason: Mapped[str] = mapped_column(String(300))
    cost: Mapped[Fen]
    worn: Mapped[Fen]
    proceeds: Mapped[Decimal] = mapped_column(MoneyColumn, default=Decimal("0.00"))
    expenses: Mapped[Decimal] = mapped_column(MoneyColumn, default=Decimal("0.00"))
    officer: Mapped[str] = mapped_column(String(100))


class NoAsset(FinanceTable):
    """Why a capital expenditure makes no asset, such as a repair; `voucher_id` is the posted voucher of it."""

    __tablename__ = "finance_no_asset"
    __table_args__ = (UniqueConstraint("voucher_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    voucher_id: Mapped[int] = mapped_column(ForeignKey(Voucher.id))
    reason: Mapped[str] = mapped_column(String(300))
    officer: Mapped[str] = mapped_column(String(100))
    on: Mapped[datetime.date] = mapped_column(Date)


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
