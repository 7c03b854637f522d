"""What can be done with cash and the bank's statements."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, OnRecord
from gonghui_core.fields import Day, Money, Text, field, pick
from gonghui_core.i18n import translator

_ = translator("gonghui_finance")

BankLineKey = Annotated[int, pick("finance.bank_lines")]
BookLineKey = Annotated[int, pick("finance.bank_entries")]


class CountCash(Command):
    """Record the cash in the box at the end of a day; it must be what the books say."""

    on: Day = field(_("日期"))
    counted: Money = field(_("实存现金"), ge=0)
    note: Text | None = field(_("说明"), None, help=_("长款、短款的原因和处理"))


class MatchBank(OnRecord):
    """Say which entry of the bank account a line of the statement is."""

    record: BankLineKey = field(_("对账单行"))
    entry: BookLineKey = field(_("账上分录"))


class MatchAll(Command):
    """Accept every suggestion: the same amount, few days apart, and no other candidate."""

    until: Day = field(_("截至"))


class UnmatchBank(OnRecord):
    """Take a match back."""

    record: BankLineKey = field(_("对账单行"))


class FollowBankLine(OnRecord):
    """Note what was found out about a line that only the bank has, and what is being done."""

    record: BankLineKey = field(_("对账单行"))
    note: Text = field(_("情况"), help=_("原因、经办人、预计何时解决；历次都留着"))


class FollowEntry(OnRecord):
    """Note what was found out about an entry that only the books have, and what is being done."""

    record: BookLineKey = field(_("账上分录"))
    note: Text = field(_("情况"), help=_("原因、经办人、预计何时解决；历次都留着"))
