"""The two congresses: quorum, adoption, recall and rolls, counted on all delegates."""

from dataclasses import replace

import pytest

from gonghui_core.verdicts import Standing
from gonghui_elections.rules.congress import (
    Congress,
    adoption,
    managers,
    presidium,
    recall,
    session_quorum,
    staff_delegates,
    teachers,
    union_delegates,
    vacancies,
)

STAFF = Congress.STAFF


@pytest.mark.parametrize(
    ("entitled", "present", "need", "met"),
    [(73, 40, 49, False), (73, 48, 49, False), (73, 49, 49, True), (75, 50, 50, True), (300, 200, 200, True)],
)
def test_a_session_needs_two_thirds_of_all_delegates(grounds, entitled, present, need, met):
    test = session_quorum(STAFF, entitled, present, grounds)
    assert (test.need, test.have, test.met) == (need, present, met)
    assert (test.document, test.article) == ("《上海市职工代表大会条例》", "第28条")


def test_the_quorum_of_the_union_congress_is_not_set(grounds):
    assert session_quorum(Congress.UNION, 73, 73, grounds).standing is Standing.NOT_SET


@pytest.mark.parametrize(
    ("entitled", "yes", "literal", "decisive"),
    [
        (73, 36, False, False),
        (73, 37, True, True),
        (72, 36, True, False),
        (74, 37, True, False),
        (74, 38, True, True),
    ],
)
def test_adoption_shows_the_statute_and_the_stricter_word(grounds, entitled, yes, literal, decisive):
    vote = adoption(STAFF, entitled, entitled, yes, grounds)
    assert (vote.literal.met, vote.decisive.met, vote.adopted) == (literal, decisive, decisive)
    assert vote.literal.article == "第31条"


def test_a_school_may_take_the_statute_at_its_word(grounds):
    rule = "elections.adoption_strict.staff_congress"
    own = grounds | {rule: replace(grounds[rule], value="half_or_more")}
    assert adoption(STAFF, 72, 72, 36, own).adopted


def test_a_majority_of_the_votes_cast_does_not_adopt(grounds):
    vote = adoption(STAFF, 73, 49, 30, grounds)
    assert vote.quorum.met
    assert not vote.adopted


def test_without_a_quorum_nothing_is_adopted(grounds):
    vote = adoption(STAFF, 73, 40, 40, grounds)
    assert vote.decisive.met
    assert not vote.adopted


@pytest.mark.parametrize(("entitled", "yes", "met"), [(73, 37, True), (74, 37, False), (74, 38, True)])
def test_a_recall_needs_more_than_half_of_all(grounds, entitled, yes, met):
    test = recall(entitled, yes, grounds)
    assert (test.met, test.article) == (met, "第18条")


@pytest.mark.parametrize(("planned", "vacant", "met"), [(73, 18, True), (73, 19, False), (76, 19, True)])
def test_vacancies_above_a_quarter_call_for_by_elections(grounds, planned, vacant, met):
    assert vacancies(planned, vacant, grounds).met is met


@pytest.mark.parametrize(
    ("staff", "need"),
    [
        (80, 30), (100, 30), (199, 30), (500, 50), (899, 65), (900, 70), (960, 70), (999, 70), (1000, 75),
        (3000, 175), (3001, 175), (9000, 175),
    ],
)  # fmt: skip
def test_delegates_of_the_staff_congress(grounds, staff, need):
    assert staff_delegates(staff, need, grounds).met
    test = staff_delegates(staff, need - 1, grounds)
    assert (test.need, test.met) == (need, False)


def test_73_delegates_fit_the_staff_congress_and_not_the_union_band(grounds):
    assert staff_delegates(960, 73, grounds).met
    test = union_delegates(480, 73, grounds)
    assert (test.need, test.standing) == ("40–60", Standing.WARN)


@pytest.mark.parametrize("congress", list(Congress))
def test_managers_are_at_most_a_fifth(grounds, congress):
    assert managers(congress, 73, 14, grounds).met
    assert not managers(congress, 73, 15, grounds).met


def test_teachers_are_three_fifths_of_the_staff_delegates(grounds):
    assert teachers(73, 44, grounds).met
    assert not teachers(73, 43, grounds).met


@pytest.mark.parametrize(
    ("delegates", "size", "met"),
    [
        (30, 2, False),
        (30, 3, True),
        (100, 5, True),
        (100, 6, False),
        (101, 6, False),
        (101, 7, True),
        (101, 40, True),
    ],
)
def test_presidium_size(grounds, delegates, size, met):
    number, _front = presidium(delegates, size, size, grounds)
    assert number.met is met


@pytest.mark.parametrize(("size", "front", "met"), [(5, 2, False), (5, 3, True), (4, 2, True)])
def test_half_of_the_presidium_is_front_line(grounds, size, front, met):
    assert presidium(73, size, front, grounds)[1].met is met


def test_no_rule_no_pass():
    for test in (
        recall(73, 73, {}), vacancies(73, 0, {}), staff_delegates(960, 200, {}), teachers(73, 73, {}),
        managers(STAFF, 73, 0, {}), union_delegates(480, 50, {}), *presidium(73, 5, 5, {}),
    ):  # fmt: skip
        assert test.standing is Standing.NOT_SET
