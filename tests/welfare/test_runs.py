"""Distributions through the desk: the list, exceptions, signatures, the end, and what a member's year shows."""

from datetime import date
from decimal import Decimal

import pytest

from gonghui_core.testing.union import Union
from gonghui_core.verdicts import BadInput, NoRight, Refusal

GIFT = {
    "title": "国庆慰问", "festival": "national_day", "on": "2023-09-27", "item": "水果", "form": "goods",
    "unit_cost": "200",
}  # fmt: skip


def plan(union: Union, officer: str = "clerk", **changes: object) -> str:
    return str(union.do(officer, "welfare.plan_run", {**GIFT, **changes}).key)


def statuses(union: Union, run: str, officer: str = "clerk") -> dict[str, str]:
    rows = union.rows(officer, "welfare.recipients", run=run)
    return {row["number"]: row["status"].value for row in rows}


def benefits(union: Union, member: str) -> list[tuple[date, str, Decimal]]:
    report = union.desk("clerk").detail("core.members", union.desk().pick("core.members", member)[0].key)
    grids = [block for block in report.blocks if str(getattr(block, "title", "")).endswith("元")]
    return [tuple(row) for grid in grids for row in grid.rows]


def test_a_run_from_plan_to_end(union: Union) -> None:
    outcome = union.do("women", "welfare.plan_run", GIFT)
    run = str(outcome.key)
    assert [(v.rule, v.standing.value) for v in outcome.warnings] == [
        ("welfare.festival.per_year", "not_set")
    ]
    assert "未设定，请查本单位文件" in str(outcome.warnings[0].message)
    union.do("women", "welfare.except_recipient", {"member": "1005", "reason": "本人放弃"}, run)
    signed = union.do("clerk", "welfare.sign_off", {"recipients": ["1001", "1002"], "on": "2023-09-28"}, run)
    assert str(signed.message) == "已签收 2 人"
    union.do("branch", "welfare.sign_off", {"all": True}, run)
    assert statuses(union, run) == {
        "1001": "signed", "1002": "signed", "1003": "planned", "1004": "planned", "1005": "excepted",
        "1006": "planned", "1007": "planned", "1008": "planned", "1009": "signed", "1010": "signed",
        "1011": "signed", "1012": "signed",
    }  # fmt: skip
    closing = union.do("clerk", "welfare.close_run", {"bought": "12"}, run)
    assert str(closing.message) == "已结束“国庆慰问”：签收 6 人，未领到 5 人，发放 1,200.00 元，剩余 6 份"
    assert statuses(union, run)["1003"] == "not_reached"
    data = union.data("chair", "welfare.run", run=run)
    figures = {name: data[name] for name in ("planned", "signed", "not_reached", "excepted", "left_over")}
    assert figures == {"planned": 12, "signed": 6, "not_reached": 5, "excepted": 1, "left_over": 6}
    assert (data["cost"], data["per_head"]) == (Decimal("1200.00"), Decimal("200.00"))
    assert {v["rule"]: v["standing"] for v in data["verdicts"]} == {
        "welfare.festival.occasions": "met", "welfare.festival.forms": "met",
        "welfare.festival.per_year": "not_set",
    }  # fmt: skip
    assert benefits(union, "1001") == [(date(2023, 9, 28), "节日慰问", Decimal("200.00"))]
    assert union.desk("audit").verify_audit()[0] == []
    assert [f for f in union.desk("clerk").check() if f.check.startswith("welfare")] == []


def test_the_key_of_a_recipient_is_the_member(plain_union: Union) -> None:
    run = plan(plain_union)
    rows = plain_union.rows("clerk", "welfare.recipients", run=run, search="单文博")
    member = plain_union.rows("clerk", "core.members", search="单文博")[0]
    assert [row["key"] for row in rows] == [member["key"]]
    plain_union.do("clerk", "welfare.sign_off", {"recipients": [rows[0]["key"]]}, run)
    assert statuses(plain_union, run)["1002"] == "signed"


