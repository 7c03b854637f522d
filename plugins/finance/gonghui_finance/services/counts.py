"""Stock-taking: the list is opened from the books, what was found is entered, the end drafts the vouchers."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.choices import AssetOwner, CountKind, DisposalWay, PendingKind, SlipKind
from gonghui_finance.commands import counts as commands
from gonghui_finance.events import ThingsChanged
from gonghui_finance.models import Asset, Count, CountLine, Goods, GoodsSlip
from gonghui_finance.queries import counts as found
from gonghui_finance.queries import goods as stock
from gonghui_finance.queries.assets import Held
from gonghui_finance.rules import disposal as disposals
from gonghui_finance.rules import pending as differences
from gonghui_finance.rules.depreciation import INTANGIBLE, LEAST_YEARS, NOMINAL, accounts_of
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.rules.stock import STOCK, Stock
from gonghui_finance.services import disposal, goods, origins, pending

_ = translator("gonghui_finance")


def open_count(work: Work, command: commands.OpenCount) -> Outcome:
    """Begin a stock-taking with the list of what the books have."""
    if command.on > work.today:
        raise Refusal(_("{day} 还没有到").format(day=command.on), field="on")
    waiting = select(Count.id).where(Count.kind == command.kind, Count.closed_on.is_(None))
    earlier = work.session.scalar(waiting)
    if earlier is not None:
        said = _("{kind}盘点（编号 {key}）还没有结束").format(kind=command.kind.label, key=earlier)
        raise Refusal(said, field="kind", rule="finance.count.open")
    things = found.things(work, command.kind, command.on)
    if not things:
        raise Refusal(_("账上没有{kind}可盘点").format(kind=command.kind.label), field="kind")
    count = Count(kind=command.kind, on=command.on, people=command.people, officer=work.officer.name)
    words = _("{kind}盘点 {on}：{n} 项").format(kind=command.kind.label, on=command.on, n=len(things))
    work.add(count, ThingsChanged(words))
    rows = [
        {
            "count_id": count.id, "position": position, "code": thing.code, "name": thing.name, "unit": thing.unit,
            "asset_id": thing.asset, "goods_id": thing.goods, "asset_kind": None, "book": thing.quantity,
            "value": thing.value, "found": None, "note": None,
        }
        for position, thing in enumerate(things)
    ]  # fmt: skip
    work.add_many(CountLine, rows)
    return Outcome(_("已列出 {n} 项，请填实存数").format(n=len(things)), count.id, open_page=found.PAGE)


def enter_count(work: Work, command: commands.EnterCount) -> Outcome:
    """Enter what was found."""
    count = opened(work, command.record)
    lines = found.lines_of(work, count.id)
    by_code = {line.code.upper(): line for line in lines}
    for index, given in enumerate(command.lines):
        line = by_code.get(given.code.upper())
        if line is None:
            said = _("清单上没有编号 {code}").format(code=given.code)
            raise Refusal(said, field=f"lines.{index}.code", rule="finance.count.line")
        line.found, line.note = given.found, given.note
    for line in lines:
        if command.rest_as_booked and line.found is None:
            line.found = line.book
    left = sum(1 for line in lines if line.found is None)
    words = _("盘点 {key}：还有 {n} 项未点").format(key=count.id, n=left)
    work.record(ThingsChanged(words))
    return Outcome(_("已保存，还有 {n} 项未点").format(n=left), count.id)


def add_found(work: Work, command: commands.AddFound) -> Outcome:
    """Enter what was found beyond the books."""
    count = opened(work, command.record)
    lines = found.lines_of(work, count.id)
    _refuse_found(count, command, lines)
    known = work.session.scalar(select(Goods.id).where(Goods.name == command.name))
    line = CountLine(
        count_id=count.id, position=len(lines), code=f"X{len(lines) + 1}", name=command.name,
        unit=command.unit or "件", goods_id=known if count.kind is CountKind.goods else None,
        asset_kind=command.asset_kind, book=0, value=command.value, found=command.quantity, note=command.note,
    )  # fmt: skip
    work.add(line, ThingsChanged(_("盘点 {key}：盘盈 {name}").format(key=count.id, name=command.name)))
    return Outcome(_("已记入清单"), count.id)


def _refuse_found(count: Count, command: commands.AddFound, lines: list[CountLine]) -> None:
    if count.kind is CountKind.assets:
        if command.asset_kind is None or command.asset_kind in INTANGIBLE:
            raise Refusal(_("请填盘盈资产的类别"), field="asset_kind", rule="finance.count.kind")
        if command.quantity != 1:
            raise Refusal(_("固定资产一件一件登记"), field="quantity", rule="finance.count.kind")
    elif any(line.name == command.name for line in lines):
        said = _("“{name}”在清单上，请直接填它的实存数").format(name=command.name)
        raise Refusal(said, field="name", rule="finance.count.line")


def close_count(work: Work, command: commands.CloseCount) -> Outcome:
    """End a stock-taking and draft the voucher that brings its differences into 182 (entries 15c and 15d)."""
    count = opened(work, command.record)
    lines = difference_lines(work, count)
    count.closed_on, count.closed_by = work.today, work.officer.name
    for line in differing(work, count):
        _settle(work, count, line)
    work.record(ThingsChanged(_("盘点 {key} 结束").format(key=count.id)))
    if not lines:
        return Outcome(_("盘点结束，账实相符"), count.id)
    summary = f"{count.kind.title_[:]}盘点差异"
    warnings = origins.draft(work, found.PAGE, count.id, lines, day=count.on, summary=summary, attachments=1)
    return Outcome(_("盘点结束，差异已记入待处理财产损溢，凭证等待审核"), count.id, warnings)


def opened(work: Work, key: int) -> Count:
    """A stock-taking that is not ended yet."""
    count = work.get(Count, key)
    if count.closed_on is not None:
        said = _("盘点已于 {on} 结束").format(on=count.closed_on)
        raise Refusal(said, field="record", rule="finance.count.closed")
    return count


def differing(work: Work, count: Count) -> list[CountLine]:
    """The lines where something else was found than the books have; all must have been counted."""
    lines = found.lines_of(work, count.id)
    missing = [line.name for line in lines if line.found is None]
    if missing:
        said = _("还有 {n} 项没有点：{names}").format(n=len(missing), names="、".join(missing[:5]))
        raise Refusal(said, field="record", rule="finance.count.uncounted", have=str(len(missing)))
    wrong = [line for line in lines if line.asset_id and (line.found or 0) > line.book]
    if wrong:
        said = _("{name}账面 1 件：多出的请用“盘盈”登记").format(name=wrong[0].name)
        raise Refusal(said, field="record", rule="finance.count.line")
    return [line for line in lines if line.found != line.book]


def difference_lines(work: Work, count: Count) -> list[Line]:
    """The voucher of all differences of a stock-taking."""
    return [entry for line in differing(work, count) for entry in _entries(work, count, line)]


def _entries(work: Work, count: Count, line: CountLine) -> list[Line]:
    if line.asset_id is not None:
        held = disposal.leaving(work, line.asset_id, count.on)
        if held.asset.owner is AssetOwner.school:
            return []
        accounts = accounts_of(held.asset.kind)
        return disposals.gone(accounts, held.asset.cost, held.worn, pending=True, words=line.name)
    amount = value_of(work, line)
    if amount == ZERO:
        return []
    account = accounts_of(line.asset_kind).cost if line.asset_kind else STOCK
    return differences.found(_kind(line), amount, account, line.name)


def _kind(line: CountLine) -> PendingKind:
    over = (line.found or 0) > line.book
    if line.asset_id is not None or line.asset_kind is not None:
        return PendingKind.asset_over if over else PendingKind.asset_short
    return PendingKind.goods_over if over else PendingKind.goods_short


def value_of(work: Work, line: CountLine) -> Decimal:
    """What a difference in goods costs: what is short at its average cost, what is over at the same or as entered."""
    units = (line.found or 0) - line.book
    if line.book == 0:
        return line.value
    at = stock.stocks(work)[line.goods_id or 0]
    if at != Stock(line.book, line.value):
        said = _("{name}在盘点以后又有出入库，请重新盘点").format(name=line.name)
        raise Refusal(said, field="record", rule="finance.count.moved")
    return (at.price or ZERO) * units if units > 0 else at.cost_of(-units)


def _settle(work: Work, count: Count, line: CountLine) -> None:
    """What a difference does to the registers: an asset goes or comes, goods go or come, and it waits in 182."""
    if line.asset_id is not None:
        held = disposal.leaving(work, line.asset_id, count.on)
        reason = line.note or f"{count.on}盘亏"
        disposal.gone(work, held, DisposalWay.lost, count.on, reason, page=found.PAGE, record=str(count.id))
        amount = ZERO if held.asset.owner is AssetOwner.school else _net(held)
    else:
        amount = value_of(work, line)
        if line.asset_kind is not None:
            _come(work, count, line)
        else:
            _move(work, count, line, amount)
    pending.wait(work, _kind(line), count.on, f"{line.name}（{line.code}）", amount, found.PAGE, count.id)


def _net(held: Held) -> Decimal:
    return held.asset.cost - held.worn


def _come(work: Work, count: Count, line: CountLine) -> None:
    assert line.asset_kind is not None
    asset = Asset(
        name=line.name, kind=line.asset_kind, cost=line.value, on=count.on, years=LEAST_YEARS[line.asset_kind],
        nominal=line.value == NOMINAL, page=found.PAGE, record=str(count.id),
    )  # fmt: skip
    work.add(asset, ThingsChanged(_("盘盈固定资产 {name}").format(name=line.name)))


def _move(work: Work, count: Count, line: CountLine, amount: Decimal) -> None:
    units = (line.found or 0) - line.book
    of = work.get(Goods, line.goods_id) if line.goods_id else goods.new_goods(work, line.name, line.unit)
    slip = GoodsSlip(
        kind=SlipKind.over if units > 0 else SlipKind.short, on=count.on, summary="盘点差异",
        officer=work.officer.name, page=found.PAGE, record=str(count.id),
    )  # fmt: skip
    goods.store(work, slip, [(of, units, amount if units > 0 else -amount)])
