"""Income: funds in both modes, what is owed upward and when it was paid, subsidies."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.rules.model import Ratio
from gonghui_core.verdicts import BadInput, NoRight, Refusal
from gonghui_finance.rules import funds
from gonghui_finance.rules.funds import Owed, Paid

SHARE = Ratio(60, 100)
YUAN = st.integers(1, 10**12).map(lambda fen: Decimal(fen).scaleb(-2))
REMITTANCE = "finance.remittance"


@pytest.mark.parametrize(
    ("amount", "own", "upper"),
    [
        ("100000.00", "60000.00", "40000.00"),
        ("0.01", "0.01", "0.00"),
        ("0.02", "0.01", "0.01"),
        ("99.99", "59.99", "40.00"),
    ],
)
def test_funds_are_split_to_the_fen(amount, own, upper):
    found = funds.split(Decimal(amount), SHARE)
    assert (f"{found.own:.2f}", f"{found.upper:.2f}") == (own, upper)


@given(YUAN, st.integers(1, 100))
def test_the_shares_are_the_whole_and_neither_is_negative(amount, percent):
    found = funds.split(amount, Ratio(percent, 100))
    assert found.own + found.upper == amount
    assert found.own >= 0
    assert found.upper >= 0
    assert abs(found.own - amount * percent / 100) <= Decimal("0.005")


@given(
    st.lists(st.tuples(st.integers(0, 11), YUAN), max_size=6),
    st.lists(st.tuples(st.integers(1, 365), YUAN), max_size=6),
)
def test_payments_settle_the_oldest_debt_and_no_fen_is_lost(debts, payments):
    owed = [Owed(202301 + month, amount, None) for month, amount in debts]
    paid = [Paid(n, date.fromordinal(738520 + day), amount) for n, (day, amount) in enumerate(payments)]
    months = funds.settle(owed, paid)
    debt, given_ = sum((o.amount for o in owed), funds.ZERO), sum((p.amount for p in paid), funds.ZERO)
    assert sum((min(m.paid, m.owed.amount) for m in months), funds.ZERO) == min(debt, given_)
    assert all(m.paid >= 0 <= m.left for m in months)
    assert [m.left > 0 for m in months] == sorted(m.left > 0 for m in months)


@pytest.mark.parametrize(
    ("paid_on", "today", "full", "punctual"),
    [(15, 20, True, True), (16, 20, True, False), (None, 15, True, True), (None, 16, False, False)],
)
def test_in_full_and_on_time(paid_on, today, full, punctual):
    owed = [Owed(202303, Decimal(40), date(2023, 3, 15))]
    paid = [Paid(1, date(2023, 3, paid_on), Decimal(40))] if paid_on else []
    months = funds.settle(owed, paid)
    assert funds.in_full(months, date(2023, 3, today)) is full
    assert funds.on_time(months, date(2023, 3, today)) is punctual


def receive(books, amount="100000.00", mode="full", day="2023-03-10"):
    return books.union.do(
        "accountant", "finance.receive_funds", {"date": day, "amount": amount, "mode": mode}
    )


def remit(books, amount, day):
    return books.union.do("accountant", "finance.remit", {"date": day, "amount": amount})


def month(books, number, year=2023):
    return books.union.data("accountant", REMITTANCE, year=year)["months"][number - 1]


def post_all(books):
    books.union.do("chair", "finance.review_all", {"until": "2023-12-31"})
    books.union.do("accountant", "finance.post_all", {"until": "2023-12-31"})


def test_the_whole_two_percent_is_split_and_the_upper_share_remitted(books):
    receive(books)
    (draft,) = books.union.rows("accountant", "finance.vouchers")
    assert (draft["status"], draft["origin"], draft["maker"]) == ("draft", "finance.receipts/1", "accountant")
    remit(books, "40000", "2023-03-14")
    post_all(books)
    accounts = books.accounts(year=2023)
    assert (accounts["402"]["credit"], accounts["211"]["credit"]) == ("60000.00", "40000.00")
    assert (accounts["211"]["closing"], accounts["102"]["closing"]) == ("0.00", "60000.00")
    found = month(books, 3)
    assert (found["base"], found["due"], found["due_on"], found["paid"], found["paid_on"], found["arrears"]) == (
        None, "40000.00", date(2023, 3, 15), "40000.00", date(2023, 3, 14), "0.00",
    )  # fmt: skip
    data = books.union.data("audit", REMITTANCE, year=2023)
    assert (data["in_full"], data["on_time"]) == (True, True)
    (row,) = books.union.rows("audit", "finance.receipts")
    assert (row["booking"], f"{row['own']:.2f}", f"{row['upper']:.2f}") == ("posted", "60000.00", "40000.00")


def test_the_retained_share_alone_owes_nothing_upward(plain_books):
    receive(plain_books, "60000", "retained")
    post_all(plain_books)
    accounts = plain_books.accounts(year=2023)
    assert accounts["402"]["credit"] == "60000.00"
    assert "211" not in accounts
    assert month(plain_books, 3)["due"] == "0.00"


def test_what_is_owed_follows_the_wage_bill_of_the_month_before(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.set_wage_bill", {"year": 2023, "month": 2, "base": "4320000"})
    found = month(plain_books, 3)
    assert (found["base"], found["receivable"], found["due"], found["arrears"]) == (
        "4320000.00", "86400.00", "34560.00", "34560.00",
    )  # fmt: skip
    remit(plain_books, "34000", "2023-03-15")
    remit(plain_books, "560", "2023-03-16")
    data = union.data("accountant", REMITTANCE, year=2023)
    assert (data["in_full"], data["on_time"], data["months"][2]["paid_on"]) == (
        True,
        False,
        date(2023, 3, 16),
    )
    union.do("accountant", "finance.set_wage_bill", {"year": 2023, "month": 2, "base": "4330000"})
    assert month(plain_books, 3)["arrears"] == "80.00"
    assert len(union.rows("accountant", "finance.wage_bills")) == 1


def test_december_is_paid_on_in_january(plain_books):
    plain_books.union.do(
        "accountant", "finance.set_wage_bill", {"year": 2022, "month": 12, "base": "1000000"}
    )
    assert month(plain_books, 1)["base"] == "1000000.00"
    assert month(plain_books, 1)["due_on"] == date(2023, 1, 15)


def test_what_nobody_owes_stays_with_its_month(plain_books):
    remit(plain_books, "500", "2023-05-14")
    found = month(plain_books, 5)
    assert (found["due"], found["paid"], found["paid_on"], found["arrears"]) == (
        "0.00", "500.00", date(2023, 5, 14), "0.00",
    )  # fmt: skip
    receive(plain_books, "1000", day="2023-06-10")
    assert (month(plain_books, 5)["paid"], month(plain_books, 6)["paid"]) == ("100.00", "400.00")


def test_arrears_of_an_earlier_year_are_paid_first(plain_books):
    receive(plain_books, day="2022-12-10")
    receive(plain_books, day="2023-03-10")
    remit(plain_books, "40000", "2023-03-14")
    assert month(plain_books, 12, 2022)["paid_on"] == date(2023, 3, 14)
    assert month(plain_books, 3)["arrears"] == "40000.00"


def test_a_receipt_or_payment_whose_voucher_is_gone_does_not_count(plain_books):
    union = plain_books.union
    receive(plain_books)
    remit(plain_books, "40000", "2023-03-14")
    drafts = {row["origin"]: row["key"] for row in union.rows("accountant", "finance.vouchers")}
    union.do("accountant", "finance.discard_voucher", {"reason": "记错"}, drafts["finance.remittances/1"])
    assert month(plain_books, 3)["paid"] == "0.00"
    assert union.rows("accountant", "finance.remittances")[0]["booking"] == "none"
    post_all(plain_books)
    plain_books.reversed(drafts["finance.receipts/1"], "2023-03-31")
    assert month(plain_books, 3)["due"] == "0.00"


def test_subsidies_are_kept_apart_by_earmarking(plain_books):
    union = plain_books.union
    for values in (
        {"source": "upper", "amount": "5000"}, {"source": "school", "amount": "3000"},
        {"source": "upper", "amount": "2000", "earmarked": True, "project": "职工书屋"},
    ):  # fmt: skip
        union.do("accountant", "finance.receive_subsidy", {"date": "2023-05-05", **values})
    post_all(plain_books)
    accounts = plain_books.accounts(year=2023)
    assert [accounts[code]["credit"] for code in ("40301", "40302", "405")] == [
        "5000.00",
        "2000.00",
        "3000.00",
    ]
    with pytest.raises(Refusal, match="项目"):
        union.do(
            "accountant", "finance.receive_subsidy",
            {"date": "2023-05-05", "source": "school", "amount": "1", "earmarked": True},
        )  # fmt: skip


def test_a_proof_can_be_attached_at_once_or_later(plain_books, tmp_path):
    slip = tmp_path / "回单.pdf"
    slip.write_bytes(b"%PDF-1.4 slip")
    receive(plain_books)
    union = plain_books.union
    union.do("accountant", "finance.remit", {"date": "2023-03-14", "amount": "30000", "proof": str(slip)})
    key = remit(plain_books, "10000", "2023-03-14").key
    assert month(plain_books, 3)["proven"] is False
    union.do("accountant", "finance.attach_proof", {"file": str(slip)}, key)
    assert month(plain_books, 3)["proven"] is True
    assert [row["proofs"] for row in union.rows("accountant", "finance.remittances")] == [1, 1]


def test_remitting_more_than_is_held_for_the_upper_union_is_told(plain_books):
    assert [w.rule for w in remit(plain_books, "1", "2023-03-10").warnings][:1] == [
        "finance.remittance.payable"
    ]
    receive(plain_books)
    rules_of = [
        {w.rule for w in remit(plain_books, amount, "2023-03-14").warnings} for amount in ("39999", "0.01")
    ]
    assert ["finance.remittance.payable" in rules for rules in rules_of] == [False, True]
    post_all(plain_books)
    assert plain_books.accounts(year=2023)["211"]["closing"] == "0.01"


def test_a_school_may_stop_it(plain_books):
    (plain_books.union.kernel.workspace.folder / "rules.toml").write_text(
        '[[rule]]\nid = "finance.remittance.payable"\ntitle = "上解不超过应付"\ntype = "minimum"\nvalue = 0\n'
        'unit = "yuan"\nseverity = "block"\nevidence = "own"\n'
    )
    plain_books.union = plain_books.union.reopen()
    receive(plain_books)
    with pytest.raises(Refusal) as refusal:
        remit(plain_books, "40000.01", "2023-03-14")
    assert (refusal.value.rule, refusal.value.have) == ("finance.remittance.payable", "-0.01")
    remit(plain_books, "40000", "2023-03-14")


@pytest.mark.parametrize(
    ("paid_on", "today", "full", "punctual"),
    [
        ("2023-01-15", "2023-01-16", True, True),  # a Sunday: the rule names the 15th and nothing else
        ("2023-01-16", "2023-01-16", True, False), ("", "2023-01-15", True, True), ("", "2023-01-16", False, False),
    ],
)  # fmt: skip
def test_the_due_day_itself_is_in_time_whatever_day_it_is(plain_books, paid_on, today, full, punctual):
    plain_books.union.today = date.fromisoformat(today)
    receive(plain_books, day="2023-01-03")
    if paid_on:
        remit(plain_books, "40000", paid_on)
    data = plain_books.union.data("audit", REMITTANCE, year=2023)
    assert (data["in_full"], data["on_time"]) == (full, punctual)


def test_what_was_received_and_remitted_opens(plain_books):
    receive(plain_books)
    receive(plain_books, "50000", day="2023-03-20")
    remit(plain_books, "40000", "2023-03-14")
    report = plain_books.union.desk("audit").report(REMITTANCE, {"year": "2023"})
    grid = next(block for block in report.blocks if getattr(block, "facts", None))
    assert {(place, fact.page, fact.keys) for (row, place), fact in grid.facts.items() if row == 2} == {
        (3, "finance.receipts", ("1", "2")), (7, "finance.remittances", ("1",)),
    }  # fmt: skip
    assert [grid.columns[place].id for place in (3, 7)] == ["received", "paid"]


def test_what_the_employer_did_not_pay_on_the_wage_bill_is_shown(plain_books):
    union = plain_books.union
    union.do("accountant", "finance.set_wage_bill", {"year": 2023, "month": 2, "base": "5000000"})
    receive(plain_books, "90000")
    assert (month(plain_books, 3)["receivable"], month(plain_books, 3)["short"]) == ("100000.00", "10000.00")
    assert (month(plain_books, 4)["short"], month(plain_books, 3)["arrears"]) == (None, "40000.00")
    union.today = date(2023, 3, 15)
    assert month(plain_books, 3)["short"] == "0.00"


def test_income_is_refused_in_a_closed_month_and_without_a_ratio(plain_books):
    plain_books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 3})
    with pytest.raises(Refusal) as refusal:
        receive(plain_books)
    assert refusal.value.rule == "finance.month.closed"
    assert plain_books.union.rows("accountant", "finance.receipts") == []


def test_without_a_ratio_nothing_is_split(plain_books):
    rules = '[[rule]]\nid = "finance.funds.retained"\ntitle = "留成"\ntype = "sub_share"\nvalue = "not set"\n'
    (plain_books.union.kernel.workspace.folder / "rules.toml").write_text(rules)
    plain_books.union = plain_books.union.reopen()
    with pytest.raises(Refusal) as refusal:
        receive(plain_books)
    assert refusal.value.rule == "finance.funds.retained"
    receive(plain_books, mode="retained")


@pytest.mark.parametrize("amount", ["0", "-5", "abc", "1.005"])
def test_amounts_that_cannot_be_are_refused(plain_books, amount):
    with pytest.raises(BadInput):
        receive(plain_books, amount)
    with pytest.raises(BadInput):
        remit(plain_books, amount, "2023-03-14")


@pytest.mark.parametrize("officer", ["clerk", "chair", "cashier", "audit", "women", "branch", "keeper"])
def test_only_the_accountant_records_income(plain_union, officer):
    values = {"date": "2023-03-10", "amount": "10", "mode": "full"}
    for action, given_ in (
        ("finance.receive_funds", values), ("finance.remit", {"date": "2023-03-10", "amount": "10"}),
        ("finance.set_wage_bill", {"year": 2023, "month": 2, "base": "10"}),
        ("finance.set_dues_base", {"member": "1001", "base": "10", "since": "2023-01-01"}),
        ("finance.collect_dues", {"year": 2023, "month": 2, "date": "2023-03-10"}),
    ):  # fmt: skip
        with pytest.raises(NoRight):
            plain_union.do(officer, action, given_)
