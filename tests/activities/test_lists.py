"""Registering, waiting, moving up and ticking off, through the desk on every kind of storage."""

from datetime import date

import pytest

from gonghui_core.verdicts import BadInput, NoRight, Refusal


def refusal(club, action, values, officer="clerk"):
    with pytest.raises(Refusal) as caught:
        club.do(action, values, officer)
    return caught.value


def test_places_run_out_and_the_rest_wait_in_order(club):
    said = [outcome.message for outcome in club.register("1003", "1001", "1002", "1004")]
    assert "第 1 位" in said[0]
    assert "候补第 1 位" in said[2]
    assert "候补第 2 位" in said[3]
    assert club.list == [
        ("1003", "registered", 1), ("1001", "registered", 2), ("1002", "waiting", 1), ("1004", "waiting", 2)
    ]  # fmt: skip
    assert {name: club.row[name] for name in ("capacity", "registered", "waiting", "present")} == {
        "capacity": 2, "registered": 2, "waiting": 2, "present": 0
    }  # fmt: skip


def test_who_leaves_frees_the_place_for_the_first_in_line(club):
    club.register("1001", "1002", "1003", "1004")
    said = club.do("cancel", {"member": "1001", "reason": "出差"}).message
    assert "欧阳晓岚（1003）已递补" in said
    assert club.list == [
        ("1002", "registered", 1), ("1003", "registered", 2), ("1004", "waiting", 1), ("1001", "cancelled", None)
    ]  # fmt: skip
    summaries = [item.summary for item in club.union.desk().home().latest]
    assert any("会员 1003 由候补递补" in summary for summary in summaries)
    club.register("1001")
    assert club.list[-1] == ("1001", "waiting", 2)


def test_who_waits_and_leaves_moves_nobody_up(club):
    club.register("1001", "1002", "1003", "1004")
    club.do("cancel", {"member": "1003"})
    assert club.list[:3] == [("1001", "registered", 1), ("1002", "registered", 2), ("1004", "waiting", 1)]


def test_more_places_let_those_waiting_move_up_and_fewer_than_taken_are_refused(club):
    club.register("1001", "1002", "1003", "1004", "1005")
    said = club.do("edit_activity", {"capacity": 4}).message
    assert "欧阳晓岚、王海洋" in said
    assert [status for _number, status, _place in club.list] == ["registered"] * 4 + ["waiting"]
    less = refusal(club, "edit_activity", {"capacity": "3"})
    assert (less.field, less.need, less.have) == ("capacity", "3", "4")
    assert club.row["capacity"] == 4


def test_many_at_once_and_who_could_not_be_is_named(club):
    club.register("1001")
    club.union.do("clerk", "core.change_status", {"status": "retained", "on": "2023-12-01"}, "1004")
    outcome = club.do("register_many", {"members": "1002、1001、1004、1003、1002"})
    assert "报名 1 人，候补 1 人；2 人没有登记" in outcome.message
    assert {verdict.rule for verdict in outcome.warnings} == {"activities.once", "activities.active_member"}
    assert club.list == [("1001", "registered", 1), ("1002", "registered", 2), ("1003", "waiting", 1)]
    club.do("cancel", {"member": "1001"})
    club.do("register_many", {"members": ["1001", "1005"]})
    assert club.list[2:] == [("1001", "waiting", 1), ("1005", "waiting", 2)]


def test_checked_in_on_the_day_by_whoever_is_registered(club):
    club.register("1001", "1002", "1003")
    early = refusal(club, "check_in", {"member": "1001"})
    assert "2023-12-28，当天起才能签到" in early.message
    club.on_the_day()
    club.do("check_in", {"member": "陈磊"})
    assert "已经签到" in refusal(club, "check_in", {"member": "1001"}).message
    waiting = refusal(club, "check_in", {"member": "1003"})
    assert "候补第 1 位" in waiting.message
    assert "先取消" in waiting.message
    walk_in = refusal(club, "check_in", {"member": "1007"})
    assert "名额已满" in walk_in.message
    club.do("cancel", {"member": "1002"})
    club.do("check_in", {"member": "1003"})
    assert club.row["present"] == 2
    assert club.list[0] == ("1001", "present", 1)


def test_a_walk_in_is_told_to_register_and_then_comes_in(club):
    club.on_the_day()
    assert "请先报名" in refusal(club, "check_in", {"member": "1007"}).message
    club.register("1007")
    club.do("check_in", {"member": "1007"})
    assert club.list == [("1007", "present", 1)]


