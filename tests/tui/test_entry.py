"""What people type into fields, and what it means."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import BadInput
from gonghui_tui import entry

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12*30+5", "365.00"), ("１２，３４５．５０", "12345.50"), ("1、200。5", "1200.50"), ("1.2万", "12000.00"),
        ("￥12元", "12.00"), ("(1+2)*3", "9.00"), ("（１＋２）×３", "9.00"), ("100÷8", "12.50"), ("-5", "-5.00"),
        ("2*-3", "-6.00"), (".5", "0.50"), ("5.", "5.00"), ("0.1+0.2", "0.30"), ("1亿", "100000000.00"),
        ("1/3*3", "1.00"), ("  8 ", "8.00"), ("1,234,567.89", "1234567.89"),
    ],
)  # fmt: skip
def test_an_amount_is_read_exactly(text, wanted):
    assert str(entry.amount(text)) == wanted


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1,2", "1，23", "100/3", "0.005", "1/0", "1e5", "NaN", "inf", "٣", "²", "1_000", "12(3)",
     "(1", "1)", "1+", "*2", "1..2", "10000亿亿", "__import__('os')", "9" * 300, "(" * 150, "壹佰元"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_in_words(text):
    with pytest.raises(BadInput) as refused:
        entry.amount(text)
    assert str(refused.value)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_shown_amount_reads_back_as_itself(value):
    assert entry.amount(entry.amount_text(value)) == value


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_is_refused(text):
    with suppress(BadInput):
        assert entry.amount(text).is_finite()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("22", "2026-11-22"), ("1122", "2026-11-22"), ("20261122", "2026-11-22"), ("2026.11.22", "2026-11-22"),
        ("2026-1-2", "2026-01-02"), ("2026/1/2", "2026-01-02"), ("2020、1、2", "2020-01-02"), ("11.22", "2026-11-22"),
        ("２０２０年１月２日", "2020-01-02"), ("11月22日", "2026-11-22"), ("5日", "2026-11-05"), ("今天", "2026-11-20"),
        ("昨天", "2026-11-19"), ("明天", "2026-11-21"), ("+", "2026-11-21"), ("＋", "2026-11-21"),
        ("-", "2026-11-19"), ("+11", "2026-12-01"), ("20240229", "2024-02-29"),
    ],
)  # fmt: skip
def test_a_day_is_read_as_fingers_type_it(text, wanted):
    assert entry.day(text, TODAY).isoformat() == wanted


def test_there_is_no_day_after_the_last():
    with pytest.raises(BadInput):
        entry.day("+", TODAY, base=date.max)


def test_plus_counts_from_the_day_in_the_field():
    assert entry.day("+", TODAY, base=date(2026, 1, 31)) == date(2026, 2, 1)


@pytest.mark.parametrize(
    "text", ["", "31", "0230", "20230229", "1322", "112", "261122", "0", "abc", "45000", "民国109年"]
)
def test_a_day_that_is_none_is_refused_in_words(text):
    with pytest.raises(BadInput) as refused:
        entry.day(text, TODAY)
    assert str(refused.value)


@given(st.text(alphabet="0123456789.-/年月日+今天 ", max_size=12))
def test_any_text_is_a_day_or_is_refused(text):
    with suppress(BadInput):
        assert isinstance(entry.day(text, TODAY), date)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("11", (2026, 11)), ("202611", (2026, 11)), ("2026-3", (2026, 3)), ("２０２６年３月", (2026, 3)),
     ("本月", (2026, 11)), ("上月", (2026, 10))],
)  # fmt: skip
def test_a_month_is_read(text, wanted):
    assert entry.month(text, TODAY) == wanted


@pytest.mark.parametrize("text", ["13", "0", "202613", "x", ""])
def test_a_month_that_is_none_is_refused(text):
    with pytest.raises(BadInput):
        entry.month(text, TODAY)


def test_a_count_is_whole():
    assert entry.whole("１，２００") == 1200
    assert entry.whole("12*3") == 36
    with pytest.raises(BadInput):
        entry.whole("1.5")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("2500", "人民币贰仟伍佰元整"), ("1004.05", "人民币壹仟零肆元零伍分"), ("0.05", "人民币伍分"),
     ("0", "人民币零元整")],
)  # fmt: skip
def test_an_amount_in_capitals(value, wanted):
    assert entry.capitals(Decimal(value)) == wanted
