"""An election through the desk: set-up, attendance, tallies, seal, and what follows."""

import json
from hashlib import sha256

import pytest
from sqlalchemy import text

from gonghui_core.reports import Grid
from gonghui_core.verdicts import BadInput, NoRight, Refusal, Standing


def fields(error):
    return [fault.field for fault in error.value.faults]


def test_an_election_from_set_up_to_seal(poll):
    key = poll.set_up()
    assert poll.row(key)["status"] == "planned"
    poll.attend(key, 12)
    assert poll.result(key)["quorum"] == {"need": 8, "have": 12, "met": True}
    poll.count(key, 11, 9, 4)
    outcome = poll.seal(key)
    assert "当选 2 人：李芳、曾静" in outcome.message
    data = poll.result(key)
    assert data["valid"] is True
    assert data["open_seats"] == 0
    assert poll.outcomes(key) == {"李芳": "elected", "曾静": "elected", "查宁": "not_elected"}
    assert data["candidates"][0]["majority"] == {"need": 7, "have": 11, "met": True}
    row = poll.row(key)
    assert (row["status"], row["elected"], row["names"]) == ("sealed", 2, "李芳、曾静")
    assert poll.union.desk("audit").verify_audit()[0] == []
    assert [one for one in poll.union.desk("chair").check() if one.check.startswith("elections")] == []


def test_what_is_not_known_yet_is_null(plain_poll):
    key = plain_poll.set_up()
    data = plain_poll.result(key)
    assert data["quorum"] is None
    assert data["valid"] is None
    assert data["open_seats"] is None
    assert data["ballots"] == dict.fromkeys(("issued", "returned", "valid", "void"))
    assert data["differences"] == []
    assert [(one["name"], one["agree"], one["outcome"]) for one in data["candidates"]] == [
        (name, None, None) for name in ("李芳", "曾静", "查宁")
    ]
    plain_poll.attend(key, 10, 9)
    assert plain_poll.result(key)["ballots"]["issued"] == 9


def test_every_test_carries_its_numbers_and_citation(plain_poll):
    data = plain_poll.result(plain_poll.sealed(11, 9, 4))
    assert {
        frozenset(test) >= {"rule", "need", "have", "met", "document", "article"} for test in data["tests"]
    } == {True}
    quorum = next(test for test in data["tests"] if test["rule"] == "elections.quorum")
    assert (quorum["need"], quorum["have"], quorum["met"], quorum["article"]) == (8, 12, True, "第17条")


def test_each_rule_stands_once_in_the_report_with_its_citation(plain_poll):
    key = plain_poll.sealed(11, 9, 4)
    report = plain_poll.union.desk("chair").report("elections.result", {"election": key})
    (grid,) = [block for block in report.blocks if isinstance(block, Grid) and block.columns[0].id == "rule"]
    cells = {str(row[0]): row[1:] for row in grid.rows}
    assert cells["当选所需赞成票"][:3] == (7, "2/3 人达到", "见得票")
    assert cells["参加选举的人数"][:3] == (8, 12, "符合")
    assert cells["参加选举的人数"][3].endswith("第17条")


# Setting up


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"candidates": ["李芳", "曾静"]}, "elections.surplus.committee"),
        ({"seats": 7, "candidates": "1005,1006,1007,1008,1009,1010,1011,1012"}, "elections.size.committee"),
        ({}, "elections.size.committee"),
        ({"candidates": ["李芳", "曾静", "没有人"]}, "elections.voter_status"),
    ],
)
def test_what_the_rules_say_against_a_ballot_is_a_warning(plain_poll, changes, rule):
    warned = {verdict.rule: verdict for verdict in plain_poll.prepare(**changes).warnings}
    assert rule in warned
    assert warned[rule].standing is Standing.WARN
    assert warned[rule].document


def test_a_ballot_within_all_rules_has_no_warning(plain_poll):
    names = ["1005", "1006", "1007", "1008"]
    assert plain_poll.prepare(seats=3, candidates=names).warnings == []


