"""The pages of goods in stock."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action
from gonghui_core.fields import YesNo
from gonghui_core.forms import Paper
from gonghui_core.i18n import translator
from gonghui_core.members.models import Branch, Member
from gonghui_core.pages import Column, Parameter, ReportPage, TablePage
from gonghui_core.reports import Child, Col, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance.choices import Booking, SlipKind
from gonghui_finance.commands import goods as commands
from gonghui_finance.models import Goods, GoodsSlip
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.assets import RIGHT, today, voucher_preview
from gonghui_finance.pages.income import behind
from gonghui_finance.pages.printing import Sheet, paper
from gonghui_finance.queries import goods as found
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.services import goods as services

_ = translator("gonghui_finance")


def _none_left(work: Work, row: Any) -> str | None:
    return None if row["quantity"] else str(_("没有库存"))


def _received(work: Work, command: commands.ReceiveGoods) -> Report:
    return voucher_preview(work, services.received_lines(work, command))


def _issued(work: Work, command: commands.IssueGoods) -> Report:
    return voucher_preview(work, services.issued_lines(services.taken(work, command)))


def _issued_one(work: Work, command: commands.IssueOne) -> Report:
    return _issued(work, services.as_many(command))


def goods_report(work: Work, key: Any) -> Report:
    """One kind of goods: what there is of it, and what came in and went out."""
    goods = work.get(Goods, int(key))
    at = found.stocks(work)[goods.id]
    items = (
        Figure(_("库存数量"), f"{at.quantity} {goods.unit}"), Figure(_("库存成本"), at.value),
        Figure(_("平均单价"), at.price), Figure(_("年初数量"), goods.before_quantity or None),
        Figure(_("年初金额"), goods.before_value or None), Figure(_("存放地点"), goods.place),
    )  # fmt: skip
    moves = Child("finance.goods_moves", {"goods": str(goods.id)}, _("出入库"))
    return Report(goods.name, (Figures(tuple(item for item in items if item.value is not None)), moves))


def slip_report(work: Work, key: Any) -> Report:
    """All of one slip."""
    slip = work.get(GoodsSlip, int(key))
    pairs = (
        (_("日期"), slip.on), (_("种类"), slip.kind), (_("摘要"), slip.summary),
        (_("领用分工会"), work.get(Branch, slip.branch_id).name if slip.branch_id else None),
        (_("领用人"), work.get(Member, slip.member_id).name if slip.member_id else None), (_("经办"), slip.officer),
    )  # fmt: skip
    columns = (
        Col("name", _("品名"), width=28), Col("quantity", _("数量"), "integer", 8), Col("unit", _("单位"), width=6),
        Col("value", _("金额"), "money", 14),
    )  # fmt: skip
    rows = [(g.name, abs(m.quantity), g.unit, abs(m.value)) for g, m in found.slip_lines(work, slip.id)]
    head = Figures(tuple(Figure(title, value) for title, value in pairs if value is not None))
    page, record = slip.page or found.SLIPS, int(slip.record or slip.id)
    blocks = (head, Grid(columns, rows), *behind(work, page, record))
    return Report(_("出入库单"), blocks, paper=_paper(work, slip, Grid(columns, rows)))


def _paper(work: Work, slip: GoodsSlip, grid: Grid) -> Paper:
    """The slip as it is printed and signed: what comes in is checked, what goes out is received."""
    comes_in = slip.kind in (SlipKind.received, SlipKind.over)
    total = sum((row[3] for row in grid.rows), ZERO)
    printed = Grid(grid.columns, [*grid.rows, (_("合计"), None, None, total)])
    head = (f"单位：{work.settings.union.name}", f"{slip.on}　第{slip.id}号", f"用途：{slip.summary}")
    signs = ("经手", "验收" if comes_in else "领用", "保管", "会计")
    strong = frozenset((len(grid.rows), place) for place in range(len(grid.columns)))
    return paper(
        Sheet("入库单" if comes_in else "出库单", f"{slip.kind.title_[:]}", head, signs, strong=strong),
        printed,
    )


GOODS = TablePage(
    found.PAGE, _("库存物品"), READ,
    columns=(
        Column("name", _("品名"), 26, keep=True),
        Column("quantity", _("数量"), 8, "integer", keep=True),
        Column("unit", _("单位"), 6, keep=True),
        Column("value", _("成本"), 14, "money", keep=True),
        Column("price", _("平均单价"), 12, "money", keep=True),
        Column("place", _("存放地点"), 16, wide=True),
    ),
    rows=found.goods_rows, group="finance", totals=found.totals, detail=goods_report,
    resolve=found.resolve, params=(Parameter("in_stock", _("有库存"), YesNo),),
    actions=(
        Action(
            commands.ReceiveGoods, services.receive_goods, _("入库"), RIGHT, slot=5, prefill=today, preview=_received,
        ),
        Action(
            commands.IssueGoods, services.issue_goods, _("出库"), RIGHT, slot=8, prefill=today, preview=_issued,
        ),
        Action(
            commands.IssueOne, services.issue_one, _("发放这一种"), RIGHT, on="row", prefill=today,
            allowed=_none_left, preview=_issued_one,
        ),
        Action(commands.AddGoods, services.add_goods, _("登记品名、年初结存"), RIGHT),
    ),
    help=_("买来不马上发完的物品：入库记 141 和资产基金，发放按移动加权平均成本转出。买来就发的不必入库。"),
    empty=_("没有库存物品：按 F5 入库"),
)  # fmt: skip
MOVES = TablePage(
    "finance.goods_moves", _("物品出入库"), READ,
    columns=(
        Column("on", _("日期"), 10, "date", keep=True),
        Column("kind", _("种类"), 8, "choice", SlipKind, keep=True),
        Column("summary", _("摘要"), 20, keep=True),
        Column("quantity", _("数量"), 8, "integer", keep=True),
        Column("value", _("金额"), 12, "money", keep=True),
        Column("left", _("结存"), 8, "integer", keep=True),
        Column("left_value", _("结存金额"), 12, "money"),
        Column("booking", _("入账"), 8, "choice", Booking, wide=True),
        Column("slip", _("单号"), 6, "integer", wide=True),
    ),
    rows=found.move_rows, group="finance", hidden=True, label="summary", child_of=found.PAGE,
    params=(Parameter("goods", _("物品"), commands.GoodsKey, required=True),),
    help=_("一种物品的出入库和结存。"), empty=_("没有出入库"),
)  # fmt: skip
SLIPS = TablePage(
    found.SLIPS, _("出入库单"), READ,
    columns=(
        Column("on", _("日期"), 10, "date", keep=True),
        Column("kind", _("种类"), 10, "choice", SlipKind, keep=True),
        Column("summary", _("摘要"), 26, keep=True),
        Column("branch", _("领用分工会"), 14),
        Column("member", _("领用人"), 10),
        Column("booking", _("入账"), 8, "choice", Booking, keep=True),
        Column("officer", _("经办"), 10, wide=True),
    ),
    rows=found.slip_rows, order=("-on", "-key"), group="finance", label="summary", detail=slip_report,
    help=_("入库单、领用单和盘点调整；凭证作废或冲销的不算。"), empty=_("还没有出入库"),
)  # fmt: skip
SLIP = ReportPage(
    "finance.goods_slip", _("出入库单"), READ, build=lambda work, asked: slip_report(work, asked["slip"]),
    group="finance", hidden=True,
    params=(Parameter("slip", _("单号"), commands.SlipKey, required=True),), help=_("一张入库单或出库单，供打印签字。"),
)  # fmt: skip
