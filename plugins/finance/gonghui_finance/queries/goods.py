"""Goods in stock: quantity and cost by kind, from what came in and went out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, select

from gonghui_core.i18n import translator
from gonghui_core.members.models import Branch, Member
from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_finance.choices import Booking
from gonghui_finance.models import Goods, GoodsMove, GoodsSlip
from gonghui_finance.queries import origins
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.rules.stock import Stock

_ = translator("gonghui_finance")

PAGE = "finance.goods"
SLIPS = "finance.goods_slips"


@dataclass(frozen=True)
class Move:
    """A movement of one kind of goods, with the stock after it."""

    move: GoodsMove
    slip: GoodsSlip
    booking: Booking
    after: Stock


def booking() -> ColumnElement[Any]:
    """How far the voucher of a slip has come."""
    return origins.booking(*origins.stated(GoodsSlip, SLIPS))


def moves(work: Work, *conditions: ColumnElement[bool]) -> list[tuple[GoodsMove, GoodsSlip, Booking]]:
    """Movements whose voucher was not taken back, in the order of time."""
    query = (
        select(GoodsMove, GoodsSlip, booking())
        .join(GoodsSlip, GoodsSlip.id == GoodsMove.slip_id)
        .where(*conditions)
        .order_by(GoodsSlip.on, GoodsSlip.id, GoodsMove.id)
    )
    rows = work.session.execute(query)
    return [(move, slip, how) for move, slip, how in rows if how is not Booking.none]


def stocks(work: Work, *, posted: bool = False) -> dict[int, Stock]:
    """The stock of each kind of goods; drafts count unless only `posted` is asked."""
    found = {g.id: Stock(g.before_quantity, g.before_value) for g in work.session.scalars(select(Goods))}
    for move, _slip, how in moves(work):
        if how is Booking.posted or not posted:
            found[move.goods_id] = found[move.goods_id].plus(move.quantity, move.value)
    return found


def history(work: Work, goods: Goods) -> list[Move]:
    """What came in and went out of one kind, with the stock after each."""
    stock, found = Stock(goods.before_quantity, goods.before_value), []
    for move, slip, how in moves(work, GoodsMove.goods_id == goods.id):
        stock = stock.plus(move.quantity, move.value)
        found.append(Move(move, slip, how, stock))
    return found


def last_move(work: Work, goods: Iterable[int]) -> date | None:
    """The day on which any of these goods moved last."""
    found = moves(work, GoodsMove.goods_id.in_(list(goods)))
    return found[-1][1].on if found else None


def goods_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.goods`."""
    at = stocks(work)
    rows = [
        {
            "key": g.id, "name": g.name, "unit": g.unit, "quantity": at[g.id].quantity, "value": at[g.id].value,
            "price": at[g.id].price, "place": g.place,
        }
        for g in work.session.scalars(select(Goods).order_by(Goods.name))
    ]  # fmt: skip
    wanted = asked.get("in_stock")
    return rows if wanted is None else [row for row in rows if bool(row["quantity"]) is wanted]


def totals(work: Work, asked: Asked) -> dict[str, Any]:
    """What all of it cost."""
    return {"value": sum((stock.value for stock in stocks(work).values()), ZERO)}


def resolve(work: Work, text: str) -> int:
    """The goods meant by their key or name."""
    found = work.session.scalar(select(Goods.id).where(Goods.name == text))
    if found is None and text.isdecimal():
        found = work.session.scalar(select(Goods.id).where(Goods.id == int(text)))
    if found is None:
        raise NotFound(_("库存物品中没有“{text}”").format(text=text))
    return found


def move_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.goods_moves`: of one kind of goods."""
    goods = work.get(Goods, asked["goods"]) if asked.get("goods") else None
    return [_move(move) for move in history(work, goods)] if goods else []


def _move(at: Move) -> RowValues:
    return {
        "key": at.move.id, "on": at.slip.on, "kind": at.slip.kind, "summary": at.slip.summary,
        "quantity": at.move.quantity, "value": at.move.value, "left": at.after.quantity, "left_value": at.after.value,
        "booking": at.booking, "slip": at.slip.id,
    }  # fmt: skip


def slip_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.goods_slips`."""
    query: AnySelect = (
        select(
            GoodsSlip.id.label("key"), GoodsSlip.on.label("on"), GoodsSlip.kind.label("kind"),
            GoodsSlip.summary.label("summary"), Branch.name.label("branch"), Member.name.label("member"),
            GoodsSlip.officer.label("officer"), booking().label("booking"),
        )
        .outerjoin(Branch, Branch.id == GoodsSlip.branch_id)
        .outerjoin(Member, Member.id == GoodsSlip.member_id)
    )  # fmt: skip
    return query


def slip_lines(work: Work, slip: int) -> list[tuple[Goods, GoodsMove]]:
    """The goods on a slip."""
    query = select(Goods, GoodsMove).join(GoodsMove, GoodsMove.goods_id == Goods.id)
    rows = work.session.execute(query.where(GoodsMove.slip_id == slip).order_by(GoodsMove.id))
    return [(goods, move) for goods, move in rows]


def registered(work: Work) -> Decimal:
    """What account 141 must hold by the slips whose vouchers are posted."""
    return sum((stock.value for stock in stocks(work, posted=True).values()), ZERO)


def below_nothing(work: Work) -> list[tuple[Goods, Move]]:
    """Goods of which, on some day, more had gone out than had come in: a voucher in between was taken back."""
    found = []
    for goods in work.session.scalars(select(Goods).order_by(Goods.id)):
        bad = next((at for at in history(work, goods) if at.after.quantity < 0 or at.after.value < 0), None)
        if bad is not None:
            found.append((goods, bad))
    return found