def test_a_retained_member_is_warned_of_by_the_day_of_the_election(plain_poll):
    plain_poll.union.do("clerk", "core.change_status", {"status": "retained", "on": "2023-07-01"}, "1005")
    (verdict,) = [one for one in plain_poll.prepare().warnings if one.rule == "elections.voter_status"]
    assert "李芳：保留会籍" in verdict.message
    assert verdict.article == "第4条"
    before = plain_poll.prepare(on="2023-06-30")
    assert "elections.voter_status" not in {one.rule for one in before.warnings}


def test_candidates_are_found_by_number_or_name_and_namesakes_told_apart(plain_poll):
    namesake = {
        "number": "2001",
        "name": "李芳",
        "sex": "female",
        "branch": "图书馆",
        "joined_on": "2020-09-01",
    }
    plain_poll.union.do("clerk", "core.add_member", namesake)
    key = plain_poll.set_up(candidates="1005、2001、 曾 静")
    rows = plain_poll.union.rows("clerk", "elections.candidates", election=key)
    assert [(row["name"], row["number"]) for row in rows] == [
        ("李芳（1005）", "1005"), ("李芳（2001）", "2001"), ("曾静", "1006"),
    ]  # fmt: skip
    outcome = plain_poll.prepare(candidates=["李芳", "曾静"])
    assert any("不止一人" in verdict.message for verdict in outcome.warnings)


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"seats": 0}, ["seats"]), ({"entitled": 0}, ["entitled"]), ({"candidates": []}, ["candidates"]),
        ({"candidates": ["李芳", "李 芳"]}, ["candidates.1"]), ({"candidates": ["1005", "李芳"]}, ["candidates.1"]),
        ({"kind": "king", "on": "someday"}, ["kind", "on"]), ({"candidates": ["李芳", " "]}, ["candidates.1"]),
    ],
)  # fmt: skip
def test_a_contest_that_cannot_be_is_refused_by_field(plain_poll, changes, faulty):
    with pytest.raises(BadInput) as error:
        plain_poll.prepare(**changes)
    assert fields(error) == faulty


def test_a_ballot_is_corrected_before_the_count_only(plain_poll):
    key = plain_poll.ready()
    form = plain_poll.union.desk("clerk").form("elections.edit_election", key)
    values = {field.id: field.value for field in form.fields}
    assert values["candidates"] == "李芳\n曾静\n查宁"
    edited = {**values, "seats": 1, "candidates": "李芳\n尉迟明", "version": form.version}
    plain_poll.do("vice_chair", "edit_election", edited, key)
    assert [one["name"] for one in plain_poll.result(key)["candidates"]] == ["李芳", "尉迟明"]
    with pytest.raises(Refusal) as stale:
        plain_poll.do("clerk", "edit_election", {**edited, "seats": 2}, key)
    assert stale.value.versions
    with pytest.raises(BadInput):
        plain_poll.do("clerk", "edit_election", {**edited, "entitled": 11, "version": None}, key)
    plain_poll.tally("clerk", key, 10, 2, names=("李芳", "尉迟明"))
    with pytest.raises(Refusal):
        plain_poll.do("clerk", "edit_election", {**edited, "version": None}, key)


# Attendance


def test_too_few_are_stored_with_the_verdict(plain_poll):
    key = plain_poll.set_up()
    outcome = plain_poll.attend(key, 7)
    (verdict,) = outcome.warnings
    assert (verdict.rule, verdict.need, verdict.have, verdict.article) == (
        "elections.quorum",
        "8",
        "7",
        "第17条",
    )
    assert plain_poll.result(key)["valid"] is False
    plain_poll.count(key, 7, 7, 0, returned=7)
    outcome = plain_poll.seal(key)
    assert "选举无效" in outcome.message
    assert set(plain_poll.outcomes(key).values()) == {"not_elected"}
    assert plain_poll.result(key)["open_seats"] == 2


