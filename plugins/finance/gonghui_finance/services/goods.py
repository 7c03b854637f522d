"""Goods come into stock and go out again, each slip with its voucher."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.choices import SlipKind
from gonghui_finance.commands import goods as commands
from gonghui_finance.events import ThingsChanged
from gonghui_finance.models import Goods, GoodsMove, GoodsSlip
from gonghui_finance.queries import goods as queries
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules import stock as rules
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.services import origins
from gonghui_finance.services.paying import account_of

_ = translator("gonghui_finance")

Moved = tuple[Goods, int, Decimal]
"""Goods, units (positive in, negative out) and their cost."""


def add_goods(work: Work, command: commands.AddGoods) -> Outcome:
    """Name a kind of goods."""
    if _known(work, command.name) is not None:
        raise Refusal(_("已有“{name}”").format(name=command.name), field="name", rule="finance.goods.name")
    if bool(command.quantity) is not bool(command.value) and not command.quantity:
        raise Refusal(_("有年初金额，就要有年初数量"), field="quantity")
    goods = new_goods(work, command.name, command.unit, command.place)
    goods.before_quantity, goods.before_value = command.quantity, command.value
    return Outcome(_("已登记 {name}").format(name=command.name), goods.id)


def new_goods(work: Work, name: str, unit: str | None, place: str | None = None) -> Goods:
    """Store a kind of goods."""
    goods = Goods(name=name, unit=unit or commands.PIECE, place=place, before_quantity=0, before_value=ZERO)
    return work.add(goods, ThingsChanged(_("登记库存物品 {name}").format(name=name)))


def known_or_new(work: Work, name: str, unit: str | None) -> Goods:
    """The goods of this name, which are entered now if nobody has yet."""
    return _known(work, name) or new_goods(work, name, unit)


def _known(work: Work, name: str) -> Goods | None:
    return work.session.scalar(select(Goods).where(Goods.name == name))


def receive_goods(work: Work, command: commands.ReceiveGoods) -> Outcome:
    """Take goods into stock and draft the voucher: what was spent, unless a claim has booked it, and the stock."""
    lines = received_lines(work, command)
    moved: list[Moved] = [
        (known_or_new(work, line.name, line.unit), line.quantity, line.amount) for line in command.lines
    ]
    slip = GoodsSlip(
        kind=SlipKind.received, on=command.on, summary=command.summary, officer=work.officer.name
    )
    store(work, slip, moved)
    warnings = origins.draft(
        work, queries.SLIPS, slip.id, lines, day=command.on, summary=command.summary,
        attachments=command.attachments,
    )  # fmt: skip
    return Outcome(_("已入库，凭证等待审核"), slip.id, warnings)


def received_lines(work: Work, command: commands.ReceiveGoods) -> list[Line]:
    """The voucher of goods that come in (entries 11a and 11b)."""
    if command.account is not None and not (
        chart_of(work).is_leaf(command.account) and command.account.startswith("5")
    ):
        said = _("{code} 不是能记账的支出科目").format(code=command.account)
        raise Refusal(said, field="account", rule="finance.account.leaf")
    if not any(line.amount for line in command.lines):
        raise Refusal(_("没有金额：至少一种物品要有金额"), field="lines", rule="finance.goods.value")
    moves = [(f"{line.name} {line.quantity}", line.amount) for line in command.lines]
    return rules.received(moves, command.account, account_of(work, command.source))


def issue_goods(work: Work, command: commands.IssueGoods) -> Outcome:
    """Hand goods out at their average cost and draft the voucher (entry 12)."""
    if command.member is not None:
        members.active(work, command.member)
    moved = taken(work, command)
    slip = GoodsSlip(
        kind=SlipKind.issued, on=command.on, summary=command.summary, branch_id=command.branch,
        member_id=command.member, officer=work.officer.name,
    )  # fmt: skip
    store(work, slip, moved)
    warnings = origins.draft(
        work, queries.SLIPS, slip.id, issued_lines(moved), day=command.on, summary=command.summary,
        attachments=command.attachments,
    )  # fmt: skip
    value = -sum((cost for _goods, _units, cost in moved), ZERO)
    return Outcome(_("已出库，成本 {value:,.2f} 元，凭证等待审核").format(value=value), slip.id, warnings)


def issue_one(work: Work, command: commands.IssueOne) -> Outcome:
    """Hand out goods of one kind."""
    return issue_goods(work, as_many(command))


def as_many(command: commands.IssueOne) -> commands.IssueGoods:
    """The issue of one kind as an issue of several."""
    values = command.model_dump(exclude={"record", "quantity"})
    line = commands.GoodsOut.model_construct(goods=command.record, quantity=command.quantity)
    return commands.IssueGoods.model_construct(lines=[line], **values)


def taken(work: Work, command: commands.IssueGoods) -> list[Moved]:
    """The goods of an issue with their cost; refuses more than there is, and a day before the last movement."""
    refuse_earlier(work, [line.goods for line in command.lines], command.on)
    at = queries.stocks(work)
    moved: list[Moved] = []
    for index, line in enumerate(command.lines):
        goods, stock = work.get(Goods, line.goods), at[line.goods]
        if line.quantity > stock.quantity:
            raise _too_many(goods, line.quantity, stock.quantity, f"lines.{index}.quantity")
        cost = stock.cost_of(line.quantity)
        at[line.goods] = stock.plus(-line.quantity, -cost)
        moved.append((goods, -line.quantity, -cost))
    return moved


def _too_many(goods: Goods, wanted: int, there: int, field: str) -> Refusal:
    said = _("{name}库存只有 {there} {unit}，不能出库 {wanted} {unit}")
    return Refusal(
        said.format(name=goods.name, there=there, unit=goods.unit, wanted=wanted), field=field,
        rule="finance.goods.quantity", need=str(there), have=str(wanted),
    )  # fmt: skip


def refuse_earlier(work: Work, goods: Sequence[int], on: date) -> None:
    """Average costs are reckoned in the order of time, so nothing goes out before the last movement."""
    last = queries.last_move(work, goods)
    if last is not None and on < last:
        said = _("这些物品 {last} 还有出入库，出库日期不能更早").format(last=last)
        raise Refusal(said, field="on", rule="finance.goods.order", need=last.isoformat())


def issued_lines(moved: Sequence[Moved]) -> list[Line]:
    """The voucher of goods that go out."""
    lines = rules.issued([(f"{goods.name} {-units}{goods.unit}", -cost) for goods, units, cost in moved])
    if not lines:
        raise Refusal(_("这些物品没有登记成本，不能制出库凭证"), field="lines")
    return lines


def store(work: Work, slip: GoodsSlip, moved: Sequence[Moved]) -> GoodsSlip:
    """Store a slip with its goods."""
    words = _("{kind}：{summary}").format(kind=slip.kind.label, summary=slip.summary)
    work.add(slip, ThingsChanged(words))
    rows = [
        {"slip_id": slip.id, "goods_id": goods.id, "quantity": units, "value": cost}
        for goods, units, cost in moved
    ]
    work.add_many(GoodsMove, rows)
    return slip
