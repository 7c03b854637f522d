"""What the doors of the books let in: no voucher before the books begin, none without words, every fault told."""

from __future__ import annotations

import pytest

from gonghui_core.verdicts import BadInput, Refusal
from gonghui_finance.rules.journals import read_hledger
from tests.finance.conftest import as_lines, payment

OPENING = {"year": 2023, "balances": [
    {"account": "102", "debit": "100"}, {"account": "32205", "credit": "100"},
]}  # fmt: skip


def sheet(folder, *rows):
    path = folder / "vouchers.csv"
    head = "date,number,summary,account,debit,credit,memo"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_nothing_is_dated_before_the_books_begin(plain_books, tmp_path):
    union = plain_books.union
    union.do("accountant", "finance.open_books", OPENING)
    values = {"date": "2022-12-15", "summary": "旧账", "lines": as_lines(payment())}
    with pytest.raises(Refusal, match="账从2023年开始") as refusal:
        union.do("accountant", "finance.draft_voucher", values)
    assert refusal.value.rule == "finance.books.begin"
    with pytest.raises(Refusal, match="账从2023年开始"):
        union.do("accountant", "finance.close_month", {"year": 2022, "month": 12})
    path = sheet(tmp_path, "2022-12-15,1,旧账,50102,5,,", "2022-12-15,1,旧账,102,,5,")
    with pytest.raises(BadInput, match="日期在那之前"):
        union.desk("accountant").import_sheet("finance.vouchers", path)


def test_an_opening_balance_stands_on_its_side(plain_books):
    values = {"year": 2023, "balances": [
        {"account": "102", "debit": "-100"}, {"account": "32205", "credit": "-100"},
    ]}  # fmt: skip
    with pytest.raises(BadInput) as fault:
        plain_books.union.do("accountant", "finance.open_books", values)
    assert [item.field for item in fault.value.faults] == ["balances.0.debit", "balances.1.credit"]


def test_an_imported_voucher_has_words_and_a_date(plain_books, tmp_path):
    path = sheet(
        tmp_path, "2023-12-07,8,,50102,5,,", "2023-12-07,8,,102,,5,", ",9,有,50102,5,,", ",9,有,102,,5,"
    )
    with pytest.raises(BadInput) as fault:
        plain_books.union.desk("accountant").import_sheet("finance.vouchers", path)
    assert [item.field for item in fault.value.faults] == ["2", "3", "4", "5"]
    assert "摘要：没有填" in fault.value.faults[0].message
    assert fault.value.faults[2].message == "日期：没有填；写成 2023-12-20 的样子"


def test_a_sheet_without_amounts_names_the_columns(plain_books, tmp_path):
    path = tmp_path / "vouchers.csv"
    path.write_text("date,number,summary,account\n2023-12-07,8,有,50102\n", encoding="utf-8")
    with pytest.raises(BadInput, match="缺少列：借方、贷方"):
        plain_books.union.desk("accountant").import_sheet("finance.vouchers", path)


def test_every_line_of_a_journal_that_cannot_be_read_is_told():
    text = "什么\n2023-13-01 坏日期\n  a  1\n2023-12-01 好\n  501  1 USD\n  102\n  还有 ;\n"
    with pytest.raises(BadInput) as fault:
        read_hledger(text)
    assert [item.field for item in fault.value.faults] == ["1", "2", "5"]


def test_reviewing_all_tells_of_drafts_that_nobody_has_made(plain_books):
    union = plain_books.union
    claim = union.do("clerk", "finance.submit_claim", {
        "member": "1012", "date": "2023-12-01", "summary": "活动材料",
        "lines": [{"account": "50102", "amount": "30", "invoice": "1", "seller": "文具店"}],
    }).key  # fmt: skip
    union.do("accountant", "finance.check_claim", {}, claim)
    union.do("chair", "finance.approve_claim", {}, claim)
    union.do("cashier", "finance.pay_claim", {}, claim)
    (told,) = union.do("chair", "finance.review_all", {"until": "2023-12-31"}).warnings
    assert told.rule == "finance.voucher.maker"
    assert "1 张凭证还没有制单人" in told.message
