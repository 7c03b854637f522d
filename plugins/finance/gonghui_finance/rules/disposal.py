"""The entries of assets that come and go (13b, 15a, 15b, 15c). Money is Decimal yuan."""

from __future__ import annotations

from decimal import Decimal

from gonghui_finance.rules.depreciation import Accounts
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.rules.pending import PENDING

PROCEEDS, EXPENSES = "408", "510"


def gone(accounts: Accounts, cost: Decimal, worn: Decimal, *, pending: bool, words: str = "") -> list[Line]:
    """An asset leaves the books: what was not worn goes against its fund, or to 182 while a decision is awaited."""
    against = PENDING if pending else accounts.fund
    lines = [
        Line(against, debit=cost - worn, memo=words), Line(accounts.worn, debit=worn, memo=words),
        Line(accounts.cost, credit=cost, memo=words),
    ]  # fmt: skip
    return [line for line in lines if line.debit or line.credit]


def sale(proceeds: Decimal, expenses: Decimal, money: str, words: str = "") -> list[Line]:
    """What a sale brought is other income, what it took other expenditure (15b)."""
    lines = []
    if proceeds > ZERO:
        lines += [Line(money, debit=proceeds, memo=words), Line(PROCEEDS, credit=proceeds, memo=words)]
    if expenses > ZERO:
        lines += [Line(EXPENSES, debit=expenses, memo=words), Line(money, credit=expenses, memo=words)]
    return lines
