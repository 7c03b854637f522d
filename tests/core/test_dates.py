"""Dates as people type them and as sheets hold them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.dates import DateReading, read_date
from gonghui_core.verdicts import BadInput

DAY = date(2020, 1, 2)
TODAY = date(2023, 9, 20)


@pytest.mark.parametrize(
    "value",
    [
        DAY, datetime(2020, 1, 2, 8, 30), 43832, 43832.0, 43832.75, "43832", 20200102, "20200102",
        "2020-01-02",
        "2020/1/2", "2020.1.2", "2020。1。2", "2020年1月2日", "2020 年 1 月 2 日", "２０２０年１月２日",
        "２０２０－０１－０２",
        " 2020-1-2 ", "'2020-1-2", "2020-01-02 00:00:00", "2020-01-02T08:30:00", "2020/1/2 0:00",
        "2020年1月2日 8时30分", "2020\u200b-1-2",
    ],
)  # fmt: skip
def test_a_day_is_read(value):
    assert read_date(value) == DateReading(DAY)


@pytest.mark.parametrize(
    "value", ["2020-1", "2020.01", "2020/1", "2020年1月", "2020年1月份", "202001", 202001]
)
def test_a_month_gives_its_first_day_and_says_so(value):
    assert read_date(value) == DateReading(date(2020, 1, 1), month_only=True)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "不是能识别的日期"), ("", "不是能识别的日期"), ("未知", "不是能识别的日期"),
        (True, "不是能识别的日期"),
        (1990, "不是能识别的日期"), ("1990", "不是能识别的日期"), (1992.1, "不是能识别的日期"),
        (time(8), "不是能识别的日期"),
        (-5, "不是能识别的日期"), (60, "不是能识别的日期"), (float("nan"), "不是能识别的日期"),
        (1e999, "不是能识别的日期"),
        ("2020-02-30", "没有这一天"), ("1900-02-29", "没有这一天"), ("2021年2月29日", "没有这一天"),
        ("20201301", "没有这一天"), ("2020-13", "不是能识别的日期"), ("98.5.3", "四位数的公元年份"),
        ("民国109年", "四位数的公元年份"), ("9999-01-01", "不是能识别的日期"),
        ("1800-01-01", "不是能识别的日期"),
        ("٢٠٢٠-01-02", "不是能识别的日期"), ("2020-01-02-03", "不是能识别的日期"), ("22", "不是能识别的日期"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(value, words):
    with pytest.raises(BadInput, match=words):
        read_date(value)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("22", date(2023, 9, 22)), ("2", date(2023, 9, 2)), ("22日", date(2023, 9, 22)),
        ("1122", date(2023, 11, 22)),
        ("１１２２", date(2023, 11, 22)), ("11-22", date(2023, 11, 22)), ("11.22", date(2023, 11, 22)),
        ("11月22日", date(2023, 11, 22)), ("1/2", date(2023, 1, 2)), ("今天", TODAY),
        ("昨天", date(2023, 9, 19)),
        ("+3", date(2023, 9, 23)), ("-20", date(2023, 8, 31)), ("2020-1-2", DAY), ("20200102", DAY),
    ],
)  # fmt: skip
def test_a_form_takes_short_dates(typed, day):
    assert read_date(typed, today=TODAY) == DateReading(day)


@pytest.mark.parametrize("typed", ["31", "0230", "1301", "112", "43832", "0", "第三天"])
def test_a_form_guesses_nothing(typed):
    with pytest.raises(BadInput):
        read_date(typed, today=TODAY)


@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)))
def test_every_way_of_writing_a_day_gives_that_day(day):
    ways = ["{0:%Y-%m-%d}", "{0:%Y%m%d}", "{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}"]
    assert {read_date(way.format(day)).day for way in ways} == {day}
    serial = (day - date(1899, 12, 30)).days
    if not 1900 <= serial <= 2100:
        assert read_date(serial).day == day


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary()), st.booleans())
def test_anything_is_read_or_refused(value, in_form):
    try:
        found = read_date(value, today=TODAY if in_form else None)
    except BadInput:
        return
    assert 1900 <= found.day.year <= 2100
