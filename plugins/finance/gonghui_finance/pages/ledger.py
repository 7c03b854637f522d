"""Ledgers: of one account, of all level-1 accounts by month, and the day books of cash and bank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui_core.fields import Day
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Block, Col, Fact, Figure, Figures, Grid, Report
from gonghui_core.verdicts import BadInput
from gonghui_core.work import Work
from gonghui_finance.commands import AccountCode, Month, Year
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.trial_balance import money
from gonghui_finance.queries import balances
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.queries.ledger import Ledger, LedgerLine, ledger

_ = translator("gonghui_finance")

COLUMNS = (
    Col("date", _("日期"), "date", 10), Col("number", _("号"), "integer", 6), Col("summary", _("摘要"), width=28),
    Col("debit", _("借方"), "money", 14), Col("credit", _("贷方"), "money", 14),
    Col("balance", _("余额"), "money", 14),
)  # fmt: skip


def account_ledger(work: Work, asked: Asked) -> Report:
    """明细账: an account with every line and a running balance."""
    code = asked["account"]
    account = chart_of(work).get(code)
    if account is None:
        raise BadInput(_("科目表中没有 {code}").format(code=code), field="account")
    since, until = _span(work, asked)
    found = ledger(work, code, since, until)
    title = _("明细账 {code} {name}").format(code=code, name=chart_of(work).full_name(code))
    return Report(title, (_head(since, until), _grid(found)), _data(code, since, until, found))


def _span(work: Work, asked: Asked) -> tuple[date, date]:
    since = asked.get("since") or date(work.today.year, 1, 1)
    until = asked.get("until") or date(since.year, 12, 31)
    if until < since:
        raise BadInput(_("到 {until} 早于从 {since}").format(until=until, since=since), field="until")
    return since, until


def _head(since: date, until: date) -> Figures:
    return Figures((Figure(_("从"), since), Figure(_("到"), until), Figure(_("单位"), _("元"))))


def _grid(found: Ledger) -> Grid:
    rows: list[Any] = [(None, None, _("期初余额"), None, None, found.opening)]
    rows += [(x.date, x.number, x.summary, x.debit or None, x.credit or None, x.balance) for x in found.lines]
    rows.append((None, None, _("合计"), found.debit, found.credit, found.closing))
    facts = {
        (index, 2): Fact(x.summary, money(x.debit - x.credit), "finance.vouchers", (str(x.voucher),))
        for index, x in enumerate(found.lines, 1)
    }
    return Grid(COLUMNS, rows, facts=facts)


def _data(code: str, since: date, until: date, found: Ledger) -> dict[str, Any]:
    return {
        "account": code, "since": since, "until": until, "opening": money(found.opening),
        "lines": [_line_data(line) for line in found.lines], "closing": money(found.closing),
    }  # fmt: skip


def _line_data(line: LedgerLine) -> dict[str, Any]:
    return {
        "date": line.date, "number": line.number, "summary": line.summary, "debit": money(line.debit),
        "credit": money(line.credit), "balance": money(line.balance),
    }  # fmt: skip


def day_book(account: str, title: str) -> Callable[[Work, Asked], Report]:
    """日记账 of cash or bank: line by line, with the balance at the end of each day."""

    def build(work: Work, asked: Asked) -> Report:
        since, until = _span(work, asked)
        found = ledger(work, account, since, until)
        data = _data(account, since, until, found) | {"days": _days(found)}
        return Report(title, (_head(since, until), _grid(found), _day_grid(found)), data)

    return build


def _days(found: Ledger) -> dict[str, str]:
    """The balance at the end of each day that had an entry."""
    return {line.date.isoformat(): money(line.balance) for line in found.lines}


def _day_grid(found: Ledger) -> Block:
    ends: dict[date, Decimal] = {line.date: line.balance for line in found.lines}
    columns = (Col("date", _("日期"), "date", 10), Col("balance", _("日末余额"), "money", 14))
    return Grid(columns, list(ends.items()), _("逐日余额"))


def general_ledger(work: Work, asked: Asked) -> Report:
    """总账: each level-1 account by month."""
    year, last = asked["year"], asked.get("month") or 12
    chart = chart_of(work)
    columns = (
        Col("code", _("代码"), width=6), Col("name", _("科目"), width=18), Col("month", _("月"), "integer", 4),
        Col("debit", _("借方"), "money", 14), Col("credit", _("贷方"), "money", 14),
        Col("balance", _("余额"), "money", 14),
    )  # fmt: skip
    rows: list[Any] = []
    data: dict[str, Any] = {}
    for code, months in balances.by_month(work, year, last).items():
        name = chart.accounts[code].name
        for month, debit, credit, balance in months:
            label = month or None
            rows.append((code, name, label, debit or None, credit or None, balance))
        data[code] = [
            {"month": m, "debit": money(d), "credit": money(c), "balance": money(b)} for m, d, c, b in months
        ]
    return Report(
        _("总账 {year}年").format(year=year), (Grid(columns, rows),), {"year": year, "accounts": data}
    )


_DAYS = (Parameter("since", _("从"), Day), Parameter("until", _("到"), Day))

LEDGER = ReportPage(
    "finance.ledger", _("明细账"), READ, build=account_ledger, group="finance", number=52,
    params=(Parameter("account", _("科目"), AccountCode, required=True), *_DAYS),
    help=_("一个科目（连同其明细）逐笔的发生额和余额；余额借方为正。"),
)  # fmt: skip
GENERAL_LEDGER = ReportPage(
    "finance.general_ledger", _("总账"), READ, build=general_ledger, group="finance", number=51,
    params=(
        Parameter("year", _("年"), Year, default=lambda work: work.today.year), Parameter("month", _("月"), Month),
    ),
    help=_("一级科目逐月的发生额和余额。"),
)  # fmt: skip
CASH_BOOK = ReportPage(
    "finance.cash_book", _("现金日记账"), READ, build=day_book("101", _("现金日记账")), group="finance", number=53,
    params=_DAYS, help=_("库存现金逐笔和逐日的余额；每日终了与实存核对。"),
)  # fmt: skip
BANK_BOOK = ReportPage(
    "finance.bank_book", _("银行存款日记账"), READ, build=day_book("102", _("银行存款日记账")), group="finance",
    number=54, params=_DAYS, help=_("银行存款逐笔和逐日的余额；每月与对账单核对。"),
)  # fmt: skip
