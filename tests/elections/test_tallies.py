"""Two tallies by two people: blind to one another, compared cell by cell, nothing impossible taken in."""

import json
import re
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from gonghui_core.members.models import Member
from gonghui_core.verdicts import BadInput, Refusal
from gonghui_elections.live import tally_footer


def findings(poll):
    """What `gonghui check` has to say of elections."""
    return [one.check for one in poll.union.desk("chair").check() if one.check.startswith("elections")]


def everything_said(union, key, officers=("clerk2", "chair", "vice_chair", "audit", "branch")):
    """All that others than the first teller can see of the election through the desk, as one text."""
    seen = []
    for officer in officers:
        desk = union.desk(officer)
        seen += [desk.report("elections.result", {"election": key}), desk.detail("elections.elections", key)]
        seen += [
            desk.table("elections.elections").rows,
            desk.table("elections.candidates", {"election": key}).rows,
        ]
        seen += [desk.home(), desk.search("李芳"), desk.search("选举")]
        if officer != "branch":
            seen.append(desk.detail("core.members", "1005"))
    for officer in ("chair", "vice_chair", "audit"):
        desk = union.desk(officer)
        log = desk.table("core.audit").rows
        seen += [
            [row["summary"] for row in log],
            [desk.detail("core.audit", row["key"]).blocks for row in log[:2]],
        ]
    seen.append([field.value for field in union.desk("clerk2").form("elections.enter_tally", key).fields])
    return repr(seen)


def test_the_first_tally_is_unknown_to_everybody_else_until_the_second_is_in(poll):
    key = poll.set_up(entitled=4321)
    poll.do("clerk", "record_attendance", {"present": 4207, "issued": 4207}, key)
    agrees = (3977, 2719, 1013)
    poll.tally("clerk", key, *agrees, returned=4199, void=13, 何思=619)
    seen = everything_said(poll.union, key)
    for figure in (*agrees, 4199, 4186, 619, *(4186 - agree for agree in agrees)):
        # A figure of its own, and not a piece of a hash, an address or a time.
        assert not re.search(rf"(?<![0-9a-fA-F.]){figure}(?![0-9a-fA-F])", seen), figure
    assert "何思" not in seen
    assert poll.result(key)["ballots"]["returned"] is None
    assert poll.row(key)["status"] == "counting"
    poll.tally("clerk2", key, *agrees, returned=4199, void=13, 何思=619)
    assert poll.result(key)["candidates"][0]["agree"] == 3977
    with poll.union.kernel.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM elections_blind_sheet")).scalar() == 0
    assert poll.union.desk("audit").verify_audit()[0] == []


def test_the_first_officer_sees_and_corrects_the_own_tally(plain_poll):
    key = plain_poll.ready()
    plain_poll.tally("clerk", key, 11, 7, 4)
    form = plain_poll.union.desk("clerk").form("elections.enter_tally", key)
    values = {field.id: field.value for field in form.fields}
    assert (values["returned"], values["marks"][0]["agree"]) == (12, 11)
    plain_poll.tally("clerk", key, 11, 7, 5)
    plain_poll.tally("clerk2", key, 11, 7, 5)
    assert plain_poll.row(key)["status"] == "agreed"
    summaries = [row["summary"] for row in plain_poll.union.rows("audit", "core.audit")]
    assert any("第 1 遍计票（重录）" in said for said in summaries)


