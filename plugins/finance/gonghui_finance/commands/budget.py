"""What can be done with the budget."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, Input, OnRecord
from gonghui_core.fields import Day, Money, Text, YesNo, field, lines, pick
from gonghui_core.i18n import translator
from gonghui_finance.commands.books import AccountCode, Year

_ = translator("gonghui_finance")

BudgetKey = Annotated[int, pick("finance.budgets")]
TransferKey = Annotated[int, pick("finance.budget_transfers")]


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
    reason: Text | None = field(_("调整原因"), None)
    lines: BudgetLines = field(_("调整后的预算"), min_length=1)


class ApproveBudget(OnRecord):
    """Approve a budget or an adjustment, after the committee and the audit committee have passed it."""

    record: BudgetKey = field(_("预算"))
    document: Text | None = field(_("决议或文号"), None)


class Resolution(Command):
    """What a body decided, and when."""

    on: Day = field(_("日期"))
    agreed: YesNo = field(_("同意"), True)
    document: Text | None = field(_("决议或文号"), None)
    opinion: Text | None = field(_("意见"), None)


class PassBudget(Resolution, OnRecord):
    """Record what the union committee decided on a budget that is to be approved."""

    record: BudgetKey = field(_("预算"))


class ReviewBudget(Resolution, OnRecord):
    """Record, for the audit committee, what it found on reviewing a budget."""

    record: BudgetKey = field(_("预算"))


class ConfirmBudget(Resolution, OnRecord):
    """Record what the upper union replied to an approved budget."""

    record: BudgetKey = field(_("预算"))


class TransferBudget(Command):
    """Ask to move money from one line of the budget in force to another; the lines' sum stays the same."""

    year: Year = field(_("年度"))
    source: AccountCode = field(_("从科目"))
    target: AccountCode = field(_("到科目"))
    amount: Money = field(_("金额"), gt=0)
    reason: Text = field(_("原因"))
    source_project: Text | None = field(_("从项目"), None)
    target_project: Text | None = field(_("到项目"), None)


class ApproveTransfer(OnRecord):
    """Let a transfer take effect."""

    record: TransferKey = field(_("调剂"))


class RefuseTransfer(OnRecord):
    """Say no to a transfer; it stays in the history."""

    record: TransferKey = field(_("调剂"))


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


class ExplainDifference(Command):
    """Explain why a line of the final accounts differs from the budget; another text replaces the first."""

    year: Year = field(_("年度"))
    account: AccountCode = field(_("科目"))
    note: Text = field(_("差异说明"))
    project: Text | None = field(_("项目"), None)


class PassAccounts(Resolution):
    """Record what the union committee decided on the final accounts of a year."""

    year: Year = field(_("年度"))


class ReviewAccounts(Resolution):
    """Record, for the audit committee, what it found on reviewing the final accounts of a year."""

    year: Year = field(_("年度"))


class ConfirmAccounts(Resolution):
    """Record what the upper union replied to the final accounts of a year."""

    year: Year = field(_("年度"))
