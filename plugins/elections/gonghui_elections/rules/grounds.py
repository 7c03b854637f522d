"""What a test stands on, and what it says: a rule as data, and a check with its numbers and citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gonghui_core.i18n import translator
from gonghui_core.rules.counting import CountingWord, at_most
from gonghui_core.rules.model import Band, Rule, RuleType
from gonghui_core.verdicts import Standing, Verdict

_ = translator("gonghui_elections")

Grounds = Mapping[str, Rule]
"""The rules in force on the day, by their id."""


def rule_for(grounds: Grounds, rule: str, kind: str = "") -> Rule:
    """The rule for this `kind` (`elections.quorum.delegates`), else the general one, else one not set."""
    special = grounds.get(f"{rule}.{kind}")
    return special or grounds.get(rule) or Rule(rule, title=rule, type=RuleType.SHARE, value=None)


@dataclass(frozen=True)
class Check:
    """What one test said, with the numbers it was computed from and the citation of its rule.

    `need` is a number of people or ballots, or a range as people write it (`7–15`); None where the rule is
    not set. `base` is the denominator of a share. `subject` is the candidate a test is about, else empty.
    """

    rule: str
    standing: Standing
    phrase: str
    need: int | str | None
    have: int | str
    base: int | None = None
    document: str = ""
    article: str = ""
    subject: str = ""

    @property
    def met(self) -> bool:
        """Whether the test is passed; a test of a rule that is not set is not."""
        return self.standing is Standing.MET

    @property
    def message(self) -> str:
        """The check in words, with its numbers, in the language in use."""
        return self.phrase.format(need=self.need, have=self.have, base=self.base, subject=self.subject)

    def verdict(self) -> Verdict:
        """The check as the verdict that front ends draw."""
        need = "" if self.need is None else str(self.need)
        return Verdict(
            self.rule, self.standing, self.message, need, str(self.have), self.document, self.article
        )

    def figures(self) -> dict[str, int | str | bool | None]:
        """The check as plain values: the same in every language, so that it can be sealed."""
        return {
            "rule": self.rule, "subject": self.subject or None, "base": self.base, "need": self.need,
            "have": self.have, "met": self.met, "document": self.document, "article": self.article,
        }  # fmt: skip


def check(
    on: Rule, phrase: str, *, need: int | str, have: int | str, met: bool, base: int | None = None,
    subject: str = "",
) -> Check:  # fmt: skip
    """The outcome of a test whose rule is set: met, or broken with the severity of the rule."""
    standing = Standing.MET if met else Standing(on.severity.value)
    return Check(on.id, standing, phrase, need, have, base, on.document, on.article, subject)


def not_set(
    on: Rule, phrase: str = _("规则未设定，请按文件核对（实为 {have}）"), *, have: int | str,
    base: int | None = None, subject: str = "",
) -> Check:  # fmt: skip
    """The outcome of a test whose rule nobody has filled in: never a pass."""
    return Check(on.id, Standing.NOT_SET, phrase, None, have, base, on.document, on.article, subject)


def counting_word(on: Rule) -> CountingWord | None:
    """The counting word that is the value of the rule; None where it is not one."""
    return CountingWord.__members__.get(str(on.value).upper())


def share_check(on: Rule, phrase: str, *, have: int, base: int, subject: str = "") -> Check:
    """Whether `have` of `base` people satisfies the counting word of the rule.

    A word that is not a counting word counts as not set.
    """
    word = counting_word(on)
    if word is None:
        return not_set(on, have=have, base=base, subject=subject)
    met, need = word.met(have, base), word.need(base)
    return check(on, phrase, need=need, have=have, met=met, base=base, subject=subject)


def ceiling_check(on: Rule, phrase: str, *, have: int, limit: int) -> Check:
    """Whether `have` is at most `limit`, two figures of one count; the rule says only that it must be so."""
    if not on.is_set:
        return not_set(on, have=have)
    return check(on, phrase, need=limit, have=have, met=at_most(have, limit))


def band_for(on: Rule, whole: int) -> Band | None:
    """The band of the rule for `whole` people; None where it is not set or has no band for so many."""
    rows = on.value if isinstance(on.value, tuple) else ()
    return next((row for row in rows if isinstance(row, Band) and row.covers(whole)), None)


def band_check(on: Rule, phrase: str, *, size: int, whole: int) -> Check:
    """Whether `size` lies in the band that the rule has for `whole` people."""
    band = band_for(on, whole)
    if band is None:
        return not_set(on, have=size, base=whole)
    return check(on, phrase, need=str(band), have=size, met=band.holds(size), base=whole)
