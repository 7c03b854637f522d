"""Fixed assets: entering, depreciating, disposing, each with its voucher."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import NoRight, Refusal
from gonghui_finance.choices import AssetKind
from gonghui_finance.rules.depreciation import LEAST_YEARS, accumulated, months_used

COMPUTER = {"name": "台式机", "kind": "computer", "cost": "7200", "on": "2023-05-31"}


def pass_all(books):
    books.union.do("chair", "finance.review_all", {"until": "2035-12-31"})
    books.union.do("accountant", "finance.post_all", {"until": "2035-12-31"})


def asset(books):
    (row,) = books.union.rows("audit", "finance.assets")
    return {name: f"{row[name]:.2f}" for name in ("cost", "accumulated", "net")}


def sheet(books, **asked):
    return books.union.data("audit", "finance.balance_sheet", **asked)["rows"]


@pytest.mark.parametrize(
    ("acquired", "period", "disposed", "months"), [
        (date(2023, 5, 31), 202304, None, 0), (date(2023, 5, 31), 202305, None, 1), (date(2023, 5, 1), 202312, None, 8),
        (date(2022, 11, 1), 202302, None, 4), (date(2023, 1, 1), 202312, date(2023, 4, 30), 3),
        (date(2023, 1, 1), 202312, date(2023, 1, 5), 0),
    ],
)  # fmt: skip
def test_the_month_of_purchase_counts_and_that_of_disposal_does_not(acquired, period, disposed, months):
    assert months_used(acquired, period, disposed) == months


@given(st.integers(1, 10**9), st.integers(0, 30), st.integers(0, 400))
def test_depreciation_never_exceeds_the_cost_and_ends_at_it(fen, years, months):
    cost = Decimal(fen).scaleb(-2)
    taken = accumulated(cost, years, months)
    assert 0 <= taken <= cost
    assert taken <= accumulated(cost, years, months + 1)
    assert accumulated(cost, years, years * 12) == (cost if years else 0)


def test_every_kind_has_its_least_years():
    assert set(LEAST_YEARS) == set(AssetKind)
    assert (
        LEAST_YEARS[AssetKind.computer],
        LEAST_YEARS[AssetKind.furniture],
        LEAST_YEARS[AssetKind.vehicle],
    ) == (6, 15, 8)


def test_an_asset_is_bought_and_depreciated(books):
    union = books.union
    union.do("accountant", "finance.add_asset", {**COMPUTER, "account": "50702"})
    pass_all(books)
    accounts = books.accounts(year=2023)
    assert {code: row["closing"] for code, row in accounts.items()} == {
        "102": "-7200.00", "162": "7200.00", "30104": "-7200.00", "50702": "7200.00",
    }  # fmt: skip
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 5})
    again = union.do("accountant", "finance.depreciate", {"year": 2023, "month": 5})
    assert (again.key, len(union.rows("audit", "finance.vouchers", status="draft"))) == (None, 1)
    pass_all(books)
    assert asset(books) == {"cost": "7200.00", "accumulated": "100.00", "net": "7100.00"}
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 12})
    pass_all(books)
    rows = sheet(books, year=2023)
    assert (rows["accumulated_depreciation"]["closing"], rows["fixed_assets_net"]["closing"]) == (
        "800.00",
        "6400.00",
    )
    assert rows["asset_fund"]["closing"] == "6400.00"
    assert union.desk("audit").verify_audit()[0] == []


def test_depreciation_is_no_expenditure_and_ends(plain_books):
    plain_books.union.do("accountant", "finance.add_asset", COMPUTER)
    plain_books.union.do("accountant", "finance.depreciate", {"year": 2030, "month": 1})
    pass_all(plain_books)
    assert asset(plain_books)["net"] == "0.00"
    assert plain_books.union.data("audit", "finance.income_statement", year=2030)["rows"]["total_expenditure"] == {
        "year": "0.00", "previous": "0.00",
    }  # fmt: skip
    assert plain_books.union.do("accountant", "finance.depreciate", {"year": 2031, "month": 1}).key is None


def test_a_voucher_thrown_away_is_made_anew(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.add_asset", {**COMPUTER, "booked": True})
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 5})
    union.do("accountant", "finance.discard_voucher", {"reason": "重做"}, "1")
    assert asset(plain_books)["accumulated"] == "0.00"
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 5})
    assert asset(plain_books)["accumulated"] == "100.00"


def test_an_old_asset_writes_no_voucher_and_goes_on(plain_books):
    union = plain_books.union
    union.do(
        "accountant",
        "finance.add_asset",
        {**COMPUTER, "on": "2022-01-10", "booked": True, "depreciated": "1200"},
    )
    assert union.rows("audit", "finance.vouchers") == []
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 1})
    assert asset(plain_books) == {"cost": "7200.00", "accumulated": "1300.00", "net": "5900.00"}


def test_disposal_leaves_nothing_in_the_books(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.add_asset", COMPUTER)
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 6})
    union.do(
        "accountant", "finance.dispose_asset", {"on": "2023-07-10", "reason": "报废，示院工〔2023〕9号"}, "1"
    )
    pass_all(plain_books)
    rows = sheet(plain_books, year=2023)
    assert {
        rows[name]["closing"] for name in ("fixed_assets_gross", "accumulated_depreciation", "asset_fund")
    } == {"0.00"}
    assert union.do("accountant", "finance.depreciate", {"year": 2023, "month": 12}).key is None
    with pytest.raises(Refusal):
        union.do("accountant", "finance.dispose_asset", {"on": "2023-08-10", "reason": "x"}, "1")


@pytest.mark.parametrize(
    ("kind", "cost", "rules"),
    [("computer", "999.99", {"finance.asset.general"}), ("computer", "1000", set()),
     ("sports", "1499", {"finance.asset.special"})],
)  # fmt: skip
def test_what_is_too_cheap_warns(plain_books, kind, cost, rules):
    values = {**COMPUTER, "kind": kind, "cost": cost, "booked": True}
    outcome = plain_books.union.do("accountant", "finance.add_asset", values)
    assert {w.rule for w in outcome.warnings} == rules
    assert all(w.article == "第32条" for w in outcome.warnings)


def test_only_the_accountant_keeps_assets(plain_books):
    for officer in ("chair", "cashier", "audit", "clerk"):
        with pytest.raises(NoRight):
            plain_books.union.do(officer, "finance.add_asset", COMPUTER)
    with pytest.raises(Refusal):
        plain_books.union.do("accountant", "finance.add_asset", {**COMPUTER, "account": "102"})
    with pytest.raises(Refusal):
        plain_books.union.do("accountant", "finance.add_asset", {**COMPUTER, "depreciated": "9999"})
