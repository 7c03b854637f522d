"""Money held for others, cash short and over, capital expenditure, old receivables."""

from datetime import date

import pytest

from gonghui_core.verdicts import NoRight, Refusal

FUND = {"name": "互助保障个人缴费", "owners": "参保会员"}


def pass_all(books, until="2035-12-31"):
    books.union.do("chair", "finance.review_all", {"until": until})
    books.union.do("accountant", "finance.post_all", {"until": until})


def balances(books, year=2023):
    return {
        code: row["closing"] for code, row in books.accounts(year=year).items() if row["closing"] != "0.00"
    }


def held(books):
    row = next(r for r in books.union.rows("audit", "finance.held") if r["name"] == FUND["name"])
    return f"{row['balance']:.2f}", f"{row['waiting']:.2f}"


def money(amount, on="2023-03-01"):
    return {"on": on, "amount": amount, "party": "12 名会员"}


def test_money_for_others_comes_and_goes(books):
    union = books.union
    union.do("accountant", "finance.add_held_fund", FUND)
    union.do("accountant", "finance.receive_held", money("240"), "1")
    assert held(books) == ("0.00", "240.00")
    with pytest.raises(Refusal, match=r"只代管 0\.00"):
        union.do("accountant", "finance.pay_held", money("240"), "1")
    pass_all(books)
    assert balances(books) == {"102": "240.00", "221": "-240.00"}
    union.do("accountant", "finance.pay_held", money("200", "2023-03-05"), "1")
    with pytest.raises(Refusal, match=r"只代管 40\.00"):
        union.do("accountant", "finance.pay_held", money("40.01", "2023-03-05"), "1")
    pass_all(books)
    assert held(books) == ("40.00", "0.00")
    moves = union.rows("audit", "finance.held_moves", fund="1")
    assert [(f"{m['received']:.2f}", f"{m['paid']:.2f}") for m in moves] == [
        ("240.00", "0.00"),
        ("0.00", "200.00"),
    ]
    assert not {f for f in books.findings() if f.startswith("finance.held")}


