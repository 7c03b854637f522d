"""The page of the files of vouchers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gonghui_core.commands import Action
from gonghui_core.i18n import translator
from gonghui_core.links import link
from gonghui_core.office.models import Document
from gonghui_core.pages import Column, Parameter, RowValues, TablePage
from gonghui_core.work import Work
from gonghui_finance.commands import VoucherKey
from gonghui_finance.commands import files as commands
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import files as found
from gonghui_finance.services import files

_ = translator("gonghui_finance")


def _shape(work: Work, rows: list[RowValues]) -> None:
    for row in rows:
        row["of"] = link(work, row["page"], row["of"])


def _place(work: Work, key: Any) -> dict[str, Any]:
    document = work.get(Document, int(key))
    return {"to": str(Path.home() / (document.file_name or document.title))}


VOUCHER_FILES = TablePage(
    "finance.voucher_files", _("凭证附件"), READ,
    columns=(
        Column("title", _("名称"), 24, keep=True), Column("date", _("存入"), 10, "date", keep=True),
        Column("file", _("文件名"), 24), Column("size", _("字节"), 10, "integer"),
        Column("of", _("附于"), 20, keep=True),
        Column("voucher", _("凭证系统号"), 10, "integer", wide=True),
    ),
    rows=found.file_rows, order=("date",), group="finance", hidden=True, label="title", shape=_shape,
    params=(Parameter("voucher", _("凭证"), VoucherKey),),
    actions=(
        Action(
            commands.SaveVoucherFile, files.save_file, _("取出附件"), READ, on="row", slot=8, short=_("取出"),
            prefill=_place,
        ),
    ),
    help=_("一张凭证的电子附件，连同它所依据的报销单等记录的附件；F8 取出来看。"),
    empty=_("没有电子附件：在凭证上按 F9 附上文件"),
)  # fmt: skip
