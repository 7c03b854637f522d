"""What can be done with goods in stock."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from gonghui_core.commands import Command, Input, OnRecord
from gonghui_core.fields import BranchKey, Count, Day, MemberKey, Money, Text, field, lines, pick
from gonghui_core.i18n import translator
from gonghui_finance.choices import PayFrom
from gonghui_finance.commands.books import AccountCode

_ = translator("gonghui_finance")

GoodsKey = Annotated[int, pick("finance.goods")]
SlipKey = Annotated[int, pick("finance.goods_slips")]
PIECE = "件"


class AddGoods(Command):
    """Name a kind of goods, with what the opening balance of account 141 has of it."""

    name: Text = field(_("品名"), max_length=200)
    unit: Text = field(_("单位"), PIECE, max_length=20)
    quantity: Count = field(_("年初数量"), 0)
    value: Money = field(_("年初金额"), Decimal("0.00"), ge=0, help=_("已在 141 年初余额中的部分"))
    place: Text | None = field(_("存放地点"), None, max_length=100)


class GoodsIn(Input):
    """A line of goods that come in; a name that is new is entered with it."""

    name: Text = field(_("品名"), max_length=200)
    quantity: Count = field(_("数量"), gt=0)
    amount: Money = field(_("金额"), ge=0)
    unit: Text | None = field(_("单位"), None, max_length=20)


GoodsInLines = Annotated[list[GoodsIn], lines(repeat="unit")]


class ReceiveGoods(Command):
    """Take goods into stock (entry 11): with an expenditure account the payment is booked too."""

    on: Day = field(_("日期"))
    summary: Text = field(_("摘要"), help=_("如：购春节慰问品"))
    account: AccountCode | None = field(_("支出科目"), None, help=_("报销时已列支的不填，只记库存"))
    source: PayFrom = field(_("付自"), PayFrom.bank)
    attachments: Count = field(_("附件张数"), 1)
    lines: GoodsInLines = field(_("物品"), min_length=1)


class GoodsOut(Input):
    """A line of goods that go out."""

    goods: GoodsKey = field(_("品名"))
    quantity: Count = field(_("数量"), gt=0)


GoodsOutLines = Annotated[list[GoodsOut], lines()]


class IssueGoods(Command):
    """Hand goods out to a branch, a member or an activity (entry 12), at their average cost."""

    on: Day = field(_("日期"))
    summary: Text = field(_("用途"), help=_("活动或发放事由"))
    branch: BranchKey | None = field(_("领用分工会"), None)
    member: MemberKey | None = field(_("领用人"), None)
    attachments: Count = field(_("附件张数"), 1)
    lines: GoodsOutLines = field(_("物品"), min_length=1)


class IssueOne(OnRecord):
    """Hand out goods of one kind."""

    record: GoodsKey = field(_("物品"))
    on: Day = field(_("日期"))
    quantity: Count = field(_("数量"), gt=0)
    summary: Text = field(_("用途"), help=_("活动或发放事由"))
    branch: BranchKey | None = field(_("领用分工会"), None)
    member: MemberKey | None = field(_("领用人"), None)
    attachments: Count = field(_("附件张数"), 1)