def test_more_ballots_than_people_is_warned_of(plain_poll):
    outcome = plain_poll.attend(plain_poll.set_up(), 10, 11)
    assert [verdict.rule for verdict in outcome.warnings] == ["elections.ballots_issued"]


def test_an_attendance_that_cannot_be_is_refused_and_a_wrong_one_corrected(plain_poll):
    key = plain_poll.set_up()
    with pytest.raises(BadInput) as error:
        plain_poll.attend(key, 13)
    assert fields(error) == ["present"]
    plain_poll.attend(key, 11)
    form = plain_poll.union.desk("chair").form("elections.record_attendance", key)
    assert {field.id: field.value for field in form.fields} == {"present": 11, "issued": 11}
    plain_poll.attend(key, 12)
    assert plain_poll.result(key)["quorum"]["have"] == 12


# Run-offs, shortages


def test_a_tie_at_the_last_seat_makes_the_run_off_of_those_tied(poll):
    key = poll.sealed(10, 7, 7, seats=2, present=12, candidates=["李芳", "曾静", "查宁"])
    data = poll.result(key)
    assert poll.outcomes(key) == {"李芳": "elected", "曾静": "runoff", "查宁": "runoff"}
    assert data["open_seats"] == 1
    second = poll.following(key)
    row = poll.row(second)
    assert (row["round"], row["seats"], row["candidates"], row["status"]) == ("runoff", 1, 2, "planned")
    poll.attend(second, 12)
    with pytest.raises(BadInput) as error:
        poll.tally("clerk", second, 6, 5, names=("曾静", "查宁"), 何思=1)
    assert "write_ins" in fields(error)
    poll.count(second, 7, 5, names=("曾静", "查宁"))
    poll.seal(second)
    assert poll.outcomes(second) == {"曾静": "elected", "查宁": "not_elected"}
    assert poll.outcomes(key)["曾静"] == "runoff"


def test_a_run_off_tied_again_is_held_again(plain_poll):
    first = plain_poll.sealed(10, 7, 7)
    titles = [plain_poll.row(first)["title"]]
    key = first
    for _time in range(2):
        key = plain_poll.following(key)
        plain_poll.attend(key)
        plain_poll.count(key, 6, 6, names=("曾静", "查宁"))
        plain_poll.seal(key)
        titles.append(plain_poll.row(key)["title"])
    assert titles == ["工会委员会选举", "工会委员会选举（再次投票）", "工会委员会选举（再次投票 2）"]
    third = plain_poll.following(key)
    values = {"title": "x", "seats": 1, "entitled": 12, "candidates": ["李芳"], "on": "2023-12-21"}
    with pytest.raises(Refusal):
        plain_poll.do("clerk", "edit_election", values, third)


def test_too_few_elected_leaves_open_seats_and_says_what_the_rule_offers(plain_poll):
    names = ["李芳", "曾静", "查宁", "尉迟明", "何思", "朴敏"]
    key = plain_poll.ready(seats=5, candidates=names)
    plain_poll.count(key, 12, 11, 10, 9, 5, 4, names=names)
    outcome = plain_poll.seal(key)
    (offer,) = [one for one in outcome.warnings if one.rule == "elections.open_seats"]
    assert "1 个名额另行选举" in offer.message
    assert "减为 4 人" in offer.message
    assert plain_poll.result(key)["open_seats"] == 1
    with pytest.raises(Refusal) as refusal:
        plain_poll.do("chair", "reduce_seats", {"yes": 6}, key)
    assert (refusal.value.need, refusal.value.have) == ("7", "6")
    plain_poll.do("chair", "reduce_seats", {"yes": 7}, key)
    with pytest.raises(Refusal):
        plain_poll.do("chair", "reduce_seats", {"yes": 7}, key)
    with pytest.raises(Refusal):
        plain_poll.do("clerk", "hold_another_vote", {"candidates": ["何思"], "on": "2023-12-20"}, key)


