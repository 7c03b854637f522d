"""Depreciation of fixed assets: straight line, no residual value (Accounting System for Trade Unions, Article 35,
annex 2). The month of purchase counts, the month of disposal does not; money is Decimal yuan. Intangible assets
are amortised in the same way, over the years that contract or law give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gonghui_finance.choices import AssetKind
from gonghui_finance.rules.entry import ZERO

FEN = Decimal("0.01")
MONTHS = 12

LEAST_YEARS: dict[AssetKind, int] = {
    AssetKind.computer: 6, AssetKind.office: 6, AssetKind.vehicle: 8, AssetKind.communication: 5,
    AssetKind.audiovisual: 5, AssetKind.furniture: 15, AssetKind.fixture: 5, AssetKind.sports: 5,
    AssetKind.book: 0, AssetKind.relic: 0,
}  # fmt: skip
"""The least years of use (annex 2); 0 for what is not depreciated: relics, books and archives."""

SPECIAL = frozenset({AssetKind.sports, AssetKind.audiovisual, AssetKind.communication})
"""Special equipment, with a higher limit of cost than general equipment (Article 32)."""

INTANGIBLE = frozenset({AssetKind.software, AssetKind.right})
"""Intangible assets: what they cost below the limit of Article 39 may be spent at once."""

NOMINAL = Decimal("1.00")
"""What a thing without any price is entered with (Article 27); it is not depreciated (Article 35)."""


@dataclass(frozen=True)
class Accounts:
    """The accounts of a class of assets: cost, what was worn, the asset fund that stands against them."""

    cost: str
    worn: str
    fund: str


FIXED, ABSTRACT = Accounts("162", "163", "30104"), Accounts("171", "172", "30105")


def accounts_of(kind: AssetKind) -> Accounts:
    """Where an asset of this kind is booked."""
    return ABSTRACT if kind in INTANGIBLE else FIXED


def limit_of(kind: AssetKind) -> str:
    """The rule on the least value of an asset of this kind (Articles 32 and 39)."""
    if kind in INTANGIBLE:
        return "finance.asset.intangible"
    return "finance.asset.special" if kind in SPECIAL else "finance.asset.general"


def months_used(acquired: date, period: int, disposed: date | None = None) -> int:
    """For how many months an asset is to be depreciated up to month `period`."""
    last = period // 100 * MONTHS + period % 100
    if disposed is not None:
        last = min(last, disposed.year * MONTHS + disposed.month - 1)
    return max(last - (acquired.year * MONTHS + acquired.month) + 1, 0)


def accumulated(cost: Decimal, years: int, months: int) -> Decimal:
    """What is to be taken off a cost after so many months; never more than the cost."""
    life = years * MONTHS
    if not life:
        return ZERO
    return (cost * min(months, life) / life).quantize(FEN, ROUND_HALF_UP)


def share(worn: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """What of the wear of an asset belongs to a part of its cost, to the fen."""
    return (worn * part / whole).quantize(FEN, ROUND_HALF_UP)
