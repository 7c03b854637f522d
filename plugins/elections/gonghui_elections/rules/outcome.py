"""Who is elected: the tests of the vote, run-offs of those tied, and what a shortage leaves to choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Fault
from gonghui_elections.rules.contest import Contest, Kind, setup_checks, size_rule
from gonghui_elections.rules.grounds import (
    Check,
    Grounds,
    band_for,
    ceiling_check,
    not_set,
    rule_for,
    share_check,
)
from gonghui_elections.rules.sheet import Mark, Tally

_ = translator("gonghui_elections")


class Outcome(Choice):
    """What the count says of one person."""

    ELECTED = "elected", _("当选")
    NOT_ELECTED = "not_elected", _("未当选")
    RUNOFF = "runoff", _("再次投票")


class Remedy(Choice):
    """What the rule allows when fewer are elected than seats."""

    ANOTHER_VOTE = "another_vote", _("对不足的名额另行选举")
    REDUCE_SEATS = "reduce_seats", _("经大会过半数同意，减少名额")


@dataclass(frozen=True)
class Attendance:
    """N_present and N_issued: who came, mobile boxes included, and the ballots handed out to them."""

    present: int
    issued: int


@dataclass(frozen=True)
class CandidateResult:
    """A person's votes and what follows from them; a write-in has agreement only.

    `majority` is None in a run-off, where most yes votes decide and no majority is asked for.
    """

    name: str
    agree: int
    oppose: int | None
    abstain: int | None
    majority: Check | None
    outcome: Outcome
    is_write_in: bool = False


@dataclass(frozen=True)
class Option:
    """A way to end a shortage: a new vote for so many seats, or a body of so many seats."""

    remedy: Remedy
    seats: int


@dataclass(frozen=True)
class Result:
    """The verdict of one vote.

    `valid` is whether the election as a whole stands: quorate, and no more ballots returned than issued.
    `open_seats` are the seats that this vote gave to nobody, those of a run-off included; `runoff` is the
    contest of those tied that follows, None where there is no tie at the last seat.
    """

    contest: Contest
    valid: bool
    candidates: tuple[CandidateResult, ...]
    tests: tuple[Check, ...]
    open_seats: int
    runoff: Contest | None
    options: tuple[Option, ...]

    @property
    def elected(self) -> tuple[str, ...]:
        """Those elected by this vote, most yes votes first."""
        return tuple(one.name for one in self.candidates if one.outcome is Outcome.ELECTED)


def attendance_faults(contest: Contest, attendance: Attendance) -> tuple[Fault, ...]:
    """What cannot be: fewer than nobody, or more people than are entitled."""
    faults = [
        Fault(field, _("不能小于 0")) for field in ("present", "issued") if getattr(attendance, field) < 0
    ]
    if attendance.present > contest.entitled:
        text = _("到会 {present} 人多于应到会 {entitled} 人")
        message = text.format(present=attendance.present, entitled=contest.entitled)
        faults.append(Fault("present", message))
    return tuple(faults)


def quorum(contest: Contest, present: int, grounds: Grounds) -> Check:
    """Whether enough of those entitled came for an election to be held.

    《工会基层组织选举工作条例》第17条: two thirds or more of N_all.
    """
    on = rule_for(grounds, "elections.quorum", contest.kind)
    return share_check(
        on, _("应到会 {base} 人，到会 {have} 人，至少需 {need} 人"), have=present, base=contest.entitled
    )


def ballots_issued(attendance: Attendance, grounds: Grounds) -> Check:
    """Whether no more ballots were handed out than people came; a control figure of the scrutineers."""
    on = rule_for(grounds, "elections.ballots_issued")
    phrase = _("发出选票 {have} 张，到会 {need} 人")
    return ceiling_check(on, phrase, have=attendance.issued, limit=attendance.present)


def ballots_returned(issued: int, returned: int, grounds: Grounds) -> Check:
    """Whether no more ballots were collected than issued; otherwise the whole election is void.

    《工会基层组织选举工作条例》.
    """
    on = rule_for(grounds, "elections.ballots_returned")
    phrase = _("发出选票 {need} 张，收回 {have} 张")
    return ceiling_check(on, phrase, have=returned, limit=issued)


def write_ins_backed(tally: Tally, grounds: Grounds) -> Check:
    """Whether no more write-ins were counted than votes against: only who opposes may name another.

    《工会基层组织选举工作条例》. A sign of a miscount, for a ballot may oppose without naming anybody.
    """
    on = rule_for(grounds, "elections.write_ins")
    named = sum(other.agree for other in tally.write_ins)
    opposed = sum(mark.oppose for mark in tally.marks)
    phrase = _("另选他人合计 {have} 票，不赞成票合计 {need} 票")
    return ceiling_check(on, phrase, have=named, limit=opposed)


def majority(contest: Contest, name: str, agree: int, grounds: Grounds) -> Check | None:
    """Whether the yes votes are more than half of all entitled, N_all, whoever came.

    《工会基层组织选举工作条例》. None in a run-off, unless a pack asks for a majority there too.
    """
    rule = "elections.runoff_majority" if contest.is_runoff else "elections.majority"
    on = rule_for(grounds, rule, contest.kind)
    if contest.is_runoff and not on.is_set:
        return None
    phrase = _("{subject}：赞成 {have} 票，应到会 {base} 人，至少需 {need} 票")
    return share_check(on, phrase, have=agree, base=contest.entitled, subject=name)


def fill(seats: int, votes: Sequence[tuple[str, int]]) -> tuple[list[str], list[str]]:
    """Who gets a seat by most yes votes, and who is tied for the last ones.

    A tie is never broken by the order of names or by lot: those tied go to a second vote among them.
    """
    ranked = sorted(votes, key=lambda vote: -vote[1])
    if len(ranked) <= seats:
        return [name for name, _agree in ranked], []
    line = ranked[seats - 1][1]
    if ranked[seats][1] < line:
        return [name for name, _agree in ranked[:seats]], []
    above = [name for name, agree in ranked if agree > line]
    return above, [name for name, agree in ranked if agree == line]


def decide(contest: Contest, attendance: Attendance, tally: Tally, grounds: Grounds) -> Result:
    """The verdict of the vote: every test with its numbers, who is elected, and what is left to do.

    《工会基层组织选举工作条例》. Expects a tally without faults. In an election that is void or was not
    quorate nobody is elected.
    """
    held = (
        quorum(contest, attendance.present, grounds),
        ballots_returned(attendance.issued, tally.returned, grounds),
    )
    valid = all(test.met for test in held)
    people, tied = _people(contest, tally, grounds, valid)
    open_seats = contest.seats - sum(one.outcome is Outcome.ELECTED for one in people)
    tests = (*setup_checks(contest, grounds), *held, *_vote_checks(contest, tally, people, grounds))
    options = () if tied else shortage_options(contest, valid, open_seats, grounds)
    return Result(contest, valid, people, tests, open_seats, runoff_of(contest, tied, open_seats), options)


def _people(
    contest: Contest, tally: Tally, grounds: Grounds, valid: bool
) -> tuple[tuple[CandidateResult, ...], list[str]]:
    votes = [(mark.candidate, mark.agree) for mark in tally.marks]
    votes += [(other.name, other.agree) for other in tally.write_ins]
    tests = {name: majority(contest, name, agree, grounds) for name, agree in votes}
    elected, tied = fill(contest.seats, [vote for vote in votes if _passes(tests[vote[0]])] if valid else [])
    outcomes = dict.fromkeys(elected, Outcome.ELECTED) | dict.fromkeys(tied, Outcome.RUNOFF)
    marks = {mark.candidate: mark for mark in tally.marks}
    people = [
        _person(name, agree, marks.get(name), tests[name], outcomes.get(name, Outcome.NOT_ELECTED))
        for name, agree in votes
    ]
    return tuple(sorted(people, key=lambda one: -one.agree)), tied


def _passes(test: Check | None) -> bool:
    return test is None or test.met


def _person(
    name: str, agree: int, mark: Mark | None, test: Check | None, outcome: Outcome
) -> CandidateResult:
    if mark is None:
        return CandidateResult(name, agree, None, None, test, outcome, is_write_in=True)
    return CandidateResult(name, agree, mark.oppose, mark.abstain, test, outcome)


def _vote_checks(
    contest: Contest, tally: Tally, people: Sequence[CandidateResult], grounds: Grounds
) -> list[Check]:
    checks = [write_ins_backed(tally, grounds)] if tally.write_ins else []
    if contest.is_runoff and all(one.majority is None for one in people):
        phrase = _("再次投票是否仍须过半数，规则未设定：按得赞成票多者当选")
        on = rule_for(grounds, "elections.runoff_majority", contest.kind)
        checks.append(not_set(on, phrase, have=people[0].agree, base=contest.entitled))
    return checks + [one.majority for one in people if one.majority is not None]


def runoff_of(contest: Contest, tied: Sequence[str], seats: int) -> Contest | None:
    """The second vote among exactly those tied, for the seats that are left; None where nobody is tied."""
    if not tied:
        return None
    body = contest.body_seats
    return replace(contest, seats=seats, candidates=tuple(tied), is_runoff=True, body=body)


def shortage_options(contest: Contest, valid: bool, open_seats: int, grounds: Grounds) -> tuple[Option, ...]:
    """What the congress may do about open seats; empty where none is open.

    《工会基层组织选举工作条例》: another vote for the missing seats; or, for a committee whose elected
    members are still inside the band of 第8条, fewer seats if the congress agrees by majority. A void vote is
    repeated.
    """
    if open_seats < 1:
        return ()
    options = [Option(Remedy.ANOTHER_VOTE, open_seats)]
    filled = contest.body_seats - open_seats
    if valid and _may_shrink_to(filled, contest, grounds):
        options.append(Option(Remedy.REDUCE_SEATS, filled))
    return tuple(options)


def _may_shrink_to(filled: int, contest: Contest, grounds: Grounds) -> bool:
    on = size_rule(contest.kind, grounds)
    if on is None or contest.kind is not Kind.COMMITTEE:
        return False
    band = band_for(on, contest.members)
    return band is not None and band.low <= filled


def seat_reduction(contest: Contest, yes: int, grounds: Grounds) -> Check:
    """Whether the congress agreed by more than half of N_all to go without the missing seats.

    《工会基层组织选举工作条例》.
    """
    phrase = _("同意减少名额 {have} 票，应到会 {base} 人，至少需 {need} 票")
    return share_check(rule_for(grounds, "elections.reduce_seats"), phrase, have=yes, base=contest.entitled)


def elected_over(rounds: Iterable[Result]) -> tuple[str, ...]:
    """All elected by the first vote and its run-offs, in the order of the rounds; earlier rounds stay."""
    return tuple(name for one in rounds for name in one.elected)
