"""Fixed and intangible assets with what was taken off them, and how they went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, type_coerce

from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect, MoneyColumn
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import AssetOwner, Booking
from gonghui_finance.models import Asset, Depreciation, DepreciationRun, Disposal
from gonghui_finance.queries import origins
from gonghui_finance.rules import depreciation
from gonghui_finance.rules.depreciation import Accounts
from gonghui_finance.rules.entry import ZERO

PAGE = "finance.assets"
RUNS = "finance.depreciation"
DISPOSALS = "finance.disposals"


@dataclass(frozen=True)
class Held:
    """An asset as it stands: what was taken off it, how far its voucher has come, and how it went, if it did."""

    asset: Asset
    booking: Booking
    worn: Decimal
    disposal: Disposal | None
    gone: Booking

    @property
    def booked(self) -> bool:
        """Whether its cost stands in the accounts today."""
        return self.booking is Booking.posted and self.gone is not Booking.posted

    @property
    def in_use(self) -> bool:
        """Whether it is here, and its voucher was not thrown away."""
        return self.disposal is None and (
            self.booking is not Booking.none or self.asset.owner is AssetOwner.school
        )


def taken_off(work: Work, *, posted: bool = False) -> dict[int, Decimal]:
    """What was depreciated so far by asset, without what was before; drafts count unless only `posted` is asked."""
    counts = origins.live(RUNS, DepreciationRun.id)
    if posted:
        counts = origins.booking(RUNS, DepreciationRun.id) == Booking.posted
    query = (
        select(Depreciation.asset_id, func.sum(Depreciation.amount))
        .join(DepreciationRun, DepreciationRun.id == Depreciation.run_id)
        .where(counts)
        .group_by(Depreciation.asset_id)
    )
    return {row[0]: row[1] for row in work.session.execute(query)}


def disposals(work: Work) -> dict[int, tuple[Disposal, Booking]]:
    """How assets went: the disposal that stands, by asset, and how far its voucher has come."""
    booking = origins.booking(*origins.stated(Disposal, DISPOSALS))
    query = (
        select(Disposal, booking, Asset.owner)
        .join(Asset, Asset.id == Disposal.asset_id)
        .order_by(Disposal.id)
    )
    return {
        row.asset_id: (row, booking)
        for row, booking, owner in work.session.execute(query)
        if booking is not Booking.none or owner is AssetOwner.school
    }


def holdings(work: Work) -> list[Held]:
    """Every asset as it stands, in the order in which they came."""
    worn, gone = taken_off(work), disposals(work)
    query = select(Asset, origins.booking(*origins.stated(Asset, PAGE))).order_by(Asset.on, Asset.id)
    found = []
    for asset, booking in work.session.execute(query):
        disposal, how = gone.get(asset.id, (None, Booking.none))
        booking = Booking.posted if asset.booked else booking
        found.append(Held(asset, booking, asset.before + worn.get(asset.id, ZERO), disposal, how))
    return found


def holding(work: Work, key: int) -> Held | None:
    """One asset as it stands."""
    return next((held for held in holdings(work) if held.asset.id == key), None)


def due(work: Work, period: int) -> dict[int, Decimal]:
    """What is to be taken off each asset up to a month, less what was taken off already.

    What went is left out: its disposal has taken along all that was not worn.
    """
    last, found = periods.last_day(period), {}
    for held in holdings(work):
        asset = held.asset
        if asset.on > last or asset.nominal or not held.in_use or asset.owner is AssetOwner.school:
            continue
        months = depreciation.months_used(asset.on, period)
        amount = depreciation.accumulated(asset.cost, asset.years, months) - held.worn
        if amount > 0:
            found[asset.id] = amount
    return found


def asset_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.assets`."""
    return [_row(held) for held in holdings(work) if _wanted(held, asked)]