def test_closing_marks_who_did_not_come_and_a_late_list_corrects_it(club):
    club.register("1001", "1002", "1003")
    too_early = refusal(club, "close_activity", {})
    assert too_early.need == "2023-12-28"
    club.on_the_day().do("check_in", {"member": "1001"})
    shown = club.union.desk().preview("activities.close_activity", {}, [str(club.key)])
    assert shown.data == {"count": 1}
    outcome = club.do("close_activity", {"summary": "共读一本书"})
    assert "到场 1 人，未到 1 人" in outcome.message
    assert club.data == {
        "capacity": 2, "registered": 2, "waiting": 1, "present": 1, "no_show": 1, "cancelled": 0
    }  # fmt: skip
    for action, values in (("register", {"member": "1005"}), ("cancel", {"member": "1001"}), ("close_activity", {}),
                           ("edit_activity", {"capacity": 9}), ("cancel_activity", {"reason": "雨"})):  # fmt: skip
        assert "已结束" in refusal(club, action, values).message
    club.do("check_in", {"member": "1002"})
    assert (club.data["present"], club.data["no_show"]) == (2, 0)


def test_calling_off_takes_everybody_off(club):
    club.register("1001", "1002", "1003")
    assert "要通知 3 人" in club.do("cancel_activity", {"reason": "台风"}).message
    assert club.row["status"].value == "cancelled"
    assert {status for _number, status, _place in club.list} == {"cancelled"}
    assert "已取消" in refusal(club, "register", {"member": "1005"}).message
    club.on_the_day()
    assert "已取消" in refusal(club, "check_in", {"member": "1001"}).message


def test_who_leaves_the_union_leaves_what_is_still_to_come(club):
    club.register("1001", "1002", "1003")
    club.union.do("clerk", "core.change_status", {"status": "left", "on": "2023-12-20"}, "1001")
    assert club.list == [("1002", "registered", 1), ("1003", "registered", 2), ("1001", "cancelled", None)]
    club.on_the_day().do("check_in", {"member": "1002"})
    club.union.today = date(2023, 12, 29)
    club.union.do("clerk", "core.change_status", {"status": "left", "on": "2023-12-29"}, "1003")
    assert club.list[1] == ("1003", "registered", 2)


def test_the_audit_log_and_the_checks_agree(club):
    club.register("1001", "1002", "1003")
    club.do("cancel", {"member": "1001", "reason": "家中有事"})
    club.do("register_many", {"members": ["1001", "1005"]})
    assert club.union.desk("audit").verify_audit()[0] == []
    assert club.union.desk("clerk").check() == []
    with club.union.kernel.engine.connect() as connection:
        logged = str(connection.exec_driver_sql("SELECT before, after FROM core_audit_change").all())
    assert "家中有事" not in logged


@pytest.mark.parametrize(
    ("officer", "action", "values"),
    [
        ("women", "register", {"member": "1009"}), ("chair", "register", {"member": "1003"}),
        ("branch", "check_in", {"member": "1010"}), ("branch", "close_activity", {}),
        ("vice_chair", "cancel_activity", {"reason": "雨"}), ("audit", "edit_activity", {"capacity": 9}),
        ("accountant", "cancel", {"member": "1005"}), ("keeper", "check_in_many", {"members": ["1001"]}),
        ("cashier", "register_many", {"members": ["1001"]}),
    ],
)  # fmt: skip
def test_who_may_not_is_refused(plain_club, officer, action, values):
    with pytest.raises(NoRight):
        plain_club.do(action, values, officer)


def test_a_branch_officer_registers_and_sees_the_own_branch_only(plain_club):
    plain_club.register("1001")
    plain_club.register("1010", officer="branch")
    for action, values in (
        ("register", {"member": "1002"}),
        ("cancel", {"member": "1001"}),
        ("register_many", {"members": ["1011", "1002"]}),
    ):
        with pytest.raises(NoRight, match="本分工会没有“100"):
            plain_club.do(action, values, "branch")
    rows = plain_club.union.rows("branch", "activities.registrations", activity=str(plain_club.key))
    assert [(row["number"], row["place"]) for row in rows] == [("1010", 2)]
    plain_club.do("cancel", {"member": "1010"}, "branch")