def test_two_officers_who_count_at_the_same_moment_are_first_and_second(poll):
    key, gate, failures = poll.ready(), Barrier(2), []

    def enter(officer):
        gate.wait()
        try:
            poll.tally(officer, key, 11, 7, 5)
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=enter, args=(officer,)) for officer in ("clerk", "clerk2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert poll.row(key)["status"] == "agreed"
    assert poll.union.desk("audit").verify_audit()[0] == []


def test_the_form_brings_the_candidates_of_the_ballot(plain_poll):
    key = plain_poll.ready()
    form = plain_poll.union.desk("clerk2").form("elections.enter_tally", key)
    marks = next(field for field in form.fields if field.id == "marks")
    assert [line["candidate"] for line in marks.value] == ["李芳", "曾静", "查宁"]
    assert [column.id for column in marks.columns] == ["candidate", "agree", "oppose", "abstain"]


def test_every_differing_cell_is_named(poll):
    key = poll.ready()
    poll.tally("clerk", key, 11, 7, 4)
    second = poll.sheet(11, 8, 4)
    second["marks"][2] |= {"oppose": 7, "abstain": 1}
    second["write_ins"] = [{"name": "何思", "agree": 1}]
    outcome = poll.do("clerk2", "enter_tally", second, key)
    expected = [
        {"candidate": "曾静", "field": "agree", "first": 7, "second": 8},
        {"candidate": "曾静", "field": "oppose", "first": 5, "second": 4},
        {"candidate": "查宁", "field": "oppose", "first": 8, "second": 7},
        {"candidate": "查宁", "field": "abstain", "first": 0, "second": 1},
        {"candidate": "何思", "field": "agree", "first": 0, "second": 1},
    ]
    assert poll.result(key)["differences"] == expected
    assert poll.result(key)["ballots"]["returned"] is None
    assert [(verdict.need, verdict.have) for verdict in outcome.warnings] == [
        (str(cell["first"]), str(cell["second"])) for cell in expected
    ]
    assert outcome.warnings[0].message == "曾静 赞成 第一遍 7，第二遍 8"
    poll.tally("clerk2", key, 11, 7, 4)
    assert poll.result(key)["differences"] == []
    assert poll.row(key)["status"] == "agreed"
    poll.seal(key)
    assert poll.union.desk("audit").verify_audit()[0] == []
    assert findings(poll) == []


@pytest.mark.parametrize(
    "cell", [("returned",), ("void",), (0, "agree"), (1, "oppose"), (2, "abstain"), ("write_in",)]
)
def test_any_single_wrong_cell_is_named(plain_poll, cell):
    # A single wrong cell breaks a sum in a plain sheet, so the sheets here leave room for it in another cell.
    key = plain_poll.ready()
    first, second = plain_poll.sheet(6, 5, 4), plain_poll.sheet(6, 5, 4)
    if cell == ("returned",):
        second |= {"returned": 11, "void": 0}
        for mark in second["marks"]:
            mark["oppose"] -= 1
    elif cell == ("void",):
        second |= {"void": 1}
        for mark in second["marks"]:
            mark["oppose"] -= 1
    elif cell == ("write_in",):
        second["write_ins"] = [{"name": "何思", "agree": 2}]
    else:
        line, name = cell
        other = "oppose" if name != "oppose" else "abstain"
        moved = 1 if second["marks"][line][other] else -1
        second["marks"][line][name] += moved
        second["marks"][line][other] -= moved
    plain_poll.do("clerk", "enter_tally", first, key)
    plain_poll.do("clerk2", "enter_tally", second, key)
    named = {(one["candidate"], one["field"]) for one in plain_poll.result(key)["differences"]}
    wanted = {("returned",): (None, "returned"), ("void",): (None, "void"), ("write_in",): ("何思", "agree")}
    assert wanted.get(cell) or (("李芳", "曾静", "查宁")[cell[0]], cell[1]) in named


def test_a_third_count_settles_what_two_could_not(plain_poll):
    key = plain_poll.ready()
    plain_poll.tally("clerk", key, 11, 7, 5)
    plain_poll.tally("clerk2", key, 11, 8, 5)
    outcome = plain_poll.tally("branch", key, 11, 8, 4)
    assert plain_poll.row(key)["status"] == "differing"
    assert outcome.warnings
    plain_poll.tally("branch", key, 11, 8, 5)
    assert plain_poll.row(key)["status"] == "agreed"
    assert plain_poll.result(key)["candidates"][1]["agree"] == 8
    plain_poll.seal(key)


def test_a_fourth_officer_and_one_after_agreement_are_turned_away(plain_poll):
    values = {"name": "third", "roles": ["clerk"], "member": "1011"}
    plain_poll.union.do("keeper", "core.add_officer", values)
    key = plain_poll.ready()
    for officer, agrees in (("clerk", 5), ("clerk2", 6), ("branch", 7)):
        plain_poll.tally(officer, key, agrees, 5, 5)
    with pytest.raises(Refusal, match="clerk、clerk2、branch"):
        plain_poll.tally("third", key, 5, 5, 5)
    plain_poll.tally("branch", key, 5, 5, 5)
    with pytest.raises(Refusal):
        plain_poll.tally("clerk", key, 6, 5, 5)


# Who may not tally


def test_a_candidate_may_not_tally(plain_poll):
    key = plain_poll.ready(candidates=["陈磊", "李芳", "曾静"])
    with pytest.raises(Refusal) as refusal:
        plain_poll.tally("clerk", key, 11, 7, 5, names=("陈磊", "李芳", "曾静"))
    assert refusal.value.rule == "core.forbidden_pair"


def test_a_candidate_whom_the_register_cannot_tell_apart_is_held_to_be_the_teller(plain_poll):
    namesake = {
        "number": "2001",
        "name": "陈磊",
        "sex": "male",
        "branch": "图书馆",
        "joined_on": "2020-09-01",
    }
    plain_poll.union.do("clerk", "core.add_member", namesake)
    key = plain_poll.ready(candidates=["陈磊", "李芳", "曾静"])
    with pytest.raises(Refusal):
        plain_poll.tally("clerk", key, 11, 7, 5, names=("陈磊", "李芳", "曾静"))


def test_one_person_with_two_names_counts_once(plain_poll):
    plain_poll.union.do("keeper", "core.add_officer", {"name": "twin", "roles": ["clerk"], "member": "1001"})
    key = plain_poll.ready()
    plain_poll.tally("clerk", key, 11, 7, 5)
    with pytest.raises(Refusal) as refusal:
        plain_poll.tally("twin", key, 11, 7, 5)
    assert refusal.value.rule == "core.forbidden_pair"
    assert plain_poll.row(key)["status"] == "counting"


# What cannot be


def broken(sheet, **changes):
    found = json.loads(json.dumps(sheet))
    for path, value in changes.items():
        target, *rest = path.split("__")
        if not rest:
            found[target] = value
        else:
            found[target][int(rest[0])][rest[1]] = value
    return found


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"void": 13}, "void"), ({"returned": -1}, "returned"), ({"marks__0__agree": 12}, "marks.0"),
        ({"marks__1__oppose": -1}, "marks.1.oppose"), ({"marks__2__abstain": 1}, "marks.2"),
        ({"marks__0__candidate": "外人"}, "marks.0.candidate"), ({"marks__1__candidate": "李芳"}, "marks.1"),
        ({"marks": []}, "marks"), ({"returned": 10**11}, "returned"), ({"marks__0__agree": "十"}, "marks.0.agree"),
        ({"write_ins": [{"name": "李芳", "agree": 1}]}, "write_ins.0.name"),
        ({"write_ins": [{"name": "何思", "agree": 0}]}, "write_ins.0.agree"),
        ({"write_ins": [{"name": "何思", "agree": 1}, {"name": "何 思", "agree": 1}]}, "write_ins.1"),
        ({"ballots": [1, 2, 3]}, "ballots"),
    ],
)  # fmt: skip
def test_an_impossible_sheet_is_refused_cell_by_cell_and_nothing_is_stored(plain_poll, changes, faulty):
    key = plain_poll.ready()
    with pytest.raises(BadInput) as error:
        plain_poll.do("clerk", "enter_tally", broken(plain_poll.sheet(11, 7, 5), **changes), key)
    assert faulty in [fault.field for fault in error.value.faults]
    assert plain_poll.row(key)["status"] == "held"


