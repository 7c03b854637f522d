"""A dated rule with its citation, as plain immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class RuleType(StrEnum):
    """What a rule limits; each type has one evaluator."""

    PER_EVENT = "per_event"  # money per person and event
    PER_YEAR = "per_year"  # money per person and year
    PER_FESTIVAL = "per_festival"  # money per person and festival
    PER_ILLNESS = "per_illness"  # money per person and times a year for the same illness
    ONCE = "once"  # times in a lifetime, or per retirement
    SHARE_OF_BASE = "share_of_base"  # money against dues or income
    SHARE_OF_PEOPLE = "share_of_people"  # at most this share of participants
    LEAST_SHARE = "least_share"  # at least this share of a number
    SHARE = "share"  # a counting word of the statutes: two_thirds_or_more of those entitled
    AT_LEAST = "at_least"  # whole percent of a number
    AT_MOST = "at_most"  # whole percent of a number
    SURPLUS = "surplus"  # candidates over seats, in whole percent of the seats
    CEILING = "ceiling"  # one figure of a count not above another, named by the value
    TIMES_PER_YEAR = "times_per_year"
    DURATION = "duration"  # days and nights
    PLACE = "place"
    SUB_SHARE = "sub_share"  # part of a sum, as meals of an outing
    FORMS = "forms"  # allowed forms: goods, voucher, money
    RELATIVES = "relatives"
    ELIGIBILITY = "eligibility"
    PROOF = "proof"
    PAYER = "payer"
    CHOICE = "choice"  # one of a list, as a term of three or five years
    STATUSES = "statuses"  # standings in the register that something is open to
    INCOMPATIBLE = "incompatible"  # what one person may not hold besides
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    BANDS = "bands"  # from-to by size
    STEPS = "steps"  # a base, and more for each further so many
    FLAG = "flag"  # yes or no


class Severity(StrEnum):
    """What happens when the rule is broken."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


class Evidence(StrEnum):
    """How well the text of the rule is known; only the first four may carry a value."""

    FOUND = "found"
    SECOND_HAND = "second_hand"
    KNOWN = "known"
    OWN = "own"  # the union's own rule, entered by itself
    MEDIUM = "medium"
    LOW = "low"
    UNSURE = "unsure"

    @property
    def may_have_value(self) -> bool:
        """Whether a rule with this evidence may be more than "not set"."""
        return self in (Evidence.FOUND, Evidence.SECOND_HAND, Evidence.KNOWN, Evidence.OWN)


@dataclass(frozen=True)
class Ratio:
    """A fraction of whole numbers: `2/3` of the participants, `3/1` of the dues. Never a float."""

    numerator: int
    denominator: int

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


@dataclass(frozen=True)
class IllnessLimit:
    """The most money a time, and how many times a year for the same illness."""

    amount: Decimal
    times: int


@dataclass(frozen=True)
class DurationLimit:
    """The most days and nights: same day is 1 and 0."""

    days: int
    nights: int


@dataclass(frozen=True)
class Band:
    """From `low` to `high` for a whole of `first` to `last`; None is no end, `besides` are allowed too."""

    first: int
    last: int | None
    low: int
    high: int | None
    besides: tuple[int, ...] = ()

    def covers(self, whole: int) -> bool:
        """Whether the band is for this whole."""
        return self.first <= whole and (self.last is None or whole <= self.last)

    def holds(self, size: int) -> bool:
        """Whether `size` lies in the band, its ends included."""
        return (self.low <= size and (self.high is None or size <= self.high)) or size in self.besides

    def __str__(self) -> str:
        span = f"≥{self.low}" if self.high is None else f"{self.low}–{self.high}"
        return "/".join([span, *map(str, self.besides)])


@dataclass(frozen=True)
class Steps:
    """At least `base` from `start` on, `step` more for each further `per`; over `end`, at least `above`."""

    start: int
    end: int
    base: int
    step: int
    per: int
    above: int

    def need(self, whole: int) -> int:
        """The least number for a whole."""
        if whole > self.end:
            return self.above
        return self.base + self.step * (max(0, whole - self.start) // self.per)


Listed = tuple[str, ...] | tuple[Band, ...]
Value = Decimal | int | bool | str | Ratio | IllnessLimit | DurationLimit | Steps | Listed | None
"""What a rule says, by its type; None is "not set"."""


@dataclass(frozen=True)
class Rule:
    """One rule: what it says, since when, and where that is written.

    `base` names what a share is of (`dues`, `income`); `article` is empty where it was not read; `source` is
    where that was read, and `pack` the file it was loaded from.
    """

    id: str
    title: str
    type: RuleType
    value: Value
    unit: str = ""
    severity: Severity = Severity.WARN
    issuer: str = ""
    document: str = ""
    article: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    jurisdiction: str = ""
    evidence: Evidence = Evidence.OWN
    note: str = ""
    base: str = ""
    source: str = ""
    pack: str = ""

    @property
    def is_set(self) -> bool:
        """Whether somebody has filled the rule in."""
        return self.value is not None

    @property
    def citation(self) -> str:
        """Document and article as printed; empty where neither is known."""
        return f"{self.document}{self.article}"

    def in_force(self, day: date) -> bool:
        """Whether the rule applies on a day, the first and the last included."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)
