"""Claims: four officers, one invoice once, the eight bans, the voucher, advances and their settlement."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import BadInput, NoRight, Refusal
from gonghui_finance.rules import claims as rules
from gonghui_finance.rules.entry import credit_total, debit_total

YUAN = st.integers(1, 10**9).map(lambda fen: Decimal(fen).scaleb(-2))


@pytest.mark.parametrize(
    "other",
    [
        ("上海文具有限公司", "２３３１２０００"), ("上海文具 有限公司 ", "2331 2000"),
        ("上海文具\u3000有限公司\u200b", "2331-2000"), ("上海（文具）有限公司", "２３３１２０００．"),
        ("上海·文具有限公司", "No23312000"[2:]), ("上海\u00a0文具有限公司", "\uff0d23312000"),
    ],
)  # fmt: skip
def test_an_invoice_has_one_spelling(other):
    assert rules.invoice_key("上海文具有限公司", "23312000") == rules.invoice_key(*other)


def test_letters_of_either_case_are_one_invoice():
    assert (
        rules.invoice_key("ABC店", "A1")
        == rules.invoice_key("abc店", "a1")
        != rules.invoice_key("abc店", "a2")
    )


@given(st.lists(YUAN, min_size=1, max_size=5), YUAN)
def test_a_payment_balances_whatever_the_advance(amounts, advance):
    total = sum(amounts)
    paid = rules.settlement(total, advance)
    assert paid.from_advance + paid.in_money == total
    assert 0 <= paid.from_advance <= advance
    lines = rules.payment_lines(
        [("50102", a) for a in amounts], paid, "102", memo="x", project=None, branch=None
    )
    assert debit_total(lines) == credit_total(lines) == total
    assert all(line.debit or line.credit for line in lines)


def claim(amount="480.00", invoice="23312000", seller="上海文具有限公司", account="50102", **values):
    line = {"account": account, "amount": amount, "invoice": invoice, "seller": seller}
    return {"member": "1008", "date": "2023-12-11", "summary": "购活动器材", "lines": [line]} | values


def submit(union, officer="clerk", **values):
    return str(union.do(officer, "finance.submit_claim", claim(**values)).key)


def advance_to(union, key, status="paid"):
    steps = (("checked", "accountant", "check"), ("approved", "chair", "approve"), ("paid", "cashier", "pay"))
    for name, officer, verb in steps:
        union.do(officer, f"finance.{verb}_claim", {}, key)
        if name == status:
            return


def status(union, key, officer="audit"):
    return next(row for row in union.rows(officer, "finance.claims") if row["key"] == key)["status"].value


def voucher_of(union, key):
    rows = union.rows("accountant", "finance.vouchers")
    return next(row for row in rows if row["origin"] == f"finance.claims/{key}")


def book(union, key):
    voucher = voucher_of(union, key)["key"]
    if voucher_of(union, key)["maker"] is None:
        union.do("accountant", "finance.adopt_voucher", {}, voucher)
    union.do("vice_chair", "finance.review_voucher", {}, voucher)
    union.do("accountant", "finance.post_voucher", {}, voucher)


def test_a_claim_from_submitted_to_booked(books):
    union = books.union
    outcome = union.do("clerk", "finance.submit_claim", claim())
    assert {w.rule for w in outcome.warnings} == {"finance.claim.contract"}
    key, seen = str(outcome.key), []
    for officer, verb in (("accountant", "check"), ("chair", "approve"), ("cashier", "pay")):
        seen.append(status(union, key))
        union.do(officer, f"finance.{verb}_claim", {}, key)
    assert seen == ["submitted", "checked", "approved"]
    assert status(union, key) == "paid"
    voucher = voucher_of(union, key)
    assert (voucher["maker"], voucher["status"].value, voucher["attachments"]) == (None, "draft", 1)
    book(union, key)
    assert status(union, key) == "booked"
    accounts = books.accounts(year=2023)
    assert (accounts["50102"]["debit"], accounts["102"]["credit"]) == ("480.00", "480.00")
    assert union.desk("audit").verify_audit()[0] == []
    assert not [name for name in books.findings() if name.startswith("finance.claim")]


@pytest.mark.parametrize("seller", ["上海文具有限公司", " 上海文具\u3000（有限）公司"])
def test_the_same_invoice_twice_is_refused_and_the_earlier_claim_named(union, seller):
    first = submit(union)
    with pytest.raises(Refusal, match=f"报销单 {first}") as refusal:
        submit(union, "women", seller=seller, summary="另一张")
    assert (refusal.value.rule, refusal.value.field) == ("finance.claim.invoice_twice", "lines.0.invoice")
    other = union.do("clerk", "finance.submit_claim", claim(seller="别家文具店"))
    (told,) = [w for w in other.warnings if w.rule == "finance.claim.invoice_number"]
    assert f"报销单 {first}" in told.message
    submit(union, invoice="23312001")


def test_an_invoice_twice_on_one_claim_is_refused(plain_union):
    lines = claim()["lines"] * 2
    with pytest.raises(Refusal, match="本单第1行"):
        plain_union.do("clerk", "finance.submit_claim", claim(lines=lines))
    assert plain_union.rows("clerk", "finance.claims") == []


def test_a_rejected_claim_lets_its_invoices_go(plain_union):
    key = submit(plain_union)
    plain_union.do("accountant", "finance.reject_claim", {"reason": "抬头不对"}, key)
    assert status(plain_union, key) == "rejected"
    submit(plain_union)


@pytest.mark.fault
def test_two_officers_at_once_hand_in_one_invoice(union):
    for number in range(3):
        barrier = Barrier(2)

        def run(officer, invoice=f"7000{number}", barrier=barrier):
            barrier.wait()
            return submit(union, officer, invoice=invoice)

        with ThreadPoolExecutor(2) as pool:
            found = [f.exception() for f in [pool.submit(run, "clerk"), pool.submit(run, "women")]]
        assert sorted(isinstance(e, Refusal) for e in found) == [False, True]
    assert len(union.rows("audit", "finance.claims")) == 3


@pytest.mark.fault
def test_two_cashiers_at_once_pay_a_claim_once(union):
    union.do("keeper", "core.add_officer", {"name": "cashier2", "roles": ["cashier"]})
    key = submit(union)
    advance_to(union, key, "approved")
    barrier = Barrier(2)

    def pay(officer):
        barrier.wait()
        return union.do(officer, "finance.pay_claim", {}, key)

    with ThreadPoolExecutor(2) as pool:
        found = [f.exception() for f in [pool.submit(pay, "cashier"), pool.submit(pay, "cashier2")]]
    assert sorted(isinstance(e, Refusal) for e in found) == [False, True]
    assert len(union.rows("accountant", "finance.vouchers")) == 1


def test_nobody_takes_two_steps_of_a_claim(plain_union):
    union = plain_union
    union.do(
        "keeper",
        "core.add_officer",
        {"name": "all", "roles": ["clerk", "accountant", "chair"], "member": "1011"},
    )
    key = submit(union, "all")
    with pytest.raises(Refusal) as refusal:
        union.do("all", "finance.check_claim", {}, key)
    assert "经办" in refusal.value.message
    union.do("accountant", "finance.check_claim", {}, key)
    with pytest.raises(Refusal):
        union.do("all", "finance.approve_claim", {}, key)


def test_one_person_under_two_names_is_still_one_person(plain_union):
    union = plain_union
    union.do("keeper", "core.add_officer", {"name": "clerk9", "roles": ["clerk"], "member": "1005"})
    key = submit(union, "clerk9")
    with pytest.raises(Refusal, match="不同的人"):
        union.do("accountant", "finance.check_claim", {}, key)


@pytest.mark.parametrize(
    ("member", "until", "officer", "verb"),
    [
        ("1005", None, "accountant", "check"),
        ("1003", "checked", "chair", "approve"),
        ("1006", "approved", "cashier", "pay"),
    ],
)
def test_nobody_handles_the_own_claim(plain_union, member, until, officer, verb):
    key = submit(plain_union, member=member)
    if until:
        advance_to(plain_union, key, until)
    with pytest.raises(Refusal, match="本人"):
        plain_union.do(officer, f"finance.{verb}_claim", {}, key)


def test_a_ban_stops_a_claim(plain_union):
    key = submit(plain_union)
    with pytest.raises(Refusal) as refusal:
        plain_union.do("accountant", "finance.check_claim", {"breaches": ["treats", "luxury"]}, key)
    assert refusal.value.rule == "finance.claim.bans"
    assert "32号" in refusal.value.citation
    assert "请客送礼" in refusal.value.message
    assert status(plain_union, key) == "submitted"
    preview = plain_union.desk("accountant").preview("finance.check_claim", {}, [key])
    assert len(preview.blocks[-1].rows) == 8


def test_the_checker_answers_each_of_the_eight_bans(plain_union):
    key = submit(plain_union)
    assert all(
        "八不准" not in str(getattr(b, "title", ""))
        for b in plain_union.desk("audit").detail("finance.claims", key).blocks
    )
    plain_union.do("accountant", "finance.check_claim", {}, key)
    blocks = plain_union.desk("audit").detail("finance.claims", key).blocks
    (answers,) = [b for b in blocks if "八不准" in str(getattr(b, "title", ""))]
    assert len(answers.rows) == 8
    assert {str(row[2]) for row in answers.rows} == {"无此情形"}
    assert "accountant" in answers.title


def test_steps_out_of_order_are_refused(plain_union):
    key = submit(plain_union)
    for officer, verb in (("chair", "approve"), ("cashier", "pay")):
        with pytest.raises(Refusal):
            plain_union.do(officer, f"finance.{verb}_claim", {}, key)
    advance_to(plain_union, key)
    for officer, verb in (("accountant", "check"), ("vice_chair", "approve"), ("cashier", "pay")):
        with pytest.raises(Refusal):
            plain_union.do(officer, f"finance.{verb}_claim", {}, key)
    with pytest.raises(Refusal):
        plain_union.do("chair", "finance.reject_claim", {"reason": "晚了"}, key)


@pytest.mark.parametrize(
    ("until", "refused", "sends_back"),
    [(None, "cashier", "accountant"), ("checked", "accountant", "chair"), ("approved", "accountant", "cashier"),
     ("approved", "accountant", "vice_chair")],
)  # fmt: skip
def test_a_claim_is_sent_back_by_whoever_has_the_next_step(plain_union, until, refused, sends_back):
    key = submit(plain_union)
    if until:
        advance_to(plain_union, key, until)
    with pytest.raises(NoRight):
        plain_union.do(refused, "finance.reject_claim", {"reason": "材料不全"}, key)
    plain_union.do(sends_back, "finance.reject_claim", {"reason": "材料不全"}, key)
    (row,) = plain_union.rows("audit", "finance.claims")
    assert (row["status"].value, row["reason"]) == ("rejected", "材料不全")


def test_an_own_claim_is_withdrawn_before_it_is_checked(plain_union):
    key = submit(plain_union)
    with pytest.raises(BadInput):
        plain_union.do("clerk2", "finance.withdraw_claim", {}, key)
    plain_union.do("clerk", "finance.withdraw_claim", {}, key)
    assert status(plain_union, key) == "rejected"
    again = submit(plain_union)
    advance_to(plain_union, again, "checked")
    with pytest.raises(Refusal):
        plain_union.do("clerk", "finance.withdraw_claim", {}, again)


def test_a_paid_claim_without_a_voucher_is_found_and_booked_again(plain_books):
    union = plain_books.union
    key = submit(union)
    advance_to(union, key)
    with pytest.raises(Refusal):
        union.do("accountant", "finance.book_claim", {}, key)
    union.do("accountant", "finance.discard_voucher", {"reason": "科目不对"}, voucher_of(union, key)["key"])
    assert "finance.claim_unbooked" in plain_books.findings()
    union.do("accountant", "finance.book_claim", {}, key)
    book(union, key)
    assert status(union, key) == "booked"
    plain_books.reversed(voucher_of(union, key)["key"], "2023-12-19")
    assert status(union, key) == "paid"
    assert "finance.claim_unbooked" in plain_books.findings()


def test_a_closed_month_refuses_the_payment(plain_union):
    key = submit(plain_union)
    advance_to(plain_union, key, "approved")
    plain_union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    with pytest.raises(Refusal) as refusal:
        plain_union.do("cashier", "finance.pay_claim", {"date": "2023-11-30"}, key)
    assert refusal.value.rule == "finance.month.closed"
    assert status(plain_union, key) == "approved"


@pytest.mark.parametrize(
    ("values", "rule", "field"),
    [({"account": "501"}, "", "lines.0.account"), ({"account": "99999"}, "", "lines.0.account"),
     ({"account": "102"}, "finance.claim.account", "lines.0.account"),
     ({"account": "401"}, "finance.claim.account", "lines.0.account"),
     ({"seller": None}, "finance.claim.seller", "lines.0.seller"), ({"advance": "1"}, "", None),
     ({"date": "2023-12-21"}, "", "date")],
)  # fmt: skip
def test_claims_that_cannot_be_are_refused(plain_union, values, rule, field):
    with pytest.raises((Refusal, BadInput)) as refusal:
        submit(plain_union, **values)
    if field:
        assert (refusal.value.field, isinstance(refusal.value, Refusal)) == (field, True)
    if rule:
        assert refusal.value.rule == rule


@pytest.mark.parametrize("values", [{"amount": "0"}, {"amount": "-3"}, {"lines": []}, {"member": "4711"}])
def test_claims_that_cannot_be_read_are_bad_input(plain_union, values):
    with pytest.raises(BadInput):
        submit(plain_union, **values)


def test_a_line_without_an_invoice_is_a_warning(plain_union):
    outcome = plain_union.do("clerk", "finance.submit_claim", claim(invoice=None, seller=None))
    assert "finance.claim.invoice" in {w.rule for w in outcome.warnings}


def advance(union, amount="1000", member="1008"):
    values = {"member": member, "date": "2023-12-05", "summary": "预借活动款", "amount": amount}
    key = str(union.do("clerk", "finance.submit_advance", values).key)
    advance_to(union, key)
    book(union, key)
    return key


def outstanding(union, key):
    row = next(row for row in union.rows("accountant", "finance.claims") if row["key"] == key)
    return f"{row['outstanding']:.2f}"


def test_an_advance_is_settled_by_a_claim_and_the_rest_given_back(books):
    union = books.union
    lent = advance(union)
    assert (outstanding(union, lent), books.accounts(year=2023)["135"]["closing"]) == ("1000.00", "1000.00")
    key = submit(union, amount="700", advance=lent)
    advance_to(union, key)
    book(union, key)
    assert outstanding(union, lent) == "300.00"
    with pytest.raises(Refusal):
        union.do("accountant", "finance.return_advance", {"date": "2023-12-12", "amount": "300.01"}, lent)
    union.do("accountant", "finance.return_advance", {"date": "2023-12-12", "amount": "300"}, lent)
    assert outstanding(union, lent) == "0.00"
    union.do("chair", "finance.review_all", {"until": "2023-12-31"})
    union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
    accounts = books.accounts(year=2023)
    assert [accounts[code]["closing"] for code in ("135", "50102", "101", "102")] == [
        "0.00",
        "700.00",
        "300.00",
        "-1000.00",
    ]


def test_a_claim_above_its_advance_is_paid_the_rest(plain_books):
    union = plain_books.union
    lent = advance(union)
    key = submit(union, amount="1250.50", advance=lent)
    advance_to(union, key)
    lines = union.desk("accountant").detail("finance.vouchers", voucher_of(union, key)["key"]).data["lines"]
    assert [(line["account"], f"{line['debit'] + line['credit']:.2f}") for line in lines] == [
        ("50102", "1250.50"), ("135", "1000.00"), ("102", "250.50"),
    ]  # fmt: skip
    with pytest.raises(Refusal):
        submit(union, invoice="5", advance=lent)


def test_the_advance_of_another_cannot_be_used(plain_union):
    lent = advance(plain_union)
    with pytest.raises(Refusal):
        submit(plain_union, member="1009", advance=lent)


@pytest.mark.parametrize(
    ("officer", "denied"),
    [("clerk", "check approve pay"), ("women", "check approve pay"), ("branch", "check approve pay"),
     ("accountant", "submit approve pay"), ("chair", "submit check pay"), ("vice_chair", "submit check pay"),
     ("cashier", "submit check approve"), ("audit", "submit check approve pay reject"),
     ("keeper", "submit check approve pay")],
)  # fmt: skip
def test_rights_are_those_of_the_issue(plain_union, officer, denied):
    key = submit(plain_union, "clerk2")
    for verb in denied.split():
        values = claim(invoice="1") if verb == "submit" else {"reason": "x"} if verb == "reject" else {}
        with pytest.raises(NoRight):
            plain_union.do(officer, f"finance.{verb}_claim", values, *([] if verb == "submit" else [key]))


def test_a_claimant_sees_the_own_claims_and_a_branch_officer_those_of_the_branch(plain_union):
    submit(plain_union, "clerk")
    submit(plain_union, "branch", member="1011", invoice="2")
    with pytest.raises((NoRight, BadInput)):
        submit(plain_union, "branch", member="1001", invoice="3")
    seen = {
        o: len(plain_union.rows(o, "finance.claims"))
        for o in ("clerk", "clerk2", "branch", "women", "cashier", "audit")
    }
    assert seen == {"clerk": 1, "clerk2": 0, "branch": 1, "women": 0, "cashier": 2, "audit": 2}
    with pytest.raises((NoRight, BadInput)):
        plain_union.desk("clerk2").detail("finance.claims", "1")
    with pytest.raises(NoRight):
        plain_union.rows("clerk", "finance.vouchers")
    assert {row["code"][0] for row in plain_union.rows("clerk", "finance.claim_accounts")} == {"5", "2"}


def test_an_invoice_is_attached_by_who_sees_the_claim(plain_union, tmp_path):
    file = tmp_path / "发票.pdf"
    file.write_bytes(b"%PDF-1.4 invoice")
    key = submit(plain_union)
    plain_union.do("clerk", "finance.attach_invoice", {"file": str(file)}, key)
    with pytest.raises((NoRight, BadInput)):
        plain_union.do("women", "finance.attach_invoice", {"file": str(file)}, key)
    found = plain_union.desk("audit").table("core.documents", {"page": "finance.claims", "record": key})
    assert [row["title"] for row in found.rows] == ["发票和附件：购活动器材"]