def test_candidates_may_be_named_by_staff_number(plain_poll):
    key = plain_poll.ready()
    plain_poll.tally("clerk", key, 11, 7, 5, names=("1005", "曾 静", "１００７"))
    plain_poll.tally("clerk2", key, 11, 7, 5)
    assert plain_poll.row(key)["status"] == "agreed"


def test_a_recount_sets_both_tallies_aside_and_keeps_them_in_the_log(plain_poll):
    key = plain_poll.ready()
    plain_poll.count(key, 11, 7, 5)
    plain_poll.do("chair", "recount_election", {"reason": "票箱有遗漏"}, key)
    assert plain_poll.row(key)["status"] == "held"
    plain_poll.count(key, 11, 8, 5)
    plain_poll.seal(key)
    assert plain_poll.union.desk("audit").verify_audit()[0] == []


def test_a_blind_sheet_changed_with_another_tool_is_noticed(plain_poll):
    key = plain_poll.ready()
    plain_poll.tally("clerk", key, 11, 7, 5)
    with plain_poll.union.kernel.engine.begin() as connection:
        sheet = bytes(connection.execute(text("SELECT sheet FROM elections_blind_sheet")).scalar_one())
        changed = sheet.replace(b"11", b"12", 1)
        connection.execute(text("UPDATE elections_blind_sheet SET sheet = :sheet"), {"sheet": changed})
    assert findings(plain_poll) == ["elections.blind"]
    with pytest.raises(Exception, match="clerk重录"):
        plain_poll.tally("clerk2", key, 11, 7, 5)
    plain_poll.tally("clerk", key, 11, 7, 5)
    plain_poll.tally("clerk2", key, 11, 7, 5)
    assert plain_poll.row(key)["status"] == "agreed"


# While it is typed


def test_the_footer_names_who_does_not_add_up():
    marks = [
        {"candidate": "李芳", "agree": "１０", "oppose": 2, "abstain": ""},
        {"candidate": "曾静", "agree": 5, "oppose": 6, "abstain": None},
    ]
    assert tally_footer({"returned": "12", "void": 0, "marks": marks}) == [
        "有效票 12；赞成合计 15",
        "不平：曾静 11/12",
    ]
    marks[1]["oppose"] = 7
    assert tally_footer({"returned": 12, "void": "0", "marks": marks})[1] == "每名候选人三项合计都等于有效票"


@given(
    st.dictionaries(
        st.sampled_from(["returned", "void", "marks", "write_ins"]),
        st.none()
        | st.text()
        | st.integers()
        | st.lists(st.none() | st.dictionaries(st.text(), st.text(), max_size=3)),
    )
)
def test_the_footer_bears_anything_that_is_half_typed(values):
    assert all(isinstance(line, str) for line in tally_footer(values))


def test_tellers_are_kept_by_name_and_member(plain_poll):
    key = plain_poll.ready()
    plain_poll.tally("clerk", key, 11, 7, 5)
    with plain_poll.union.kernel.engine.connect() as connection:
        row = connection.execute(text("SELECT officer, member_id, returned FROM elections_tally")).one()
        member = connection.execute(select(Member.id).where(Member.number == "1001")).scalar_one()
    assert tuple(row) == ("clerk", member, None)
