"""What can be done in a stock-taking."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from gonghui_core.commands import Command, Input, OnRecord
from gonghui_core.fields import Code, Count, Day, Money, Text, YesNo, field, lines, pick
from gonghui_core.i18n import translator
from gonghui_finance.choices import AssetKind, CountKind

_ = translator("gonghui_finance")

CountKey = Annotated[int, pick("finance.counts")]


class OpenCount(Command):
    """Begin a stock-taking: the list is filled from the books."""

    kind: CountKind = field(_("盘点什么"))
    on: Day = field(_("盘点日期"))
    people: Text = field(_("盘点人"), help=_("盘点人和监盘人"), max_length=200)


class Counted(Input):
    """A thing on the list: only what was found is entered."""

    code: Code = field(_("编号"))
    name: Text | None = field(_("名称"), None)
    book: Count | None = field(_("账面"), None)
    found: Count | None = field(_("实存"), None)
    note: Text | None = field(_("说明"), None)


CountedLines = Annotated[list[Counted], lines()]


class EnterCount(OnRecord):
    """Enter what was found; what is left empty has not been counted yet."""

    record: CountKey = field(_("盘点"))
    rest_as_booked: YesNo = field(_("其余与账面相符"), False)
    lines: CountedLines = field(_("清单"), default_factory=list)


class AddFound(OnRecord):
    """Enter what was found and is not in the books."""

    record: CountKey = field(_("盘点"))
    name: Text = field(_("名称"), max_length=200)
    quantity: Count = field(_("数量"), 1, gt=0)
    unit: Text | None = field(_("单位"), None, max_length=20)
    value: Money = field(
        _("入账金额"), Decimal("1.00"), gt=0, help=_("按凭据、评估或同类价格；都没有按名义金额 1 元")
    )
    asset_kind: AssetKind | None = field(_("资产类别"), None, help=_("盘点固定资产时填"))
    note: Text | None = field(_("说明"), None)


class CloseCount(OnRecord):
    """End a stock-taking: what is short or over goes into account 182, until it is decided."""

    record: CountKey = field(_("盘点"))
