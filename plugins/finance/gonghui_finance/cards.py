"""What the home screen shows of the books, and what the global search finds."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.contributions import Card, Found
from gonghui_core.i18n import translator
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.chart import Element
from gonghui_finance.models import Voucher
from gonghui_finance.queries import balances, vouchers
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

READ = "finance.read"
LIMIT = 8
BARS = 5


def cards(work: Work) -> list[Card]:
    """Money at hand, and the year's expenditure by account."""
    year = work.today.year
    bank, cash = balances.balance(work, "102"), balances.balance(work, "101")
    note = _("库存现金 {cash:,.2f} 元").format(cash=cash)
    rows = balances.flows(work, *periods.span(year, None))
    chart = chart_of(work)
    spent = sorted(
        ((row.account, row.debit - row.credit) for row in rows if row.account[0] == Element.expenditure),
        key=lambda pair: -pair[1],
    )
    total = sum((amount for _code, amount in spent), ZERO)
    bars = tuple((chart.accounts[code].name, amount, f"{amount:,.2f}") for code, amount in spent[:BARS])
    return [
        Card(_("银行存款"), _("{bank:,.2f} 元").format(bank=bank), READ, note, "finance.trial_balance", number=30),
        Card(
            _("本年支出"), _("{total:,.2f} 元").format(total=total), READ, "", "finance.trial_balance", bars, number=31
        ),
    ]  # fmt: skip


def search(work: Work, text: str) -> list[Found]:
    """Vouchers by number or words of their summary, the newest first."""
    if not work.may(READ):
        return []
    query = select(Voucher.id, Voucher.period, Voucher.number, Voucher.summary).where(
        vouchers.find(work, text)
    )
    found = work.session.execute(query.order_by(Voucher.date.desc(), Voucher.id.desc()).limit(LIMIT))
    return [
        Found(f"{periods.title(period)} {_word(number)} {summary}", "finance.vouchers", str(key), READ)
        for key, period, number, summary in found
    ]


def _word(number: int | None) -> str:
    return f"记-{number}" if number else str(_("草稿"))
