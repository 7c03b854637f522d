"""Bands of a rule: how many seats or delegates belong to how many people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gonghui_elections.rules.grounds import Check, Ground, check, not_set


@dataclass(frozen=True)
class Band:
    """From `low` to `high` seats for a whole of `first` to `last` people; None means without an end.

    `besides` are single sizes that the rule allows too, such as one organiser instead of a committee.
    """

    first: int
    last: int | None
    low: int
    high: int | None
    besides: tuple[int, ...] = ()

    def holds(self, size: int) -> bool:
        """Whether `size` seats lie in the band, its ends included."""
        inside = self.low <= size and (self.high is None or size <= self.high)
        return inside or size in self.besides

    def __str__(self) -> str:
        span = f"≥{self.low}" if self.high is None else f"{self.low}–{self.high}"
        return "/".join([span, *map(str, self.besides)])


def _read(row: Mapping[str, object]) -> Band:
    def number(name: str) -> int | None:
        value = row.get(name)
        return value if isinstance(value, int) else None

    besides = row.get("besides")
    singles = tuple(besides) if isinstance(besides, list | tuple) else ()
    return Band(number("first") or 0, number("last"), number("low") or 0, number("high"), singles)


def band_for(on: Ground, whole: int) -> Band | None:
    """The band of the rule for `whole` people; None where the rule is not set or has no band for so many."""
    rows = on.value if isinstance(on.value, list | tuple) else []
    bands = (_read(row) for row in rows if isinstance(row, Mapping))
    return next((b for b in bands if b.first <= whole and (b.last is None or whole <= b.last)), None)


def band_check(on: Ground, phrase: str, *, size: int, whole: int) -> Check:
    """Whether `size` lies in the band that the rule has for `whole` people."""
    band = band_for(on, whole)
    if band is None:
        return not_set(on, have=size, base=whole)
    return check(on, phrase, need=str(band), have=size, met=band.holds(size), base=whole)
