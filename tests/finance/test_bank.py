"""Cash counts, the bank's statements and their reconciliation."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import BadInput, NoRight, Refusal
from gonghui_finance.rules.matching import Item, Reconciliation, suggestions
from tests.finance.conftest import payment

HEADER = ("交易日期", "摘要", "借方发生额", "贷方发生额", "余额", "交易流水号")


def statement(folder, rows, header=HEADER):
    path = folder / "statement.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def reconciled(books, until="2023-12-31"):
    return books.union.data("cashier", "finance.reconciliation", until=until)


# Pure


def item(key, day, amount, summary=""):
    return Item(key, date(2023, 12, day), Decimal(amount), summary)


@pytest.mark.parametrize(
    ("bank", "book", "pairs"), [
        ([item(1, 5, 10)], [item(7, 6, 10)], {1: 7}),
        ([item(1, 5, 10)], [item(7, 6, -10)], {}),
        ([item(1, 1, 10)], [item(7, 20, 10)], {}),
        ([item(1, 5, 10), item(2, 6, 10)], [item(7, 6, 10)], {}),
        ([item(1, 5, 10), item(2, 6, 10)], [item(8, 6, 10), item(7, 5, 10)], {1: 7, 2: 8}),
        ([item(1, 1, 10), item(2, 25, 10)], [item(7, 2, 10)], {1: 7}),
    ],
)  # fmt: skip
def test_suggestions(bank, book, pairs):
    assert suggestions(bank, book) == pairs


SIDES = st.lists(st.tuples(st.integers(1, 28), st.integers(-3, 3).filter(bool)), max_size=8)


@given(SIDES, SIDES)
def test_a_suggestion_pairs_equal_amounts_once(bank, book):
    ours = [item(n, day, amount) for n, (day, amount) in enumerate(bank)]
    theirs = [item(n, day, amount) for n, (day, amount) in enumerate(book)]
    found = suggestions(ours, theirs)
    assert len(set(found.values())) == len(found)
    assert all(ours[a].amount == theirs[b].amount for a, b in found.items())


@given(SIDES, SIDES, st.integers(-9, 9))
def test_what_only_one_side_has_explains_every_difference(bank, book, common):
    ours, theirs = (
        tuple(item(n, d, a) for n, (d, a) in enumerate(bank)),
        tuple(item(n, d, a) for n, (d, a) in enumerate(book)),
    )
    total = Decimal(common)
    at = Reconciliation(
        total + sum(i.amount for i in theirs), total + sum(i.amount for i in ours), theirs, ours
    )
    assert at.agreed


# Through the desk


def test_a_statement_is_matched_and_reconciled(books, tmp_path):
    desk = books.union.desk("cashier")
    books.posted("2023-12-01", [("102", "5000", ""), ("402", "", "5000")])
    books.posted("2023-12-05", payment("300"))
    books.posted("2023-12-28", payment("80"))
    rows = [("2023-12-01", "收款", "", "5,000.00", "5000", "A1"), ("20231207", "转账", "300.00", "", "4700", "A2"),
            ("2023-12-21", "利息", "", "6.13", "4706.13", "A3")]  # fmt: skip
    path = statement(tmp_path, rows)
    assert desk.import_sheet("finance.bank", path).counts["new"] == 3
    assert desk.import_sheet("finance.bank", path).counts == {"unchanged": 3}
    before = reconciled(books)
    assert (before["book"], before["bank"], before["agreed"]) == ("4620.00", "4706.13", True)
    books.union.do("cashier", "finance.match_all", {"until": "2023-12-31"})
    after = reconciled(books)
    assert [line["amount"] for line in after["unmatched_bank"]] == ["6.13"]
    assert [line["amount"] for line in after["unmatched_book"]] == ["-80.00"]
    assert (after["adjusted_book"], after["adjusted_bank"], after["agreed"]) == ("4626.13", "4626.13", True)
    assert reconciled(books, "2023-12-02")["unmatched_book"] == []
    assert books.union.desk("audit").verify_audit()[0] == []


def test_a_difference_is_seen(plain_books, tmp_path):
    plain_books.posted("2023-12-05", payment("300"))
    path = statement(tmp_path, [("2023-12-05", "转账", "300", "", "9700", "A2")])
    plain_books.union.desk("cashier").import_sheet("finance.bank", path)
    plain_books.union.do("cashier", "finance.match_all", {"until": "2023-12-31"})
    assert reconciled(plain_books)["agreed"] is False


def test_matching_by_hand_wants_free_lines_of_one_amount(plain_books, tmp_path):
    union = plain_books.union
    plain_books.posted("2023-11-05", payment("300"))
    plain_books.posted("2023-11-06", payment("301"))
    rows = [("2023-12-05", "甲", "300", "", "", "A1"), ("2023-12-05", "乙", "300", "", "", "A2")]
    union.desk("cashier").import_sheet("finance.bank", statement(tmp_path, rows))
    entries = {f"{row['amount']:.2f}": row["key"] for row in union.rows("cashier", "finance.bank_entries")}
    with pytest.raises(Refusal) as refusal:
        union.do("cashier", "finance.match_bank", {"entry": entries["-301.00"]}, "1")
    assert (refusal.value.need, refusal.value.have) == ("-300.00", "-301.00")
    union.do("cashier", "finance.match_bank", {"entry": entries["-300.00"]}, "1")
    with pytest.raises(Refusal, match="已经勾对"):
        union.do("cashier", "finance.match_bank", {"entry": entries["-300.00"]}, "2")
    assert [row["key"] for row in union.rows("cashier", "finance.bank_lines", matched="否")] == ["2"]
    union.do("cashier", "finance.unmatch_bank", {}, "1")
    assert len(union.rows("cashier", "finance.bank_lines", matched="否")) == 2


def test_what_was_taken_back_never_reached_the_bank(plain_books):
    plain_books.reversed(plain_books.posted("2023-12-05", payment("300")), "2023-12-06")
    at = reconciled(plain_books)
    assert (at["unmatched_book"], at["book"], at["agreed"]) == ([], "0.00", True)


@pytest.mark.parametrize(
    ("header", "row", "amount"), [
        (("交易时间", "收入金额", "支出金额", "附言"), ("2023-12-05 10:20:30", "5", "", "x"), "5.00"),
        (("日期", "金额", "用途"), ("2023/12/5", "-7.5", "x"), "-7.50"),
        (("记账日期", "支取", "存入", "摘要"), ("2023年12月5日", "7.50", "0.00", "x"), "-7.50"),
    ],
)  # fmt: skip
def test_statements_of_several_banks(plain_books, tmp_path, header, row, amount):
    plain_books.union.desk("cashier").import_sheet("finance.bank", statement(tmp_path, [row], header))
    (line,) = plain_books.union.rows("cashier", "finance.bank_lines")
    assert f"{line['amount']:.2f}" == amount


def test_equal_lines_of_one_day_are_kept_apart(plain_books, tmp_path):
    rows = [("2023-12-05", "手续费", "1", "", "", "")] * 2
    desk = plain_books.union.desk("cashier")
    assert desk.import_sheet("finance.bank", statement(tmp_path, rows)).counts["new"] == 2
    assert desk.import_sheet("finance.bank", statement(tmp_path, [*rows, rows[0]])).counts == {
        "unchanged": 2,
        "new": 1,
    }


def test_one_bad_line_takes_in_nothing(plain_books, tmp_path):
    rows = [
        ("2023-12-05", "x", "1", "", "", ""),
        ("2023-12-05", "y", "壹", "", "", ""),
        ("x", "z", "", "", "", ""),
    ]
    with pytest.raises(BadInput, match="第3行"):
        plain_books.union.desk("cashier").import_sheet("finance.bank", statement(tmp_path, rows))
    assert plain_books.union.rows("cashier", "finance.bank_lines") == []


def test_cash_is_counted_against_the_books(books):
    books.posted("2023-12-01", [("101", "500", ""), ("102", "", "500")])
    books.posted("2023-12-10", [("50102", "120", ""), ("101", "", "120")])
    first = books.union.do("cashier", "finance.count_cash", {"on": "2023-12-05", "counted": "500"})
    second = books.union.do(
        "cashier", "finance.count_cash", {"on": "2023-12-10", "counted": "370", "note": "短款"}
    )
    assert first.warnings == []
    assert [w.rule for w in second.warnings] == ["finance.cash.difference"]
    rows = books.union.rows("audit", "finance.cash_counts")
    assert [f"{row['difference']:.2f}" for row in rows] == ["-10.00", "0.00"]


@pytest.mark.parametrize(
    "officer", ["accountant", "chair", "vice_chair", "audit", "clerk", "women", "branch"]
)
def test_the_cashier_alone_counts_and_matches(plain_books, tmp_path, officer):
    desk = plain_books.union.desk(officer)
    with pytest.raises(NoRight):
        desk.do("finance.count_cash", {"on": "2023-12-05", "counted": "1"})
    with pytest.raises(NoRight):
        desk.do("finance.match_all", {"until": "2023-12-31"})
    with pytest.raises(NoRight):
        desk.import_sheet("finance.bank", statement(tmp_path, []))
