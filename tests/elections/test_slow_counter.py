"""The verdict against an independent counter that goes ballot by ballot and shares no code with the rules."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonghui_elections.rules import Attendance, Contest, Kind, Mark, Tally, WriteIn, decide, tally_faults

NAMES = ("甲", "乙", "丙", "丁", "戊")
OTHERS = ("赵", "钱")


@st.composite
def loose_elections(draw):
    """Seats, candidates, N_all, who came, and the ballots as they lie on the table, of a few slates."""
    candidates = NAMES[: draw(st.integers(1, len(NAMES)))]
    seats = draw(st.integers(1, 4))
    present = draw(st.integers(1, 12))
    entitled = present + draw(st.integers(0, present // 2 + 1))
    names = st.sampled_from([*candidates, *OTHERS])
    slates = draw(st.lists(st.frozensets(names, max_size=seats + 1), min_size=1, max_size=3))
    cast = draw(st.integers(max(0, present - 2), present + 1))
    chosen = draw(st.lists(st.sampled_from(slates), min_size=cast, max_size=cast))
    return seats, candidates, entitled, present, [draw(_ballots(candidates, slate)) for slate in chosen]


@st.composite
def close_elections(draw):
    """The same with one rival more than seats and nearly the same votes for all of them.

    Chance alone hardly ever makes a tie above the majority of all.
    """
    seats = draw(st.integers(2, 4))
    rivals = frozenset(draw(st.permutations([*NAMES, OTHERS[0]]))[: seats + 1])
    each = [rivals - {name} for name in sorted(rivals)]
    present = len(each) * draw(st.integers(1, 3))
    slates = (each * present)[draw(st.integers(0, 2)) : present]
    entitled = present + draw(st.integers(0, 2))
    return seats, NAMES, entitled, present, [draw(_ballots(NAMES, slate)) for slate in slates]


@st.composite
def _ballots(draw, candidates, slate):
    others = sorted(slate - set(candidates))
    # Only who opposes may name another.
    refusal = "-" if others else draw(st.sampled_from("-0"))
    marks = {name: "+" if name in slate else refusal for name in candidates}
    opposed = sum(mark == "-" for mark in marks.values())
    return marks, others[:opposed]


def sheet_of(ballots, candidates, seats):
    """What scrutineers write down: void ballots aside, the sums."""
    good = [(marks, named) for marks, named in ballots if _marked(marks, named) <= seats]
    heard = [Counter(marks[name] for marks, _named in good) for name in candidates]
    marks = tuple(
        Mark(name, one["+"], one["-"], one["0"]) for name, one in zip(candidates, heard, strict=True)
    )
    others = Counter(other for _marks, named in good for other in named)
    written = tuple(WriteIn(name, count) for name, count in others.items())
    return Tally(len(ballots), len(ballots) - len(good), marks, written)


def _marked(marks, named):
    return sum(mark == "+" for mark in marks.values()) + len(named)


def slow_verdict(seats, candidates, entitled, present, ballots):
    """Outcome per person and whether the election stands, by walking through hall and ballots."""
    empty_chairs = entitled - present
    stands = present > 0 and empty_chairs * 2 <= present and len(ballots) <= present
    people = dict.fromkeys(candidates, 0)
    for marks, named in ballots:
        chosen = [name for name in candidates if marks[name] == "+"] + named
        if len(chosen) > seats:
            continue
        for name in chosen:
            people[name] = people.get(name, 0) + 1
    outcome = dict.fromkeys(people, "not_elected")
    if stands:
        _seat(outcome, {name: yes for name, yes in people.items() if yes > entitled - yes}, seats)
    return stands, outcome


def _seat(outcome, passed, seats):
    while passed and seats:
        best = max(passed.values())
        group = [name for name in passed if passed[name] == best]
        verdict = "elected" if len(group) <= seats else "runoff"
        for name in group:
            outcome[name] = verdict
            del passed[name]
        seats = seats - len(group) if verdict == "elected" else 0


def agree_with_the_slow_counter(grounds, seats, candidates, entitled, present, ballots):
    contest = Contest(Kind.COMMITTEE, seats, entitled, candidates, 480)
    tally = sheet_of(ballots, candidates, seats)
    assert tally_faults(contest, tally) == ()
    result = decide(contest, Attendance(present, present), tally, grounds)
    stands, outcome = slow_verdict(seats, candidates, entitled, present, ballots)
    assert result.valid is stands
    assert {one.name: one.outcome.value for one in result.candidates} == outcome
    tied = {name for name, one in outcome.items() if one == "runoff"}
    assert (set(result.runoff.candidates) if result.runoff else set()) == tied
    assert result.open_seats == seats - list(outcome.values()).count("elected")
    assert all(test.met for test in result.tests if test.rule == "elections.write_ins")


ELECTIONS = st.one_of(loose_elections(), close_elections())


@settings(max_examples=400, deadline=None)
@given(ELECTIONS)
def test_the_verdict_agrees_with_a_slow_counter(grounds, election):
    agree_with_the_slow_counter(grounds, *election)


@pytest.mark.campaign
@settings(max_examples=10_000, deadline=None)
@given(ELECTIONS)
def test_the_verdict_agrees_with_a_slow_counter_ten_thousand_times(grounds, election):
    agree_with_the_slow_counter(grounds, *election)
