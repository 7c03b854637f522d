"""Opening the books: the equation is proven, what does not hold is refused, and it is done once."""

from decimal import Decimal

import pytest

from gonghui_core.verdicts import Refusal
from gonghui_finance.pages.opening import live_balances
from tests.finance.conftest import OPENING, as_lines


def statement(books, page, **asked):
    return books.union.data("accountant", f"finance.{page}", **asked)


def row(books, page, name, column, **asked):
    return statement(books, page, **asked)["rows"][name][column]


def test_the_books_are_opened_and_may_be_corrected(books):
    given = {"year": 2023, "balances": as_lines(OPENING)}
    books.union.do("accountant", "finance.open_books", given)
    assert row(books, "balance_sheet", "total_assets", "opening", year=2023) == "7000.00"
    changed = [("102", "6000", ""), *OPENING[1:4], ("32205", "", "6000")]
    books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": as_lines(changed)})
    rows = statement(books, "balance_sheet", year=2023, month=1)["rows"]
    assert (rows["cash"]["opening"], rows["surplus"]["opening"]) == ("6000.00", "6000.00")
    assert (rows["fixed_assets_net"]["closing"], rows["asset_fund"]["closing"]) == ("2000.00", "2000.00")
    assert books.accounts(year=2023, month=1)["102"]["opening"] == "6000.00"
    assert set(books.findings()) == {"finance.assets_differ"}  # no asset was entered yet
    assert books.union.desk("audit").verify_audit()[0] == []


def test_the_equation_is_proven_before_an_opening_is_written(plain_books):
    values = {"year": 2023, "balances": as_lines([*OPENING[:-1], ("215", "", "500"), ("32205", "", "4500")])}
    report = plain_books.union.desk("accountant").preview("finance.open_books", values)
    assert report.data == {
        "year": 2023, "assets": Decimal(7000), "liabilities": Decimal(500), "net_assets": Decimal(6500), "holds": True,
    }  # fmt: skip
    assert [(item.label, item.mark) for item in report.blocks[0].items if item.mark] == [
        ("资产 = 负债 + 净资产", "ok")
    ]
    assert report.blocks[1].rows[-1][2:] == (8000, 8000)


def test_what_the_books_were_opened_with_stands_in_the_form(plain_books):
    desk = plain_books.union.desk("accountant")

    def values():
        return {field.id: field.value for field in desk.form("finance.open_books").fields}

    assert (values()["year"], values()["balances"]) == (2023, [])
    given = as_lines([("102", "50", ""), ("32205", "", "50")])
    plain_books.union.do("accountant", "finance.open_books", {"year": 2022, "balances": given})
    assert values() == {"year": 2022, "balances": [
        {"account": "102", "debit": "50.00", "credit": None}, {"account": "32205", "debit": None, "credit": "50.00"},
    ]}  # fmt: skip
    plain_books.union.do("accountant", "finance.open_books", values())


def test_the_equation_is_shown_while_an_opening_is_entered():
    balances = as_lines([("102 银行存款", "50", ""), ("163", "", "8"), ("", "", "5"), ("32205", "", "30")])
    assert live_balances({"balances": balances}) == [
        "借方 50.00　贷方 43.00　差 7.00", "资产 42.00　负债 0.00　净资产 30.00",
    ]  # fmt: skip


def test_an_opening_that_is_none_is_told_in_the_words_of_the_equation(plain_books):
    balances = as_lines([("102", "100", ""), ("215", "", "30"), ("32205", "", "60")])
    with pytest.raises(Refusal, match=r"资产 100\.00，负债 30\.00＋净资产 60\.00，差 10\.00"):
        plain_books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": balances})


def test_an_asset_fund_that_is_not_the_assets_is_told_of(plain_books):
    values = {"year": 2023, "balances": as_lines([("162", "30", ""), ("32205", "", "30")])}
    outcome = plain_books.union.do("accountant", "finance.open_books", values)
    assert [(w.rule, w.need, w.have) for w in outcome.warnings] == [
        ("finance.opening.asset_fund", "30.00", "0.00")
    ]


@pytest.mark.parametrize(
    ("lines", "rule"), [
        ([("102", "1", ""), ("32205", "", "2")], "finance.voucher.balanced"),
        ([("102", "1", ""), ("402", "", "1")], "finance.opening.flows"),
        ([("322", "1", ""), ("102", "", "1")], "finance.account.leaf"),
        ([], "finance.voucher.empty"),
    ],
)  # fmt: skip
def test_an_opening_that_does_not_hold_is_refused(plain_books, lines, rule):
    with pytest.raises(Refusal) as refusal:
        plain_books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": as_lines(lines)})
    assert refusal.value.rule == rule


def test_books_are_opened_once_and_before_what_was_posted(plain_books):
    union, given = plain_books.union, {"year": 2023, "balances": as_lines(OPENING)}
    plain_books.posted("2022-12-05")
    with pytest.raises(Refusal, match="2023年以前已有"):
        union.do("accountant", "finance.open_books", given)
    union.do("accountant", "finance.open_books", {**given, "year": 2022})
    with pytest.raises(Refusal, match="已在 2022 年初建立"):
        union.do("accountant", "finance.open_books", given)
    union.do("accountant", "finance.close_month", {"year": 2022, "month": 12})
    with pytest.raises(Refusal, match="已有月份结账"):
        union.do("accountant", "finance.open_books", {**given, "year": 2022})
