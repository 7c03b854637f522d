"""Stock-takings and their lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import exists, func, select

from gonghui_core.pages import Asked, RowValues
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import AssetOwner, Booking, CountKind
from gonghui_finance.models import Asset, Balance, Count, CountLine, Goods, GoodsSlip
from gonghui_finance.queries import assets, goods, origins
from gonghui_finance.rules.depreciation import INTANGIBLE
from gonghui_finance.rules.entry import ZERO

PAGE = "finance.counts"


@dataclass(frozen=True)
class Thing:
    """A thing that the books have, for the list of a stock-taking."""

    code: str
    name: str
    unit: str
    quantity: int
    value: Decimal
    asset: int | None = None
    goods: int | None = None


def things(work: Work, kind: CountKind, on: date) -> list[Thing]:
    """What the books have on a day; what the school provides is counted too, without a value."""
    if kind is CountKind.assets:
        return [_asset(held) for held in assets.holdings(work) if held.in_use and _there(held, on)]
    at = goods.stocks(work)
    kinds = work.session.scalars(select(Goods).order_by(Goods.name))
    return [
        Thing(f"W{g.id}", g.name, g.unit, at[g.id].quantity, at[g.id].value, goods=g.id)
        for g in kinds
        if at[g.id].quantity
    ]


def _asset(held: assets.Held) -> Thing:
    asset = held.asset
    value = ZERO if asset.owner is AssetOwner.school else asset.cost - held.worn
    return Thing(f"Z{asset.id}", asset.name, "件", 1, value, asset=asset.id)


def lines_of(work: Work, count: int) -> list[CountLine]:
    """The list of a stock-taking in its order."""
    query = select(CountLine).where(CountLine.count_id == count).order_by(CountLine.position)
    return list(work.session.scalars(query))


def count_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.counts`."""
    query = select(Count, origins.booking(PAGE, Count.id)).order_by(Count.on.desc(), Count.id.desc())
    return [_row(work, count, booking) for count, booking in work.session.execute(query)]


def _row(work: Work, count: Count, booking: Booking) -> RowValues:
    lines = lines_of(work, count.id)
    differing = [line for line in lines if line.found is not None and line.found != line.book]
    return {
        "key": count.id, "on": count.on, "kind": count.kind, "people": count.people, "things": len(lines),
        "uncounted": sum(1 for line in lines if line.found is None), "different": len(differing),
        "closed_on": count.closed_on, "booking": booking if count.closed_on and differing else None,
        "officer": count.officer,
    }  # fmt: skip


def line_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.count_lines`: the list of one stock-taking."""
    return [line_row(work, line) for line in lines_of(work, asked["count"])] if asked.get("count") else []


def line_row(work: Work, line: CountLine) -> RowValues:
    """A line of the list, with where the thing should stand and who keeps it."""
    asset = work.session.get(Asset, line.asset_id) if line.asset_id else None
    return {
        "key": line.id, "code": line.code, "name": line.name, "unit": line.unit, "book": line.book,
        "value": line.value, "found": line.found, "note": line.note,
        "difference": None if line.found is None else line.found - line.book,
        "place": asset.place if asset else None, "keeper": asset.keeper if asset else None,
    }  # fmt: skip


def done_in(work: Work, kind: CountKind, year: int) -> bool:
    """Whether such a stock-taking was ended in a year, and its differences, if any, are booked."""
    asked = func.extract("year", Count.on) == year
    query = select(Count, origins.booking(PAGE, Count.id)).where(
        Count.kind == kind, Count.closed_on.is_not(None), asked
    )
    return any(
        booking is not Booking.none or all(x.found == x.book for x in lines_of(work, count.id))
        for count, booking in work.session.execute(query)
    )


def kept_in(work: Work, year: int) -> bool:
    """Whether the books of a year, or of one before, are kept here."""
    first = select(func.min(Balance.period)).scalar_subquery()
    return bool(work.session.scalar(select(first <= periods.period(year, 12))))


def wanted_in(work: Work, kind: CountKind, year: int) -> bool:
    """Whether there was anything of the kind to count at the end of a year."""
    last = date(year, 12, 31)
    if kind is CountKind.goods:
        moved = exists(select(GoodsSlip.id).where(GoodsSlip.on <= last))
        opened = exists(select(Goods.id).where(Goods.before_quantity > 0))
        return bool(work.session.scalar(select(moved | opened)))
    return any(_there(held, last) for held in assets.holdings(work))


def _there(held: assets.Held, day: date) -> bool:
    """Whether an asset that can be seen was there on a day."""
    came = held.asset.on <= day and held.asset.kind not in INTANGIBLE
    known = held.booking is not Booking.none or held.asset.owner is AssetOwner.school
    return came and known and not (held.disposal and held.disposal.on <= day)
