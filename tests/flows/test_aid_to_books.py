"""An aid on its way to the books: with finance, without it, with finance installed later, in a closed month."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gonghui_core.plugins import installed
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import Refusal

ASK = {"member": "1011", "kind": "hardship", "amount": "1500", "reason": "家庭困难", "file_number": "1"}


def without_finance(union: Union) -> Union:
    return union.reopen([candidate for candidate in installed() if candidate.name != "finance"])


def reviewed(union: Union, **changes: object) -> str:
    aid = str(union.do("branch", "welfare.request_aid", {**ASK, **changes}).key)
    union.do("vice_chair", "welfare.review_aid", {}, aid)
    return aid


def standing(union: Union, aid: str) -> tuple[str, str]:
    row = next(row for row in union.rows("clerk", "welfare.aids") if row["key"] == aid)
    return row["status"].value, row["booking"].value


def vouchers(union: Union) -> list[dict[str, Any]]:
    return union.rows("accountant", "finance.vouchers")


def book(union: Union, voucher: Any) -> None:
    union.do("accountant", "finance.adopt_voucher", {}, voucher)
    union.do("chair", "finance.review_voucher", {}, voucher)  # the approver of an aid may review its voucher
    union.do("accountant", "finance.post_voucher", {}, voucher)


def test_an_approved_aid_is_drafted_adopted_reviewed_posted_and_settled(union: Union) -> None:
    aid = reviewed(union)
    assert vouchers(union) == []
    union.do("chair", "welfare.approve_aid", {}, aid)
    assert standing(union, aid) == ("approved", "drafted")
    (voucher,) = vouchers(union)
    assert (voucher["amount"], voucher["status"].value) == (Decimal("1500.00"), "draft")
    assert "welfare.aids" in str(voucher["origin"])
    book(union, voucher["key"])
    assert standing(union, aid) == ("settled", "posted")
    balance = union.data("accountant", "finance.trial_balance", year="2023", month="12")["accounts"]
    assert Decimal(balance["50404"]["debit"]) == Decimal(1500)
    member = union.desk("clerk").pick("core.members", "仇英")[0].key
    assert "1500.00" in str(union.desk("clerk").detail("core.members", member))
    assert union.desk("audit").verify_audit()[0] == []
    assert [f for f in union.desk("clerk").check() if f.check.startswith("welfare")] == []


def test_the_draft_has_no_maker_and_names_no_reason(plain_union: Union) -> None:
    aid = reviewed(plain_union, kind="illness")
    plain_union.do("chair", "welfare.approve_aid", {}, aid)
    (voucher,) = vouchers(plain_union)
    detail = str(plain_union.desk("accountant").detail("finance.vouchers", str(voucher["key"])))
    assert "仇英" in detail
    assert "患病" not in detail
    assert "家庭困难" not in detail


def test_the_same_aid_makes_one_voucher(plain_union: Union) -> None:
    aid = reviewed(plain_union)
    plain_union.do("chair", "welfare.approve_aid", {}, aid)
    with pytest.raises(Refusal):
        plain_union.do("chair", "welfare.approve_aid", {}, aid)
    assert len(vouchers(plain_union)) == 1


def test_a_draft_sent_back_rejects_the_aid(plain_union: Union) -> None:
    aid = reviewed(plain_union)
    plain_union.do("chair", "welfare.approve_aid", {}, aid)
    with pytest.raises(Refusal, match="请先由财务退回"):
        plain_union.do("chair", "welfare.reject_aid", {"reason": "本人放弃"}, aid)
    voucher = vouchers(plain_union)[0]["key"]
    plain_union.do("accountant", "finance.adopt_voucher", {}, voucher)
    plain_union.do("accountant", "finance.discard_voucher", {"reason": "收款人有误"}, voucher)
    assert standing(plain_union, aid) == ("rejected", "none")
    assert [f for f in plain_union.desk("clerk").check() if f.check.startswith("welfare")] == []


@pytest.fixture
def unbooked(union: Union) -> Iterator[Union]:
    """A union without finance."""
    opened = without_finance(union)
    yield opened
    opened.kernel.close()


def test_without_finance_it_waits_and_finance_installed_later_takes_it_in(unbooked: Union) -> None:
    aid = reviewed(unbooked)
    unbooked.do("chair", "welfare.approve_aid", {}, aid)
    assert standing(unbooked, aid) == ("approved", "waiting")
    assert "finance.vouchers" not in unbooked.kernel.catalogue.pages
    later = unbooked.reopen()
    assert standing(later, aid) == ("approved", "drafted")
    (voucher,) = vouchers(later)
    book(later, voucher["key"])
    assert standing(later, aid) == ("settled", "posted")
    assert later.desk("audit").verify_audit()[0] == []
    later.kernel.close()


def test_a_closed_month_refuses_the_approval_and_nothing_is_half_done(union: Union) -> None:
    union.today = date(2023, 11, 20)
    aid = reviewed(union)
    union.today = date(2023, 12, 20)
    union.do("accountant", "finance.close_month", {"year": "2023", "month": "11"})
    union.today = date(2023, 11, 21)
    audited = len(union.rows("audit", "core.audit"))
    with pytest.raises(Refusal):
        union.do("chair", "welfare.approve_aid", {}, aid)
    assert standing(union, aid) == ("reviewed", "none")
    assert vouchers(union) == []
    assert len(union.rows("audit", "core.audit")) == audited
    row = union.rows("clerk", "welfare.aids")[0]
    assert row["approved_by"] is None
    union.today = date(2023, 12, 20)
    union.do("chair", "welfare.approve_aid", {}, aid)
    assert standing(union, aid) == ("approved", "drafted")
    assert union.desk("audit").verify_audit()[0] == []


def test_the_money_of_a_run_reaches_its_account(plain_union: Union) -> None:
    gift = {
        "title": "国庆慰问", "festival": "national_day", "on": "2023-09-27", "item": "水果", "form": "goods",
        "unit_cost": "200",
    }  # fmt: skip
    run = plain_union.do("women", "welfare.plan_run", gift).key
    plain_union.do("women", "welfare.request_run_money", {"payee": "示范商贸"}, run)
    (voucher,) = vouchers(plain_union)
    book(plain_union, voucher["key"])
    assert plain_union.rows("clerk", "welfare.runs")[0]["booking"].value == "posted"
    balance = plain_union.data("accountant", "finance.trial_balance", year="2023", month="12")["accounts"]
    assert Decimal(balance["50105"]["debit"]) == Decimal(2400)


@pytest.mark.parametrize(
    ("closing", "amount"),
    [
        (None, "2400.00"),
        ({}, "400.00"),
        ({"bought": "5"}, "1000.00"),
        ({"bought": "5", "cost": "990"}, "990.00"),
    ],
)
def test_how_much_is_asked_for_a_run(plain_union: Union, closing: dict[str, str] | None, amount: str) -> None:
    gift = {
        "title": "国庆慰问", "festival": "national_day", "on": "2023-09-27", "item": "水果", "form": "goods",
        "unit_cost": "200",
    }  # fmt: skip
    run = plain_union.do("women", "welfare.plan_run", gift).key
    plain_union.do("women", "welfare.sign_off", {"recipients": ["1001", "1002"]}, run)
    if closing is not None:
        plain_union.do("women", "welfare.close_run", closing, run)
    plain_union.do("women", "welfare.request_run_money", {"payee": "示范商贸"}, run)
    assert [voucher["amount"] for voucher in vouchers(plain_union)] == [Decimal(amount)]
