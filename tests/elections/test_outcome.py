"""The vote: quorum, majority of all, run-offs, shortages, void elections."""

from dataclasses import replace

import pytest

from gonghui_core.verdicts import Standing
from gonghui_elections.rules import (
    Attendance,
    Contest,
    Kind,
    Mark,
    Option,
    Outcome,
    Remedy,
    Tally,
    WriteIn,
    attendance_faults,
    ballots_issued,
    decide,
    elected_over,
    quorum,
    result_figures,
    seat_reduction,
    tally_faults,
)

CAME = Attendance(60, 60)


def tally(agrees, valid=58, void=0, write_ins=()):
    """A sheet on which whoever did not agree opposed."""
    marks = tuple(Mark(name, agree, valid - agree, 0) for name, agree in agrees.items())
    return Tally(valid + void, void, marks, tuple(WriteIn(*one) for one in write_ins))


def contest(agrees, seats=9, entitled=73, kind=Kind.COMMITTEE, **more):
    return Contest(kind, seats, entitled, tuple(agrees), 480, **more)


def vote(grounds, agrees, seats=9, attendance=CAME, **sheet):
    race = contest(agrees, seats)
    counted = tally(agrees, **sheet)
    assert tally_faults(race, counted) == ()
    return decide(race, attendance, counted, grounds)


def outcomes(result):
    return {one.name: one.outcome.value for one in result.candidates}


def spread(*agrees):
    return {f"甲{place}": agree for place, agree in enumerate(agrees)}


@pytest.mark.parametrize(
    ("entitled", "present", "need", "met"),
    [
        (73, 48, 49, False), (73, 49, 49, True), (73, 40, 49, False), (75, 49, 50, False), (75, 50, 50, True),
        (300, 199, 200, False), (300, 200, 200, True), (3, 2, 2, True), (1, 0, 1, False),
    ],
)  # fmt: skip
def test_quorum_is_two_thirds_of_all(grounds, entitled, present, need, met):
    test = quorum(contest({"王芳": 0}, entitled=entitled), present, grounds)
    assert (test.rule, test.need, test.have, test.base) == ("elections.quorum", need, present, entitled)
    assert test.met is met
    assert test.article == "第17条"


def test_delegates_are_elected_under_their_own_document(grounds):
    test = quorum(contest({"王芳": 0}, kind=Kind.DELEGATES), 49, grounds)
    assert test.rule == "elections.quorum.delegates"
    assert "会员代表大会条例" in test.document


@pytest.mark.parametrize(
    ("entitled", "yes", "elected"),
    [(73, 36, False), (73, 37, True), (72, 36, False), (72, 37, True), (74, 37, False), (74, 38, True)],
)
def test_the_majority_is_more_than_half_of_all_whoever_came(grounds, entitled, yes, elected):
    race = contest({"王芳": yes}, 1, entitled)
    result = decide(race, Attendance(50, 50), tally({"王芳": yes}, valid=50), grounds)
    [one] = result.candidates
    assert one.majority.need == entitled // 2 + 1
    assert one.majority.have == yes
    assert (one.outcome is Outcome.ELECTED) is elected


def test_a_majority_of_the_votes_cast_is_not_enough(grounds):
    result = vote(grounds, {"王芳": 30}, 1, Attendance(49, 49), valid=49)
    assert result.valid
    assert outcomes(result) == {"王芳": "not_elected"}


def test_more_returned_than_issued_voids_the_whole_election(grounds):
    result = vote(grounds, {"王芳": 61}, 1, valid=61)
    assert not result.valid
    assert outcomes(result) == {"王芳": "not_elected"}
    assert (result.open_seats, result.runoff) == (1, None)
    [broken] = [test for test in result.tests if test.rule == "elections.ballots_returned"]
    assert (broken.need, broken.have, broken.met) == (60, 61, False)


def test_a_ballot_with_too_many_marks_is_void_and_the_majority_stays_on_all(grounds):
    result = vote(grounds, spread(*[52] * 9, 36), valid=57, void=1)
    assert result.valid
    assert len(result.elected) == 9
    assert result.candidates[0].majority.base == 73


def test_below_the_quorum_nobody_is_elected_and_the_votes_are_kept(grounds):
    result = vote(grounds, {"王芳": 48}, 1, Attendance(48, 48), valid=48)
    assert not result.valid
    assert (result.candidates[0].agree, outcomes(result)) == (48, {"王芳": "not_elected"})


