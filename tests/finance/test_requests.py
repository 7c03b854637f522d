"""Requests of other plugins: a draft in their transaction, and word back when it is booked or thrown away."""

from datetime import date
from decimal import Decimal

import pytest

from gonghui_core.money import requests
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.plugins import installed
from gonghui_core.verdicts import NoRight, Refusal


def ask(books, record="5", head="welfare.hardship", day=date(2023, 12, 5), amount="1000.00"):
    """Ask for money as a plugin's service does, in its own unit of work."""
    kernel = books.union.kernel
    with kernel.work(kernel.sign_in("chair"), action="test.ask", write=True) as work:
        requests.request(
            work, page="visits.visits", record=record, head=head, amount=Decimal(amount), day=day, payee="陈磊",
            memo="困难补助",
        )  # fmt: skip


def state_of(books, record="5"):
    with books.union.kernel.work(books.union.kernel.sign_in("chair")) as work:
        return requests.of(work, "visits.visits", record).state


def test_a_request_becomes_a_draft_and_is_settled(books):
    union = books.union
    ask(books)
    (row,) = union.rows("accountant", "finance.vouchers")
    assert (row["status"], row["origin"], row["maker"], f"{row['amount']:.2f}") == (
        "draft", "visits.visits/5", None, "1000.00",
    )  # fmt: skip
    assert "陈磊" in row["summary"]
    assert state_of(books) is RequestState.taken
    with pytest.raises(Refusal, match="还没有制单人"):
        books.review(row["key"])
    union.do("accountant", "finance.adopt_voucher", {"attachments": 2}, row["key"])
    with pytest.raises(Refusal):
        union.do("accountant", "finance.adopt_voucher", {}, row["key"])
    books.review(row["key"])
    books.post(row["key"])
    assert state_of(books) is RequestState.settled
    assert books.accounts(year=2023)["102"]["credit"] == "1000.00"
    assert union.desk("audit").verify_audit()[0] == []


def test_asking_twice_gives_one_voucher(plain_books):
    ask(plain_books)
    ask(plain_books)
    assert len(plain_books.union.rows("accountant", "finance.vouchers")) == 1


def test_throwing_the_draft_away_sends_the_request_back(books):
    ask(books)
    books.union.do("accountant", "finance.discard_voucher", {"reason": "材料不全"}, "1")
    assert books.union.rows("accountant", "finance.vouchers") == []
    with books.union.kernel.work(books.union.kernel.sign_in("chair")) as work:
        request = requests.of(work, "visits.visits", "5")
        assert (request.state, request.reason) == (RequestState.rejected, "材料不全")


def test_a_closed_month_refuses_the_request_and_all_that_led_to_it(books):
    books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 12})
    with pytest.raises(Refusal) as refusal:
        ask(books)
    assert refusal.value.rule == "finance.month.closed"
    assert books.union.rows("accountant", "finance.vouchers") == []
    with books.union.kernel.work(books.union.kernel.sign_in("chair")) as work:
        assert requests.of(work, "visits.visits", "5") is None
        assert work.session.query(MoneyRequest).count() == 0


@pytest.mark.parametrize(
    ("setting", "head", "account"),
    [("", "welfare.hardship", "50404"), ('heads = { "welfare.hardship" = "50405" }', "welfare.hardship", "50405"),
     ("", "strange.thing", "510"), ('unmapped = "50106"', "strange.thing", "50106")],
)  # fmt: skip
def test_the_head_names_the_account(plain_books, setting, head, account):
    if setting:
        with (plain_books.union.kernel.workspace.folder / "gonghui.toml").open("a") as settings:
            settings.write(f"\n[finance]\n{setting}\n")
        plain_books.union = plain_books.union.reopen()
    ask(plain_books, head=head)
    detail = plain_books.union.desk("accountant").detail("finance.vouchers", "1")
    assert [(line["account"], line["credit"] > 0) for line in detail.data["lines"]] == [
        (account, False),
        ("102", True),
    ]


def test_the_amount_of_a_request_cannot_be_changed(plain_books):
    ask(plain_books)
    lines = [{"account": "50404", "debit": "900"}, {"account": "102", "credit": "900"}]
    values = {"date": "2023-12-05", "summary": "补助", "lines": lines}
    with pytest.raises(Refusal) as refusal:
        plain_books.union.do("accountant", "finance.edit_voucher", values, "1")
    assert (refusal.value.need, refusal.value.have) == ("1000.00", "900.00")
    for line in lines:
        line.update({side: "1000" for side in ("debit", "credit") if side in line})
    plain_books.union.do("accountant", "finance.edit_voucher", values, "1")
    assert plain_books.row("1")["maker"] == "accountant"


def test_requests_made_without_finance_are_taken_in_later(plain_books):
    without = [candidate for candidate in installed() if candidate.name != "finance"]
    plain_books.union = plain_books.union.reopen(without)
    ask(plain_books)
    assert state_of(plain_books) is RequestState.waiting
    plain_books.union = plain_books.union.reopen()
    assert state_of(plain_books) is RequestState.taken
    assert len(plain_books.union.rows("accountant", "finance.vouchers")) == 1


def test_who_approves_may_not_adopt(plain_books):
    ask(plain_books)
    with pytest.raises(NoRight):
        plain_books.union.do("chair", "finance.adopt_voucher", {}, "1")
