"""Rules of activities, as pure functions of plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

TIMES = "activities.outing.times"
DURATION = "activities.outing.duration"
PLACE = "activities.outing.place"
DAY_COST = "activities.outing.day_cost"
STAY_COST = "activities.outing.stay_cost"


class Window(StrEnum):
    """How the registration window stands on a day."""

    early = "early"
    open = "open"
    over = "over"


def window(today: date, day: date, opens: date | None, closes: date | None) -> Window:
    """How registration stands on `today` for an activity on `day`.

    Without `closes` the day itself is the last: who decides in the morning may come, and is on the list that is
    signed. A `closes` after the day is a union's own choice, for lists that are entered afterwards.
    """
    if opens is not None and today < opens:
        return Window.early
    return Window.open if today <= (closes or day) else Window.over


def free_places(capacity: int, taken: int) -> int:
    """How many places are left; none where a list from elsewhere holds more than there are."""
    return max(0, capacity - taken)


def moving_up(capacity: int, taken: int, waiting: int) -> int:
    """How many of those waiting get a place."""
    return min(free_places(capacity, taken), waiting)


def age_on(day: date, birth: date) -> int:
    """Full years of age on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@dataclass(frozen=True)
class Outing:
    """What the rules on outings ask for; `times` counts the outings of the year, this one included.

    `cost` is per head in yuan; it and `area` are absent where nobody has said yet.
    """

    first: date
    last: date
    times: int
    cost: Decimal | None = None
    area: str | None = None

    @property
    def nights(self) -> int:
        """Nights away: none on an outing that returns the same day."""
        return (self.last - self.first).days


@dataclass(frozen=True)
class Question:
    """A rule to be asked, and the facts of its type."""

    rule: str
    facts: Mapping[str, object] = field(default_factory=dict)


def outing_questions(outing: Outing) -> list[Question]:
    """The rules that an outing is held to (Shanghai 2025: four a year, two days and one night, cost per head)."""
    asked = [
        Question(TIMES, {"times": outing.times}),
        Question(DURATION, {"days": outing.nights + 1, "nights": outing.nights}),
    ]
    if outing.cost is not None:
        asked.append(Question(STAY_COST if outing.nights else DAY_COST, {"amount": outing.cost}))
    if outing.area is not None:
        asked.append(Question(PLACE, {"place": outing.area}))
    return asked
