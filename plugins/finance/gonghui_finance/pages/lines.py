"""The page of voucher lines: what lies behind a figure."""

from __future__ import annotations

from gonghui_core.fields import Day, Text
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_finance.commands import AccountCode, VoucherKey
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import lines

_ = translator("gonghui_finance")

LINES = TablePage(
    "finance.lines", _("分录"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("number", _("号"), 6, "integer", keep=True),
        Column("memo", _("摘要"), 24, keep=True),
        Column("account", _("科目"), 8, keep=True),
        Column("debit", _("借方"), 14, "money", keep=True),
        Column("credit", _("贷方"), 14, "money", keep=True),
        Column("project", _("项目"), 12, wide=True),
        Column("earmarked", _("专项"), 6, "yes_no", wide=True),
        Column("voucher", _("凭证系统号"), 10, "integer", wide=True),
    ),
    rows=lines.line_rows, totals=lines.line_totals, order=("date", "voucher", "position"), group="finance",
    hidden=True,
    params=(
        Parameter("account", _("科目"), AccountCode), Parameter("since", _("从"), Day),
        Parameter("until", _("到"), Day), Parameter("voucher", _("凭证"), VoucherKey),
        Parameter("project", _("项目"), Text), Parameter("row", _("报表项目"), Text),
        Parameter("budget", _("预算科目"), AccountCode),
    ),
    label="memo", help=_("已记账的分录，按科目和日期；给出凭证时是那一张的分录。"),
)  # fmt: skip
