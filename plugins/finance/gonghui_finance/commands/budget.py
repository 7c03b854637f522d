"""What can be done with the budget."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, Input, OnRecord
from gonghui_core.fields import Day, Money, Text, field, lines, pick
from gonghui_core.i18n import translator
from gonghui_finance.commands.books import AccountCode, Year

_ = translator("gonghui_finance")

BudgetKey = Annotated[int, pick("finance.budgets")]


class BudgetLine(Input):
    """What the budget gives an account."""

    account: AccountCode = field(_("科目"), help=_("收入或支出科目，一级或明细"))
    amount: Money = field(_("金额"), ge=0)
    project: Text | None = field(_("项目"), None)


BudgetLines = Annotated[list[BudgetLine], lines()]


class SetBudget(Command):
    """Draft the budget of a year; a draft of the same year is replaced."""

    year: Year = field(_("年度"))
    lines: BudgetLines = field(_("预算"), min_length=1)


class AdjustBudget(Command):
    """Draft an adjustment: the whole budget as it shall be from now on, approved by the same procedure."""

    year: Year = field(_("年度"))
    reason: Text = field(_("调整原因"))
    lines: BudgetLines = field(_("调整后的预算"), min_length=1)


class ApproveBudget(OnRecord):
    """Approve a budget or an adjustment, after the committee and the audit committee have passed it."""

    record: BudgetKey = field(_("预算"))
    document: Text | None = field(_("决议或文号"), None)


class ReportBudget(OnRecord):
    """Record that an approved budget was sent to the upper union."""

    record: BudgetKey = field(_("预算"))
    on: Day = field(_("报送日期"))
    document: Text | None = field(_("文号"), None)


class ReportAccounts(Command):
    """Record that the final accounts of a year were sent to the upper union."""

    year: Year = field(_("年度"))
    on: Day = field(_("报送日期"))
    document: Text | None = field(_("文号"), None)
    explanation: Text | None = field(_("与预算差异的说明"), None)
