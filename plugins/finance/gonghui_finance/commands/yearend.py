"""What is done about the end of a year: what the upper union owes, finished projects, errors of earlier years."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, OnRecord
from gonghui_core.fields import Count, Day, Money, Text, YesNo, field, pick
from gonghui_core.i18n import translator
from gonghui_finance.choices import AccrualKind, ErrorSide
from gonghui_finance.commands.books import AccountCode, Year

_ = translator("gonghui_finance")

AccrualKey = Annotated[int, pick("finance.accruals")]


class Accrue(Command):
    """Book at the end of a year what the upper union has promised in a notice and not paid yet."""

    year: Year = field(_("年"))
    kind: AccrualKind = field(_("类别"))
    amount: Money = field(_("金额"), gt=0)
    document: Text = field(_("上级通知"), help=_("上级工会通知的名称和文号"), max_length=200)
    document_date: Day = field(_("通知日期"))
    earmarked: YesNo = field(_("专项"), False)
    project: Text | None = field(_("项目"), None, help=_("专项必填"))
    attachments: Count = field(_("附件张数"), 1)


class SettleAccrual(OnRecord):
    """Record money that came in on what the upper union owed from the year before: no income of this year."""

    record: AccrualKey = field(_("应收"))
    date: Day = field(_("日期"))
    amount: Money = field(_("金额"), gt=0)


class FinishProject(Command):
    """Finish an earmarked project at the end of a year: what is left of it becomes surplus."""

    project: Text = field(_("项目"))
    year: Year = field(_("年"))
    document: Text | None = field(_("依据"), None, help=_("项目验收或结余留用的文件"), max_length=200)


class NameProject(Command):
    """Say which project earmarked money is for that was carried forward without a name, such as an opening balance."""

    project: Text = field(_("项目"))
    date: Day = field(_("日期"))
    amount: Money = field(_("金额"), gt=0)
    document: Text | None = field(_("依据"), None, max_length=200)


class UseSurplus(Command):
    """Use surplus for a project that is not finished, as was approved."""

    project: Text = field(_("项目"))
    date: Day = field(_("日期"))
    amount: Money = field(_("金额"), gt=0)
    document: Text = field(_("批准文件"), max_length=200)


class CorrectEarlier(Command):
    """Book an error of an earlier year, or what came back of its expenditure, without touching this year's."""

    date: Day = field(_("日期"))
    summary: Text = field(_("摘要"))
    amount: Money = field(_("金额"), gt=0)
    side: ErrorSide = field(_("影响"))
    account: AccountCode = field(_("对方科目"), help=_("如 102 银行存款、135 其他应收款"))
    earmarked: YesNo = field(_("专项"), False)
    project: Text | None = field(_("项目"), None)
    attachments: Count = field(_("附件张数"), 1)
