"""What was found short or over: into account 182, and on the decision out of it (entries 15c, 15d, 18, 19).

Money is Decimal yuan. The sums are positive; the kind tells the side.
"""

from __future__ import annotations

from decimal import Decimal

from gonghui_finance.choices import PendingKind
from gonghui_finance.rules.entry import Line

PENDING = "182"
CASH = "101"
RECEIVABLE = "135"

OVER = frozenset({PendingKind.asset_over, PendingKind.goods_over, PendingKind.cash_over})
"""What stands in credit of account 182 until it is decided."""

TARGETS: dict[PendingKind, tuple[str, ...]] = {
    PendingKind.asset_short: ("30104", "30105"), PendingKind.asset_over: ("30104", "30105"),
    PendingKind.goods_short: ("30101",), PendingKind.goods_over: ("30101",), PendingKind.cash_short: ("510", "135"),
    PendingKind.cash_over: ("408", "215"), PendingKind.receivable: ("510",),
}  # fmt: skip
"""Where a decision may take it, the usual place first: cash that nobody can explain is spent or earned, cash that
somebody owes or is owed is a claim or a debt (accounts 101 and 182)."""


def found(kind: PendingKind, amount: Decimal, account: str, words: str) -> list[Line]:
    """The lines that bring a difference on `account` into 182."""
    if kind in OVER:
        return [Line(account, debit=amount, memo=words), Line(PENDING, credit=amount, memo=words)]
    return [Line(PENDING, debit=amount, memo=words), Line(account, credit=amount, memo=words)]


def decided(kind: PendingKind, amount: Decimal, account: str, words: str) -> list[Line]:
    """The lines that take a difference out of 182 to `account`."""
    if kind in OVER:
        return [Line(PENDING, debit=amount, memo=words), Line(account, credit=amount, memo=words)]
    return [Line(account, debit=amount, memo=words), Line(PENDING, credit=amount, memo=words)]


def signed(kind: PendingKind, amount: Decimal) -> Decimal:
    """What it adds to the balance of 182, debit positive."""
    return -amount if kind in OVER else amount
