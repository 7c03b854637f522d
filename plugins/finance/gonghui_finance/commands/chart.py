"""What can be done with the union's own sub-accounts."""

from __future__ import annotations

from gonghui_core.commands import Command
from gonghui_core.fields import Code, Day, Text, field
from gonghui_core.i18n import translator
from gonghui_finance.commands.books import AccountCode

_ = translator("gonghui_finance")


class AddAccount(Command):
    """Add a sub-account of the union's own, which the provincial union, or whom it authorises, must have allowed."""

    code: Code = field(_("代码"), help=_("上级科目的代码加两位数字，如 50107"))
    name: Text = field(_("名称"), max_length=60)
    document: Text | None = field(
        _("批准文件"), None, help=_("省级工会同意增设明细科目的文件"), max_length=200
    )
    number: Text | None = field(_("文号"), None, max_length=100)
    date: Day | None = field(_("文件日期"), None)


class RenameAccount(Command):
    """Give one of the union's own sub-accounts another name."""

    record: AccountCode = field(_("科目"))
    name: Text = field(_("名称"), max_length=60)


class RemoveAccount(Command):
    """Take away one of the union's own sub-accounts that nothing was booked on."""

    record: AccountCode = field(_("科目"))
