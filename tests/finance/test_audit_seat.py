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
    union.do("keeper", "core.add_officer", {"name": "both", "roles": ["chair", "audit"]})
    other = plain_books.draft("2023-12-06")
    plain_books.review(other, "both")
    with pytest.raises(Refusal, match="经办过"):
        union.do("both", "finance.record_finding", {"voucher": other, "finding": "x"})
    union.do("both", "finance.record_finding", {"voucher": key, "finding": "x"})
    with pytest.raises(Refusal, match="不能自己答复"):
        union.do("both", "finance.answer_finding", {"answer": "x"}, "1")


def test_nothing_to_draw_is_refused(plain_books):
    with pytest.raises(Refusal, match="没有可抽的"):
        plain_books.union.do("audit", "finance.draw_sample", {"seed": 1, "size": 1})
