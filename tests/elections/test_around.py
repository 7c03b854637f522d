"""What elections contribute elsewhere: home, tasks, search, a member's page, objections, the annual report."""

import pytest

from gonghui_core.contributions import Card, Task
from gonghui_core.desk.cells import as_json


def tasks(poll, officer):
    found = [one for one in poll.union.desk(officer).home().tasks if isinstance(one, Task)]
    return [str(one.title) for one in found if one.page == "elections.elections"]


def test_each_step_is_a_task_of_those_who_may_take_it(plain_poll):
    key = plain_poll.set_up()
    assert tasks(plain_poll, "clerk") == ["“工会委员会选举”登记到会"]
    assert tasks(plain_poll, "branch") == []
    plain_poll.attend(key)
    assert tasks(plain_poll, "branch") == ["“工会委员会选举”录入第一遍计票"]
    plain_poll.tally("clerk", key, 12, 2, 1)
    assert tasks(plain_poll, "clerk2") == ["“工会委员会选举”还缺第二遍计票"]
    plain_poll.tally("clerk2", key, 12, 3, 1)
    assert tasks(plain_poll, "clerk2") == ["“工会委员会选举”两遍计票不一致，须重录"]
    plain_poll.tally("clerk2", key, 12, 2, 1)
    assert tasks(plain_poll, "chair") == ["“工会委员会选举”计票一致，待封存"]
    plain_poll.seal(key)
    assert tasks(plain_poll, "vice_chair") == ["“工会委员会选举”还有缺额，须另行选举或减少名额"]


def test_the_home_screen_counts_the_elections_of_the_year(plain_poll):
    plain_poll.sealed(12, 8, 3)
    plain_poll.set_up(title="另一次")
    plain_poll.set_up(title="去年", on="2022-12-20")
    cards = [one for one in plain_poll.union.desk("chair").home().cards if isinstance(one, Card)]
    (card,) = [one for one in cards if one.page == "elections.elections"]
    assert (card.figure, card.note) == ("2 次", "当选 2 人；未封存 1 次")


def test_an_election_is_found_by_title_meeting_and_candidate(plain_poll):
    key = plain_poll.set_up(meeting="第四届双代会")
    for wanted in ("委员会选", "双代会", "曾静"):
        leads = plain_poll.union.desk("clerk").search(wanted)
        assert (key, "elections.elections") in [(lead.key, lead.page) for lead in leads], wanted
    assert not [
        one for one in plain_poll.union.desk("women").search("双代会") if one.page == "elections.elections"
    ]


def test_a_members_page_tells_what_the_member_stood_for(plain_poll):
    key = plain_poll.sealed(12, 8, 3)
    plain_poll.set_up(title="下一次")
    report = plain_poll.union.desk("chair").detail("core.members", "1005")
    (grid,) = [
        block
        for block in report.blocks
        if [c.id for c in getattr(block, "columns", ())] == ["on", "title", "agree", "result"]
    ]
    assert [as_json(list(row[1:])) for row in grid.rows] == [
        ["下一次", None, "planned"],
        ["工会委员会选举", 12, "elected"],
    ]
    assert grid.facts[1, 1].keys == (key,)


def test_a_candidate_does_not_leave_unnoticed(plain_poll):
    plain_poll.set_up()
    change = {"status": "retained", "on": "2023-12-01"}
    outcome = plain_poll.union.do("clerk", "core.change_status", change, "1005")
    assert [verdict.message for verdict in outcome.warnings] == ["是“工会委员会选举”的候选人，选举尚未封存"]
    assert (
        plain_poll.union.do(
            "clerk", "core.change_status", {**change, "status": "active", "on": "2023-12-02"}, "1005"
        ).warnings
        == []
    )


def sentences(poll, year=2023):
    data = poll.union.data("clerk", "core.annual", year=year)
    return {one["id"]: one for part in data["sections"] for one in part["sentences"]}, {
        one["id"] for one in data["missing"]
    }


def test_a_completed_election_is_a_sentence_with_its_facts(plain_poll):
    key = plain_poll.ready(meeting="第四届“双代会”")
    plain_poll.count(key, 10, 7, 7)
    plain_poll.seal(key)
    told, missing = sentences(plain_poll)
    assert "B1" not in told
    assert {"A3", "B1", "B2", "B3", "B4"} <= missing
    second = plain_poll.following(key)
    plain_poll.attend(second)
    plain_poll.count(second, 7, 5, names=("曾静", "查宁"))
    plain_poll.seal(second)
    told, missing = sentences(plain_poll)
    expected = "12月20日，召开第四届“双代会”，依法完成换届选举，选举产生工会委员会委员2人（李芳、曾静）。"
    assert told["B1"]["text"] == expected
    assert told["B1"]["facts"][1] == {
        "label": "工会委员会选举", "value": "2人：李芳、曾静", "page": "elections.elections", "keys": [key, second],
    }  # fmt: skip
    assert "B1" not in missing
    assert "B1" in sentences(plain_poll, 2022)[1]


def test_elections_of_one_day_are_one_sentence_and_a_shortage_tells_nothing(plain_poll):
    plain_poll.sealed(12, 8, 3, meeting="大会")
    plain_poll.sealed(12, seats=1, kind="chair", title="主席选举", candidates=["李芳"], meeting="第一次会议")
    plain_poll.sealed(
        3, seats=1, kind="vice_chair", title="副主席选举", candidates=["曾静"], meeting="第一次会议"
    )
    told, _missing = sentences(plain_poll)
    assert told["B1"]["text"].endswith("；召开第一次会议，选举产生主席1人（李芳）。")
    assert "副主席" not in told["B1"]["text"]


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "md"])
def test_every_page_is_exported(plain_poll, tmp_path, form):
    key = plain_poll.sealed(12, 8, 3)
    desk = plain_poll.union.desk("chair")
    desk.export("elections.elections", {}, form, tmp_path / f"list.{form}")
    desk.export("elections.candidates", {"election": key}, form, tmp_path / f"ballot.{form}")
    desk.export("elections.result", {"election": key}, form, tmp_path / f"result.{form}")
    assert all(path.stat().st_size > 50 for path in tmp_path.glob(f"*.{form}"))


def test_the_list_is_asked_by_year_and_stage(plain_poll):
    plain_poll.set_up(on="2022-06-01", title="前年")
    key = plain_poll.ready()
    rows = plain_poll.union.rows("chair", "elections.elections", year="2023")
    assert [row["key"] for row in rows] == [key]
    assert [row["key"] for row in plain_poll.union.rows("chair", "elections.elections", status="held")] == [
        key
    ]