def _wanted(held: Held, asked: Asked) -> bool:
    owner, in_use = asked.get("owner"), asked.get("in_use")
    return owner in (None, held.asset.owner) and in_use in (None, held.in_use)


def _row(held: Held) -> RowValues:
    asset, disposal = held.asset, held.disposal
    return {
        "key": asset.id, "name": asset.name, "kind": asset.kind, "owner": asset.owner, "cost": asset.cost,
        "on": asset.on, "years": asset.years, "before": asset.before, "accumulated": held.worn,
        "net": asset.cost - held.worn, "place": asset.place, "keeper": asset.keeper, "nominal": asset.nominal,
        "booking": None if asset.owner is AssetOwner.school else held.booking,
        "disposed_on": disposal.on if disposal else None, "way": disposal.way if disposal else None,
        "disposal": disposal.reason if disposal else None,
    }  # fmt: skip


def totals(work: Work, asked: Asked) -> dict[str, Any]:
    """Cost, wear and net value of what the union has in use."""
    own = [h for h in holdings(work) if h.in_use and h.asset.owner is AssetOwner.union and _wanted(h, asked)]
    cost = sum((h.asset.cost for h in own), ZERO)
    worn = sum((h.worn for h in own), ZERO)
    return {"cost": cost, "accumulated": worn, "net": cost - worn}


def register(work: Work) -> dict[str, Decimal]:
    """What the register says of each account of cost and wear, by posted vouchers only, debit positive."""
    worn, found = taken_off(work, posted=True), dict.fromkeys(REGISTERED, ZERO)
    for held in holdings(work):
        if held.booked and held.asset.owner is AssetOwner.union:
            accounts: Accounts = depreciation.accounts_of(held.asset.kind)
            found[accounts.cost] += held.asset.cost
            found[accounts.worn] -= held.asset.before + worn.get(held.asset.id, ZERO)
    return found


REGISTERED = ("162", "163", "171", "172")
"""The accounts that the register must agree with."""


def went(work: Work, since: date, until: date) -> list[tuple[Asset, Disposal]]:
    """What went in some days, in the order of time."""
    found = [
        (work.get(Asset, key), disposal)
        for key, (disposal, _booking) in disposals(work).items()
        if since <= disposal.on <= until
    ]
    return sorted(found, key=lambda pair: (pair[1].on, pair[1].id))


def disposal_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.disposals`."""
    query: AnySelect = select(
        Disposal.id.label("key"), Disposal.on.label("on"), Asset.name.label("name"), Disposal.way.label("way"),
        Disposal.cost.label("cost"), Disposal.worn.label("worn"), Disposal.proceeds.label("proceeds"),
        Disposal.expenses.label("expenses"), Disposal.reason.label("reason"), Disposal.officer.label("officer"),
        origins.booking(*origins.stated(Disposal, DISPOSALS)).label("booking"), Asset.id.label("asset"),
    ).join(Asset, Asset.id == Disposal.asset_id)  # fmt: skip
    return query


def run_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.depreciation`."""
    total = select(func.sum(Depreciation.amount)).where(Depreciation.run_id == DepreciationRun.id)
    count = select(func.count()).where(Depreciation.run_id == DepreciationRun.id)
    query: AnySelect = select(
        DepreciationRun.id.label("key"), DepreciationRun.period.label("period"), count.scalar_subquery().label("count"),
        type_coerce(total.scalar_subquery(), MoneyColumn()).label("amount"),
        DepreciationRun.officer.label("officer"), origins.booking(RUNS, DepreciationRun.id).label("booking"),
    )  # fmt: skip
    return query


def run_lines(work: Work, run: int) -> list[tuple[Asset, Decimal]]:
    """What a run took off each asset."""
    query = (
        select(Asset, Depreciation.amount)
        .join(Depreciation, Depreciation.asset_id == Asset.id)
        .where(Depreciation.run_id == run)
    )
    return [(asset, amount) for asset, amount in work.session.execute(query.order_by(Asset.id))]
