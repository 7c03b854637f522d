"""The two congresses: quorum, adoption, recall, and how many delegates of which kind.

《学校教职工代表大会规定》, 《上海市职工代表大会条例》 and 《基层工会会员代表大会条例》. Every share is
counted on all delegates in office, never on those present or on the votes cast.
"""

from __future__ import annotations

from dataclasses import dataclass

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator
from gonghui_core.rules.model import Steps
from gonghui_elections.rules.grounds import (
    Check,
    Grounds,
    band_check,
    check,
    counting_word,
    not_set,
    rule_for,
    share_check,
)

_ = translator("gonghui_elections")


class Congress(Choice):
    """Which congress: each has a roll and resolutions of its own, and neither replaces the other."""

    STAFF = "staff_congress", _("教职工代表大会")
    UNION = "union_congress", _("会员代表大会")


@dataclass(frozen=True)
class Adoption:
    """A vote on a matter that the congress must adopt.

    `literal` is the test in the words of the statute, `decisive` the one that is applied: the stricter word
    unless the school's own rules set it otherwise. Both are shown.
    """

    quorum: Check
    literal: Check
    decisive: Check

    @property
    def adopted(self) -> bool:
        """Whether a quorate session adopted the matter; without a quorum it is void."""
        return self.quorum.met and self.decisive.met


def session_quorum(congress: Congress, entitled: int, present: int, grounds: Grounds) -> Check:
    """Whether a session may be opened: two thirds of all delegates (《上海市职工代表大会条例》第28条)."""
    on = rule_for(grounds, f"elections.session_quorum.{congress}")
    phrase = _("代表 {base} 人，出席 {have} 人，至少需 {need} 人")
    return share_check(on, phrase, have=present, base=entitled)


def adoption(congress: Congress, entitled: int, present: int, yes: int, grounds: Grounds) -> Adoption:
    """Whether a matter is adopted, by the words of the statute and by the stricter word.

    《上海市职工代表大会条例》第31条: half of all delegates or more.
    """
    phrase = _("全体代表 {base} 人，赞成 {have} 票，至少需 {need} 票")
    literal, decisive = (
        share_check(rule_for(grounds, f"elections.{rule}.{congress}"), phrase, have=yes, base=entitled)
        for rule in ("adoption", "adoption_strict")
    )
    return Adoption(session_quorum(congress, entitled, present, grounds), literal, decisive)


def recall(entitled: int, yes: int, grounds: Grounds) -> Check:
    """Whether a chair or vice chair is recalled: more than half of all (《中华人民共和国工会法》第18条)."""
    phrase = _("全体 {base} 人，赞成罢免 {have} 票，至少需 {need} 票")
    return share_check(rule_for(grounds, "elections.recall"), phrase, have=yes, base=entitled)


def vacancies(planned: int, vacant: int, grounds: Grounds) -> Check:
    """Whether the roll may wait with by-elections; `need` is the most vacancies that may.

    《基层工会会员代表大会条例》: above a quarter of all delegates they are due within three months.
    """
    on = rule_for(grounds, "elections.vacancies")
    word = counting_word(on)
    if word is None:
        return not_set(on, have=vacant, base=planned)
    phrase = _("代表 {base} 人，缺额 {have} 人，超过 {need} 人应在三个月内补选")
    met = not word.met(vacant, planned)
    return check(on, phrase, need=word.need(planned) - 1, have=vacant, met=met, base=planned)


def staff_delegates(staff: int, delegates: int, grounds: Grounds) -> Check:
    """Whether the staff congress has delegates enough for `staff` people.

    《上海市职工代表大会条例》第21条: 30, and 5 more for each further 100 of the staff; 175 above 3000.
    """
    on = rule_for(grounds, "elections.staff_delegates")
    steps = on.value
    if not isinstance(steps, Steps):
        return not_set(on, have=delegates, base=staff)
    need = steps.need(staff)
    phrase = _("教职工 {base} 人，代表 {have} 人，至少需 {need} 人")
    return check(on, phrase, need=need, have=delegates, met=delegates >= need, base=staff)


def union_delegates(members: int, delegates: int, grounds: Grounds) -> Check:
    """Whether the union congress has as many delegates as 《基层工会会员代表大会条例》第9条 asks."""
    phrase = _("会员 {base} 人，代表应为 {need} 人，现为 {have} 人")
    on = rule_for(grounds, "elections.union_delegates")
    return band_check(on, phrase, size=delegates, whole=members)


def managers(congress: Congress, delegates: int, count: int, grounds: Grounds) -> Check:
    """Whether middle and senior managers keep to their share of the delegates.

    《上海市职工代表大会条例》第16条, 《基层工会会员代表大会条例》第8条: at most 20 percent.
    """
    on = rule_for(grounds, f"elections.managers.{congress}")
    share = on.value
    if not isinstance(share, int):
        return not_set(on, have=count, base=delegates)
    most = share * delegates // 100
    phrase = _("代表 {base} 人，中层以上管理人员 {have} 人，至多 {need} 人")
    return check(on, phrase, need=most, have=count, met=count <= most, base=delegates)


def teachers(delegates: int, count: int, grounds: Grounds) -> Check:
    """Whether teachers are enough of the staff delegates: 60 percent (《学校教职工代表大会规定》)."""
    on = rule_for(grounds, "elections.teachers")
    share = on.value
    if not isinstance(share, int):
        return not_set(on, have=count, base=delegates)
    least = -(-share * delegates // 100)
    phrase = _("代表 {base} 人，教师 {have} 人，至少需 {need} 人")
    return check(on, phrase, need=least, have=count, met=delegates > 0 and count >= least, base=delegates)


def presidium(delegates: int, size: int, front_line: int, grounds: Grounds) -> tuple[Check, Check]:
    """Whether the presidium has the size and the front-line share of 《上海市职工代表大会条例》第23条."""
    number = _("代表 {base} 人，主席团应为 {need} 人，现为 {have} 人")
    front = _("主席团 {base} 人，一线职工 {have} 人，至少需 {need} 人")
    return (
        band_check(rule_for(grounds, "elections.presidium_size"), number, size=size, whole=delegates),
        share_check(rule_for(grounds, "elections.presidium_front_line"), front, have=front_line, base=size),
    )
