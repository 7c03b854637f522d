"""The audit committee's seat: samples that anybody can draw again, findings, answers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import NoRight, Refusal
from gonghui_finance.rules.sampling import Candidate, draw
from tests.finance.conftest import payment

CANDIDATES = st.lists(st.integers(1, 10**6), max_size=30).map(
    lambda amounts: [Candidate(n, 202301 + n % 12, n, Decimal(a)) for n, a in enumerate(amounts)]
)


@given(CANDIDATES, st.integers(), st.integers(0, 40), st.integers(0, 5))
def test_a_sample_is_the_same_for_everybody(candidates, seed, size, largest):
    drawn = draw(candidates, seed, size, largest)
    assert drawn == draw(list(reversed(candidates)), seed, size, largest)
    assert len(set(drawn)) == len(drawn) == min(len(candidates), size + largest)
    top = sorted((c.amount for c in candidates), reverse=True)[:largest]
    assert sorted((c.amount for c in drawn), reverse=True)[: len(top)] == top


def test_the_lot_is_fixed():
    candidates = [Candidate(n, 202301, n, Decimal(n)) for n in range(1, 21)]
    assert [c.number for c in draw(candidates, 7, 4)] == [c.number for c in draw(candidates, 7, 4, 0)]
    assert draw(candidates, 7, 4) != draw(candidates, 8, 4)


def test_vouchers_are_drawn_by_lot_by_amount_and_by_account(books):
    for day in range(1, 7):
        books.posted(f"2023-12-{day:02d}", payment(f"{day}00", "50105" if day % 2 else "50102"))
    books.draft("2023-12-10")
    union = books.union
    first = union.do("audit", "finance.draw_sample", {"seed": 7, "size": 3})
    again = union.do("audit", "finance.draw_sample", {"seed": 7, "size": 3})
    samples = [
        union.desk("audit").detail("finance.samples", str(x.key)).data["vouchers"] for x in (first, again)
    ]
    assert samples[0] == samples[1]
    assert len(samples[0]) == 3
    largest = union.do(
        "audit", "finance.draw_sample", {"seed": 7, "size": 1, "largest": 1, "account": "50102"}
    )
    vouchers = union.desk("audit").detail("finance.samples", str(largest.key)).data["vouchers"]
    assert (len(vouchers), "6" in vouchers, {int(key) % 2 for key in vouchers}) == (2, True, {0})
    assert union.desk("audit").verify_audit()[0] == []


def test_a_finding_is_answered_and_closed(books):
    union, key = books.union, books.posted("2023-12-05")
    finding = str(union.do("audit", "finance.record_finding", {"voucher": key, "finding": "缺少签到表"}).key)
    with pytest.raises(Refusal, match="还没有答复"):
        union.do("audit", "finance.close_finding", {"result": "已补"}, finding)
    union.do("accountant", "finance.answer_finding", {"answer": "已补签到表"}, finding)
    union.do("audit", "finance.close_finding", {"result": "属实，已整改"}, finding)
    with pytest.raises(Refusal):
        union.do("accountant", "finance.answer_finding", {"answer": "再补"}, finding)
    union.do("audit", "finance.draw_sample", {"seed": 1, "size": 1})
    report = union.data("chair", "finance.audit_report", year="2023")
    assert (report["vouchers"], report["sampled"], report["findings"], report["closed"]) == (1, 1, 1, 1)


def test_the_seat_is_kept_apart(plain_books):
    union, key = plain_books.union, plain_books.posted("2023-12-05")
    for officer in ("accountant", "chair", "vice_chair", "cashier", "clerk"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.draw_sample", {"seed": 1, "size": 1})
        with pytest.raises(NoRight):
            union.do(officer, "finance.record_finding", {"finding": "x"})
    with pytest.raises(NoRight):
        union.do("audit", "finance.answer_finding", {"answer": "x"}, "1")
    union.do("keeper", "core.add_officer", {"name": "former", "roles": ["chair"]})
    other = plain_books.draft("2023-12-06")
    plain_books.review(other, "former")
    finding = union.do("audit", "finance.record_finding", {"voucher": key, "finding": "x"}).key
    officer = next(row["key"] for row in union.rows("keeper", "core.officers") if row["name"] == "former")
    union.do("keeper", "core.change_roles", {"roles": ["audit"]}, officer)
    with pytest.raises(Refusal, match="经办过"):
        union.do("former", "finance.record_finding", {"voucher": other, "finding": "x"})
    with pytest.raises(NoRight):
        union.do("former", "finance.answer_finding", {"answer": "x"}, finding)


VOUCHER = {
    "date": "2023-12-05", "summary": "x", "attachments": 1,
    "lines": [{"account": "50102", "debit": "1"}, {"account": "102", "credit": "1"}],
}  # fmt: skip
BUDGET = {"year": 2023, "lines": [{"account": "501", "amount": "1"}]}
CLAIM = {
    "member": "1008",
    "date": "2023-12-01",
    "summary": "x",
    "lines": [{"account": "50102", "amount": "1"}],
}


@pytest.mark.parametrize("role", ["accountant", "cashier", "chair", "vice_chair"])
def test_an_auditor_keeps_reviews_and_approves_nothing(plain_books, role):
    """Not at granting; and not at use, though the committee should have allowed both."""
    union = plain_books.union
    with pytest.raises(Refusal) as refusal:
        union.do("keeper", "core.add_officer", {"name": "both", "roles": [role, "audit"]})
    assert refusal.value.rule == "core.forbidden_pair"
    key = union.do("keeper", "core.add_officer", {"name": "both", "roles": [role]}).key
    allowed = {"first": role, "second": "audit", "decision": "委员会决议", "until": "2024-12-31"}
    union.do("keeper", "core.allow_pair", allowed, key)
    union.do("keeper", "core.change_roles", {"roles": [role, "audit"]}, key)
    draft = plain_books.draft("2023-12-06")
    claim = str(union.do("clerk", "finance.submit_claim", CLAIM).key)
    made = str(union.do("accountant", "finance.set_budget", BUDGET).key)
    if role != "accountant":
        union.do("accountant", "finance.check_claim", {}, claim)
    else:
        plain_books.review(draft)
    if role == "cashier":
        union.do("chair", "finance.approve_claim", {}, claim)
    approving = (("finance.review_voucher", {}, draft), ("finance.approve_claim", {}, claim))
    tries = {
        "accountant": (("finance.draft_voucher", VOUCHER), ("finance.check_claim", {}, claim),
                       ("finance.set_budget", BUDGET), ("finance.post_voucher", {}, draft)),
        "cashier": (("finance.pay_claim", {}, claim),),
        "chair": (*approving, ("finance.approve_budget", {}, made)), "vice_chair": approving,
    }  # fmt: skip
    for action, values, *records in tries[role]:
        with pytest.raises(Refusal, match="经审委"):
            union.do("both", action, values, *records)


def test_a_sample_is_shown_voucher_by_voucher(books):
    union = books.union
    for day in range(1, 5):
        books.posted(f"2023-12-{day:02d}", payment(f"{day}00"))
    sample = str(union.do("audit", "finance.draw_sample", {"seed": 7, "size": 2, "largest": 1}).key)
    rows = union.rows("audit", "finance.sample_vouchers", sample=sample)
    detail = union.desk("audit").detail("finance.samples", sample)
    assert [row["key"] for row in rows] == sorted(detail.data["vouchers"], key=int)
    assert [(b.page, dict(b.params)) for b in detail.blocks if hasattr(b, "page")] == [
        ("finance.sample_vouchers", {"sample": sample})
    ]
    left = next(str(n) for n in range(1, 5) if str(n) not in detail.data["vouchers"])
    with pytest.raises(Refusal, match="不在这次抽样里"):
        union.do("audit", "finance.record_sampled", {"voucher": left, "finding": "x"}, sample)
    union.do("audit", "finance.record_sampled", {"voucher": rows[0]["key"], "finding": "缺签到表"}, sample)
    assert union.rows("audit", "finance.sample_vouchers", sample=sample)[0]["findings"] == 1
    report = union.data("chair", "finance.audit_report", year="2023")
    assert report["samples"] == [{"seed": 7, "size": 2, "largest": 1, "account": None}]


def test_a_sample_is_drawn_again_though_the_books_went_on(plain_books):
    union = plain_books.union
    for day in range(1, 9):
        plain_books.posted(f"2023-11-{day:02d}", payment(f"{day}00"))
    sample = str(union.do("audit", "finance.draw_sample", {"seed": 3, "size": 3, "largest": 1}).key)
    union.today = union.today.replace(day=21)
    for day in range(1, 9):
        plain_books.posted(f"2023-12-{day:02d}", payment(f"{day}000"))
    detail = union.desk("chair").detail("finance.samples", sample)
    assert (detail.data["drawn_again"], len(detail.data["vouchers"])) == (True, 4)
    other = union.do("audit", "finance.draw_sample", {"seed": 3, "size": 3, "largest": 1}).key
    assert (
        union.desk("chair").detail("finance.samples", str(other)).data["vouchers"] != detail.data["vouchers"]
    )


def test_a_finding_goes_its_way_by_the_right_hands(books):
    union, key = books.union, books.posted("2023-12-05")
    finding = str(union.do("audit", "finance.record_finding", {"voucher": key, "finding": "缺签到表"}).key)

    def status():
        return union.rows("audit", "finance.findings")[0]["status"].value

    seen = [status()]
    with pytest.raises(Refusal, match="还没有答复"):
        union.do("accountant", "finance.correct_finding", {"correction": "已补"}, finding)
    for officer, verb, values in (
        ("accountant", "answer", {"answer": "确实没有附"}),
        ("accountant", "correct", {"correction": "已补签到表", "voucher": key}),
        ("audit", "close", {"result": "属实，已整改"}),
    ):
        for other in {"audit", "accountant", "cashier", "clerk"} - {officer}:
            with pytest.raises(NoRight):
                union.do(other, f"finance.{verb}_finding", values, finding)
        union.do(officer, f"finance.{verb}_finding", values, finding)
        seen.append(status())
    assert seen == ["found", "answered", "corrected", "closed"]
    steps = union.desk("chair").detail("finance.findings", finding).blocks[1].rows
    assert [row[2] for row in steps] == ["audit", "accountant", "accountant", "audit"]
    assert union.desk("audit").verify_audit()[0] == []


def test_nothing_to_draw_is_refused(plain_books):
    with pytest.raises(Refusal, match="没有可抽的"):
        plain_books.union.do("audit", "finance.draw_sample", {"seed": 1, "size": 1})
