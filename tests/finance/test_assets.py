"""Fixed assets: entering, depreciating, disposing, each with its voucher."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import NoRight, Refusal
from gonghui_finance.choices import AssetKind
from gonghui_finance.rules.depreciation import INTANGIBLE, LEAST_YEARS, accumulated, months_used

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
    assert set(LEAST_YEARS) == set(AssetKind) - INTANGIBLE
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


def dispose(books, way, on="2023-07-10", key="1", **more):
    values = {"way": way, "on": on, "reason": "示院工〔2023〕9号", **more}
    return books.union.do("accountant", "finance.dispose_asset", values, key)


def worn_computer(books, until=6):
    books.union.do("accountant", "finance.add_asset", COMPUTER)
    books.union.do("accountant", "finance.depreciate", {"year": 2023, "month": until})
    pass_all(books)


def balances(books, year=2023):
    return {code: row["closing"] for code, row in books.accounts(year=year).items()}


def test_what_is_sold_leaves_the_books_and_its_price_is_income(books):
    worn_computer(books)
    dispose(books, "sold", proceeds="800", expenses="50")
    pass_all(books)
    assert balances(books) == {
        "102": "750.00", "162": "0.00", "163": "0.00", "30104": "0.00", "408": "-800.00", "510": "50.00",
    }  # fmt: skip
    union = books.union
    (row,) = union.rows("audit", "finance.disposals")
    assert (row["cost"], row["worn"], row["booking"].value) == (Decimal("7200"), Decimal("200"), "posted")
    assert union.do("accountant", "finance.depreciate", {"year": 2023, "month": 12}).key is None
    with pytest.raises(Refusal, match="已于"):
        dispose(books, "sold", "2023-08-10")
    assert "finance.assets_differ" not in books.findings()


def test_what_is_scrapped_waits_in_182_for_the_decision(plain_books):
    books, union = plain_books, plain_books.union
    worn_computer(books)
    dispose(books, "scrapped")
    assert union.rows("audit", "finance.pending")[0]["state"].value == "waiting"
    pass_all(books)
    assert {k: v for k, v in balances(books).items() if v != "0.00"} == {
        "182": "7000.00",
        "30104": "-7000.00",
    }
    union.do("accountant", "finance.decide_pending", {"on": "2023-08-01", "decision": "委员会8月会议"}, "1")
    pass_all(books)
    assert set(balances(books).values()) == {"0.00"}
    (row,) = union.rows("audit", "finance.pending")
    assert (row["state"].value, row["decision"]) == ("settled", "委员会8月会议")
    with pytest.raises(Refusal):
        union.do("accountant", "finance.decide_pending", {"on": "2023-08-01", "decision": "再来"}, "1")
    assert not {"finance.pending_differs", "finance.assets_differ"} & set(books.findings())


def test_a_disposal_thrown_away_leaves_the_asset_in_use(plain_books):
    books, union = plain_books, plain_books.union
    worn_computer(books)
    dispose(books, "given")
    assert union.rows("audit", "finance.assets", in_use="是") == []
    (draft,) = union.rows("audit", "finance.vouchers", status="draft")
    union.do("accountant", "finance.discard_voucher", {"reason": "不捐了"}, draft["key"])
    assert len(union.rows("audit", "finance.assets", in_use="是")) == 1
    dispose(books, "given")
    pass_all(books)
    assert set(balances(books).values()) == {"0.00"}


def test_an_asset_is_worn_up_to_the_month_before_it_goes(plain_books):
    worn_computer(plain_books, until=5)
    with pytest.raises(Refusal, match="2023年6月") as refused:
        dispose(plain_books, "sold")
    assert "第35条" in refused.value.citation
    dispose(plain_books, "sold", "2023-06-30")


def test_software_is_intangible_and_amortised(plain_books):
    union = plain_books.union
    software = {**COMPUTER, "name": "财务软件", "kind": "software", "on": "2023-01-10"}
    with pytest.raises(Refusal, match="摊销年限"):
        union.do("accountant", "finance.add_asset", software)
    assert {w.rule for w in union.do("accountant", "finance.add_asset", {
        **software, "cost": "900", "years": 3, "booked": True
    }).warnings} == {"finance.asset.intangible"}  # fmt: skip
    union.do("accountant", "finance.add_asset", {**software, "years": 10})
    union.do("accountant", "finance.add_asset", {**COMPUTER, "on": "2023-01-05"})
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 1})
    pass_all(plain_books)
    books = balances(plain_books)
    assert (books["171"], books["172"], books["30105"]) == ("7200.00", "-85.00", "-7115.00")
    assert (books["162"], books["163"], books["30104"]) == ("7200.00", "-100.00", "-7100.00")
    dispose(plain_books, "scrapped", "2023-02-01", "2")
    pass_all(plain_books)
    union.do("accountant", "finance.decide_pending", {"on": "2023-02-02", "decision": "会议"}, "1")
    pass_all(plain_books)
    assert balances(plain_books)["30105"] == "25.00"


def test_what_the_school_provides_is_listed_and_never_booked(plain_books):
    books, union = plain_books, plain_books.union
    union.do("accountant", "finance.add_asset", {**COMPUTER, "owner": "school"})
    assert union.rows("audit", "finance.vouchers") == []
    assert union.do("accountant", "finance.depreciate", {"year": 2023, "month": 12}).key is None
    with pytest.raises(Refusal, match="备查簿"):
        union.do("accountant", "finance.add_asset", {**COMPUTER, "owner": "school", "account": "50702"})
    assert "finance.assets_differ" not in books.findings()
    dispose(books, "given")
    assert union.rows("audit", "finance.vouchers") == []
    assert union.rows("audit", "finance.assets", in_use="是") == []


def test_what_has_no_price_is_entered_with_one_yuan_and_never_worn(plain_books):
    union = plain_books.union
    gift = {**COMPUTER, "name": "捐赠的钢琴", "cost": "1", "nominal": True}
    with pytest.raises(Refusal, match="名义金额"):
        union.do("accountant", "finance.add_asset", {**gift, "cost": "2"})
    assert union.do("accountant", "finance.add_asset", gift).warnings == []
    assert union.do("accountant", "finance.depreciate", {"year": 2029, "month": 12}).key is None
    pass_all(plain_books)
    assert balances(plain_books)["162"] == "1.00"


def test_the_register_is_compared_with_the_accounts(plain_books):
    worn_computer(plain_books)
    assert "finance.assets_differ" not in plain_books.findings()
    plain_books.posted("2023-09-01", [("162", "500.00", ""), ("30104", "", "500.00")])
    assert "finance.assets_differ" in plain_books.findings()


def test_a_batch_of_cheap_things_is_an_asset_too(plain_books):
    values = {**COMPUTER, "kind": "furniture", "cost": "900", "booked": True}
    assert plain_books.union.do("accountant", "finance.add_asset", values).warnings != []
    assert plain_books.union.do("accountant", "finance.add_asset", {**values, "batch": True}).warnings == []


def test_an_asset_whose_voucher_was_thrown_away_is_booked_anew(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.add_asset", COMPUTER)
    with pytest.raises(Refusal, match="已有凭证"):
        union.do("accountant", "finance.book_asset", {}, "1")
    union.do("accountant", "finance.discard_voucher", {"reason": "科目错"}, "1")
    assert union.do("accountant", "finance.depreciate", {"year": 2023, "month": 5}).key is None
    union.do("accountant", "finance.book_asset", {"account": "50702"}, "1")
    pass_all(plain_books)
    assert balances(plain_books)["50702"] == "7200.00"
    assert union.rows("audit", "finance.assets")[0]["booking"].value == "posted"


def test_a_part_of_a_batch_can_go(plain_books):
    books, union = plain_books, plain_books.union
    worn_computer(books)
    part = {"name": "台式机 1 台", "cost": "1000"}
    with pytest.raises(Refusal, match="小于"):
        union.do("accountant", "finance.split_asset", {**part, "cost": "7200"}, "1")
    key = str(union.do("accountant", "finance.split_asset", part, "1").key)
    rows = {
        r["name"]: (f"{r['cost']:.2f}", f"{r['accumulated']:.2f}")
        for r in union.rows("audit", "finance.assets")
    }
    assert rows == {"台式机": ("6200.00", "172.22"), "台式机 1 台": ("1000.00", "27.78")}
    assert "finance.assets_differ" not in books.findings()
    dispose(books, "given", key=key)
    pass_all(books)
    assert (balances(books)["162"], balances(books)["163"]) == ("6200.00", "-172.22")
    union.do("accountant", "finance.depreciate", {"year": 2029, "month": 12})
    pass_all(books)
    assert balances(books, 2029)["163"] == "-6200.00"
    assert "finance.assets_differ" not in books.findings()
    with pytest.raises(Refusal):
        union.do("accountant", "finance.split_asset", {**part, "cost": "10"}, key)


def test_where_an_asset_stands_is_noted(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.add_asset", COMPUTER)
    union.do("accountant", "finance.move_asset", {"place": "活动室", "keeper": "李芳"}, "1")
    (row,) = union.rows("audit", "finance.assets")
    assert (row["place"], row["keeper"]) == ("活动室", "李芳")


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
