"""Fixed assets with what was taken off them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import Booking
from gonghui_finance.models import Asset, Depreciation, DepreciationRun
from gonghui_finance.queries import origins
from gonghui_finance.rules import depreciation
from gonghui_finance.rules.entry import ZERO

PAGE = "finance.assets"
RUNS = "finance.depreciation"


def taken_off(work: Work) -> dict[int, Decimal]:
    """What was depreciated so far by asset, drafts of vouchers included, without what was before."""
    query = (
        select(Depreciation.asset_id, func.sum(Depreciation.amount))
        .join(DepreciationRun, DepreciationRun.id == Depreciation.run_id)
        .where(origins.live(RUNS, DepreciationRun.id))
        .group_by(Depreciation.asset_id)
    )
    return {row[0]: row[1] for row in work.session.execute(query)}


def due(work: Work, period: int) -> dict[int, Decimal]:
    """What is to be taken off each asset up to a month, less what was taken off already."""
    done = taken_off(work)
    found = {}
    for asset in work.session.scalars(
        select(Asset).where(Asset.on <= periods.last_day(period)).order_by(Asset.id)
    ):
        months = depreciation.months_used(asset.on, period, asset.disposed_on)
        wanted = depreciation.accumulated(asset.cost, asset.years, months)
        amount = wanted - asset.before - done.get(asset.id, ZERO)
        if amount > 0:
            found[asset.id] = amount
    return found


def asset_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.assets`."""
    query: AnySelect = select(
        Asset.id.label("key"), Asset.name.label("name"), Asset.kind.label("kind"), Asset.cost.label("cost"),
        Asset.on.label("on"), Asset.years.label("years"), Asset.before.label("before"), Asset.place.label("place"),
        Asset.keeper.label("keeper"), Asset.disposed_on.label("disposed_on"), Asset.disposal.label("disposal"),
        origins.booking(PAGE, Asset.id).label("booking"), Asset.booked.label("booked"),
    )  # fmt: skip
    return query


def shape(work: Work, rows: list[RowValues]) -> None:
    """Add what was taken off, and what is left."""
    done = taken_off(work)
    for row in rows:
        row["booking"] = Booking.posted if row["booked"] else row["booking"]
        row["accumulated"] = row["before"] + done.get(int(row["key"]), ZERO)
        row["net"] = row["cost"] - row["accumulated"]


def totals(work: Work, asked: Asked) -> dict[str, Any]:
    """The cost of what is in use."""
    return {
        "cost": work.session.scalar(select(func.sum(Asset.cost)).where(Asset.disposed_on.is_(None))) or ZERO
    }
