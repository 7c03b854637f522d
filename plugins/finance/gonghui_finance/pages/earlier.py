"""What stands behind figures from before the books: opening balances, and the year that was entered."""

from __future__ import annotations

from typing import Any

from gonghui_core.fields import Text
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.work import Work
from gonghui_finance.commands import AccountCode, Year
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import earlier, statements

_ = translator("gonghui_finance")


def known(work: Work, key: Any) -> dict[str, Any]:
    """The year before the books, with what was entered of it."""
    year = statements.first_year(work) - 1
    found = earlier.entered(work, year)
    lines = [
        {"account": item, "amount": amount} for item, amount in found.items() if item not in earlier.FUNDS
    ]
    return {
        "year": year,
        "lines": lines,
        **{name: found[name] for name in earlier.FUNDS[:3] if name in found},
    }


OPENINGS = TablePage(
    "finance.opening_balances", _("年初余额"), READ,
    columns=(
        Column("year", _("年"), 6, "integer", keep=True),
        Column("account", _("科目"), 8, keep=True),
        Column("name", _("名称"), 28, keep=True),
        Column("debit", _("借方"), 14, "money", keep=True),
        Column("credit", _("贷方"), 14, "money", keep=True),
    ),
    rows=earlier.opening_rows, order=("account",), group="finance", hidden=True, label="account",
    params=(
        Parameter("year", _("年"), Year), Parameter("account", _("科目"), AccountCode),
        Parameter("row", _("报表项目"), Text),
    ),
    totals=earlier.opening_totals, help=_("建账时录入的各科目余额。"),
)  # fmt: skip
