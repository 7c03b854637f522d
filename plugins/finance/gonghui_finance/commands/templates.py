"""What can be done with templates of vouchers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from gonghui_core.commands import Command, Editing, Input, OnRecord
from gonghui_core.fields import BranchKey, Count, Day, Money, Text, YesNo, field, lines, pick
from gonghui_core.i18n import translator
from gonghui_finance.choices import Direction
from gonghui_finance.commands.books import PostingAccount, VoucherKey

_ = translator("gonghui_finance")

TemplateKey = Annotated[int, pick("finance.voucher_templates")]
TemplateName = Annotated[Text, Field(min_length=1, max_length=100)]


class TemplateLine(Input):
    """A line of a template; without amount and share it takes what the others of its side leave."""

    account: PostingAccount = field(_("科目"), help=_("代码、名称或拼音首字母"))
    side: Direction = field(_("借贷"))
    amount: Money | None = field(_("固定金额"), None)
    share: Money | None = field(_("比例%"), None, gt=0, le=100)
    memo: Text | None = field(_("摘要"), None)
    project: Text | None = field(_("项目"), None)
    earmarked: YesNo | None = field(_("专项"), None)
    branch: BranchKey | None = field(_("分工会"), None)


TemplateLines = Annotated[list[TemplateLine], lines(repeat="memo")]


class SaveTemplate(OnRecord):
    """Keep the entries of a voucher as a template, with its amounts or without."""

    record: VoucherKey = field(_("凭证"))
    name: TemplateName = field(_("模板名称"))
    amounts: YesNo = field(_("保留金额"), False, help=_("每月金额相同的选“是”"))


class AddTemplate(Command):
    """Make a template of vouchers that come again."""

    name: TemplateName = field(_("模板名称"))
    summary: Text = field(_("摘要"))
    lines: TemplateLines = field(_("分录"), min_length=2)


class EditTemplate(Editing):
    """Change a template; vouchers that were made from it stay as they are."""

    record: TemplateKey = field(_("模板"))
    name: TemplateName = field(_("模板名称"))
    summary: Text = field(_("摘要"))
    lines: TemplateLines = field(_("分录"), min_length=2)


class RenameTemplate(OnRecord):
    """Give a template another name."""

    record: TemplateKey = field(_("模板"))
    name: TemplateName = field(_("模板名称"))


class DeleteTemplate(OnRecord):
    """Throw a template away; vouchers that were made from it stay."""

    record: TemplateKey = field(_("模板"))


class DraftFromTemplate(OnRecord):
    """Draft a voucher from a template; the amount is what its shares and open lines are reckoned from."""

    record: TemplateKey = field(_("模板"))
    date: Day = field(_("日期"))
    amount: Money | None = field(_("金额"), None, help=_("模板金额都已固定时不填"))
    summary: Text | None = field(_("摘要"), None, help=_("不填则用模板的"))
    attachments: Count = field(_("附件张数"), 0)
