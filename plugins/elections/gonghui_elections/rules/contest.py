"""What is to be elected, and the tests before anybody votes: surplus, size, and who may vote."""

from __future__ import annotations

from dataclasses import dataclass

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator
from gonghui_core.rules.model import Rule
from gonghui_core.verdicts import Fault
from gonghui_elections.rules.grounds import Check, Grounds, band_check, check, not_set, rule_for

_ = translator("gonghui_elections")


class Kind(Choice):
    """What an election fills; the rules differ by kind."""

    COMMITTEE = "committee", _("工会委员会委员")
    STANDING_COMMITTEE = "standing_committee", _("常务委员会委员")
    AUDIT_COMMITTEE = "audit_committee", _("经费审查委员会委员")
    WOMEN_COMMITTEE = "women_committee", _("女职工委员会委员")
    CHAIR = "chair", _("主席")
    VICE_CHAIR = "vice_chair", _("副主席")
    DELEGATES = "delegates", _("会员代表")


SINGLE_POSTS = frozenset({Kind.CHAIR, Kind.VICE_CHAIR})


@dataclass(frozen=True)
class Contest:
    """One vote: how many seats, who stands (in the order of the ballot), and N_all, all who hold the vote.

    `members` is the size of the union, which decides the size of its committee. A run-off is a contest of
    those tied for what seats are left; such a vote, or one for missing seats, fills a part of a `body` of
    more seats.
    """

    kind: Kind
    seats: int
    entitled: int
    candidates: tuple[str, ...]
    members: int = 0
    is_runoff: bool = False
    body: int | None = None

    @property
    def body_seats(self) -> int:
        """The seats of the whole body, of which this vote fills some or all."""
        return self.seats if self.body is None else self.body


def contest_faults(contest: Contest) -> tuple[Fault, ...]:
    """What makes the contest impossible to count: no seat, nobody entitled, a name that is empty or twice."""
    faults = []
    if contest.seats < 1:
        faults.append(Fault("seats", _("应选名额至少为 1")))
    if contest.entitled < 1:
        faults.append(Fault("entitled", _("应到会人数至少为 1")))
    if not contest.candidates:
        faults.append(Fault("candidates", _("没有候选人")))
    return tuple(faults) + name_faults("candidates", contest.candidates)


def name_faults(field: str, names: tuple[str, ...]) -> tuple[Fault, ...]:
    """The names that are empty or stand twice, by their place in `field`."""
    faults = []
    for place, name in enumerate(names):
        if not name:
            faults.append(Fault(f"{field}.{place}", _("姓名为空")))
        elif name in names[:place]:
            faults.append(Fault(f"{field}.{place}", _("{name} 重复").format(name=name)))
    return tuple(faults)


def surplus(contest: Contest, grounds: Grounds) -> Check:
    """Whether more stand than are elected by the percentage of the rule (差额率), counted on the seats.

    《工会基层组织选举工作条例》: 5 percent for a committee, 10 for a standing one;
    《基层工会会员代表大会条例》第16条: 15 for delegates. Above 0 the rule asks for at least one candidate
    more than seats; 0 allows as many candidates as seats (等额). `need` is the number of candidates.
    """
    on = rule_for(grounds, f"elections.surplus.{contest.kind}")
    stand, seats = len(contest.candidates), contest.seats
    rate = on.value
    if not isinstance(rate, int):
        return not_set(on, have=stand, base=seats)
    extra = max(1, -(-rate * seats // 100)) if rate else 0
    phrase = _("应选 {base} 人，候选人 {have} 人，至少需 {need} 人")
    return check(on, phrase, need=seats + extra, have=stand, met=stand >= seats + extra, base=seats)


def size_rule(kind: Kind, grounds: Grounds) -> Rule | None:
    """The rule on how many seats this kind of body has; None for posts and for bodies that no rule counts."""
    return grounds.get(f"elections.size.{kind}")


def size(contest: Contest, grounds: Grounds) -> Check | None:
    """Whether the seats of the body lie in the band for the number of members.

    《工会基层组织选举工作条例》第8条 for the committee. None where no rule counts the seats of this kind.
    """
    on = size_rule(contest.kind, grounds)
    if on is None:
        return None
    phrase = _("会员 {base} 人，名额应为 {need} 人，现为 {have} 人")
    return band_check(on, phrase, size=contest.body_seats, whole=contest.members)


def odd_size(contest: Contest, grounds: Grounds) -> Check | None:
    """Whether the seats of a body are odd in number: usual local practice, not in the national text.

    None for posts and delegates, and where a pack switches the rule off.
    """
    on = rule_for(grounds, "elections.size_odd")
    if contest.kind in SINGLE_POSTS | {Kind.DELEGATES} or on.value is not True:
        return None
    met = contest.body_seats % 2 == 1
    return check(on, _("名额宜为单数，现为 {have}"), need="odd", have=contest.body_seats, met=met)


def setup_checks(contest: Contest, grounds: Grounds) -> tuple[Check, ...]:
    """Every test that can be made before the vote; a run-off has none, its candidates and seats follow."""
    if contest.is_runoff:
        return ()
    found = (surplus(contest, grounds), size(contest, grounds), odd_size(contest, grounds))
    return tuple(one for one in found if one is not None)


def may_vote(name: str, status: str, grounds: Grounds) -> Check:
    """Whether a member of this register status holds the vote and may stand on the roll.

    《工会基层组织选举工作条例》第4条: whose membership is retained (保留会籍) does not.
    """
    on = rule_for(grounds, "elections.voter_status")
    if not isinstance(on.value, tuple):
        return not_set(on, have=status, subject=name)
    need, met = "/".join(map(str, on.value)), status in on.value
    return check(on, _("{subject} 的会籍状态没有选举权"), need=need, have=status, met=met, subject=name)
