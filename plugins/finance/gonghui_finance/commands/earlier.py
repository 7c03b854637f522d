"""What can be done with years before the books."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from gonghui_core.commands import Command, Input
from gonghui_core.fields import Money, field, lines
from gonghui_core.i18n import translator
from gonghui_finance.commands.books import AccountCode, Year

_ = translator("gonghui_finance")
NOTHING = Decimal("0.00")


class EarlierLine(Input):
    """What a year came to on one account of income or expenditure."""

    account: AccountCode = field(_("科目"), help=_("收入或支出的一级科目"))
    amount: Money = field(_("全年数"))


EarlierLines = Annotated[list[EarlierLine], lines()]


class EnterEarlierYear(Command):
    """Enter the income and expenditure of a year before the books, for the column of the year before."""

    year: Year = field(_("年度"), help=_("建账前的年度，通常是建账的上一年"))
    lines: EarlierLines = field(_("收入和支出"), min_length=1)
    opening_carried_forward: Money = field(_("年初资金结转"), NOTHING)
    opening_surplus: Money = field(_("年初资金结余"), NOTHING)
    adjustments: Money = field(_("资金结转结余调整及变动"), NOTHING)
