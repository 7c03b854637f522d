"""The entries that close a month and a year (Accounting System for Trade Unions, accounts 321 and 322).

Earmarked income and expenditure go to 32103, the rest to 32203. At the end of the year the sub-accounts of 321 are
rolled up into 32104 and those of 322 into 32205.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gonghui_finance.rules.entry import ZERO, Line

Balances = Mapping[tuple[str, bool], Decimal]
"""Signed balances, debit positive, by account and earmarking."""

EARMARKED_RESULT = "32103"
PLAIN_RESULT = "32203"
ROLL_UPS = {"32104": ("32101", "32102", "32103"), "32205": ("32201", "32202", "32203", "32204")}
"""The account that keeps the balance, and those that are emptied into it."""


def month_end(balances: Balances, memo: str) -> list[Line]:
    """The lines that empty every income and expenditure account; none where all are empty."""
    flows = {key: amount for key, amount in sorted(balances.items()) if key[0][0] in "45" and amount}
    lines = [_emptied(account, amount, memo, earmarked) for (account, earmarked), amount in flows.items()]
    for earmarked, target in ((True, EARMARKED_RESULT), (False, PLAIN_RESULT)):
        for element in "45":
            total = sum(
                (a for (code, mark), a in flows.items() if mark is earmarked and code[0] == element), ZERO
            )
            if total:
                lines.append(_received(target, total, memo))
    return lines


def year_end(balances: Mapping[str, Decimal], memo: str) -> list[Line]:
    """The lines that roll the year's results up into what is carried forward; none where nothing is left."""
    lines = []
    for keeper, emptied in ROLL_UPS.items():
        amounts = [(code, balances.get(code, ZERO)) for code in emptied]
        lines += [_emptied(code, amount, memo) for code, amount in amounts if amount]
        total = sum((amount for _code, amount in amounts), ZERO)
        if total:
            lines.append(_received(keeper, total, memo))
    return lines


def after(balances: Balances, lines: Iterable[Line]) -> dict[tuple[str, bool], Decimal]:
    """Balances as they will be when `lines` are posted."""
    result = dict(balances)
    for line in lines:
        key = (line.account, line.earmarked)
        result[key] = result.get(key, ZERO) + line.signed
    return result


def by_account(balances: Balances) -> dict[str, Decimal]:
    """Balances by account, whatever the earmarking."""
    result: dict[str, Decimal] = {}
    for (account, _earmarked), amount in balances.items():
        result[account] = result.get(account, ZERO) + amount
    return result


def _emptied(account: str, amount: Decimal, memo: str, earmarked: bool = False) -> Line:
    """The line that takes a signed balance off an account: on the other side, by its amount."""
    if amount > 0:
        return Line(account, credit=amount, memo=memo, earmarked=earmarked)
    return Line(account, debit=-amount, memo=memo, earmarked=earmarked)


def _received(account: str, amount: Decimal, memo: str) -> Line:
    """The line that takes a signed balance over."""
    return Line(account, debit=amount, memo=memo) if amount > 0 else Line(account, credit=-amount, memo=memo)
