"""Budget against actual, by account and project: what is planned, committed, done, and left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gonghui_finance.rules.entry import ZERO


@dataclass(frozen=True)
class Planned:
    """A line of a budget."""

    account: str
    amount: Decimal
    project: str | None = None

    def covers(self, account: str, project: str | None) -> bool:
        """Whether money on an account (for a project) falls under this line."""
        return account.startswith(self.account) and self.project in (None, project)


@dataclass(frozen=True)
class Amount:
    """Money on an account, for a project or none; positive is what the account usually takes."""

    account: str
    project: str | None
    amount: Decimal


@dataclass(frozen=True)
class Position:
    """How a line of the budget stands."""

    account: str
    project: str | None
    budget: Decimal
    committed: Decimal
    actual: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be spent."""
        return self.budget - self.committed - self.actual


def line_for(planned: Sequence[Planned], account: str, project: str | None) -> Planned | None:
    """The line that money falls under: of those that cover it the narrowest, by project and then by account."""
    return min((line for line in planned if line.covers(account, project)), key=width, default=None)


def width(line: Planned) -> tuple[bool, int]:
    """How much a line covers; of two that cover the same money the smaller is the narrower."""
    return line.project is None, -len(line.account)


@dataclass(frozen=True)
class Transfer:
    """Money moved from one line of a budget to another, each an account with a project or none."""

    source: tuple[str, str | None]
    target: tuple[str, str | None]
    amount: Decimal


def moved(planned: Sequence[Planned], transfers: Iterable[Transfer]) -> list[Planned]:
    """The lines after the transfers; the sum of them all stays the same."""
    amounts = {(line.account, line.project): line.amount for line in planned}
    for transfer in transfers:
        amounts[transfer.source] = amounts.get(transfer.source, ZERO) - transfer.amount
        amounts[transfer.target] = amounts.get(transfer.target, ZERO) + transfer.amount
    return [Planned(account, amount, project) for (account, project), amount in amounts.items()]


def positions(
    planned: Sequence[Planned], committed: Iterable[Amount], actual: Iterable[Amount]
) -> list[Position]:
    """Every line of the budget with what was committed and done, and a line for each account without budget."""
    sums: dict[tuple[str, str | None], list[Decimal]] = {
        (p.account, p.project): [ZERO, ZERO] for p in planned
    }
    for index, amounts in enumerate((committed, actual)):
        for item in amounts:
            line = line_for(planned, item.account, item.project)
            key = (line.account, line.project) if line else (item.account, None)
            sums.setdefault(key, [ZERO, ZERO])[index] += item.amount
    given = {(p.account, p.project): p.amount for p in planned}
    return [
        Position(account, project, given.get((account, project), ZERO), *done)
        for (account, project), done in sorted(sums.items(), key=lambda pair: (pair[0][0], pair[0][1] or ""))
        if (account, project) in given or any(done)
    ]
