"""The journal (序时账), on the screen and for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Col, Grid, Report
from gonghui_core.work import Work
from gonghui_finance.commands import Month, Year
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.trial_balance import money
from gonghui_finance.queries import journal
from gonghui_finance.rules import journals
from gonghui_finance.rules.journals import Posting, Transaction

_ = translator("gonghui_finance")


COLUMNS = (
    Col("date", _("日期"), "date", 10), Col("number", _("凭证号"), width=10), Col("summary", _("摘要"), width=28),
    Col("account", _("科目"), width=24), Col("debit", _("借方"), "money", 14), Col("credit", _("贷方"), "money", 14),
    Col("memo", _("分录摘要"), width=20, wide=True), Col("attachments", _("附件张数"), "integer", 6, wide=True),
    Col("project", _("项目"), width=12, wide=True), Col("earmarked", _("专项"), width=6, wide=True),
    Col("branch", _("分工会"), width=12, wide=True),
)  # fmt: skip
"""The columns that the import of vouchers knows by these names."""


def report(work: Work, asked: Asked) -> Report:
    """Every posted voucher of a period, line by line."""
    names = journal.names_of(work)
    rows, data = [], []
    for found in journal.transactions(work, asked["year"], asked.get("month")):
        rows += [_row(found, posting, names) for posting in found.postings]
        lines = [
            {"account": p.account, "debit": money(p.debit), "credit": money(p.credit)} for p in found.postings
        ]
        data.append({"date": found.date, "number": found.code, "summary": found.summary, "lines": lines})
    return Report(_("序时账"), (Grid(COLUMNS, rows),), {"year": asked["year"], "vouchers": data})


def _row(found: Transaction, posting: Posting, names: Mapping[str, str]) -> tuple[Any, ...]:
    memo = posting.memo if posting.memo != found.summary else None
    return (
        found.date, found.code, found.summary, f"{posting.account} {names.get(posting.account, '')}",
        posting.debit or None, posting.credit or None, memo, found.attachments or None, posting.project or None,
        posting.earmarked or None, posting.branch or None,
    )  # fmt: skip


def as_hledger(work: Work, asked: Asked) -> str:
    """The journal for hledger."""
    found = journal.transactions(work, asked["year"], asked.get("month"))
    return journals.hledger(found, journal.names_of(work))


def as_beancount(work: Work, asked: Asked) -> str:
    """The journal for Beancount."""
    found = journal.transactions(work, asked["year"], asked.get("month"))
    return journals.beancount(found, journal.names_of(work))


JOURNAL = ReportPage(
    "finance.journal", _("序时账"), READ, build=report, group="finance",
    params=(
        Parameter("year", _("年"), Year, default=lambda work: work.today.year), Parameter("month", _("月"), Month),
    ),
    formats={"hledger": as_hledger, "beancount": as_beancount},
    help=_("按时间排列的全部已记账凭证；可导出为 hledger 和 Beancount 的账本，期初余额是第一笔。"),
)  # fmt: skip
