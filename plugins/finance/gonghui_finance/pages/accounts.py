"""The page of accounts."""

from __future__ import annotations

from gonghui_core.i18n import translator
from gonghui_core.pages import Column, TablePage
from gonghui_finance.choices import Direction, ElementKind
from gonghui_finance.queries import accounts

_ = translator("gonghui_finance")

READ = "finance.read"

ACCOUNTS = TablePage(
    "finance.accounts", _("会计科目"), READ,
    columns=(
        Column("code", _("代码"), 8, keep=True),
        Column("name", _("名称"), 24, keep=True),
        Column("initials", _("首字母"), 12),
        Column("element", _("类别"), 8, "choice", ElementKind),
        Column("side", _("余额方向"), 8, "choice", Direction),
        Column("leaf", _("可记账"), 6, "yes_no"),
        Column("county", _("县级以上"), 8, "yes_no", wide=True),
        Column("full_name", _("全称"), 30, wide=True),
    ),
    rows=accounts.account_rows, group="finance", number=30, resolve=accounts.resolve_account,
    help=_("《工会会计制度》（财会〔2021〕7号）的科目。一级科目和规定的明细科目不得增减、改名或合并；有明细的科目记到明细。"),
)  # fmt: skip