def test_twice_is_told_with_the_place(plain_club):
    plain_club.register("1001", "1002", "1003")
    twice = refusal(plain_club, "register", {"member": "1003"})
    assert (twice.rule, twice.field) == ("activities.once", "member")
    assert "“候补”，第 1 位" in twice.message


def test_who_is_not_on_the_list_cannot_be_taken_off(plain_club):
    assert "没有报名" in refusal(plain_club, "cancel", {"member": "1001"}).message
    plain_club.register("1001")
    plain_club.do("cancel", {"member": "1001"})
    assert "已退出" in refusal(plain_club, "cancel", {"member": "1001"}).message


def test_the_day_itself_is_the_last_day_of_registration(plain_club):
    plain_club.on_the_day().register("1001")
    plain_club.union.today = date(2023, 12, 29)
    late = refusal(plain_club, "register", {"member": "1002"})
    assert "报名到 2023-12-28 为止" in late.message
    assert "已于 2023-12-28 过去" in refusal(plain_club, "cancel", {"member": "1001"}).message
    plain_club.do("edit_activity", {"closes": "2023-12-31"})
    plain_club.register("1002")
    plain_club.do("cancel", {"member": "1001"})


@pytest.mark.parametrize(
    ("plan", "member", "rule"),
    [
        ({"open_to": "women"}, "1001", "activities.open_to"),
        ({"open_to": "young"}, "1003", "activities.open_to"),
        ({"branch": "商学院"}, "1001", "activities.open_to"),
        ({}, "applicant", "activities.active_member"),
    ],
)
def test_whom_an_activity_is_not_for(make_club, plan, member, rule):
    club = make_club(**plan)
    if member == "applicant":
        club.union.do(
            "clerk", "core.add_member", {"name": "申请人", "sex": "女", "branch": "商学院", "number": "9"}
        )
        member = "9"
    found = refusal(club, "register", {"member": member})
    assert (found.rule, found.field) == (rule, "member")
    assert club.list == []


def test_young_is_so_old_on_the_day_of_the_activity(make_club):
    club = make_club(open_to="young")
    club.union.do("clerk", "core.edit_member", {"birth_date": "1987-12-29"}, "1001")
    club.union.do("clerk", "core.edit_member", {"birth_date": "1987-12-28"}, "1002")
    club.register("1001")
    found = refusal(club, "register", {"member": "1002"})
    assert (found.need, found.have) == ("35", "36")


def test_before_the_window_opens(make_club):
    club = make_club(opens="2023-12-22", closes="2023-12-24")
    early = refusal(club, "register", {"member": "1001"})
    assert "2023-12-22 才开始" in early.message
    club.union.today = date(2023, 12, 22)
    club.register("1001")
    club.union.today = date(2023, 12, 25)
    assert "到 2023-12-24 为止" in refusal(club, "register", {"member": "1002"}).message


def test_a_changed_plan_names_those_it_is_no_longer_for(plain_club):
    plain_club.register("1001", "1003")
    outcome = plain_club.do("edit_activity", {"open_to": "women"})
    assert [verdict.rule for verdict in outcome.warnings] == ["activities.open_to"]
    assert "陈磊" in outcome.warnings[0].message
    assert len(plain_club.list) == 2


def test_an_activity_is_meant_by_its_title_too(plain_club):
    plain_club.union.do("clerk", "activities.register", {"member": "1001"}, "读书会")
    assert plain_club.list == [("1001", "registered", 1)]
    with pytest.raises(BadInput, match="没有活动"):
        plain_club.union.do("clerk", "activities.register", {"member": "1001"}, "登山")
    plain_club.union.do(
        "clerk", "activities.plan_activity",
        {"title": "读书会", "on": "2023-12-29", "place": "教室", "capacity": 1, "kind": "salon"},
    )  # fmt: skip
    with pytest.raises(BadInput, match="不止一个"):
        plain_club.union.do("clerk", "activities.register", {"member": "1001"}, "读书会")


def test_two_versions_of_a_plan_are_shown(plain_club):
    form = plain_club.union.desk().form("activities.edit_activity", str(plain_club.key))
    plain_club.do("edit_activity", {"place": "报告厅"})
    with pytest.raises(Refusal) as stale:
        plain_club.do("edit_activity", {"place": "草坪", "version": form.version})
    assert stale.value.versions == {"place": ("草坪", "报告厅")}
