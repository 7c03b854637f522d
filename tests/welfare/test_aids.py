"""Hardship aid through the desk: three officers, the sealed reason, the money, the refusals."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text

from gonghui_core.office.rights import SYSTEM
from gonghui_core.plugins import installed
from gonghui_core.storage.audit_models import AuditChange
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import BadInput, NoRight, Refusal
from gonghui_welfare.models import Aid

REASON = "父亲重病，家中积蓄用尽"
ASK = {"member": "1011", "kind": "hardship", "amount": "1500", "reason": REASON}


@pytest.fixture
def alone(plain_union: Union) -> Union:
    """A union whose only plugin is welfare."""
    opened = plain_union.reopen([c for c in installed() if c.name == "welfare"])
    yield opened
    opened.kernel.close()


def ask(union: Union, officer: str = "women", **changes: object) -> str:
    return str(union.do(officer, "welfare.request_aid", {**ASK, **changes}).key)


def approve(union: Union, **changes: object) -> str:
    aid = ask(union, **changes)
    union.do("vice_chair", "welfare.review_aid", {}, aid)
    union.do("chair", "welfare.approve_aid", {}, aid)
    return aid


def row(union: Union, aid: str, officer: str = "chair") -> dict[str, Any]:
    return next(row for row in union.rows(officer, "welfare.aids") if row["key"] == aid)


def standing(union: Union, aid: str) -> tuple[str, str]:
    found = row(union, aid)
    return found["status"].value, found["booking"].value


def test_the_way_of_an_aid_without_finance(alone: Union) -> None:
    outcome = alone.do("branch", "welfare.request_aid", ASK)
    aid = str(outcome.key)
    assert {v.rule: v.standing.value for v in outcome.warnings} == {
        "welfare.hardship.per_event": "not_set", "welfare.hardship.per_year": "not_set",
        "welfare.hardship.file": "warn",
    }  # fmt: skip
    assert "缺少：困难档案" in " ".join(str(v.message) for v in outcome.warnings)
    assert standing(alone, aid) == ("requested", "none")
    alone.do("vice_chair", "welfare.review_aid", {}, aid)
    assert standing(alone, aid) == ("reviewed", "none")
    approved = alone.do("chair", "welfare.approve_aid", {}, aid)
    assert (standing(alone, aid), str(approved.message)) == (
        ("approved", "waiting"), "已批准仇英的帮扶 1,500.00 元：未入账",
    )  # fmt: skip
    found = row(alone, aid)
    assert (found["member"], found["kind"].value, found["amount"]) == ("仇英", "hardship", Decimal("1500.00"))
    assert [f for f in alone.desk("clerk").check() if f.check.startswith("welfare")] == []


def test_an_aid_on_each_kind_of_storage(union: Union) -> None:
    aid = approve(union, file_number="2023-01")
    assert standing(union, aid)[0] == "approved"
    assert union.desk("audit").verify_audit()[0] == []
    with union.kernel.work(SYSTEM) as work:
        assert work.get(Aid, int(aid)).reason == REASON
        stored = bytes(work.session.scalar(text("SELECT reason FROM welfare_aid")) or b"")
        changes = work.session.scalars(
            select(AuditChange.after).where(AuditChange.table_name == "welfare_aid")
        )
        logged = "".join(change or "" for change in changes)
    assert REASON not in logged
    assert "hardship" not in logged
    assert "2023-01" not in logged
    if union.kernel.key is not None:
        assert REASON.encode() not in stored


def test_an_existing_file_is_no_warning(plain_union: Union) -> None:
    warnings = plain_union.do("women", "welfare.request_aid", {**ASK, "file_number": "示帮2023-01"}).warnings
    assert "welfare.hardship.file" not in {v.rule for v in warnings}


def test_two_open_aids_of_one_kind_are_told(plain_union: Union) -> None:
    first = ask(plain_union)
    warnings = plain_union.do("clerk", "welfare.request_aid", ASK).warnings
    assert f"这位会员还有一件同类帮扶在办：编号 {first}" in [str(v.message) for v in warnings]
    other_kind = plain_union.do("clerk", "welfare.request_aid", {**ASK, "kind": "illness"})
    assert "welfare.aid_twice" not in {v.rule for v in other_kind.warnings}


LIMITS = """
[[rule]]
id = "welfare.hardship.{type}"
title = "困难补助"
type = "{type}"
value = 2000
unit = "yuan"
severity = "{severity}"
document = "皖工发〔2025〕18号"
"""


@pytest.mark.parametrize("type", ["per_event", "per_year"])
@pytest.mark.parametrize(
    ("severity", "amount", "said"),
    [
        ("warn", "2000", None),
        ("warn", "2000.01", "warn"),
        ("block", "2000", None),
        ("block", "2000.01", "block"),
    ],
)
def test_limits_of_an_aid(
    plain_union: Union, type: str, severity: str, amount: str, said: str | None
) -> None:
    path = plain_union.kernel.workspace.folder / "rules.toml"
    path.write_text(LIMITS.format(type=type, severity=severity), encoding="utf-8")
    union = plain_union.reopen()
    values, rule = {**ASK, "amount": amount, "file_number": "1"}, f"welfare.hardship.{type}"
    if said == "block":
        with pytest.raises(Refusal) as refusal:
            union.do("women", "welfare.request_aid", values)
        assert (refusal.value.rule, refusal.value.citation) == (rule, "皖工发〔2025〕18号")
        assert union.rows("chair", "welfare.aids") == []
        union.do("women", "welfare.request_aid", values, override="委员会决定")
    else:
        warnings = union.do("women", "welfare.request_aid", values).warnings
        assert [v.standing.value for v in warnings if v.rule == rule] == ([said] if said else [])
    union.kernel.close()


def test_the_limit_of_a_year_counts_earlier_aids_but_not_rejected_ones(plain_union: Union) -> None:
    path = plain_union.kernel.workspace.folder / "rules.toml"
    path.write_text(LIMITS.format(type="per_year", severity="warn"), encoding="utf-8")
    union = plain_union.reopen()
    first = ask(union, amount="1500")
    second = union.do("women", "welfare.request_aid", {**ASK, "amount": "600"})
    assert [v.have for v in second.warnings if v.rule == "welfare.hardship.per_year"] == ["2100.00"]
    union.do("vice_chair", "welfare.reject_aid", {"reason": "重复"}, first)
    warnings = union.do("vice_chair", "welfare.review_aid", {}, second.key).warnings
    assert "welfare.hardship.per_year" not in {v.rule for v in warnings}
    union.kernel.close()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "0"}, "amount"), ({"amount": "-5"}, "amount"), ({"amount": "abc"}, "amount"),
        ({"kind": "wedding"}, "kind"), ({"reason": "  "}, "reason"), ({"member": "9999"}, "member"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_read(plain_union: Union, changes: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as fault:
        ask(plain_union, **changes)
    assert fault.value.field == field
    assert REASON not in str(fault.value)


def test_only_members_are_helped_and_the_family_of_one_who_died(plain_union: Union) -> None:
    plain_union.do("clerk", "core.change_status", {"status": "deceased", "on": "2023-11-01"}, "1011")
    with pytest.raises(Refusal, match="不是在册会员"):
        ask(plain_union)
    assert ask(plain_union, kind="bereavement")


def test_nobody_decides_on_the_own_aid(plain_union: Union) -> None:
    with pytest.raises(Refusal, match="不能为本人申请"):
        ask(plain_union, officer="women", member="1009")
    for_vice = ask(plain_union, member="1004")
    for_chair = ask(plain_union, member="1003")
    with pytest.raises(Refusal, match="你本人的帮扶"):
        plain_union.do("vice_chair", "welfare.review_aid", {}, for_vice)
    with pytest.raises(Refusal, match="你本人的帮扶"):
        plain_union.do("vice_chair", "welfare.reject_aid", {"reason": "x"}, for_vice)
    plain_union.do("vice_chair", "welfare.review_aid", {}, for_chair)
    with pytest.raises(Refusal, match="你本人的帮扶") as refusal:
        plain_union.do("chair", "welfare.approve_aid", {}, for_chair)
    assert standing(plain_union, for_chair) == ("reviewed", "none")
    assert refusal.value.field == "record"


def test_three_different_officers(plain_union: Union) -> None:
    everything = {"name": "both", "roles": ["clerk", "vice_chair", "chair"], "member": "1012"}
    plain_union.do("keeper", "core.add_officer", everything)
    plain_union.do("keeper", "core.add_officer", {"name": "again", "roles": ["chair"], "member": "1004"})
    own = ask(plain_union, officer="both")
    with pytest.raises(Refusal, match="是你申请的"):
        plain_union.do("both", "welfare.review_aid", {}, own)
    plain_union.do("vice_chair", "welfare.review_aid", {}, own)
    with pytest.raises(Refusal, match="是你申请的"):
        plain_union.do("both", "welfare.approve_aid", {}, own)
    with pytest.raises(Refusal, match="是你审核的"):  # another account of the vice chair's
        plain_union.do("again", "welfare.approve_aid", {}, own)
    reviewed = ask(plain_union, member="1008")
    plain_union.do("both", "welfare.review_aid", {}, reviewed)
    with pytest.raises(Refusal, match="是你审核的"):
        plain_union.do("both", "welfare.approve_aid", {}, reviewed)
    plain_union.do("chair", "welfare.approve_aid", {}, reviewed)


def test_the_services_check_too(plain_union: Union) -> None:
    """What the desk asks of a row is asked again below it."""
    from gonghui_welfare import commands
    from gonghui_welfare.services import aids

    aid = int(ask(plain_union))
    acting = plain_union.kernel.sign_in("women")
    for service, command in ((aids.review_aid, commands.ReviewAid), (aids.approve_aid, commands.ApproveAid)):
        with plain_union.kernel.work(acting, action="test", write=True) as work, pytest.raises(Refusal):
            service(work, command(record=aid))


def test_each_step_wants_the_one_before(plain_union: Union) -> None:
    aid = ask(plain_union)
    with pytest.raises(Refusal, match="待审核"):
        plain_union.do("chair", "welfare.approve_aid", {}, aid)
    plain_union.do("vice_chair", "welfare.review_aid", {}, aid)
    with pytest.raises(Refusal):
        plain_union.do("vice_chair", "welfare.review_aid", {}, aid)
    plain_union.do("chair", "welfare.approve_aid", {}, aid)
    with pytest.raises(Refusal):
        plain_union.do("chair", "welfare.approve_aid", {}, aid)


def test_rejecting_at_each_stage(alone: Union) -> None:
    first, second, third = ask(alone), ask(alone, member="1008"), approve(alone, member="1012")
    alone.do("vice_chair", "welfare.reject_aid", {"reason": "不符合条件"}, first)
    alone.do("vice_chair", "welfare.review_aid", {}, second)
    with pytest.raises(NoRight):
        alone.do("vice_chair", "welfare.reject_aid", {"reason": "再想想"}, second)
    alone.do("chair", "welfare.reject_aid", {"reason": "已由街道救助"}, second)
    alone.do("chair", "welfare.reject_aid", {"reason": "本人放弃"}, third)
    for aid in (first, second, third):
        assert standing(alone, aid) == ("rejected", "none")
        with pytest.raises(Refusal, match="未通过"):
            alone.do("chair", "welfare.reject_aid", {"reason": "x"}, aid)
    assert [f for f in alone.desk("clerk").check() if f.check.startswith("welfare")] == []
    assert alone.desk("audit").verify_audit()[0] == []


RIGHTS = {
    "welfare.request_aid": {"clerk", "women", "branch"}, "welfare.review_aid": {"vice_chair"},
    "welfare.approve_aid": {"chair"}, "welfare.reject_aid": {"vice_chair", "chair"},
    "welfare.reveal_reason": {"vice_chair", "chair"},
}  # fmt: skip
OFFICERS = ("keeper", "clerk", "chair", "vice_chair", "accountant", "cashier", "audit", "women", "branch")


@pytest.mark.parametrize("action", RIGHTS)
def test_who_may(plain_union: Union, action: str) -> None:
    held = {name for name in OFFICERS if action in {o.name for o in plain_union.desk(name).actions()}}
    assert held == RIGHTS[action]
    aid = ask(plain_union)
    for officer in set(OFFICERS) - held:
        with pytest.raises(NoRight):
            plain_union.do(officer, action, ASK if action == "welfare.request_aid" else {}, aid)


def test_who_may_read(plain_union: Union) -> None:
    ask(plain_union)
    ask(plain_union, member="1008")
    seen = {}
    for officer in OFFICERS:
        if plain_union.kernel.sign_in(officer).may("welfare.read"):
            seen[officer] = [row["number"] for row in plain_union.rows(officer, "welfare.aids")]
    assert set(seen) == {"clerk", "chair", "vice_chair", "audit", "women", "branch"}
    assert seen.pop("branch") == ["1011"]
    assert all(set(numbers) == {"1011", "1008"} for numbers in seen.values())


def test_a_branch_officer_asks_for_the_own_branch_only(plain_union: Union) -> None:
    other = ask(plain_union, member="1008")
    with pytest.raises((NoRight, BadInput)):
        ask(plain_union, officer="branch", member="1008")
    with pytest.raises(NoRight):
        plain_union.desk("branch").detail("welfare.aids", other)


def test_the_reason_is_masked_and_showing_it_is_recorded(union: Union) -> None:
    aid = ask(union)
    member = union.desk("clerk").pick("core.members", "仇英")[0].key
    for officer in ("chair", "audit", "women", "branch"):
        shown = str(union.desk(officer).detail("welfare.aids", aid)) + str(
            union.rows(officer, "welfare.aids")
        )
        assert REASON not in shown
    assert REASON not in str(union.desk("clerk").detail("core.members", member))
    assert "＊＊＊" in str(union.desk("clerk").detail("core.members", member))
    outcome = union.do("vice_chair", "welfare.reveal_reason", {"purpose": "审核"}, aid)
    assert str(outcome.message) == REASON
    newest = union.rows("audit", "core.audit")[0]
    assert (newest["officer"], newest["action"], newest["summary"]) == (
        "vice_chair", "welfare.reveal_reason", f"查看帮扶 {aid} 的事由：审核",
    )  # fmt: skip
    with pytest.raises(BadInput):
        union.do("vice_chair", "welfare.reveal_reason", {}, aid)
    assert REASON not in str(union.rows("audit", "core.audit"))
    assert REASON not in str(union.desk("audit").detail("core.audit", str(newest["key"])))


def test_no_summary_names_the_person_or_the_sum(plain_union: Union) -> None:
    approve(plain_union)
    told = " ".join(
        str(row["summary"]) for row in plain_union.rows("audit", "core.audit") if "welfare" in row["action"]
    )
    assert "帮扶 1：待审核" in told
    assert not any(secret in told for secret in ("仇英", "1011", "困难"))


def test_whose_turn_it_is(plain_union: Union) -> None:
    def due(officer: str) -> list[str]:
        return [str(t.title) for t in plain_union.desk(officer).home().tasks if "帮扶" in str(t.title)]

    aid = ask(plain_union)
    ask(plain_union, member="1004")  # the vice chair's own: not for the vice chair
    assert (due("vice_chair"), due("chair"), due("women")) == (["1 件帮扶待审核"], [], [])
    plain_union.do("vice_chair", "welfare.review_aid", {}, aid)
    assert (due("vice_chair"), due("chair")) == ([], ["1 件帮扶待批准"])


def test_an_open_aid_objects_to_leaving(plain_union: Union) -> None:
    aid = ask(plain_union)
    change = {"status": "left", "on": "2023-12-01"}
    warnings = plain_union.do("clerk", "core.change_status", change, "1011").warnings
    assert "仇英还有 1 件帮扶未办结" in [str(v.message) for v in warnings]
    told = plain_union.do("vice_chair", "welfare.review_aid", {}, aid).warnings
    assert "仇英现在是“退会”" in [str(v.message) for v in told]


def test_an_aid_is_found_by_its_member_while_it_is_open(plain_union: Union) -> None:
    aid = ask(plain_union)
    assert [lead.key for lead in plain_union.desk("chair").search("仇英") if lead.page == "welfare.aids"] == [
        aid
    ]
    plain_union.do("vice_chair", "welfare.review_aid", {}, "仇英")
    assert standing(plain_union, aid)[0] == "reviewed"
    plain_union.do("chair", "welfare.reject_aid", {"reason": "x"}, aid)
    assert [
        lead.key for lead in plain_union.desk("chair").search("仇英") if lead.page == "welfare.aids"
    ] == []


def test_the_preview_of_an_approval_shows_what_will_be_asked(plain_union: Union) -> None:
    aid = ask(plain_union)
    plain_union.do("vice_chair", "welfare.review_aid", {}, aid)
    report = plain_union.desk("chair").preview("welfare.approve_aid", {}, [aid])
    assert report is not None
    assert report.data["amount"] == Decimal(1500)
    assert REASON not in str(report)


def test_a_check_names_what_another_tool_did(plain_union: Union) -> None:
    aid = approve(plain_union)
    gift = {
        "title": "国庆", "festival": "national_day", "on": "2023-10-01", "item": "果", "form": "goods",
        "unit_cost": "1",
    }  # fmt: skip
    run = plain_union.do("clerk", "welfare.plan_run", gift).key
    plain_union.do("clerk", "welfare.sign_off", {"recipients": ["1001"]}, run)
    with plain_union.kernel.work(SYSTEM) as work:
        connection = work.session.connection()
        connection.execute(text("UPDATE welfare_aid SET status = 'settled', reviewed_by = requested_by"))
        connection.execute(text("DELETE FROM core_benefit"))
        connection.execute(
            text("UPDATE welfare_recipient SET excepted_on = '2023-10-01' WHERE member_id = 1")
        )
        connection.commit()
    said = " ".join(f.message for f in plain_union.desk("clerk").check() if f.check.startswith("welfare"))
    for words in (f"帮扶 {aid} 是“已发放”", "不是三个人", "没有计入全年享受", "列为不发放，却有签收"):
        assert words in said
    assert plain_union.desk("audit").verify_audit()[0] != []
