"""Stock-taking: the list from the books, what was found, the vouchers of the differences."""

from datetime import date

import pytest

from gonghui_core.verdicts import NoRight, Refusal

OPEN = {"on": "2023-12-10", "people": "李芳、查宁"}


def pass_all(books):
    books.union.do("chair", "finance.review_all", {"until": "2035-12-31"})
    books.union.do("accountant", "finance.post_all", {"until": "2035-12-31"})


def balances(books):
    rows = books.accounts(year=2023)
    return {code: row["closing"] for code, row in rows.items() if row["closing"] != "0.00"}


def with_assets(books):
    """Two assets of the union's, worn until November, and one of the school's."""
    union = books.union
    asset = {"kind": "computer", "cost": "7200", "on": "2023-01-05"}
    union.do("accountant", "finance.add_asset", {**asset, "name": "台式机"})
    union.do("accountant", "finance.add_asset", {**asset, "name": "投影机"})
    union.do("accountant", "finance.add_asset", {**asset, "name": "学校的桌子", "owner": "school"})
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 11})
    pass_all(books)


def with_goods(books):
    union = books.union
    lines = [
        {"name": "食用油", "quantity": 3, "amount": "100.00"},
        {"name": "大米", "quantity": 10, "amount": "500.00"},
    ]
    bought = {"on": "2023-01-10", "summary": "购慰问品", "account": "50105", "lines": lines}
    union.do("accountant", "finance.receive_goods", bought)
    pass_all(books)


def begin(books, kind, **more):
    return str(books.union.do("accountant", "finance.open_count", {**OPEN, "kind": kind, **more}).key)


def enter(books, key, found, **more):
    lines = [{"code": code, "found": n} for code, n in found.items()]
    books.union.do("accountant", "finance.enter_count", {"lines": lines, **more}, key)


def test_what_is_lost_waits_and_goes_against_the_asset_fund(books):
    with_assets(books)
    union = books.union
    key = begin(books, "assets")
    lines = union.rows("audit", "finance.count_lines", count=key)
    assert [(r["code"], r["book"], f"{r['value']:.2f}", r["found"]) for r in lines] == [
        ("Z1", 1, "6100.00", None), ("Z2", 1, "6100.00", None), ("Z3", 1, "0.00", None),
    ]  # fmt: skip
    enter(books, key, {"z2": 0, "Z3": 0}, rest_as_booked=True)
    union.do("accountant", "finance.close_count", {}, key)
    pass_all(books)
    assert balances(books)["182"] == "6100.00"
    assert (balances(books)["162"], balances(books)["163"]) == ("7200.00", "-1100.00")
    assert [r["name"] for r in union.rows("audit", "finance.assets", in_use="是")] == ["台式机"]
    union.do("accountant", "finance.decide_pending", {"on": "2023-12-15", "decision": "委员会"}, "1")
    pass_all(books)
    assert balances(books) == {"162": "7200.00", "163": "-1100.00", "30104": "-6100.00"}
    assert not {"finance.assets_differ", "finance.pending_differs"} & set(books.findings())
    assert union.desk("audit").verify_audit()[0] == []


def test_goods_short_and_over(plain_books):
    books, union = plain_books, plain_books.union
    with_goods(books)
    key = begin(books, "goods")
    enter(books, key, {"W1": 2, "W2": 11})
    union.do("accountant", "finance.add_found", {"name": "雨伞", "quantity": 4, "value": "80"}, key)
    union.do("accountant", "finance.close_count", {}, key)
    pass_all(books)
    assert balances(books)["141"] == "696.67"
    assert balances(books)["182"] == "-96.67"
    assert "finance.goods_differ" not in books.findings()
    stock = {r["name"]: (r["quantity"], f"{r['value']:.2f}") for r in union.rows("audit", "finance.goods")}
    assert stock == {"食用油": (2, "66.67"), "大米": (11, "550.00"), "雨伞": (4, "80.00")}
    for row in union.rows("audit", "finance.pending"):
        union.do("accountant", "finance.decide_pending", {"on": "2023-12-15", "decision": "会议"}, row["key"])
    pass_all(books)
    assert "182" not in balances(books)
    assert balances(books)["30101"] == "-696.67"


