"""The proof that what the books are opened with holds: assets are liabilities and net assets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gonghui_finance.rules.entry import ZERO, Line

FUNDS = {
    "30101": ("141",), "30102": ("151",), "30103": ("161",), "30104": ("162", "163"), "30105": ("171", "172"),
    "30106": ("181",),
}  # fmt: skip
"""The parts of the asset fund, and the accounts whose value each stands for (account 301 of the system)."""


@dataclass(frozen=True)
class Proof:
    """The three sides of the equation in yuan (Accounting System for Trade Unions, Article 9)."""

    assets: Decimal
    liabilities: Decimal
    net_assets: Decimal

    @property
    def holds(self) -> bool:
        """Whether assets are liabilities and net assets."""
        return self.assets == self.liabilities + self.net_assets


@dataclass(frozen=True)
class FundGap:
    """A part of the asset fund that is not the value of the things it stands for."""

    account: str
    fund: Decimal
    value: Decimal


def proof_of(lines: Iterable[Line]) -> Proof:
    """The three sides of balances; accounts of income and expenditure have none at the beginning of a year."""
    sides = dict.fromkeys("123", ZERO)
    for line in lines:
        sides[line.account[0]] += line.signed
    return Proof(sides["1"], -sides["2"], -sides["3"])


def fund_gaps(lines: Iterable[Line]) -> list[FundGap]:
    """Where the asset fund does not agree with what it stands for."""
    found: list[FundGap] = []
    balances: dict[str, Decimal] = {}
    for line in lines:
        balances[line.account] = balances.get(line.account, ZERO) + line.signed
    for account, things in FUNDS.items():
        value = sum((sum_below(balances, code) for code in things), ZERO)
        fund = -balances.get(account, ZERO)
        if fund != value:
            found.append(FundGap(account, fund, value))
    return found


def sum_below(balances: dict[str, Decimal], code: str) -> Decimal:
    """The signed balance of an account and of those below it."""
    return sum((amount for account, amount in balances.items() if account.startswith(code)), ZERO)
