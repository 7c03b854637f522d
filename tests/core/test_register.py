"""The register through the desk, on every kind of storage."""

from datetime import date
from pathlib import Path

import pytest

from gonghui_core.testing.union import Union
from gonghui_core.verdicts import BadInput, NoRight, Refusal


def test_a_member_is_added_found_and_seen_on_any_day(union: Union) -> None:
    values = {"name": "周 一", "sex": "女", "branch": "商学院", "joined_on": "2023-03-01"}
    outcome = union.do("clerk", "core.add_member", values)
    assert [verdict.rule for verdict in outcome.warnings] == ["core.id_missing"]
    (row,) = union.rows("clerk", "core.members", search="zhouyi")
    assert (row["name"], row["number"], row["joined_on"]) == ("周一", "20230001", date(2023, 3, 1))
    assert len(union.rows("clerk", "core.members", on="2023-02-28")) == 12
    assert len(union.rows("clerk", "core.members", on="2023-03-01")) == 13


def test_a_change_of_standing_is_dated(union: Union) -> None:
    union.do(
        "clerk", "core.change_status", {"status": "retained", "on": "2023-07-01", "reason": "退休"}, "1004"
    )
    before = {r["number"]: r["status"] for r in union.rows("clerk", "core.members", on="2023-06-30")}
    after = {r["number"]: r["status"] for r in union.rows("clerk", "core.members", on="2023-07-01")}
    assert (before["1004"], after["1004"]) == ("active", "retained")


def test_two_versions_of_one_form_are_shown(union: Union) -> None:
    form = union.desk().form("core.edit_member", "1001")
    union.do("clerk2", "core.edit_member", {"phone": "13900000000"}, "1001")
    with pytest.raises(Refusal) as refusal:
        union.do("clerk", "core.edit_member", {"phone": "13800000000", "version": form.version}, "1001")
    assert refusal.value.versions == {"phone": ("13800000000", "13900000000")}  # type: ignore[attr-defined]


def test_who_may_not_is_told_so(union: Union) -> None:
    with pytest.raises(NoRight):
        union.do("accountant", "core.add_member", {"name": "甲"})
    with pytest.raises(NoRight):
        union.rows("keeper", "core.members")
    assert {row["branch"] for row in union.rows("branch", "core.members")} == {"图书馆"}


def test_the_audit_log_agrees_with_the_tables(union: Union) -> None:
    union.do("clerk", "core.edit_member", {"phone": "13900000000"}, "1001")
    faults, head = union.desk("audit").verify_audit()
    assert faults == []
    assert head.seq > 20


def test_a_cleared_personal_value_is_in_the_audit_log_too(plain_union: Union) -> None:
    plain_union.do("clerk", "core.edit_member", {"phone": "13900000000"}, "1001")
    plain_union.do("clerk", "core.edit_member", {"phone": ""}, "1001")
    assert plain_union.desk("audit").verify_audit()[0] == []


def test_bad_input_names_field_and_value(union: Union) -> None:
    with pytest.raises(BadInput) as fault:
        union.do("clerk", "core.add_member", {"name": "甲", "sex": "x", "branch": "商学"})
    assert [item.field for item in fault.value.faults] == ["sex", "branch"]
    assert "商学院" in fault.value.message


def _staff(folder: Path, *rows: str) -> Path:
    path = folder / "staff.csv"
    path.write_text("工号,姓名,性别,身份证号,部门,入会时间\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_row_with_the_number_of_one_and_the_identity_of_another_is_rejected(
    plain_union: Union, tmp_path: Path
) -> None:
    first = _staff(tmp_path, "1001,陈磊,男,110101199001010015,信息工程学院,2015-09-01")
    assert plain_union.desk().import_sheet("members", first).counts == {"changed": 1}
    second = _staff(tmp_path, "1002,陈磊,男,110101199001010015,信息工程学院,2015-09-01")
    (row,) = plain_union.desk().import_sheet("members", second).rejected
    assert (row.code, "1002" in row.message, "1001" in row.message) == ("number_taken", True, True)


def test_a_staff_list_admits_an_applicant(plain_union: Union, tmp_path: Path) -> None:
    plain_union.do(
        "clerk", "core.add_member", {"number": "2001", "name": "申甲", "sex": "女", "branch": "商学院"}
    )
    plain_union.desk().import_sheet("members", _staff(tmp_path, "2001,申甲,女,,商学院,2023-12-01"))
    (row,) = plain_union.rows("clerk", "core.members", search="申甲")
    assert row["status"] == "active"
    assert plain_union.desk().check() == []
