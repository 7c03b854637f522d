"""The entries about the end of a year (4, 8, 21 and 22 of the account notes, and the remainders of projects)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gonghui_finance.rules.entry import ZERO, Line

TRANSFER, SUBSIDY = "13102", "13101"
OWN_FUNDS = "402"
GENERAL_SUBSIDY, EARMARKED_SUBSIDY = "40301", "40302"
CARRIED, CARRIED_ERRORS, CARRIED_MOVED = "32104", "32101", "32102"
SURPLUS_FROM_CARRIED, SURPLUS_ERRORS, SURPLUS_MOVED = "32204", "32201", "32202"


def accrued(*, transfer: bool, amount: Decimal, earmarked: bool, project: str | None) -> list[Line]:
    """What the upper union announced and has not paid: 13102 against 402, or 13101 against 403."""
    subsidy = EARMARKED_SUBSIDY if earmarked else GENERAL_SUBSIDY
    income = OWN_FUNDS if transfer else subsidy
    due = Line(TRANSFER if transfer else SUBSIDY, debit=amount, project=project)
    return [due, Line(income, credit=amount, earmarked=earmarked, project=project)]


def finished(left: Decimal, project: str) -> list[Line]:
    """What is left of a finished project goes from carried forward to surplus; what it overspent comes from there."""
    taken, given = (CARRIED, SURPLUS_FROM_CARRIED) if left > 0 else (SURPLUS_FROM_CARRIED, CARRIED)
    return [Line(taken, debit=abs(left), project=project), Line(given, credit=abs(left), project=project)]


def named(amount: Decimal, project: str) -> list[Line]:
    """Earmarked money that was carried forward without a name is given to a project; the account stays as it is."""
    return [Line(CARRIED, debit=amount), Line(CARRIED, credit=amount, project=project)]


def surplus_used(amount: Decimal, project: str) -> list[Line]:
    """Surplus used for an unfinished project."""
    return [
        Line(SURPLUS_MOVED, debit=amount, project=project),
        Line(CARRIED_MOVED, credit=amount, project=project),
    ]


def corrected(
    account: str, amount: Decimal, *, more: bool, earmarked: bool, project: str | None
) -> list[Line]:
    """An earlier year's error: it brings net assets more, or takes them away, against another account."""
    target = CARRIED_ERRORS if earmarked else SURPLUS_ERRORS
    if more:
        return [Line(account, debit=amount), Line(target, credit=amount, project=project)]
    return [Line(target, debit=amount, project=project), Line(account, credit=amount)]


@dataclass(frozen=True)
class Project:
    """An earmarked project in a year, in yuan: what it began with, what came and went, and what was moved to or
    from it; `brought`, `moved` and what is left are positive where there is money for it."""

    name: str
    brought: Decimal = ZERO
    income: Decimal = ZERO
    expenditure: Decimal = ZERO
    moved: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """What there is for it at the end of the year."""
        return self.brought + self.income - self.expenditure + self.moved


Movement = tuple[str, int, str, Decimal]
"""Project, year, account, and what it moved, credit positive."""


def projects(movements: Iterable[Movement], year: int) -> dict[str, Project]:
    """The projects with what moved them up to the end of `year`."""
    sums: dict[str, list[Decimal]] = {}
    for name, when, account, moved in movements:
        if when > year:
            continue
        at = sums.setdefault(name, [ZERO] * 4)
        at[_place(when, year, account)] += moved
    return {
        name: Project(name, brought, income, -spent, moved)
        for name, (brought, income, spent, moved) in sorted(sums.items())
    }


def _place(when: int, year: int, account: str) -> int:
    if when < year:
        return 0
    return {"4": 1, "5": 2}.get(account[0], 3)
