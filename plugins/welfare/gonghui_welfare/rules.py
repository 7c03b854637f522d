"""Rules of welfare as pure functions of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gonghui_core.verdicts import Standing, Verdict

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
GRAVITY = (Standing.BLOCK, Standing.WARN, Standing.NOT_SET, Standing.INFO, Standing.MET)
"""Outcomes of a rule, the gravest first."""


@dataclass(frozen=True)
class Tally:
    """How many are on the list of a distribution, how many of them signed, and how many are left out."""

    planned: int = 0
    signed: int = 0
    excepted: int = 0

    @property
    def wanted(self) -> int:
        """How many are to receive."""
        return self.planned - self.excepted

    @property
    def not_reached(self) -> int:
        """How many are to receive and have not."""
        return self.wanted - self.signed


def run_cost(tally: Tally, unit_cost: Decimal, spent: Decimal | None = None) -> Decimal:
    """What a distribution is worth in yuan: what was really `spent` where that is known, else pieces by price.

    Pieces that are left over are not in it, so that the cost per head is what each has received.
    """
    return spent if spent is not None else unit_cost * tally.signed


def per_head(cost: Decimal, signed: int) -> Decimal | None:
    """Yuan for each who received, rounded half up to the fen; nothing where nobody has."""
    return (cost / signed).quantize(FEN, ROUND_HALF_UP) if signed else None


def left_over(bought: int | None, signed: int) -> int | None:
    """Pieces that were bought and not handed out; not known where the number bought is not. Never below 0."""
    return None if bought is None else max(0, bought - signed)


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict to tell of many; the first among equals."""
    return min(verdicts, key=lambda verdict: GRAVITY.index(verdict.standing))


def by_amount(already: Mapping[int, Decimal], people: Iterable[int]) -> dict[Decimal, list[int]]:
    """People grouped by what they have had already (`already`, yuan by member), the largest sum first."""
    grouped: dict[Decimal, list[int]] = {}
    for person in people:
        grouped.setdefault(already.get(person, ZERO), []).append(person)
    return dict(sorted(grouped.items(), reverse=True))


@dataclass(frozen=True)
class Person:
    """An officer as the one who acts or has acted: the name, and the member's key where it is known."""

    name: str
    member: int | None = None

    def is_same_as(self, other: Person) -> bool:
        """Whether both are one person: one name, or two names tied to one member."""
        return self.name == other.name or (self.member is not None and self.member == other.member)


@dataclass(frozen=True)
class Handled:
    """A step of an aid that an officer has taken: `requested` or `reviewed`."""

    step: str
    by: Person


def conflict(acting: Person, subject: int, earlier: Iterable[Handled]) -> str | None:
    """Why `acting` may not decide on an aid for the member `subject`: `self`, or the step taken before."""
    if acting.member == subject:
        return "self"
    return next((handled.step for handled in earlier if handled.by.is_same_as(acting)), None)
