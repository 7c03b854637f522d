"""Depreciation of fixed assets: straight line, no residual value (Accounting System for Trade Unions, Article 35,
annex 2). The month of purchase counts, the month of disposal does not; money is Decimal yuan."""

from __future__ import annotations

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
