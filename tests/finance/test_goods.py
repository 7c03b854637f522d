"""Goods in stock: bought, handed out at average cost, agreeing with account 141."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonghui_core.verdicts import BadInput, NoRight, Refusal
from gonghui_finance.rules.stock import Stock

OIL = {"name": "食用油", "quantity": 3, "amount": "100.00", "unit": "桶"}
BUY = {"on": "2023-01-10", "summary": "购春节慰问品", "account": "50105", "lines": [OIL]}


def pass_all(books):
    books.union.do("chair", "finance.review_all", {"until": "2035-12-31"})
    books.union.do("accountant", "finance.post_all", {"until": "2035-12-31"})


def balances(books):
    return {code: row["closing"] for code, row in books.accounts(year=2023).items()}


def issue(books, quantity, on="2023-01-20", **more):
    values = {"on": on, "summary": "发放", "lines": [{"goods": "食用油", "quantity": quantity}], **more}
    return books.union.do("accountant", "finance.issue_goods", values)


def stock(books, name="食用油"):
    row = next(r for r in books.union.rows("audit", "finance.goods") if r["name"] == name)
    return row["quantity"], f"{row['value']:.2f}"


@settings(deadline=None)
@given(st.integers(1, 10**8), st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_no_fen_is_lost_whatever_is_handed_out(fen, parts):
    at = Stock(sum(parts), Decimal(fen).scaleb(-2))
    given_out = Decimal(0)
    for units in parts:
        cost = at.cost_of(units)
        assert cost >= 0
        given_out += cost
        at = at.plus(-units, -cost)
        assert at.quantity >= 0
        assert at.value >= 0
    assert (at, given_out) == (Stock(0, Decimal("0.00")), Decimal(fen).scaleb(-2))


def test_more_than_there_is_has_no_cost():
    with pytest.raises(ValueError, match="4 of 3"):
        Stock(3, Decimal("100")).cost_of(4)


def test_goods_come_in_and_go_out_again(books):
    union = books.union
    key = union.do("accountant", "finance.receive_goods", BUY).key
    pass_all(books)
    assert balances(books) == {"102": "-100.00", "141": "100.00", "30101": "-100.00", "50105": "100.00"}
    issue(books, 1, branch="图书馆")
    issue(books, 1, on="2023-01-21")
    assert stock(books) == (1, "33.33")
    issue(books, 1, on="2023-01-22")
    assert stock(books) == (0, "0.00")
    pass_all(books)
    assert (balances(books)["141"], balances(books)["30101"]) == ("0.00", "0.00")
    slip = union.desk("audit").detail("finance.goods_slips", str(key))
    assert slip.title
    moves = union.rows("audit", "finance.goods_moves", goods="1")
    assert [(m["quantity"], f"{m['value']:.2f}", m["left"]) for m in moves] == [
        (3, "100.00", 3), (-1, "-33.33", 2), (-1, "-33.34", 1), (-1, "-33.33", 0),
    ]  # fmt: skip
    assert not {f for f in books.findings() if f.startswith("finance.goods")}


def test_the_average_moves_with_each_purchase(plain_books):
    plain_books.union.do("accountant", "finance.receive_goods", BUY)
    more = {**OIL, "quantity": 1, "amount": "60"}
    plain_books.union.do("accountant", "finance.receive_goods", {**BUY, "on": "2023-01-12", "lines": [more]})
    outcome = issue(plain_books, 2)
    assert "80.00" in outcome.message
    assert stock(plain_books) == (2, "80.00")


def test_a_purchase_that_a_claim_paid_for_books_the_stock_only(plain_books):
    plain_books.union.do("accountant", "finance.receive_goods", {**BUY, "account": ""})
    pass_all(plain_books)
    assert balances(plain_books) == {"141": "100.00", "30101": "-100.00"}


def test_what_is_not_there_cannot_be_handed_out(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.receive_goods", BUY)
    with pytest.raises(Refusal, match="只有 3") as refused:
        issue(plain_books, 4)
    assert refused.value.field == "lines.0.quantity"
    twice = [{"goods": "食用油", "quantity": 2}, {"goods": "食用油", "quantity": 2}]
    with pytest.raises(Refusal, match="只有 1"):
        issue(plain_books, 1, lines=twice)
    issue(plain_books, 1)
    with pytest.raises(Refusal, match="不能更早"):
        issue(plain_books, 1, on="2023-01-19")
    with pytest.raises(BadInput, match="没有“大米”"):
        issue(plain_books, 1, lines=[{"goods": "大米", "quantity": 1}])
    with pytest.raises(BadInput):
        issue(plain_books, 0)
    with pytest.raises(Refusal):
        union.do("accountant", "finance.receive_goods", {**BUY, "account": "102"})
    with pytest.raises(Refusal, match="金额"):
        union.do("accountant", "finance.receive_goods", {**BUY, "lines": [{**OIL, "amount": "0"}]})
    with pytest.raises(NoRight):
        union.do("cashier", "finance.receive_goods", BUY)


def test_one_kind_is_handed_out_to_a_member(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.receive_goods", BUY)
    values = {"on": "2023-02-01", "quantity": 1, "summary": "看望", "member": "1007"}
    key = union.do("accountant", "finance.issue_one", values, "1").key
    row = next(r for r in union.rows("audit", "finance.goods_slips") if r["key"] == str(key))
    assert (row["member"], row["kind"].value) == ("查宁", "issued")
    assert stock(plain_books) == (2, "66.67")


def test_opening_stock_needs_no_voucher_and_must_agree(plain_books):
    union = plain_books.union
    balances_ = [{"account": "141", "debit": "300"}, {"account": "30101", "credit": "300"}]
    union.do("accountant", "finance.open_books", {"year": 2023, "balances": balances_})
    assert "finance.goods_differ" in plain_books.findings()
    union.do(
        "accountant", "finance.add_goods", {"name": "雨伞", "unit": "把", "quantity": 10, "value": "300"}
    )
    assert "finance.goods_differ" not in plain_books.findings()
    with pytest.raises(Refusal, match="已有"):
        union.do("accountant", "finance.add_goods", {"name": "雨伞"})
    with pytest.raises(Refusal, match="数量"):
        union.do("accountant", "finance.add_goods", {"name": "水杯", "value": "3"})


def test_a_purchase_taken_back_after_an_issue_is_found(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.receive_goods", BUY)
    issue(plain_books, 2)
    union.do("accountant", "finance.discard_voucher", {"reason": "退货"}, "1")
    assert stock(plain_books)[0] == -2
    assert "finance.goods_negative" in plain_books.findings()


def test_a_hand_made_entry_on_the_stock_is_found(plain_books):
    plain_books.posted("2023-02-01", [("141", "10.00", ""), ("30101", "", "10.00")])
    assert "finance.goods_differ" in plain_books.findings()
