"""Goods in stock at moving average cost (Accounting System for Trade Unions, account 141; entries 11 and 12).

Quantities are whole units, values Decimal yuan. Nothing is lost to rounding: the last issue takes what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gonghui_finance.rules.entry import ZERO, Line

FEN = Decimal("0.01")
STOCK, STOCK_FUND = "141", "30101"


@dataclass(frozen=True)
class Stock:
    """How many units there are, and what they cost together."""

    quantity: int = 0
    value: Decimal = ZERO

    def plus(self, quantity: int, value: Decimal) -> Stock:
        """The stock after a movement; what goes out is negative."""
        return Stock(self.quantity + quantity, self.value + value)

    def cost_of(self, quantity: int) -> Decimal:
        """What so many units out of this stock cost, to the fen; all of them cost all there is.

        Raises:
            ValueError: there are not so many.
        """
        if not 0 <= quantity <= self.quantity:
            raise ValueError(f"{quantity} of {self.quantity}")
        if quantity == self.quantity:
            return self.value
        return min((self.value * quantity / self.quantity).quantize(FEN, ROUND_HALF_UP), self.value)

    @property
    def price(self) -> Decimal | None:
        """The average cost of a unit, to the fen; nothing where there is no unit."""
        return (self.value / self.quantity).quantize(FEN, ROUND_HALF_UP) if self.quantity else None


def received(moves: Sequence[tuple[str, Decimal]], account: str | None, money: str) -> list[Line]:
    """Entries 11a and 11b: what was spent, and the stock against its asset fund.

    `moves` are words and values. Without an expenditure account the spending was booked elsewhere.
    """
    total = sum((value for _words, value in moves), ZERO)
    spent = [Line(account, debit=total), Line(money, credit=total)] if account else []
    goods = [Line(STOCK, debit=value, memo=words) for words, value in moves if value]
    return [*spent, *goods, *([Line(STOCK_FUND, credit=total)] if total else [])]


def issued(moves: Sequence[tuple[str, Decimal]]) -> list[Line]:
    """Entry 12: what was issued leaves the stock, against its asset fund."""
    total = sum((value for _words, value in moves), ZERO)
    goods = [Line(STOCK, credit=value, memo=words) for words, value in moves if value]
    return [*([Line(STOCK_FUND, debit=total)] if total else []), *goods]
