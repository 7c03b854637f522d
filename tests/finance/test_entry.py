"""Pure rules of a voucher, and amounts in capitals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_finance.chart import standard
from gonghui_finance.rules import entry
from gonghui_finance.rules.capitals import capitals
from gonghui_finance.rules.entry import Line

CHART = standard()


def line(account="50102", debit="0", credit="0"):
    return Line(account, Decimal(debit), Decimal(credit))


@pytest.mark.parametrize(
    ("lines", "rule", "field"), [
        ([], "finance.voucher.empty", "lines"),
        ([line(debit="1"), line("102", credit="2")], "finance.voucher.balanced", "lines"),
        ([line(debit="1"), line("102")], "finance.voucher.amount", "lines.1.debit"),
        ([line(debit="1", credit="1")], "finance.voucher.one_side", "lines.0.credit"),
        ([line("501", debit="1"), line("102", credit="1")], "finance.account.leaf", "lines.0.account"),
        ([line(debit="1"), line("50199", credit="1")], "finance.account.known", "lines.1.account"),
        ([line(debit="1"), line("", credit="1")], "finance.account.known", "lines.1.account"),
    ],
)  # fmt: skip
def test_what_no_voucher_may_have(lines, rule, field):
    fault = entry.first_fault(lines, CHART)
    assert (fault.rule, fault.field) == (rule, field)


def test_a_right_voucher_has_no_fault():
    assert entry.first_fault([line(debit="1"), line("102", credit="1")], CHART) is None
    assert entry.first_fault([line(debit="-1"), line("102", credit="-1")], CHART) is None


@pytest.mark.parametrize(
    ("account", "asked", "kept"),
    [("40302", False, True), ("40301", True, False), ("401", True, False), ("402", True, True), ("50102", True, True),
     ("102", True, False)],
)  # fmt: skip
def test_the_account_decides_on_earmarking_where_it_can(account, asked, kept):
    assert entry.marked(Line(account, Decimal(1), earmarked=asked), CHART).earmarked is kept


AMOUNTS = st.decimals(Decimal("-99999999"), Decimal("99999999"), places=2).filter(bool)


@given(st.lists(st.tuples(st.sampled_from([a.code for a in CHART.leaves()]), AMOUNTS, st.booleans())))
def test_red_takes_back_whatever_was_there(rows):
    lines = [Line(a, x, Decimal(0)) if debit else Line(a, Decimal(0), x) for a, x, debit in rows]
    both = entry.movements([*lines, *entry.red(lines)])
    assert all(pair == (0, 0) for pair in both.values())


@pytest.mark.parametrize(
    ("amount", "words"), [
        ("1234.50", "壹仟贰佰叁拾肆元伍角"), ("0.05", "伍分"), ("100000000.00", "壹亿元整"), ("0.00", "零元整"),
        ("-12.30", "负壹拾贰元叁角"), ("1004.07", "壹仟零肆元零柒分"), ("10.00", "壹拾元整"),
    ],
)  # fmt: skip
def test_amounts_in_capitals(amount, words):
    assert capitals(Decimal(amount)) == words
