"""Dues: what is owed by the tens rule or a fixed sum, collecting, the payroll list, arrears."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.rules.model import Ratio
from gonghui_core.verdicts import BadInput, Refusal
from gonghui_finance.rules import funds

RATE = Ratio(5, 1000)


@pytest.mark.parametrize(
    ("base", "dues"),
    [
        ("3456", "17.25"),
        ("3450", "17.25"),
        ("3459.99", "17.25"),
        ("9.99", "0.00"),
        ("10", "0.05"),
        ("0", "0.00"),
    ],
)
def test_digits_below_ten_yuan_do_not_count(base, dues):
    assert f"{funds.dues(Decimal(base), RATE):.2f}" == dues


@given(st.integers(0, 10**9))
def test_dues_are_whole_fen_and_never_more_than_the_rate(fen):
    base = Decimal(fen).scaleb(-2)
    dues = funds.dues(base, RATE)
    assert dues == int(base) // 10 * Decimal("0.05")
    assert base * 5 / 1000 - Decimal("0.05") < dues <= base * 5 / 1000


def set_base(union, member, base, since="2023-01-01"):
    union.do("accountant", "finance.set_dues_base", {"member": member, "base": base, "since": since})


def collect(union, month, year=2023):
    values = {"year": year, "month": month, "date": f"{year}-{month:02d}-18"}
    return union.do("accountant", "finance.collect_dues", values)


def dues(union, **asked):
    return {row["number"]: row for row in union.data("accountant", "finance.dues", **asked)["members"]}


def test_dues_are_collected_once_with_one_voucher(books):
    union = books.union
    set_base(union, "1001", "3456")
    set_base(union, "1002", "5000")
    assert dues(union, year=2023, month=9)["1001"] == {
        "member": "陈磊", "number": "1001", "due": "17.25", "paid": "0.00", "arrears": "17.25",
    }  # fmt: skip
    outcome = collect(union, 9)
    assert [w.rule for w in outcome.warnings if w.rule == "finance.dues.base"] == ["finance.dues.base"]
    assert collect(union, 9).key is None
    (voucher,) = union.rows("accountant", "finance.vouchers")
    assert (voucher["origin"], f"{voucher['amount']:.2f}") == ("finance.dues_collections/1", "42.25")
    assert dues(union, year=2023, month=9)["1001"]["arrears"] == "0.00"
    assert dues(union, year=2023)["1001"] == {
        "member": "陈磊", "number": "1001", "due": "207.00", "paid": "17.25", "arrears": "189.75",
    }  # fmt: skip
    set_base(union, "1003", "4000")
    collect(union, 9)
    assert [f"{row['amount']:.2f}" for row in union.rows("accountant", "finance.dues_collections")] == [
        "20.00",
        "42.25",
    ]
    assert union.desk("audit").verify_audit()[0] == []


def test_a_collection_whose_voucher_is_gone_does_not_count(plain_union):
    set_base(plain_union, "1001", "3456")
    collect(plain_union, 9)
    plain_union.do("accountant", "finance.discard_voucher", {"reason": "错"}, "1")
    assert dues(plain_union, year=2023, month=9)["1001"]["paid"] == "0.00"
    assert collect(plain_union, 9).key is not None


def test_a_base_holds_since_its_day_and_leavers_owe_nothing(plain_union):
    set_base(plain_union, "1001", "3000")
    set_base(plain_union, "1001", "4000", "2023-07-01")
    assert dues(plain_union, year=2023, month=6)["1001"]["due"] == "15.00"
    assert dues(plain_union, year=2023, month=7)["1001"]["due"] == "20.00"
    plain_union.do(
        "clerk", "core.change_status", {"status": "retained", "on": "2023-10-15", "reason": "退休"}, "1001"
    )
    assert dues(plain_union, year=2023, month=9)["1001"]["due"] == "20.00"
    assert dues(plain_union, year=2023, month=10) == {}


def test_a_union_may_fix_the_sum(plain_union):
    with (plain_union.kernel.workspace.folder / "gonghui.toml").open("a") as settings:
        settings.write('\n[finance]\ndues_fixed = "5.00"\n')
    union = plain_union.reopen()
    collect(union, 9)
    found = dues(union, year=2023, month=9)
    assert len(found) == 12
    assert {row["paid"] for row in found.values()} == {"5.00"}


def test_nothing_to_collect_is_said(plain_union):
    with pytest.raises(Refusal, match="缴费基数"):
        collect(plain_union, 9)


def payroll(tmp_path, text):
    path = tmp_path / "payroll.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_payroll_list_sets_bases_and_books_what_was_withheld(union, tmp_path):
    path = payroll(
        tmp_path,
        "工号,姓名,月份,缴费基数,代扣会费\n1001,陈磊,2023-09,3456,17.25\n1002,单文博,2023-09,5000,20\n",
    )
    desk = union.desk("accountant")
    assert desk.import_sheet("finance.payroll", path, dry_run=True).counts["new"] == 2
    assert union.rows("accountant", "finance.vouchers") == []
    desk.import_sheet("finance.payroll", path)
    found = dues(union, year=2023, month=9)
    assert (found["1001"]["arrears"], found["1002"]["arrears"]) == ("0.00", "5.00")
    (voucher,) = union.rows("accountant", "finance.vouchers")
    assert f"{voucher['amount']:.2f}" == "37.25"
    assert desk.import_sheet("finance.payroll", path).counts["unchanged"] == 2
    assert len(union.rows("accountant", "finance.vouchers")) == 1
    assert union.desk("audit").verify_audit()[0] == []


def test_one_bad_row_takes_in_nothing_and_all_bad_rows_are_named(plain_union, tmp_path):
    rows = (
        "1001,陈磊,3456,17.25",
        "9999,无名,1,1",
        "1002,李四,5000,",
        "1003,,abc,",
        "1001,陈磊,1,",
        "1004,,,",
        "1005,,-1,",
    )
    path = payroll(tmp_path, "工号,姓名,缴费基数,会费\n" + "\n".join(rows) + "\n")
    with pytest.raises(BadInput) as refusal:
        plain_union.desk("accountant").import_sheet("finance.payroll", path)
    assert len(refusal.value.faults) == 6
    assert "9999" in refusal.value.message
    assert plain_union.rows("accountant", "finance.dues_bases") == []


def test_who_may_not_collect_may_not_import(plain_union, tmp_path):
    path = payroll(tmp_path, "工号,缴费基数\n1001,3456\n")
    for officer in ("clerk", "chair", "cashier", "audit"):
        with pytest.raises(Exception, match="没有权限"):
            plain_union.desk(officer).import_sheet("finance.payroll", path)


@pytest.mark.parametrize(
    ("unpaid", "months"), [([], 0), ([202311], 1), ([202301, 202311], 1), ([202212, 202301, 202302], 0)]
)
def test_months_running_are_counted_back_from_the_last(unpaid, months):
    assert funds.running(unpaid, 202311) == months


def test_months_running_pass_the_turn_of_the_year():
    assert funds.running([202211, 202212, 202301], 202301) == 3


def standing_figures(union, member):
    blocks = union.desk("clerk").detail("core.members", member).blocks
    return [
        (f.label, f.value, f.mark)
        for block in blocks
        if getattr(block, "title", "") == "会员状况"
        for f in block.items
    ]


def test_the_member_page_tells_the_standing_without_amounts(plain_union):
    assert standing_figures(plain_union, "1001") == []
    set_base(plain_union, "1001", "3456")
    collect(plain_union, 9)
    assert standing_figures(plain_union, "1001") == [("会费", "欠缴 2 个月，最早是2023年10月", "warn")]
    for month in (10, 11):
        collect(plain_union, month)
    assert standing_figures(plain_union, "1001") == [("会费", "已缴清", "ok")]
    assert standing_figures(plain_union, "1002") == []


def test_deeming_a_member_left_asks_the_standing(plain_union):
    for member in ("1001", "1002"):
        set_base(plain_union, member, "3456", "2023-01-01" if member == "1001" else "2023-02-01")
    collect(plain_union, 1)
    leaves = {"status": "deemed_left", "on": "2023-12-20", "reason": "经教育仍不交会费"}
    assert plain_union.do("clerk", "core.change_status", leaves, "1001").warnings == []
    collect(plain_union, 9)
    (warning,) = plain_union.do("clerk", "core.change_status", leaves, "1002").warnings
    assert (warning.rule, warning.need, warning.have) == ("core.members.deemed_left_months", "6", "2")