def test_ninth_and_tenth_tied_go_to_a_run_off_of_the_two(grounds):
    result = vote(grounds, spread(50, 49, 48, 47, 46, 45, 44, 43, 40, 40, 36))
    assert [outcomes(result)[f"甲{place}"] for place in (7, 8, 9, 10)] == [
        "elected", "runoff", "runoff", "not_elected",
    ]  # fmt: skip
    assert (result.runoff.candidates, result.runoff.seats) == (("甲8", "甲9"), 1)
    assert (result.open_seats, result.options) == (1, ())


def test_more_pass_than_seats_without_a_tie(grounds):
    result = vote(grounds, spread(37, 41, 38), 2)
    assert result.elected == ("甲1", "甲2")
    assert result.runoff is None
    assert result.open_seats == 0


def test_a_tie_above_the_line_and_a_tie_below_the_majority_need_no_run_off(grounds):
    result = vote(grounds, spread(40, 40, 37, 20, 20), 3)
    assert result.elected == ("甲0", "甲1", "甲2")
    assert result.runoff is None


def test_all_tied_for_all_seats(grounds):
    result = vote(grounds, spread(38, 38, 38), 2)
    assert result.elected == ()
    assert (result.runoff.seats, len(result.runoff.candidates)) == (2, 3)


def test_exactly_as_many_pass_as_seats_even_if_tied(grounds):
    assert vote(grounds, spread(38, 38, 10), 2).elected == ("甲0", "甲1")


def second_round(grounds, agrees, **more):
    first = vote(grounds, spread(58, 38, 38, 38), 3)
    tied = ("甲1", "甲2", "甲3")
    assert first.runoff == Contest(Kind.COMMITTEE, 2, 73, tied, 480, is_runoff=True, body=3)
    return first, decide(first.runoff, CAME, tally(agrees, **more), grounds)


def test_a_run_off_asks_for_no_new_majority(grounds):
    first, second = second_round(grounds, {"甲1": 20, "甲2": 30, "甲3": 8})
    assert second.elected == ("甲2", "甲1")
    assert elected_over([first, second]) == ("甲0", "甲2", "甲1")
    assert all(one.majority is None for one in second.candidates)
    [silent] = [test for test in second.tests if test.rule == "elections.runoff_majority"]
    assert silent.standing is Standing.NOT_SET


def test_another_tie_repeats_among_those_still_tied(grounds):
    _first, second = second_round(grounds, {"甲1": 30, "甲2": 14, "甲3": 14})
    assert second.elected == ("甲1",)
    assert (second.runoff.candidates, second.runoff.seats) == (("甲2", "甲3"), 1)
    assert second.runoff.body == 3


def test_a_void_run_off_is_repeated_and_offers_nothing_else(grounds):
    race = contest({"甲1": 1, "甲2": 1}, 1, is_runoff=True, body=9)
    result = decide(race, CAME, tally({"甲1": 31, "甲2": 30}, valid=61), grounds)
    assert not result.valid
    assert result.options == (Option(Remedy.ANOTHER_VOTE, 1),)


def test_a_school_may_ask_for_a_majority_in_the_run_off(grounds):
    rule = replace(grounds["elections.runoff_majority"], value="more_than_half")
    strict = grounds | {rule.id: rule}
    _first, second = second_round(strict, {"甲1": 37, "甲2": 20, "甲3": 1})
    assert second.elected == ("甲1",)
    assert second.options == (Option(Remedy.ANOTHER_VOTE, 1),)


def test_nobody_can_be_written_in_in_a_run_off(grounds):
    race = contest({"甲1": 20, "甲2": 30}, 1, is_runoff=True)
    faults = tally_faults(race, tally({"甲1": 20, "甲2": 30}, write_ins=[("赵六", 2)]))
    assert [fault.field for fault in faults] == ["write_ins"]


@pytest.mark.parametrize(
    ("passing", "remedies"),
    [
        (7, [("another_vote", 2), ("reduce_seats", 7)]),
        (8, [("another_vote", 1), ("reduce_seats", 8)]),
        (6, [("another_vote", 3)]),
        (0, [("another_vote", 9)]),
        (9, []),
    ],
)
def test_a_shortage_offers_what_the_rule_allows(grounds, passing, remedies):
    result = vote(grounds, spread(*[50] * passing, *[36] * (11 - passing)))
    assert result.open_seats == 9 - passing
    assert [(option.remedy.value, option.seats) for option in result.options] == remedies


def test_fewer_seats_are_offered_for_the_committee_only(grounds):
    agrees = spread(50, 50, 50, 36, 36, 36)
    race = contest(agrees, 5, kind=Kind.AUDIT_COMMITTEE)
    result = decide(race, CAME, tally(agrees), grounds)
    assert [option.remedy.value for option in result.options] == ["another_vote"]


