"""Ledgers: of one account, of all level-1 accounts by month, and the day books of cash and bank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from gonghui_core.fields import Day
from gonghui_core.forms import Paper
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Block, Col, Fact, Figure, Figures, Grid, Report
from gonghui_core.verdicts import BadInput
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.commands import AccountCode, Month, Year
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.printing import Sheet, paper
from gonghui_finance.pages.trial_balance import behind_opening, money
from gonghui_finance.queries import balances
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.queries.ledger import Ledger, LedgerLine, ledger, moved_by_month
from gonghui_finance.queries.statements import first_year
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

COLUMNS = (
    Col("date", _("日期"), "date", 10), Col("number", _("号"), "integer", 6), Col("summary", _("摘要"), width=28),
    Col("debit", _("借方"), "money", 14), Col("credit", _("贷方"), "money", 14),
    Col("side", _("方向"), width=4), Col("balance", _("余额"), "money", 14),
)  # fmt: skip


def account_ledger(work: Work, asked: Asked) -> Report:
    """明细账: an account with every line and a running balance."""
    code = asked["account"]
    account = chart_of(work).get(code)
    if account is None:
        raise BadInput(_("科目表中没有 {code}").format(code=code), field="account")
    since, until = _span(work, asked)
    found = ledger(work, code, since, until)
    name = f"{code} {chart_of(work).full_name(code)}"
    title = _("明细账 {name}").format(name=name)
    grid = _grid(work, found, code, since, first_year(work))
    printed = _printed(work, "明细账", name, since, until, grid)
    return Report(title, (_head(since, until), grid), _data(code, since, until, found), printed)


def _printed(work: Work, title: str, name: str, since: date, until: date, grid: Grid) -> Paper:
    """A ledger as it is printed and bound."""
    head = (f"单位：{work.settings.union.name}", name, f"{since} 至 {until}　单位：元")
    sums = (at for at, row in enumerate(grid.rows) if row[0] is None)
    strong = frozenset((at, place) for at in sums for place in range(len(grid.columns)))
    return paper(Sheet(title, "", head, ("会计主管", "记账"), strong=strong), grid)


def _span(work: Work, asked: Asked) -> tuple[date, date]:
    since = asked.get("since") or date(work.today.year, 1, 1)
    until = asked.get("until") or date(since.year, 12, 31)
    if until < since:
        raise BadInput(_("到 {until} 早于从 {since}").format(until=until, since=since), field="until")
    return since, until


def _head(since: date, until: date) -> Figures:
    return Figures((Figure(_("从"), since), Figure(_("到"), until), Figure(_("单位"), _("元"))))


def _sided(balance: Decimal) -> tuple[str, Decimal]:
    """A balance as ledgers write it: the side that it is on, and how much without a sign."""
    side = _("借") if balance > 0 else _("贷") if balance else _("平")
    return str(side), abs(balance)


def _grid(work: Work, found: Ledger, account: str, since: date, begun: int) -> Grid:
    """The lines with the sums of each month and of its year so far, as a ledger on paper has them."""
    rows: list[Any] = [(None, None, _("期初余额"), None, None, *_sided(found.opening))]
    facts = {(0, 6): behind_opening(account, found.opening, since, begun)}
    before = moved_by_month(work, account, since.year * 100 + 1, periods.period_of(since) - 1)
    so_far = {since.year: [sum((moved[side] for moved in before.values()), ZERO) for side in (0, 1)]}
    for period, lines in groupby(found.lines, lambda line: periods.period_of(line.date)):
        month = list(lines)
        for x in month:
            fact = Fact(x.summary, money(x.debit - x.credit), "finance.vouchers", (str(x.voucher),))
            facts |= {(len(rows), 2): fact, (len(rows), 3 if x.debit else 4): fact}
            rows.append((x.date, x.number, x.summary, x.debit or None, x.credit or None, *_sided(x.balance)))
        sums = [sum((x.debit for x in month), ZERO), sum((x.credit for x in month), ZERO)]
        year = so_far.setdefault(period // 100, [ZERO, ZERO])
        year[0], year[1] = year[0] + sums[0], year[1] + sums[1]
        rows.append((None, None, _("本月合计"), *sums, *_sided(month[-1].balance)))
        rows.append((None, None, _("本年累计"), *year, *_sided(month[-1].balance)))
    rows.append((None, None, _("合计"), found.debit, found.credit, *_sided(found.closing)))
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
        grid = _grid(work, found, account, since, first_year(work))
        printed = _printed(work, str(title), "", since, until, grid)
        return Report(title, (_head(since, until), grid, _day_grid(found)), data, printed)

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
        Col("side", _("方向"), width=4), Col("balance", _("余额"), "money", 14),
    )  # fmt: skip
    rows: list[Any] = []
    begun = first_year(work)
    facts: dict[tuple[int, int], Fact] = {}
    data: dict[str, Any] = {}
    for code, months in balances.by_month(work, year, last).items():
        name = chart.accounts[code].name
        for month, debit, credit, balance in months:
            facts |= _month_facts(len(rows), code, year, month, (debit, credit, balance), begun)
            rows.append((code, name, month or None, debit or None, credit or None, *_sided(balance)))
        data[code] = [
            {"month": m, "debit": money(d), "credit": money(c), "balance": money(b)} for m, d, c, b in months
        ]
    grid = Grid(columns, rows, facts=facts)
    head = (f"单位：{work.settings.union.name}", f"{year}年", "单位：元")
    printed = paper(Sheet("总账", "", head, ("会计主管", "记账")), grid)
    return Report(_("总账 {year}年").format(year=year), (grid,), {"year": year, "accounts": data}, printed)


def _month_facts(
    row: int, code: str, year: int, month: int, amounts: tuple[Decimal, Decimal, Decimal], begun: int
) -> dict[tuple[int, int], Fact]:
    """Behind what a month moved stand its lines, behind a balance the ledger of the year so far."""
    if not month:
        return {(row, 6): behind_opening(code, amounts[2], date(year, 1, 1), begun)}
    period = periods.period(year, month)
    until = periods.last_day(period).isoformat()
    lines = {"account": code, "since": periods.first_day(period).isoformat(), "until": until}
    so_far = {"account": code, "since": f"{year}-01-01", "until": until}
    found = {(row, 6): Fact(code, money(amounts[2]), "finance.ledger", params=so_far)}
    for place, amount in ((3, amounts[0]), (4, amounts[1])):
        if amount:
            found[row, place] = Fact(code, money(amount), "finance.lines", params=lines)
    return found


_DAYS = (Parameter("since", _("从"), Day), Parameter("until", _("到"), Day))

LEDGER = ReportPage(
    "finance.ledger", _("明细账"), READ, build=account_ledger, group="finance",
    params=(Parameter("account", _("科目"), AccountCode, required=True), *_DAYS),
    help=_("一个科目（连同其明细）逐笔的发生额和余额；余额写明在借方还是贷方。"),
)  # fmt: skip
GENERAL_LEDGER = ReportPage(
    "finance.general_ledger", _("总账"), READ, build=general_ledger, group="finance",
    params=(
        Parameter("year", _("年"), Year, default=lambda work: work.today.year), Parameter("month", _("月"), Month),
    ),
    help=_("一级科目逐月的发生额和余额。"),
)  # fmt: skip
CASH_BOOK = ReportPage(
    "finance.cash_book", _("现金日记账"), READ, build=day_book("101", _("现金日记账")), group="finance",
    params=_DAYS, help=_("库存现金逐笔和逐日的余额；每日终了与实存核对。"),
)  # fmt: skip
BANK_BOOK = ReportPage(
    "finance.bank_book", _("银行存款日记账"), READ, build=day_book("102", _("银行存款日记账")), group="finance",
    params=_DAYS, help=_("银行存款逐笔和逐日的余额；每月与对账单核对。"),
)  # fmt: skip
