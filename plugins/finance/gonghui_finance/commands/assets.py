"""What can be done with fixed and intangible assets."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from gonghui_core.commands import Command, OnRecord
from gonghui_core.fields import Count, Day, Money, Text, YesNo, field, pick
from gonghui_core.i18n import translator
from gonghui_finance.choices import AssetKind, AssetOwner, DisposalWay, PayFrom
from gonghui_finance.commands.books import AccountCode, Month, Year

_ = translator("gonghui_finance")

AssetKey = Annotated[int, pick("finance.assets")]
CapitalKey = Annotated[int, pick("finance.capital")]


class AssetFields(Command):
    """What every asset is entered with."""

    name: Text = field(_("名称"), max_length=200)
    kind: AssetKind = field(_("类别"))
    cost: Money = field(_("原值"), gt=0)
    on: Day = field(_("取得日期"))
    years: Count | None = field(
        _("折旧年限"), None, help=_("不填则用规定的最低年限；软件等按合同或法定年限填")
    )
    place: Text | None = field(_("存放地点"), None, max_length=100)
    keeper: Text | None = field(_("保管人"), None, max_length=100)
    batch: YesNo = field(
        _("大批同类物资"), False, help=_("单价不到标准、耐用一年以上的大批同类物资也列固定资产")
    )


class AddAsset(AssetFields):
    """Enter an asset; its voucher (162 against 30104, or 171 against 30105) is drafted with it."""

    account: AccountCode | None = field(_("支出科目"), None, help=_("填了（如 50702）就连同付款分录一起制单"))
    attachments: Count = field(_("附件张数"), 1)
    booked: YesNo = field(_("已在年初余额中"), False, help=_("建账以前的旧资产：不制凭证"))
    depreciated: Money = field(_("以前已提折旧"), Decimal("0.00"), ge=0)
    nominal: YesNo = field(_("按名义金额"), False, help=_("没有任何价格可依的捐赠物：1 元入账，不提折旧"))
    owner: AssetOwner = field(_("归属"), AssetOwner.union, help=_("学校提供的只记备查簿，不入账"))


class BookAsset(OnRecord):
    """Draft the voucher of an asset anew, whose first one was thrown away or taken back."""

    record: AssetKey = field(_("资产"))
    account: AccountCode | None = field(_("支出科目"), None, help=_("填了（如 50702）就连同付款分录一起制单"))
    attachments: Count = field(_("附件张数"), 1)


class BookCapital(OnRecord, AssetFields):
    """Enter the asset that a capital expenditure paid for: the half that stands against the asset fund."""

    record: CapitalKey = field(_("资本性支出"))


class ExplainCapital(OnRecord):
    """Say why a capital expenditure makes no asset, such as a repair."""

    record: CapitalKey = field(_("资本性支出"))
    reason: Text = field(_("不登记资产的原因"))


class Depreciate(Command):
    """Draft the depreciation of a month, with what earlier months left out."""

    year: Year = field(_("年"))
    month: Month = field(_("月"))


class DisposeAsset(OnRecord):
    """Take an asset off the books: sold, given away, scrapped or lost; with the decision."""

    record: AssetKey = field(_("资产"))
    way: DisposalWay = field(_("处置方式"), help=_("报废、毁损和丢失先记入待处理财产损溢，批准后转销"))
    on: Day = field(_("处置日期"))
    reason: Text = field(_("批准依据"), help=_("原因和批准文件"))
    proceeds: Money = field(_("变价收入"), Decimal("0.00"), ge=0)
    expenses: Money = field(_("清理费用"), Decimal("0.00"), ge=0)
    into: PayFrom = field(_("收付账户"), PayFrom.bank)
    attachments: Count = field(_("附件张数"), 1)


class SplitAsset(OnRecord):
    """Make two assets of one, such as three chairs of a batch of fifty, so that a part can go."""

    record: AssetKey = field(_("资产"))
    name: Text = field(_("分出部分的名称"), max_length=200, help=_("如：会议椅 3 把"))
    cost: Money = field(_("分出的原值"), gt=0)


class MoveAsset(OnRecord):
    """Note where an asset stands now and who keeps it."""

    record: AssetKey = field(_("资产"))
    place: Text | None = field(_("存放地点"), None, max_length=100)
    keeper: Text | None = field(_("保管人"), None, max_length=100)