def test_an_asset_that_nobody_knew_of_is_entered(plain_books):
    books, union = plain_books, plain_books.union
    with_assets(books)
    key = begin(books, "assets")
    found = {"name": "钢琴", "value": "3000", "asset_kind": "sports"}
    with pytest.raises(Refusal, match="类别"):
        union.do("accountant", "finance.add_found", {**found, "asset_kind": ""}, key)
    with pytest.raises(Refusal, match="一件"):
        union.do("accountant", "finance.add_found", {**found, "quantity": 2}, key)
    union.do("accountant", "finance.add_found", found, key)
    enter(books, key, {}, rest_as_booked=True)
    union.do("accountant", "finance.close_count", {}, key)
    pass_all(books)
    assert (balances(books)["182"], balances(books)["162"]) == ("-3000.00", "17400.00")
    assert "finance.assets_differ" not in books.findings()
    union.do("accountant", "finance.depreciate", {"year": 2023, "month": 12})
    union.do("accountant", "finance.decide_pending", {"on": "2023-12-15", "decision": "会议"}, "1")
    pass_all(books)
    assert "182" not in balances(books)


def test_a_count_is_entered_before_it_ends(plain_books):
    books, union = plain_books, plain_books.union
    with_goods(books)
    key = begin(books, "goods")
    with pytest.raises(Refusal, match="还没有结束"):
        begin(books, "goods")
    with pytest.raises(Refusal, match="没有点"):
        union.do("accountant", "finance.close_count", {}, key)
    with pytest.raises(Refusal, match="编号 W9"):
        enter(books, key, {"W9": 1})
    with pytest.raises(Refusal, match="在清单上"):
        union.do("accountant", "finance.add_found", {"name": "大米", "quantity": 1, "value": "1"}, key)
    enter(books, key, {"W1": 2, "W2": 10})
    out = {"on": "2023-12-11", "summary": "发放", "lines": [{"goods": "食用油", "quantity": 1}]}
    union.do("accountant", "finance.issue_goods", out)
    with pytest.raises(Refusal, match="重新盘点"):
        union.do("accountant", "finance.close_count", {}, key)
    enter(books, key, {"W1": 3})
    assert "相符" in union.do("accountant", "finance.close_count", {}, key).message
    for action, values in (("enter_count", {"lines": []}), ("close_count", {})):
        with pytest.raises(Refusal, match="已于"):
            union.do("accountant", f"finance.{action}", values, key)


def test_nothing_is_no_count(plain_books):
    with pytest.raises(Refusal, match="没有固定资产"):
        begin(plain_books, "assets")
    with_goods(plain_books)
    with pytest.raises(Refusal, match="没有到"):
        begin(plain_books, "goods", on="2024-01-01")
    with pytest.raises(NoRight):
        plain_books.union.do("cashier", "finance.open_count", {**OPEN, "kind": "goods"})


def test_the_sheet_is_signed(plain_books):
    with_goods(plain_books)
    key = begin(plain_books, "goods")
    enter(plain_books, key, {"W1": 2})
    data = plain_books.union.data("audit", "finance.count_sheet", count=key)
    assert [(x["code"], x["book"], x["found"], x["difference"]) for x in data["lines"]] == [
        ("W2", 10, None, None), ("W1", 3, 2, -1),
    ]  # fmt: skip
    report = plain_books.union.desk("audit").report("finance.count_sheet", {"count": key})
    assert any(type(block).__name__ == "Signature" for block in report.blocks)


def test_every_year_has_its_count(plain_books):
    books, union = plain_books, plain_books.union
    with_goods(books)
    tasks = [task.page for task in union.desk("accountant").home().tasks]
    assert "finance.counts" in tasks
    union.today = date(2024, 3, 1)
    assert "finance.count_missing" in books.findings()
    key = begin(books, "goods", on="2023-12-31")
    enter(books, key, {}, rest_as_booked=True)
    union.do("accountant", "finance.close_count", {}, key)
    assert "finance.count_missing" not in books.findings()


def test_differences_whose_voucher_is_thrown_away_are_undone(plain_books):
    books, union = plain_books, plain_books.union
    with_assets(books)
    key = begin(books, "assets")
    enter(books, key, {"Z2": 0}, rest_as_booked=True)
    union.do("accountant", "finance.close_count", {}, key)
    (draft,) = union.rows("audit", "finance.vouchers", status="draft")
    union.do("accountant", "finance.discard_voucher", {"reason": "找到了"}, draft["key"])
    assert len(union.rows("audit", "finance.assets", in_use="是")) == 3
    union.today = date(2024, 1, 5)
    assert "finance.count_missing" in books.findings()