def test_another_vote_fills_the_open_seats(plain_poll):
    key = plain_poll.sealed(12, 3, 2)
    form = plain_poll.union.desk("chair").form("elections.hold_another_vote", key)
    assert form.fields[0].value == "曾静\n查宁"
    outcome = plain_poll.do(
        "clerk", "hold_another_vote", {"candidates": ["曾静", "查宁"], "on": "2023-12-20"}, key
    )
    second = str(outcome.key)
    assert (plain_poll.row(second)["round"], plain_poll.row(second)["seats"]) == ("another", 1)
    plain_poll.attend(second)
    plain_poll.count(second, 9, 3, names=("曾静", "查宁"))
    plain_poll.seal(second)
    assert plain_poll.outcomes(second)["曾静"] == "elected"


def test_a_void_run_off_is_held_again_among_the_same(plain_poll):
    second = plain_poll.following(plain_poll.sealed(10, 7, 7))
    plain_poll.attend(second, 7)
    plain_poll.count(second, 4, 3, names=("曾静", "查宁"), returned=7)
    plain_poll.seal(second)
    values = {"candidates": ["李芳"], "on": "2023-12-20"}
    third = str(plain_poll.do("chair", "hold_another_vote", values, second).key)
    assert [one["name"] for one in plain_poll.result(third)["candidates"]] == ["曾静", "查宁"]
    assert plain_poll.row(third)["round"] == "runoff"


def test_seats_that_are_all_filled_offer_nothing(plain_poll):
    key = plain_poll.sealed(12, 11, 1)
    for action, values in (
        ("hold_another_vote", {"candidates": ["查宁"], "on": "2023-12-20"}),
        ("reduce_seats", {"yes": 12}),
    ):
        with pytest.raises(Refusal):
            plain_poll.do("chair", action, values, key)


def test_more_returned_than_issued_voids_the_election(plain_poll):
    key = plain_poll.set_up()
    plain_poll.attend(key, 12, 11)
    plain_poll.count(key, 12, 11, 1)
    outcome = plain_poll.seal(key)
    assert "elections.ballots_returned" in {one.rule for one in outcome.warnings}
    assert plain_poll.result(key)["valid"] is False


def test_a_write_in_is_elected_like_a_candidate(plain_poll):
    key = plain_poll.ready()
    plain_poll.count(key, 12, 2, 1, 何思=8)
    plain_poll.seal(key)
    assert plain_poll.outcomes(key) == {
        "李芳": "elected",
        "曾静": "not_elected",
        "查宁": "not_elected",
        "何思": "elected",
    }


# The seal


def test_the_seal_is_over_everything_counted_and_its_short_form_is_in_the_log(poll):
    key = poll.sealed(11, 9, 4)
    with poll.union.kernel.engine.connect() as connection:
        document, digest = connection.execute(
            text("SELECT seal_document, seal_digest FROM elections_election WHERE id = :key"),
            {"key": int(key)},
        ).one()
    assert sha256(document.encode()).hexdigest() == digest
    assert json.loads(document)["result"] == poll.result(key)
    short = "-".join(digest[start : start + 5] for start in range(0, 20, 5))
    newest = poll.union.rows("audit", "core.audit")[0]
    assert (newest["action"], short in newest["summary"]) == ("elections.seal_election", True)


def test_the_preview_shows_the_verdict_exactly_as_it_will_be_frozen(plain_poll):
    key = plain_poll.ready()
    plain_poll.count(key, 10, 7, 7)
    shown = plain_poll.union.desk("chair").preview("elections.seal_election", {}, [key])
    assert "曾静、查宁" in shown.blocks[1].text
    assert plain_poll.row(key)["status"] == "agreed"
    plain_poll.seal(key)
    assert plain_poll.result(key) == shown.data