@pytest.mark.parametrize(("yes", "met"), [(36, False), (37, True)])
def test_the_congress_reduces_seats_by_majority_of_all(grounds, yes, met):
    assert seat_reduction(contest({"王芳": 1}), yes, grounds).met is met


def test_a_write_in_is_elected_as_a_candidate_is(grounds):
    result = vote(grounds, {"王芳": 10, "李强": 15}, 1, write_ins=[("赵六", 30 + 3)])
    assert outcomes(result) == {"王芳": "not_elected", "李强": "not_elected", "赵六": "not_elected"}
    result = vote(grounds, {"王芳": 10, "李强": 10}, 1, write_ins=[("赵六", 38)])
    assert result.elected == ("赵六",)
    assert (result.candidates[0].oppose, result.candidates[0].is_write_in) == (None, True)


def test_a_write_in_may_be_tied_at_the_last_seat(grounds):
    result = vote(grounds, {"王芳": 38, "李强": 20}, 2, valid=60, write_ins=[("赵六", 38), ("钱七", 20)])
    assert result.elected == ("王芳", "赵六")
    result = vote(grounds, {"王芳": 38, "李强": 38}, 2, valid=60, write_ins=[("赵六", 38)])
    assert set(result.runoff.candidates) == {"王芳", "李强", "赵六"}


def test_more_write_ins_than_votes_against_is_a_warning(grounds):
    counted = Tally(58, 0, (Mark("王芳", 20, 3, 35),), (WriteIn("赵六", 4),))
    result = decide(contest({"王芳": 20}, 1), CAME, counted, grounds)
    [told] = [test for test in result.tests if test.rule == "elections.write_ins"]
    assert (told.standing, told.need, told.have) == (Standing.WARN, 3, 4)
    assert result.valid


@pytest.mark.parametrize(
    ("attendance", "fields"),
    [
        (Attendance(73, 73), []),
        (Attendance(74, 73), ["present"]),
        (Attendance(-1, 0), ["present"]),
        (Attendance(3, -1), ["issued"]),
    ],
)
def test_attendance_that_cannot_be(attendance, fields):
    faults = attendance_faults(contest({"王芳": 1}), attendance)
    assert [fault.field for fault in faults] == fields


def test_more_ballots_than_people_is_a_warning(grounds):
    assert ballots_issued(Attendance(60, 60), grounds).met
    assert ballots_issued(Attendance(60, 61), grounds).standing is Standing.WARN


def test_without_rules_an_election_never_passes_silently():
    result = decide(contest({"王芳": 58}, 1), CAME, tally({"王芳": 58}), {})
    assert not result.valid
    assert {test.standing for test in result.tests} == {Standing.NOT_SET}


def test_every_test_of_the_vote_names_its_document(grounds):
    result = vote(grounds, spread(*[50] * 9, 36), write_ins=[("赵六", 2)])
    unnamed = {test.rule for test in result.tests if not test.document}
    assert unnamed == {"elections.size_odd"}
    for test in result.tests:
        assert test.message
        assert test.verdict().need == ("" if test.need is None else str(test.need))


def test_figures_say_null_for_what_is_not_known_yet(grounds):
    race = contest({"王芳": 0, "李强": 0}, 1)
    before = result_figures(race, None, None, grounds)
    assert (before["quorum"], before["valid"], before["open_seats"]) == (None, None, None)
    assert before["ballots"] == {"issued": None, "returned": None, "valid": None, "void": None}
    assert [one["outcome"] for one in before["candidates"]] == [None, None]
    came = result_figures(race, CAME, None, grounds)
    assert came["quorum"] == {"need": 49, "have": 60, "met": True}
    assert (came["valid"], came["ballots"]["issued"]) == (None, 60)
    assert result_figures(race, Attendance(48, 48), None, grounds)["valid"] is False


def test_figures_of_a_counted_election(grounds):
    race, counted = contest({"王芳": 40, "李强": 12}, 1), tally({"王芳": 40, "李强": 12}, valid=57, void=1)
    figures = result_figures(race, CAME, counted, grounds)
    assert figures["ballots"] == {"issued": 60, "returned": 58, "valid": 57, "void": 1}
    assert figures["candidates"][0] == {
        "name": "王芳", "agree": 40, "oppose": 17, "abstain": 0, "outcome": "elected", "write_in": False,
        "majority": {"need": 37, "have": 40, "met": True},
    }  # fmt: skip
    assert {"rule", "need", "have", "met", "document", "article"} <= figures["tests"][0].keys()
    after = {name: figures[name] for name in ("valid", "open_seats", "runoff", "options")}
    assert after == {"valid": True, "open_seats": 0, "runoff": None, "options": []}
