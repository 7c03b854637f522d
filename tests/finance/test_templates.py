"""Templates of vouchers: what they make of an amount, and keeping them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import BadInput, NoRight, Refusal
from gonghui_finance.choices import Direction
from gonghui_finance.rules import templates
from gonghui_finance.rules.entry import credit_total, debit_total
from gonghui_finance.rules.templates import Pattern
from tests.finance.conftest import payment

DEBIT, CREDIT = Direction.debit, Direction.credit


def made(amount, *patterns):
    """Account and signed amount of each line that the patterns make."""
    lines = templates.lines_of(patterns, None if amount is None else Decimal(amount))
    return [(line.account, f"{line.signed:.2f}".removesuffix(".00")) for line in lines]


def share(account, per_cent, side=CREDIT):
    return Pattern(account, side, share=Decimal(per_cent))


@pytest.mark.parametrize(
    ("amount", "patterns", "lines"), [
        ("300", [Pattern("50504", DEBIT), Pattern("102", CREDIT)], [("50504", "300"), ("102", "-300")]),
        (None, [Pattern("50504", DEBIT, Decimal(80)), Pattern("102", CREDIT)], [("50504", "80"), ("102", "-80")]),
        ("1000.01", [Pattern("102", DEBIT), share("402", 60), share("211", 40)],
         [("102", "1000.01"), ("402", "-600.01"), ("211", "-400")]),
        ("100", [Pattern("501", DEBIT, Decimal(30)), Pattern("503", DEBIT), Pattern("102", CREDIT)],
         [("501", "30"), ("503", "70"), ("102", "-100")]),
        ("30", [Pattern("501", DEBIT, Decimal(30)), Pattern("503", DEBIT), Pattern("102", CREDIT)],
         [("501", "30"), ("102", "-30")]),
    ],
)  # fmt: skip
def test_what_a_template_makes_of_an_amount(amount, patterns, lines):
    assert made(amount, *patterns) == lines


@pytest.mark.parametrize(
    ("amount", "patterns", "said"), [
        (None, [Pattern("50504", DEBIT), Pattern("102", CREDIT)], "请给出金额"),
        ("9", [Pattern("501", DEBIT), Pattern("503", DEBIT), Pattern("102", CREDIT)], "按 F4 选用"),
    ],
)  # fmt: skip
def test_what_a_template_cannot_know_is_asked_for(amount, patterns, said):
    with pytest.raises(BadInput, match=said):
        made(amount, *patterns)


@given(st.decimals("0.01", "99999999", places=2), st.lists(st.integers(1, 98), min_size=1, max_size=4))
def test_shares_lose_no_fen(amount, parts):
    if sum(parts) >= 100:
        parts = [1] * len(parts)
    patterns = [Pattern("102", DEBIT), *(share("402", part) for part in [*parts, 100 - sum(parts)])]
    lines = templates.lines_of(patterns, amount)
    assert debit_total(lines) == credit_total(lines) == amount


# Through the desk

LINES = [{"account": "50504", "side": "借"}, {"account": "102", "side": "credit"}]
FUNDS = [{"account": "102", "side": "借"}, {"account": "402", "side": "贷", "share": "60"},
         {"account": "211", "side": "贷", "share": "40"}]  # fmt: skip


def add(union, name="办公", lines=LINES):
    return str(
        union.do(
            "accountant", "finance.add_template", {"name": name, "summary": "付办公费", "lines": lines}
        ).key
    )


def test_a_voucher_is_kept_as_a_template_and_drafted_again(books):
    key = books.posted("2023-11-05", payment("300"))
    books.union.do("accountant", "finance.save_template", {"name": "器材"}, key)
    books.union.do("accountant", "finance.save_template", {"name": "器材300", "amounts": "是"}, key)
    rows = books.union.rows("accountant", "finance.voucher_templates")
    assert [(row["name"], row["lines"]) for row in rows] == [("器材", 2), ("器材300", 2)]
    values = {"date": "2023-12-05", "amount": "88.80"}
    first = books.union.do("accountant", "finance.draft_from_template", values, "器材")
    second = books.union.do("accountant", "finance.draft_from_template", {"date": "2023-12-06"}, "器材300")
    assert [f"{books.row(str(done.key))['amount']:.2f}" for done in (first, second)] == ["88.80", "300.00"]
    assert books.row(str(first.key))["maker"] == "accountant"
    assert books.union.desk("audit").verify_audit()[0] == []


def test_templates_are_changed_renamed_and_thrown_away(books):
    union = books.union
    key = add(union)
    form = union.desk("accountant").form("finance.edit_template", key)
    values = {view.id: view.value for view in form.fields} | {"version": form.version}
    values["lines"] = [*values["lines"][:1], {"account": "101", "side": "贷"}]
    union.do("accountant", "finance.edit_template", values, key)
    assert "101 库存现金" in str(union.desk("accountant").detail("finance.voucher_templates", key).blocks)
    union.do("accountant", "finance.rename_template", {"name": "办公费"}, key)
    assert [row["name"] for row in union.rows("accountant", "finance.voucher_templates")] == ["办公费"]
    union.do("accountant", "finance.delete_template", {}, "办公费")
    assert union.rows("accountant", "finance.voucher_templates") == []
    assert union.desk("audit").verify_audit()[0] == []


@pytest.mark.parametrize(
    ("lines", "rule"), [
        ([{"account": "501", "side": "借"}, LINES[1]], "finance.account.leaf"),
        ([{"account": "999", "side": "借"}, LINES[1]], "finance.account.known"),
        ([LINES[0] | {"amount": "1", "share": "2"}, LINES[1]], ""),
    ],
)  # fmt: skip
def test_lines_that_no_voucher_could_have_are_refused(plain_books, lines, rule):
    with pytest.raises(Refusal) as refused:
        add(plain_books.union, lines=lines)
    assert (refused.value.rule or "") == rule
    assert refused.value.field.startswith("lines.0.")


def test_refusals(plain_books):
    union = plain_books.union
    add(union)
    with pytest.raises(Refusal, match="已有凭证模板"):
        add(union)
    with pytest.raises(BadInput, match="不能大于"):
        add(union, "x", [LINES[0], LINES[1] | {"share": "101"}])
    with pytest.raises(BadInput, match="至少要有 2 项"):
        add(union, "x", LINES[:1])
    for officer in ("chair", "cashier", "audit", "clerk"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.draft_from_template", {"date": "2023-12-05", "amount": "1"}, "办公")
    union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    with pytest.raises(Refusal, match="已结账"):
        union.do("accountant", "finance.draft_from_template", {"date": "2023-11-05", "amount": "1"}, "办公")


def test_a_red_voucher_is_no_template(plain_books):
    red = plain_books.reversed(plain_books.posted("2023-12-05"), "2023-12-06")
    with pytest.raises(Refusal, match="红字"):
        plain_books.union.do("accountant", "finance.save_template", {"name": "x"}, red)


def test_a_form_names_its_templates_and_what_they_fill_in(plain_books):
    union = plain_books.union
    add(union, "经费", FUNDS)
    fixed = [LINES[0] | {"amount": "80"}, LINES[1]]
    add(union, "电话费", fixed)
    desk = union.desk("accountant")
    assert [pick.name for pick in desk.templates("finance.draft_voucher")] == ["电话费", "经费"]
    assert desk.templates("finance.add_asset") == []
    keys = {pick.name: pick.key for pick in desk.templates("finance.draft_voucher")}
    filled = desk.template("finance.draft_voucher", keys["电话费"])
    assert [(line["debit"], line["credit"]) for line in filled["lines"]] == [(80, None), (None, 80)]
    open_ = desk.template("finance.draft_voucher", keys["经费"])
    assert open_["summary"] == "付办公费"
    assert [(line["account"], line["debit"], line["credit"]) for line in open_["lines"]] == [
        ("102", None, None), ("402", None, None), ("211", None, None)
    ]  # fmt: skip