def test_what_names_no_purpose_is_shown_and_found(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.add_held_fund", FUND)
    plain_books.posted("2023-03-01", [("102", "50.00", ""), ("221", "", "50.00")])
    rows = union.rows("audit", "finance.held")
    assert [f"{row['balance']:.2f}" for row in rows] == ["0.00", "50.00"]
    assert "finance.held_differs" in plain_books.findings()
    assert len(union.rows("audit", "finance.held_moves", fund="0")) == 1
    with pytest.raises(Refusal):
        union.do("accountant", "finance.receive_held", money("1"), "0")


def test_a_summary_of_long_texts_is_cut(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.add_held_fund", {**FUND, "name": "费" * 100})
    union.do("accountant", "finance.receive_held", {**money("1"), "party": "人" * 300}, "1")
    (row,) = union.rows("audit", "finance.vouchers")
    assert (len(row["summary"]), row["summary"][-1]) == (300, "…")


def test_a_claim_pays_out_of_what_is_held(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.add_held_fund", FUND)
    union.do("accountant", "finance.receive_held", money("240"), "1")
    pass_all(plain_books)
    claim = {
        "member": "1007", "date": "2023-03-10", "summary": "交互助保障费", "project": FUND["name"],
        "lines": [{"account": "221", "amount": "240"}],
    }  # fmt: skip
    key = union.do("clerk", "finance.submit_claim", claim).key
    for officer, verb in (("accountant", "check"), ("chair", "approve"), ("cashier", "pay")):
        union.do(officer, f"finance.{verb}_claim", {}, key)
    assert held(plain_books) == ("240.00", "-240.00")


def test_the_opening_balance_of_221_belongs_to_purposes(plain_books):
    union = plain_books.union
    lines = [{"account": "102", "debit": "90"}, {"account": "221", "credit": "90"}]
    union.do("accountant", "finance.open_books", {"year": 2023, "balances": lines})
    assert "finance.held_differs" in plain_books.findings()
    union.do("accountant", "finance.add_held_fund", {**FUND, "before": "90"})
    assert (held(plain_books)[0], "finance.held_differs" in plain_books.findings()) == ("90.00", False)
    with pytest.raises(Refusal, match="已有"):
        union.do("accountant", "finance.add_held_fund", FUND)
    with pytest.raises(NoRight):
        union.do("cashier", "finance.add_held_fund", {**FUND, "name": "x"})


def count_cash(books, counted):
    return str(books.union.do("cashier", "finance.count_cash", {"on": "2023-04-01", "counted": counted}).key)


def test_cash_that_is_missing_waits_and_is_spent_when_nobody_can_explain_it(plain_books):
    books, union = plain_books, plain_books.union
    books.posted("2023-03-31", [("101", "100.00", ""), ("102", "", "100.00")])
    union.do("accountant", "finance.book_difference", {}, count_cash(books, "90"))
    with pytest.raises(Refusal, match="已制凭证"):
        union.do("accountant", "finance.book_difference", {}, "1")
    pass_all(books)
    assert balances(books) == {"101": "90.00", "102": "-100.00", "182": "10.00"}
    assert "finance.pending_differs" not in books.findings()
    with pytest.raises(Refusal, match="510"):
        union.do(
            "accountant",
            "finance.decide_pending",
            {"on": "2023-04-02", "decision": "x", "account": "401"},
            "1",
        )
    with pytest.raises(Refusal, match="早于"):
        union.do("accountant", "finance.decide_pending", {"on": "2023-03-02", "decision": "x"}, "1")
    union.do("accountant", "finance.decide_pending", {"on": "2023-04-02", "decision": "主席批准"}, "1")
    assert union.rows("audit", "finance.pending")[0]["state"].value == "decided"
    pass_all(books)
    assert balances(books) == {"101": "90.00", "102": "-100.00", "510": "10.00"}


def test_cash_that_is_over_is_earned_or_owed(plain_books):
    books, union = plain_books, plain_books.union
    union.do("accountant", "finance.book_difference", {}, count_cash(books, "5"))
    union.do(
        "accountant",
        "finance.decide_pending",
        {"on": "2023-04-02", "decision": "待退还", "account": "215"},
        "1",
    )
    pass_all(books)
    assert balances(books) == {"101": "5.00", "215": "-5.00"}
    with pytest.raises(Refusal):
        union.do("accountant", "finance.book_difference", {}, count_cash(books, "5"))


def test_a_difference_thrown_away_may_be_booked_again(plain_books):
    books, union = plain_books, plain_books.union
    union.do("accountant", "finance.book_difference", {}, count_cash(books, "5"))
    union.do("accountant", "finance.discard_voucher", {"reason": "重做"}, "1")
    assert union.rows("audit", "finance.pending")[0]["state"].value == "void"
    union.do("accountant", "finance.book_difference", {}, "1")
    (row,) = union.rows("audit", "finance.pending")
    assert row["state"].value == "waiting"


def test_what_is_left_in_182_at_the_end_of_a_year_is_found(plain_books):
    from gonghui_core.office.rights import SYSTEM
    from gonghui_finance.queries import pending

    books = plain_books
    books.union.do("accountant", "finance.book_difference", {}, count_cash(books, "5"))
    pass_all(books)
    assert "finance.pending_year_end" not in books.findings()
    with books.union.kernel.work(SYSTEM) as work:
        assert not pending.year_end(work, 2023).met
        assert pending.year_end(work, 2022).met
    books.union.today = date(2024, 1, 5)
    assert "finance.pending_year_end" in books.findings()


def pay_capital(books):
    union = books.union
    line = {"account": "50702", "amount": "5200", "invoice": "23312000000000310099", "seller": "某公司"}
    claim = {"member": "1007", "date": "2023-05-10", "summary": "办公电脑一台", "lines": [line]}
    key = union.do("clerk", "finance.submit_claim", claim).key
    for officer, verb in (("accountant", "check"), ("chair", "approve")):
        union.do(officer, f"finance.{verb}_claim", {}, key)
    return union.do("cashier", "finance.pay_claim", {}, key)


def adopt(books):
    for row in books.union.rows("accountant", "finance.vouchers", status="draft"):
        if row["maker"] is None:
            books.union.do("accountant", "finance.adopt_voucher", {}, row["key"])


def test_a_claim_for_an_asset_becomes_one_with_nothing_typed_twice(books):
    union = books.union
    assert "5,200.00" in pay_capital(books).message
    adopt(books)
    pass_all(books)
    assert "finance.capital_unregistered" in books.findings()
    (row,) = union.rows("audit", "finance.capital")
    assert (f"{row['left']:.2f}", row["summary"]) == ("5200.00", "办公电脑一台")
    form = union.desk("accountant").form("finance.book_capital", row["key"])
    values = {field.id: field.value for field in form.fields}
    union.do("accountant", "finance.book_capital", {**values, "kind": "computer"}, row["key"])
    pass_all(books)
    assert balances(books)["162"] == "5200.00"
    assert not {"finance.capital_unregistered", "finance.assets_differ"} & set(books.findings())
    with pytest.raises(Refusal, match="已登记"):
        union.do("accountant", "finance.book_capital", values, row["key"])


def test_a_voucher_for_an_asset_waits_until_it_is_posted(plain_books):
    books, union = plain_books, plain_books.union
    key = books.draft("2023-05-10", [("50703", "3000.00", ""), ("102", "", "3000.00")])
    values = {"name": "跑步机", "kind": "sports", "cost": "3000", "on": "2023-05-10"}
    with pytest.raises(Refusal, match="记账"):
        union.do("accountant", "finance.book_capital", values, key)
    books.review(key)
    books.post(key)
    with pytest.raises(Refusal, match="不能登记"):
        union.do("accountant", "finance.book_capital", {**values, "cost": "3001"}, key)
    union.do("accountant", "finance.book_capital", {**values, "cost": "2000"}, key)
    assert f"{union.rows('audit', 'finance.capital', missing='是')[0]['left']:.2f}" == "1000.00"
    union.do("accountant", "finance.explain_capital", {"reason": "安装费"}, key)
    assert union.rows("audit", "finance.capital", missing="是") == []
    assert "finance.capital_unregistered" not in books.findings()


def test_both_halves_in_one_voucher_are_enough(plain_books):
    both = [
        ("50702", "5200.00", ""),
        ("102", "", "5200.00"),
        ("162", "5200.00", ""),
        ("30104", "", "5200.00"),
    ]
    plain_books.posted("2023-05-10", both)
    assert "finance.capital_unregistered" not in plain_books.findings()
    assert "finance.assets_differ" in plain_books.findings()


def test_what_has_been_owed_for_more_than_three_years_may_be_written_off(plain_books):
    books, union = plain_books, plain_books.union
    books.posted("2020-03-01", [("135", "300.00", ""), ("102", "", "300.00")])
    books.posted("2023-03-01", [("135", "70.00", ""), ("102", "", "70.00")])
    books.posted("2023-04-01", [("101", "100.00", ""), ("135", "", "100.00")])
    rows = union.rows("audit", "finance.receivables")
    assert [(f"{r['left']:.2f}", r["old"]) for r in rows] == [("200.00", True), ("70.00", False)]
    assert "finance.old_receivable" in books.findings()
    values = {"on": "2023-12-01", "reason": "经办人去世"}
    with pytest.raises(Refusal, match="三年"):
        union.do("accountant", "finance.write_off", values, rows[1]["key"])
    union.do("accountant", "finance.write_off", values, rows[0]["key"])
    union.do("accountant", "finance.decide_pending", {"on": "2023-12-02", "decision": "委员会"}, "1")
    pass_all(books)
    assert balances(books) == {"101": "100.00", "102": "-370.00", "135": "70.00", "510": "200.00"}
    assert "finance.old_receivable" not in books.findings()


def test_an_old_advance_is_written_off_with_its_claim(plain_books):
    books, union = plain_books, plain_books.union
    union.today = date(2020, 2, 1)
    asked = {"member": "1007", "date": "2020-02-01", "summary": "活动借款", "amount": "500"}
    key = union.do("clerk", "finance.submit_advance", asked).key
    for officer, verb in (("accountant", "check"), ("chair", "approve"), ("cashier", "pay")):
        union.do(officer, f"finance.{verb}_claim", {}, key)
    adopt(books)
    pass_all(books)
    union.today = date(2023, 12, 20)
    union.do("accountant", "finance.write_off", {"on": "2023-12-01", "reason": "离职失联"}, f"claim-{key}")
    (row,) = union.rows("accountant", "finance.claims")
    assert row["outstanding"] == 0
    assert union.rows("audit", "finance.receivables") == []