def test_the_list_is_that_of_the_day(plain_union: Union) -> None:
    changes = {"status": "retained", "on": "2023-07-01", "reason": "退休"}
    plain_union.do("clerk", "core.change_status", changes, "1004")
    joined = {
        "number": "1013",
        "name": "方子轩",
        "sex": "male",
        "branch": "商学院",
        "joined_on": "2023-10-01",
    }
    plain_union.do("clerk", "core.add_member", joined)
    before = statuses(plain_union, plan(plain_union, on="2023-06-30", festival="dragon_boat"))
    after = statuses(plain_union, plan(plain_union, on="2023-10-01"))
    assert ("1004" in before, "1013" in before) == (True, False)
    assert ("1004" in after, "1013" in after) == (False, True)


def test_women_and_lists(plain_union: Union) -> None:
    women = plan(plain_union, programme="women_day", festival="", title="三八慰问", on="2023-03-08")
    rows = plain_union.rows("clerk", "core.members")
    assert set(statuses(plain_union, women)) == {r["number"] for r in rows if r["sex"].value == "female"}
    chosen = plan(plain_union, audience="women", title="端午", festival="dragon_boat")
    assert len(statuses(plain_union, chosen)) == 6
    listed = plan(plain_union, programme="warmth", festival="", members="1001、1004", title="寒假送温暖")
    assert set(statuses(plain_union, listed)) == {"1001", "1004"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"festival": ""}, "festival"),
        ({"audience": "listed"}, "members"),
        ({"audience": "all", "members": ["1001"]}, "audience"),
        ({"unit_cost": "0"}, "unit_cost"),
        ({"unit_cost": "12.345"}, "unit_cost"),
        ({"form": "card"}, "form"),
        ({"festival": "children_day"}, "festival"),
        ({"on": "2023-02-30"}, "on"),
        ({"members": ["9999"]}, "members"),
    ],
)
def test_a_plan_that_cannot_be_read(plain_union: Union, changes: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as fault:
        plan(plain_union, **changes)
    assert fault.value.field == field
    assert plain_union.rows("clerk", "welfare.runs") == []


def test_nobody_on_the_day_or_a_stranger_on_the_list(plain_union: Union) -> None:
    with pytest.raises(Refusal, match="没有符合条件的在册会员"):
        plan(plain_union, on="2014-01-01")
    plain_union.do("clerk", "core.change_status", {"status": "left", "on": "2023-07-01"}, "1004")
    with pytest.raises(Refusal, match="不是在册会员：王海洋"):
        plan(plain_union, programme="cooling", festival="", members="1003,1004")


def test_the_preview_is_what_will_be_written(plain_union: Union) -> None:
    report = plain_union.desk("women").preview("welfare.plan_run", GIFT)
    assert report is not None
    assert (report.data["planned"], report.data["cost"]) == (12, Decimal("2400.00"))
    assert plain_union.rows("clerk", "welfare.runs") == []


def test_cash_at_a_festival_is_labelled_with_the_document(plain_union: Union) -> None:
    outcome = plain_union.do("clerk", "welfare.plan_run", {**GIFT, "form": "money"})
    verdict = next(v for v in outcome.warnings if v.rule == "welfare.festival.forms")
    assert (verdict.standing.value, verdict.need, verdict.have) == ("warn", "实物、提货券", "现金")
    assert "总工办发〔2017〕32号" in verdict.citation
    data = plain_union.data("chair", "welfare.run", run=str(outcome.key))
    assert "welfare.festival.forms" in {v["rule"] for v in data["verdicts"] if v["standing"] == "warn"}


LIMIT = """
[[rule]]
id = "welfare.festival.per_year"
title = "本校节日慰问每人每年"
type = "per_year"
value = 500
unit = "yuan"
severity = "{severity}"
document = "校工〔2023〕1号"
article = "第3条"
"""


def with_limit(union: Union, severity: str) -> Union:
    path = union.kernel.workspace.folder / "rules.toml"
    path.write_text(LIMIT.format(severity=severity), encoding="utf-8")
    return union.reopen()


def test_the_limit_of_the_year_counts_what_was_received_and_what_is_held(plain_union: Union) -> None:
    union = with_limit(plain_union, "warn")
    assert union.do("clerk", "welfare.plan_run", GIFT).warnings == []
    first = str(union.rows("clerk", "welfare.runs")[0]["key"])
    union.do("clerk", "welfare.sign_off", {"recipients": ["1001"]}, first)
    union.do("clerk", "welfare.except_recipient", {"member": "1002", "reason": "放弃"}, first)
    second = {**GIFT, "title": "中秋", "festival": "mid_autumn", "unit_cost": "301"}
    (verdict,) = union.do("clerk", "welfare.plan_run", second).warnings
    assert (verdict.standing.value, verdict.need, verdict.have) == ("warn", "500.00", "501.00")
    assert "超出的有 11 人：陈磊" in str(verdict.message)
    assert "校工〔2023〕1号第3条" in verdict.citation
    another_year = {**second, "on": "2022-09-10"}
    assert union.do("clerk", "welfare.plan_run", another_year).warnings == []
    union.kernel.close()


def test_a_blocking_limit_refuses_unless_overridden_with_a_reason(plain_union: Union) -> None:
    union = with_limit(plain_union, "block")
    with pytest.raises(Refusal) as refusal:
        union.do("clerk", "welfare.plan_run", {**GIFT, "unit_cost": "501"})
    assert (refusal.value.rule, refusal.value.need) == ("welfare.festival.per_year", "500.00")
    assert union.rows("clerk", "welfare.runs") == []
    union.do("clerk", "welfare.plan_run", {**GIFT, "unit_cost": "501"}, override="委员会6月会议决定")
    assert union.rows("audit", "core.audit")[0]["override"] == "委员会6月会议决定"
    union.kernel.close()


def test_the_same_festival_twice_is_told(plain_union: Union) -> None:
    plan(plain_union)
    warnings = plain_union.do("clerk", "welfare.plan_run", {**GIFT, "title": "国庆又一次"}).warnings
    assert "2023 年国庆节已有一次发放：国庆慰问" in [str(v.message) for v in warnings]


def test_who_signed_before_is_told_and_not_noted_twice(union: Union) -> None:
    run = plan(union)
    union.do("clerk", "welfare.sign_off", {"recipients": ["1001"]}, run)
    again = union.do("clerk", "welfare.sign_off", {"recipients": ["1001", "1002", "1002"]}, run)
    assert str(again.message) == "已签收 1 人"
    assert [str(v.message) for v in again.warnings] == ["1 人先前已签收，没有重复登记：陈磊"]
    once_more = union.do("clerk", "welfare.sign_off", {"recipients": ["1001"]}, run)
    assert (str(once_more.message), len(once_more.warnings)) == ("没有新的签收：都已签收过", 1)
    assert [amount for _day, _kind, amount in benefits(union, "1001")] == [Decimal("200.00")]
    assert union.data("clerk", "welfare.run", run=run)["signed"] == 2


def test_somebody_else_signs(plain_union: Union) -> None:
    run = plan(plain_union)
    plain_union.do("clerk", "welfare.sign_off", {"recipients": ["1001"], "collector": "单 文博"}, run)
    row = plain_union.rows("clerk", "welfare.recipients", run=run, search="陈磊")[0]
    assert (row["collector"], row["signed_by"]) == ("单文博", "clerk")


def test_sign_off_says_what_is_wrong(plain_union: Union) -> None:
    run = plan(plain_union, programme="warmth", festival="", members=["1001", "1009"])
    plain_union.do("clerk", "welfare.except_recipient", {"member": "1001", "reason": "出差"}, run)
    for values, said in (
        ({"recipients": ["1001"]}, "陈磊已列为不发放"),
        ({"recipients": ["1002"]}, "单文博（1002）不在“国庆慰问”的名单上"),
        ({"all": True, "on": "2023-12-21"}, "2023-12-21 还没有到"),
    ):
        with pytest.raises(Refusal, match=said):
            plain_union.do("clerk", "welfare.sign_off", values, run)
    for values in ({}, {"all": True, "recipients": ["1009"]}):
        with pytest.raises(BadInput, match="两者选一"):
            plain_union.do("clerk", "welfare.sign_off", values, run)
    plain_union.do("clerk", "welfare.close_run", {}, run)
    for action, values in (
        ("sign_off", {"all": True}), ("close_run", {}), ("add_recipient", {"member": "1002"}),
        ("except_recipient", {"member": "1009", "reason": "x"}),
        ("take_back_signature", {"member": "1009", "reason": "x"}),
    ):  # fmt: skip
        with pytest.raises(Refusal, match="已结束"):
            plain_union.do("clerk", f"welfare.{action}", values, run)


def test_exceptions_can_be_made_once_and_taken_back(plain_union: Union) -> None:
    run = plan(plain_union, programme="warmth", festival="", members=["1001", "1009"])
    leave_out = {"member": "1001", "reason": "出差"}
    plain_union.do("clerk", "welfare.except_recipient", leave_out, run)
    with pytest.raises(Refusal, match="已列为不发放：出差"):
        plain_union.do("clerk", "welfare.except_recipient", leave_out, run)
    with pytest.raises(Refusal, match="不在“国庆慰问”的名单上"):
        plain_union.do("clerk", "welfare.except_recipient", {**leave_out, "member": "1002"}, run)
    plain_union.do("clerk", "welfare.add_recipient", {"member": "1001"}, run)
    plain_union.do("clerk", "welfare.add_recipient", {"member": "1002"}, run)
    with pytest.raises(Refusal, match="已在名单上"):
        plain_union.do("clerk", "welfare.add_recipient", {"member": "1002"}, run)
    plain_union.do("clerk", "welfare.sign_off", {"recipients": ["1001"]}, run)
    with pytest.raises(Refusal, match="已签收，不能再列为不发放"):
        plain_union.do("clerk", "welfare.except_recipient", leave_out, run)
    assert statuses(plain_union, run) == {"1001": "signed", "1002": "planned", "1009": "planned"}


def test_a_signature_by_mistake_is_taken_back_with_its_benefit(union: Union) -> None:
    run = plan(union)
    union.do("clerk", "welfare.sign_off", {"recipients": ["1001"]}, run)
    with pytest.raises(Refusal, match="还没有签收"):
        union.do("clerk", "welfare.take_back_signature", {"member": "1002", "reason": "误"}, run)
    union.do("clerk", "welfare.take_back_signature", {"member": "1001", "reason": "点错了人"}, run)
    assert (statuses(union, run)["1001"], benefits(union, "1001")) == ("planned", [])
    assert "点错了人" in str(union.rows("audit", "core.audit")[0]["summary"])
    assert union.desk("audit").verify_audit()[0] == []


def test_a_branch_officer_reaches_the_own_branch_only(union: Union) -> None:
    run = plan(union)
    assert set(statuses(union, run, "branch")) == {"1009", "1010", "1011", "1012"}
    assert union.data("branch", "welfare.run", run=run)["planned"] == 4
    # The register does not even name people of other branches to a branch officer; a key says no more.
    for named in ("1001", "1"):
        with pytest.raises((NoRight, BadInput)):
            union.do("branch", "welfare.sign_off", {"recipients": [named]}, run)
    assert union.data("chair", "welfare.run", run=run)["signed"] == 0
    union.do("branch", "welfare.sign_off", {"all": True}, run)
    assert union.data("chair", "welfare.run", run=run)["signed"] == 4
    with pytest.raises(NoRight):
        union.do("branch", "welfare.except_recipient", {"member": "1009", "reason": "x"}, run)
    with pytest.raises(NoRight):
        union.do("branch", "welfare.plan_run", GIFT)


@pytest.mark.parametrize("officer", ["chair", "vice_chair", "audit", "accountant", "cashier", "keeper"])
def test_the_others_neither_plan_nor_sign(plain_union: Union, officer: str) -> None:
    run = plan(plain_union)
    for action, values in (
        ("plan_run", GIFT), ("sign_off", {"all": True}), ("close_run", {}),
        ("except_recipient", {"member": "1001", "reason": "x"}), ("request_run_money", {"payee": "甲"}),
    ):  # fmt: skip
        with pytest.raises(NoRight):
            plain_union.do(officer, f"welfare.{action}", values, *([] if action == "plan_run" else [run]))
    reads = officer in ("chair", "vice_chair", "audit")
    if reads:
        assert len(plain_union.rows(officer, "welfare.recipients", run=run)) == 12
    else:
        with pytest.raises(NoRight):
            plain_union.rows(officer, "welfare.runs")


def test_who_leaves_before_signing_is_taken_out_with_the_reason(union: Union) -> None:
    run = plan(union)
    union.do("clerk", "welfare.sign_off", {"recipients": ["1001"]}, run)
    left = {"status": "transferred_out", "on": "2023-11-01", "reason": "调往外校"}
    for number in ("1001", "1002"):
        union.do("clerk", "core.change_status", left, number)
    rows = {row["number"]: row for row in union.rows("clerk", "welfare.recipients", run=run)}
    assert rows["1001"]["status"].value == "signed"
    assert (rows["1002"]["status"].value, rows["1002"]["reason"]) == ("excepted", "领取前转出")


def test_who_retires_after_the_day_still_receives(plain_union: Union) -> None:
    run, later = plan(plain_union), plan(plain_union, title="元旦", festival="new_year", on="2023-12-31")
    retired = {"status": "retained", "on": "2023-11-01", "reason": "退休"}
    plain_union.do("clerk", "core.change_status", retired, "1001")
    assert statuses(plain_union, run)["1001"] == "planned"
    assert statuses(plain_union, later)["1001"] == "excepted"


def test_who_moves_signs_in_the_new_branch(plain_union: Union) -> None:
    run = plan(plain_union)
    plain_union.do("clerk", "core.transfer_member", {"branch": "图书馆", "on": "2023-11-01"}, "1001")
    plain_union.do("branch", "welfare.sign_off", {"recipients": ["1001"]}, run)
    assert statuses(plain_union, run)["1001"] == "signed"


def test_the_end_of_a_run(plain_union: Union) -> None:
    run = plan(plain_union)
    plain_union.do("clerk", "welfare.sign_off", {"recipients": ["1001", "1002", "1003"]}, run)
    with pytest.raises(Refusal, match="少于已签收的 3 份"):
        plain_union.do("clerk", "welfare.close_run", {"bought": "2"}, run)
    plain_union.do("clerk", "welfare.close_run", {"cost": "1000", "note": "其余退货"}, run)
    data = plain_union.data("clerk", "welfare.run", run=run)
    assert (data["cost"], data["per_head"], data["left_over"]) == (Decimal(1000), Decimal("333.33"), None)


def test_the_money_of_a_run_is_asked_for_once(plain_union: Union) -> None:
    run = plan(plain_union)
    plain_union.do("clerk", "welfare.request_run_money", {"payee": "示范商贸"}, run)
    (row,) = plain_union.rows("clerk", "welfare.runs")
    assert row["booking"].value in ("waiting", "drafted")
    assert row["cost"] == 0, "nothing handed out yet"
    with pytest.raises(Refusal, match="已经请过款"):
        plain_union.do("clerk", "welfare.request_run_money", {"payee": "示范商贸"}, run)


def test_a_run_is_found_and_named(plain_union: Union) -> None:
    run = plan(plain_union)
    plain_union.do("clerk", "welfare.sign_off", {"recipients": ["1001"]}, "国庆慰问")
    leads = plain_union.desk("clerk").search("国庆")
    assert (leads[0].page, leads[0].key) == ("welfare.runs", run)
    with pytest.raises(BadInput, match="没有发放"):
        plain_union.do("clerk", "welfare.sign_off", {"all": True}, "春节")


def test_what_is_due(plain_union: Union) -> None:
    run = plan(plain_union)
    titles = [str(task.title) for task in plain_union.desk("branch").home().tasks]
    assert "“国庆慰问”还有 4 人未签收" in titles
    plain_union.do("clerk", "welfare.sign_off", {"all": True}, run)
    assert not [t for t in plain_union.desk("branch").home().tasks if "国庆" in str(t.title)]
    assert "“国庆慰问”已全部签收，可以结束" in [str(t.title) for t in plain_union.desk("clerk").home().tasks]
    plain_union.do("clerk", "welfare.close_run", {}, run)
    assert "“国庆慰问”已结束，还没有请款" in [str(t.title) for t in plain_union.desk("clerk").home().tasks]


def test_pages_go_out_as_files(plain_union: Union, tmp_path) -> None:
    run = plan(plain_union)
    desk = plain_union.desk("clerk")
    for form in ("xlsx", "csv", "json", "md"):
        desk.export("welfare.recipients", {"run": run}, form, tmp_path / f"list.{form}")
        desk.export("welfare.runs", {}, form, tmp_path / f"runs.{form}")
    for form in ("docx", "xlsx", "md", "csv", "json"):
        desk.export("welfare.run", {"run": run}, form, tmp_path / f"run.{form}")
    assert "陈磊" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
