"""What can be done with the files of vouchers."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import OnRecord
from gonghui_core.fields import FilePath, Text, YesNo, field, pick
from gonghui_core.i18n import translator
from gonghui_finance.commands.books import VoucherKey

_ = translator("gonghui_finance")


class AttachFile(OnRecord):
    """Keep a file with a voucher: an invoice, a bank slip, a list."""

    record: VoucherKey = field(_("凭证"))
    file: FilePath = field(_("文件"), help=_("本机上的文件；存入时加密"))
    title: Text | None = field(_("名称"), None, help=_("不填则用文件名"))


class SaveVoucherFile(OnRecord):
    """Write a file of a voucher to this computer, and open it if wanted."""

    record: Annotated[int, pick("finance.voucher_files")] = field(_("文件"))
    to: FilePath = field(_("存到"))
    open: YesNo = field(_("存好后打开"), False)
