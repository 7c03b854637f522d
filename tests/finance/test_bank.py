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


BANKS = {
    "icbc": """[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,对方单位,摘要,用途,余额,附言
0,1001,6222,2023-12-01 09.10.11,贷,0.00,"86,400.00",102,示范学院,工会经费,拨缴,"96,400.00",
0,1001,6223,2023-12-05 10.20.30,借,300.00,0.00,102,上海某公司,货款,购球,"96,100.00",
""",
    "ccb": """账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,记账日期,摘要,备注
示范学院工会,20231201 09:10:11,0.00,"86,400.00","96,400.00",人民币元,示范学院,6222,20231201,工会经费,
示范学院工会,20231205 10:20:30,300.00,0.00,"96,100.00",人民币元,上海某公司,6223,20231205,货款,
""",
    "boc": """交易类型[ Type ],付款人名称[ Payer ],收款人名称[ Payee ],交易日期,交易金额,交易后余额,交易流水号,摘要
往账,示范学院工会,上海某公司,20231205,-300.00,"96,100.00",B2,货款
来账,示范学院,示范学院工会,20231201,"86,400.00","96,400.00",B1,工会经费
""",
    "abc": """账户明细,,,,,,,
账号：0345,户名：示范学院工会,,,,,,
交易时间戳,收入金额,支出金额,账户余额,交易行名,对方账号,对方户名,交易用途
20231201091011123456,"86,400.00",,"96,400.00",营业部,6222,示范学院,工会经费
20231205102030123456,,300.00,"96,100.00",营业部,6223,上海某公司,货款
合计,"86,400.00",300.00,,,,,
""",
    "bocom": """账号：310066,户名：示范学院工会,币种：人民币,,,,,
交易时间,摘要,借贷标志,发生额,账户余额,对方账号,对方户名,核心流水号
2023-12-05 10:20:30,货款,借,300.00,96100.00,6223,上海某公司,C2
2023-12-01 09:10:11,工会经费,贷,86400.00,96400.00,6222,示范学院,C1
""",
}
"""The same two payments as five banks export them: with words above, sums below, the last line first."""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("bank", BANKS)
def test_the_usual_banks_are_read(plain_books, tmp_path, bank, encoding):
    path = tmp_path / "statement.csv"
    path.write_bytes(BANKS[bank].encode(encoding))
    desk = plain_books.union.desk("cashier")
    assert desk.import_sheet("finance.bank", path).counts["new"] == 2
    rows = plain_books.union.rows("cashier", "finance.bank_lines")
    assert [(row["date"], row["amount"], row["balance"], row["party"]) for row in rows] == [
        (date(2023, 12, 1), Decimal("86400.00"), Decimal("96400.00"), "示范学院"),
        (date(2023, 12, 5), Decimal("-300.00"), Decimal("96100.00"), "上海某公司"),
    ]  # fmt: skip
    assert "款" in rows[1]["summary"]
    assert reconciled(plain_books)["bank"] == "96100.00"
    assert desk.import_sheet("finance.bank", path).counts == {"unchanged": 2}


def test_the_last_balance_of_a_day_is_known_though_the_last_line_comes_first(plain_books, tmp_path):
    rows = [("2023-12-05", "丙", "10", "", "985", ""), ("2023-12-05", "乙", "5", "", "995", ""),
            ("2023-12-05", "甲", "", "1000", "1000", "")]  # fmt: skip
    plain_books.union.desk("cashier").import_sheet("finance.bank", statement(tmp_path, rows))
    assert reconciled(plain_books)["bank"] == "985.00"