def test_the_set_up_is_previewed_with_the_register_beside_each_name(plain_poll):
    values = {
        "title": "选举",
        "kind": "committee",
        "seats": 1,
        "entitled": 12,
        "candidates": ["李芳", "某人"],
        "on": "2023-12-20",
    }
    shown = plain_poll.union.desk("clerk").preview("elections.set_up_election", values)
    assert [row[1] for row in shown.blocks[1].rows] == ["李芳", "某人"]
    assert plain_poll.union.rows("clerk", "elections.elections") == []


@pytest.mark.parametrize("stage", ["planned", "held", "counting", "differing", "sealed"])
def test_only_two_equal_tallies_can_be_sealed(plain_poll, stage):
    key = plain_poll.set_up()
    if stage != "planned":
        plain_poll.attend(key)
    if stage in ("counting", "differing", "sealed"):
        plain_poll.tally("clerk", key, 12, 8, 3)
    if stage in ("differing", "sealed"):
        plain_poll.tally("clerk2", key, 12, 8, 4)
    if stage == "sealed":
        plain_poll.tally("clerk2", key, 12, 8, 3)
        plain_poll.seal(key)
    assert plain_poll.row(key)["status"] == stage
    with pytest.raises(Refusal):
        plain_poll.seal(key)


def test_without_attendance_nothing_is_sealed(plain_poll):
    key = plain_poll.set_up()
    plain_poll.count(key, 12, 8, 3)
    with pytest.raises(Refusal, match="到会"):
        plain_poll.seal(key)
    plain_poll.attend(key)
    plain_poll.seal(key)


def test_a_sealed_election_takes_no_change_from_any_action(plain_poll):
    key = plain_poll.sealed(12, 8, 3)
    changes = {
        "record_attendance": {"present": 1, "issued": 1}, "enter_tally": plain_poll.sheet(12, 8, 3),
        "recount_election": {"reason": "x"}, "cancel_election": {"reason": "x"},
    }  # fmt: skip
    for action, values in changes.items():
        officer = "clerk" if action in ("record_attendance", "enter_tally", "cancel_election") else "chair"
        with pytest.raises(Refusal):
            plain_poll.do(officer, action, values, key)


def test_an_election_called_off_keeps_its_reason(plain_poll):
    key = plain_poll.ready()
    plain_poll.do("chair", "cancel_election", {"reason": "会议改期"}, key)
    assert plain_poll.row(key)["status"] == "cancelled"
    with pytest.raises(Refusal):
        plain_poll.tally("clerk", key, 12, 8, 3)


# Rights


RIGHTS = {
    "set_up_election": {"clerk", "chair", "vice_chair"},
    "edit_election": {"clerk", "chair", "vice_chair"},
    "cancel_election": {"clerk", "chair", "vice_chair"},
    "hold_another_vote": {"clerk", "chair", "vice_chair"},
    "record_attendance": {"clerk", "chair", "vice_chair"},
    "enter_tally": {"clerk", "branch"},
    "seal_election": {"chair"},
    "recount_election": {"chair"},
    "reduce_seats": {"chair"},
}
OFFICERS = ("keeper", "clerk", "chair", "vice_chair", "accountant", "cashier", "audit", "women", "branch")


def test_each_role_may_do_what_the_table_of_rights_says_and_no_more(plain_poll):
    for officer in OFFICERS:
        may = {
            offer.name for offer in plain_poll.union.desk(officer).actions() if offer.plugin == "elections"
        }
        assert may == {f"elections.{action}" for action, who in RIGHTS.items() if officer in who}, officer


@pytest.mark.parametrize("officer", ["keeper", "accountant", "cashier", "women"])
def test_who_may_not_read_elections_is_told_so(plain_poll, officer):
    key = plain_poll.set_up()
    with pytest.raises(NoRight):
        plain_poll.union.rows(officer, "elections.elections")
    with pytest.raises(NoRight):
        plain_poll.result(key, officer)
