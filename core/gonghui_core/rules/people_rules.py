"""Rules on numbers of people, times, days and sizes. All tests are over whole numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeGuard

from gonghui_core.i18n import translator
from gonghui_core.rules.counting import CountingWord
from gonghui_core.rules.model import Band, DurationLimit, Ratio, Rule, Steps
from gonghui_core.rules.sentences import not_set, told
from gonghui_core.rules.titles import COUNTING_TITLES
from gonghui_core.verdicts import Verdict

_ = translator("gonghui_core")


def once(rule: Rule, *, times: int) -> Verdict:
    """Times in a lifetime (or per retirement), this one included."""
    return _times(rule, times, _("一生不超过 {need} 次，这是第 {have} 次"))


def times_per_year(rule: Rule, *, times: int) -> Verdict:
    """Times in one year, this one included."""
    return _times(rule, times, _("每年不超过 {need} 次，这是第 {have} 次"))


def _times(rule: Rule, times: int, words: str) -> Verdict:
    if not _is_whole(rule.value):
        return not_set(rule)
    return told(rule, times <= rule.value, rule.value, times, words)


def share_of_people(rule: Rule, *, have: int, base: int) -> Verdict:
    """At most this share of a number of people: winners among participants."""
    part = rule.value
    if not isinstance(part, Ratio):
        return not_set(rule)
    met = have * part.denominator <= base * part.numerator
    most = base * part.numerator // part.denominator
    words = _("不超过 {base} {unit}的 {share}，即 {need} {unit}，现为 {have} {unit}")
    return told(rule, met, most, have, words, base=base, share=part)


def least_share(rule: Rule, *, have: int, base: int) -> Verdict:
    """At least this share of a number, itself included: extra candidates over seats; none is never enough."""
    part = rule.value
    if not isinstance(part, Ratio):
        return not_set(rule)
    least = max(1, -(-base * part.numerator // part.denominator))
    words = _("不低于 {base} {unit}的 {share}，即 {need} {unit}，现为 {have} {unit}")
    return told(rule, have >= least, least, have, words, base=base, share=part)


def share(rule: Rule, *, have: int, base: int) -> Verdict:
    """A counting word of the statutes: 三分之二以上 of those entitled."""
    if not isinstance(rule.value, str):
        return not_set(rule)
    word = CountingWord[rule.value.upper()]
    words = _("应为 {base} 的{word}，即至少 {need} {unit}，现为 {have} {unit}")
    return told(
        rule, word.met(have, base), word.need(base), have, words, base=base, word=COUNTING_TITLES[word]
    )


def minimum(rule: Rule, *, have: int | Decimal) -> Verdict:
    """不少于: the number itself included."""
    if not _is_number(rule.value):
        return not_set(rule)
    met = have >= rule.value
    return told(rule, met, rule.value, have, _("不少于 {need} {unit}，现为 {have} {unit}"))


def maximum(rule: Rule, *, have: int | Decimal) -> Verdict:
    """不超过: the number itself included."""
    if not _is_number(rule.value):
        return not_set(rule)
    met = have <= rule.value
    return told(rule, met, rule.value, have, _("不超过 {need} {unit}，现为 {have} {unit}"))


def _is_number(value: object) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def at_least(rule: Rule, *, have: int, base: int) -> Verdict:
    """At least so many whole percent of a number, itself included; none of nothing is never enough."""
    percent = rule.value
    if not _is_whole(percent):
        return not_set(rule)
    met = base > 0 and have * 100 >= percent * base
    words = _("不低于 {base} 的 {percent}%，即 {need}，现为 {have}")
    return told(rule, met, -(-percent * base // 100), have, words, base=base, percent=percent)


def at_most(rule: Rule, *, have: int, base: int) -> Verdict:
    """At most so many whole percent of a number, itself included."""
    percent = rule.value
    if not _is_whole(percent):
        return not_set(rule)
    words = _("不超过 {base} 的 {percent}%，即 {need}，现为 {have}")
    met = have * 100 <= percent * base
    return told(rule, met, percent * base // 100, have, words, base=base, percent=percent)


def surplus(rule: Rule, *, candidates: int, seats: int) -> Verdict:
    """Candidates over seats: at least so many percent and at least one; 0 allows as many as seats."""
    percent = rule.value
    if not _is_whole(percent):
        return not_set(rule)
    least = seats + (max(1, -(-percent * seats // 100)) if percent else 0)
    words = _("应选 {seats} 人，差额率不低于 {percent}%，候选人至少 {need} 人，现为 {have} 人")
    return told(rule, candidates >= least, least, candidates, words, seats=seats, percent=percent)


def ceiling(rule: Rule, *, have: int, limit: int) -> Verdict:
    """One figure of a count that may not be above another of the same count: ballots returned and issued."""
    if not isinstance(rule.value, str):
        return not_set(rule)
    return told(rule, have <= limit, limit, have, _("不多于 {need}，现为 {have}"))


def bands(rule: Rule, *, whole: int, have: int) -> Verdict:
    """A number that must lie in the band for a whole: committee members by members; no band means not set."""
    rows = rule.value if isinstance(rule.value, tuple) else ()
    band = next((row for row in rows if isinstance(row, Band) and row.covers(whole)), None)
    if band is None:
        return not_set(rule)
    words = _("{whole} 时应为 {need}，现为 {have}")
    return told(rule, band.holds(have), band, have, words, whole=whole)


def steps(rule: Rule, *, whole: int, have: int) -> Verdict:
    """A least number that grows with a whole: delegates by staff."""
    if not isinstance(rule.value, Steps):
        return not_set(rule)
    need = rule.value.need(whole)
    return told(rule, have >= need, need, have, _("{whole} 时至少 {need}，现为 {have}"), whole=whole)


def duration(rule: Rule, *, days: int, nights: int) -> Verdict:
    """Days and nights of an outing: same day is 1 and 0."""
    limit = rule.value
    if not isinstance(limit, DurationLimit):
        return not_set(rule)
    words = _("不超过 {need}，现为 {have}")
    met = days <= limit.days and nights <= limit.nights
    return told(rule, met, _stay(limit.days, limit.nights), _stay(days, nights), words)


def _stay(days: int, nights: int) -> str:
    return _("{days} 天 {nights} 夜").format(days=days, nights=nights)
