"""Rates of a democratic evaluation (民主评议), on the valid ballots, exact to four places."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gonghui_core.i18n import translator
from gonghui_core.verdicts import Fault

_ = translator("gonghui_elections")


@dataclass(frozen=True)
class Rates:
    """Counts per grade as shares of N_valid, written as people read them (`0.8929`); None without ballots.

    `without_unknown` has those who answered "don't know" taken out of the denominator of
    `satisfied_or_basically`, a second line beside the first and not in its place.
    """

    valid: int
    rates: Mapping[str, str | None]
    satisfied: str | None
    satisfied_or_basically: str | None
    without_unknown: str | None


def share(part: int, whole: int) -> str | None:
    """`part` of `whole` to four places, halves rounded up; None of nothing."""
    if whole <= 0:
        return None
    ten_thousandths = int(Fraction(part * 10_000, whole) + Fraction(1, 2))
    return f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04d}"


def rating_faults(issued: int, returned: int, void: int, counts: Mapping[str, int]) -> tuple[Fault, ...]:
    """What does not add up on a rating sheet: counts = returned - void, returned ≤ issued, none below 0."""
    faults = [Fault(f"counts.{grade}", _("不能小于 0")) for grade, count in counts.items() if count < 0]
    if not 0 <= void <= returned <= issued:
        faults.append(Fault("returned", _("应有 0 ≤ 无效票 ≤ 收回 ≤ 发出")))
    if sum(counts.values()) != returned - void:
        text = _("各等次合计 {total}，应等于有效票 {valid}")
        faults.append(Fault("counts", text.format(total=sum(counts.values()), valid=returned - void)))
    return tuple(faults)


def rates(counts: Mapping[str, int], satisfied: str, basically: str, unknown: Collection[str] = ()) -> Rates:
    """The rates of one rated body or person, from the counts of the valid ballots per grade."""
    valid = sum(counts.values())
    known = valid - sum(counts.get(grade, 0) for grade in unknown)
    good = counts.get(satisfied, 0)
    merged = good + counts.get(basically, 0)
    each = {grade: share(count, valid) for grade, count in counts.items()}
    return Rates(valid, each, share(good, valid), share(merged, valid), share(merged, known))
