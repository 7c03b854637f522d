"""Before the vote: surplus, size, odd numbers, and who may vote."""

from dataclasses import replace

import pytest

from gonghui_core.verdicts import Standing
from gonghui_elections.rules import Contest, Kind, contest_faults, may_vote, setup_checks
from gonghui_elections.rules.contest import odd_size, size, surplus


def contest(kind=Kind.COMMITTEE, seats=9, candidates=10, members=480, **more):
    names = tuple(f"候选{number}" for number in range(candidates))
    return Contest(Kind(kind), seats, 73, names, members, **more)


@pytest.mark.parametrize(
    ("kind", "seats", "candidates", "need", "met"),
    [
        ("committee", 9, 9, 10, False),
        ("committee", 9, 10, 10, True),
        ("committee", 20, 21, 21, True),
        ("committee", 21, 22, 23, False),
        ("committee", 21, 23, 23, True),
        ("standing_committee", 9, 9, 10, False),
        ("standing_committee", 11, 12, 13, False),
        ("standing_committee", 11, 13, 13, True),
        ("delegates", 6, 6, 7, False),
        ("delegates", 6, 7, 7, True),
        ("delegates", 20, 22, 23, False),
        ("delegates", 20, 23, 23, True),
        ("chair", 1, 1, 1, True),
        ("vice_chair", 2, 2, 2, True),
        ("vice_chair", 2, 3, 2, True),
    ],
)
def test_surplus_is_counted_on_the_seats_in_integers(grounds, kind, seats, candidates, need, met):
    test = surplus(contest(kind, seats, candidates), grounds)
    assert (test.need, test.have, test.met) == (need, candidates, met)
    assert test.document


@pytest.mark.parametrize("kind", ["audit_committee", "women_committee"])
def test_a_surplus_that_no_text_sets_is_said_and_does_not_pass(grounds, kind):
    test = surplus(contest(kind, 3, 3), grounds)
    assert test.standing is Standing.NOT_SET
    assert not test.met
    assert test.need is None
    assert "未设定" in test.message


@pytest.mark.parametrize(
    ("members", "low", "high"),
    [
        (25, 3, 7), (200, 3, 7), (201, 7, 15), (480, 7, 15), (1000, 7, 15), (1001, 15, 21), (5000, 15, 21),
        (5001, 21, 29), (10000, 21, 29), (10001, 29, 37), (50000, 29, 37), (50001, 37, 45),
    ],
)  # fmt: skip
def test_committee_size_by_members(grounds, members, low, high):
    met = [seats for seats in range(60) if size(contest(seats=seats, members=members), grounds).met]
    assert met == list(range(low, high + 1))


def test_a_small_union_may_have_a_single_organiser(grounds):
    met = [seats for seats in range(1, 9) if size(contest(seats=seats, members=24), grounds).met]
    assert met == [1, 3, 4, 5]
    assert size(contest(seats=2, members=24), grounds).need == "3–5/1"


def test_seventeen_for_480_members_is_outside_and_cites_the_article(grounds):
    test = size(contest(seats=17), grounds)
    assert (test.need, test.have, test.base, test.met) == ("7–15", 17, 480, False)
    assert test.article == "第8条"
    assert test.message == "会员 480 人，名额应为 7–15 人，现为 17 人"


@pytest.mark.parametrize(("kind", "low", "high"), [("audit_committee", 3, 11), ("standing_committee", 9, 11)])
def test_size_of_the_other_bodies(grounds, kind, low, high):
    met = [seats for seats in range(20) if size(contest(kind, seats), grounds).met]
    assert met == list(range(low, high + 1))


@pytest.mark.parametrize("kind", ["chair", "vice_chair", "delegates", "women_committee"])
def test_no_rule_counts_the_seats_of_these(grounds, kind):
    assert size(contest(kind), grounds) is None


def test_an_even_size_is_a_warning(grounds):
    assert odd_size(contest(seats=8), grounds).standing is Standing.WARN
    assert odd_size(contest(seats=9), grounds).met


@pytest.mark.parametrize("kind", ["chair", "vice_chair", "delegates"])
def test_posts_and_delegates_may_be_even(grounds, kind):
    assert odd_size(contest(kind, 2), grounds) is None


def test_a_school_may_switch_the_odd_size_off(grounds):
    off = grounds | {"elections.size_odd": replace(grounds["elections.size_odd"], value=False)}
    assert odd_size(contest(seats=8), off) is None


def test_a_vote_for_missing_seats_is_sized_as_the_whole_body(grounds):
    part = contest(seats=2, candidates=3, body=9)
    assert all(test.met for test in setup_checks(part, grounds))


def test_a_run_off_has_no_tests_of_its_set_up(grounds):
    assert setup_checks(contest(seats=1, candidates=2, is_runoff=True), grounds) == ()


@pytest.mark.parametrize(
    ("status", "met"), [("active", True), ("retained", False), ("applicant", False), ("left", False)]
)
def test_retained_membership_is_refused_on_the_roll(grounds, status, met):
    test = may_vote("王芳", status, grounds)
    assert test.met is met
    assert test.article == "第4条"
    assert met or test.standing is Standing.BLOCK


def test_without_a_rule_nobody_passes_onto_the_roll():
    assert may_vote("王芳", "active", {}).standing is Standing.NOT_SET


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seats": 0}, "seats"),
        ({"entitled": 0}, "entitled"),
        ({"candidates": ()}, "candidates"),
        ({"candidates": ("王芳", "李强", "王芳")}, "candidates.2"),
        ({"candidates": ("王芳", "")}, "candidates.1"),
    ],
)
def test_what_cannot_be_counted_is_named(change, field):
    good = {"kind": Kind.COMMITTEE, "seats": 1, "entitled": 3, "candidates": ("王芳", "李强")}
    assert contest_faults(Contest(**good)) == ()
    assert [fault.field for fault in contest_faults(Contest(**good | change))] == [field]
