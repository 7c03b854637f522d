"""What can be done with fixed assets."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from gonghui_core.commands import Command, OnRecord
from gonghui_core.fields import Count, Day, Money, Text, YesNo, field, pick
from gonghui_core.i18n import translator
from gonghui_finance.choices import AssetKind
from gonghui_finance.commands.books import AccountCode, Month, Year

_ = translator("gonghui_finance")

AssetKey = Annotated[int, pick("finance.assets")]


class AddAsset(Command):
    """Enter a fixed asset; its voucher (162 against 30104) is drafted with it."""

    name: Text = field(_("名称"))
    kind: AssetKind = field(_("类别"))
    cost: Money = field(_("原值"), gt=0)
    on: Day = field(_("取得日期"))
    years: Count | None = field(_("折旧年限"), None, help=_("不填则用规定的最低年限"))
    account: AccountCode | None = field(_("支出科目"), None, help=_("填了（如 50702）就连同付款分录一起制单"))
    booked: YesNo = field(_("已在年初余额中"), False, help=_("建账以前的旧资产：不制凭证"))
    depreciated: Money = field(_("以前已提折旧"), Decimal("0.00"), ge=0)
    place: Text | None = field(_("存放地点"), None)
    keeper: Text | None = field(_("保管人"), None)


class Depreciate(Command):
    """Draft the depreciation of a month, with what earlier months left out."""

    year: Year = field(_("年"))
    month: Month = field(_("月"))


class DisposeAsset(OnRecord):
    """Take an asset off the books: sold, given away, lost or worn out; with the decision."""

    record: AssetKey = field(_("资产"))
    on: Day = field(_("处置日期"))
    reason: Text = field(_("处置方式和批准文件"))
