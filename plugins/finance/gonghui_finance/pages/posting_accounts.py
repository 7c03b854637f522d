"""The accounts that a line of a voucher may stand on, those in use before the others: what the entry grid offers."""

from __future__ import annotations

from sqlalchemy import func, select

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Column, RowValues, TablePage
from gonghui_core.work import Work
from gonghui_finance.models import Balance
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import accounts

_ = translator("gonghui_finance")


def account_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The accounts without sub-accounts; those that moved in more months come first."""
    query = select(Balance.account, func.count(func.distinct(Balance.period))).group_by(Balance.account)
    months: dict[str, int] = {str(account): int(count) for account, count in work.session.execute(query)}
    chart = accounts.chart_of(work)
    rows = [
        row for row in accounts.account_rows(work, asked) if row["leaf"] and chart.accounts[row["code"]].base
    ]
    return sorted(rows, key=lambda row: (-months.get(row["code"], 0), row["code"]))


POSTING_ACCOUNTS = TablePage(
    "finance.posting_accounts", _("可记账的科目"), READ,
    columns=(
        Column("code", _("代码"), 8, keep=True), Column("name", _("名称"), 20, keep=True),
        Column("initials", _("首字母"), 12), Column("full_name", _("全称"), 30, keep=True),
    ),
    rows=account_rows, group="finance", hidden=True, resolve=accounts.resolve_account,
    help=_("记账凭证上可用的科目：没有下级的科目，用得多的在前。"),
)  # fmt: skip