def test_a_reconciliation_of_a_past_day_stays_as_it_was(books, tmp_path):
    """What was open then is open then, though it was matched with a later line."""
    books.posted("2023-11-28", payment("80"))
    books.posted("2023-12-05", [("102", "6.13", ""), ("408", "", "6.13")])
    rows = [("2023-11-30", "利息", "", "6.13", "6.13", "A1"), ("2023-12-02", "付", "80", "", "-73.87", "A2")]
    books.union.desk("cashier").import_sheet("finance.bank", statement(tmp_path, rows))
    books.union.do("cashier", "finance.match_all", {"until": "2023-12-31"})
    then = reconciled(books, "2023-11-30")
    assert (then["book"], then["bank"], then["agreed"]) == ("-80.00", "6.13", True)
    assert [x["amount"] for x in then["unmatched_book"] + then["unmatched_bank"]] == ["-80.00", "6.13"]
    now = reconciled(books)
    assert (now["unmatched_book"], now["unmatched_bank"], now["agreed"]) == ([], [], True)
    assert "finance.unreconciled_bank" not in books.findings()
    again = books.union.do("cashier", "finance.match_all", {"until": "2023-11-30"})
    assert "0" in again.message


def test_differences_are_followed_up_with_age_and_note(books, tmp_path):
    union = books.union
    books.posted("2023-11-28", payment("80"))
    rows = [("2023-11-30", "利息", "", "6.13", "6.13", "A1"), ("2023-12-02", "存", "", "5", "11.13", "A2")]
    union.desk("cashier").import_sheet("finance.bank", statement(tmp_path, rows))
    (entry,) = union.rows("cashier", "finance.bank_entries")
    union.do("cashier", "finance.follow_bank_line", {"note": "已问银行"}, "1")
    union.do("cashier", "finance.follow_bank_line", {"note": "利息单未到，会计 12 月补记"}, "1")
    union.do("cashier", "finance.follow_entry", {"note": "支票未兑付"}, entry["key"])
    at = reconciled(books, "2023-12-20")
    assert [(x["age"], x["note"]) for x in at["unmatched_bank"]] == [
        (20, "利息单未到，会计 12 月补记"),
        (18, None),
    ]
    assert [(x["age"], x["note"]) for x in at["unmatched_book"]] == [(22, "支票未兑付")]
    detail = union.desk("audit").detail("finance.bank_lines", "1")
    assert len(detail.blocks[1].rows) == 2
    for officer in ("accountant", "chair", "audit", "clerk"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.follow_bank_line", {"note": "x"}, "1")
    books.posted("2023-12-03", [("102", "5", ""), ("408", "", "5")])
    union.do("cashier", "finance.match_all", {"until": "2023-12-31"})
    with pytest.raises(Refusal, match="已勾对"):
        union.do("cashier", "finance.follow_bank_line", {"note": "x"}, "2")
    assert union.desk("audit").verify_audit()[0] == []


def test_the_reconciliation_is_printed_with_both_sides(plain_books, tmp_path):
    plain_books.posted("2023-12-05", payment("300"))
    rows = [("2023-12-21", "利息", "", "6.13", "6.13", "A3")]
    plain_books.union.desk("cashier").import_sheet("finance.bank", statement(tmp_path, rows))
    report = plain_books.union.desk("audit").report("finance.reconciliation", {"until": "2023-12-31"})
    words = [[cell.value for cell in row.cells] for row in report.paper.forms[0].rows]
    paid = ["减：本会已付，银行未付", None, Decimal("300.00")]
    assert ["　利息", date(2023, 12, 21), Decimal("6.13"), *paid] in words
    assert ["调节后的存款余额", None, Decimal("-293.87")] * 2 in words


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


def test_the_accountant_may_bring_in_the_statement(plain_books, tmp_path):
    path = statement(tmp_path, [("2023-12-21", "利息", "", "6.13", "6.13", "A3")])
    assert plain_books.union.desk("accountant").import_sheet("finance.bank", path).counts["new"] == 1


@pytest.mark.parametrize(
    "officer", ["accountant", "chair", "vice_chair", "audit", "clerk", "women", "branch"]
)
def test_the_cashier_alone_counts_and_matches(plain_books, tmp_path, officer):
    desk = plain_books.union.desk(officer)
    with pytest.raises(NoRight):
        desk.do("finance.count_cash", {"on": "2023-12-05", "counted": "1"})
    with pytest.raises(NoRight):
        desk.do("finance.match_all", {"until": "2023-12-31"})
    if officer != "accountant":
        with pytest.raises(NoRight):
            desk.import_sheet("finance.bank", statement(tmp_path, []))
