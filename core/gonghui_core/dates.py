"""Dates as people type them and as sheets hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gonghui_core.i18n import translator
from gonghui_core.text import clean, half
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

FIRST_YEAR, LAST_YEAR = 1900, 2100

# Spreadsheets count days from here; their serial 60 is 29 February 1900, a day that never was.
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 61, 73_415

_YEAR, _MONTH, _DAY = r"([0-9]{4})", r"([0-9]{1,2})", r"([0-9]{1,2})"
_GAP = r"(?:[-/.,]|年|月)"
_CLOCK = r"[0-9]{1,2}[:时][0-9]{1,2}(?:[:分](?:[0-9]{1,2}(?:\.[0-9]+)?秒?)?)?"
_TIME = rf"(?:(?:T|(?<=[日号])){_CLOCK}(?:Z|[+-][0-9:]{{2,6}})?)?"
_FULL = re.compile(rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}日?号?{_TIME}")
_TIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH_ONLY = re.compile(rf"{_YEAR}{_GAP}{_MONTH}月?份?")
_TIGHT_MONTH = re.compile(r"([0-9]{4})([0-9]{2})")
_THIS_YEAR = re.compile(rf"{_MONTH}{_GAP}{_DAY}日?号?|([0-9]{{2}})([0-9]{{2}})")
_THIS_MONTH = re.compile(rf"{_DAY}日?号?")
_STEP = re.compile(r"([+-])([0-9]{1,4})")
_SHORT_YEAR = re.compile(rf"[0-9]{{2}}{_GAP}{_MONTH}{_GAP}{_DAY}日?")
_SERIAL = re.compile(r"[0-9]{4,5}")
_WORDS = {
    "今天": 0,
    "今日": 0,
    "昨天": -1,
    "昨日": -1,
    "明天": 1,
    "明日": 1,
    "前天": -2,
    "后天": 2,
    "today": 0,
}


@dataclass(frozen=True)
class DateReading:
    """A day that was read; `month_only` where the source gave no day, and the first of the month is taken."""

    day: date
    month_only: bool = False


def read_date(value: object, *, today: date | None = None) -> DateReading:
    """Read a date from a cell or a field: a date, a spreadsheet's serial, or text in the usual Chinese ways.

    `today` allows what is typed in a form besides: `22`, `1122`, `11-22`, `+3`, 今天. Without it, text of
    five digits is a serial.

    Raises:
        BadInput: no such day, a year outside 1900 to 2100, two-digit and Minguo years, or no date at all.
    """
    reading = _read(value, today)
    if reading is None or not FIRST_YEAR <= reading.day.year <= LAST_YEAR:
        raise _unreadable(value)
    return reading


def _unreadable(value: object) -> BadInput:
    shown = clean(str(value)).strip()[:40]
    text = _tight(shown)
    if (found := _FULL.fullmatch(text) or _TIGHT.fullmatch(text)) and not _day(*map(int, found.groups())):
        return BadInput(_("“{value}”：没有这一天。").format(value=shown))
    if text.startswith("民国") or _SHORT_YEAR.fullmatch(text):
        return BadInput(_("“{value}”：请用四位数的公元年份，如 2020-01-02。").format(value=shown))
    return BadInput(_("“{value}”不是能识别的日期，请写成 2020-01-02 的样子。").format(value=shown))


def _read(value: object, today: date | None) -> DateReading | None:
    if isinstance(value, datetime):
        return DateReading(value.date())
    if isinstance(value, date):
        return DateReading(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    text = _tight(str(value))
    return _from_text(text) or (_from_today(text, today) if today else _from_serial_text(text))


def _tight(text: str) -> str:
    """Half-width text whose blanks are gone but for one between a date and a time."""
    text = half(clean(text)).strip().strip("'")
    text = re.sub(r"(?<=[0-9日号])\s+(?=[0-9]{1,2}[:时])", "T", text)
    return re.sub(r"\s", "", text)


def _from_number(value: int | float) -> DateReading | None:
    """A serial, or the digits of a date that a spreadsheet took for a number (20200102, 202001)."""
    if not 0 < value < 1e8:
        return None
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        # 1990 or 2003 in a column of dates is a year without a day, and not a day of 1905.
        if FIRST_YEAR <= value <= LAST_YEAR:
            return None
        return DateReading(_SERIAL_ZERO + timedelta(days=int(value)))
    return _from_text(str(int(value))) if value == int(value) else None


def _from_serial_text(text: str) -> DateReading | None:
    return _from_number(int(text)) if _SERIAL.fullmatch(text) else None


def _from_text(text: str) -> DateReading | None:
    if found := _FULL.fullmatch(text) or _TIGHT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_ONLY.fullmatch(text) or _TIGHT_MONTH.fullmatch(text):
        first = _day(int(found[1]), int(found[2]), 1)
        return first and DateReading(first.day, month_only=True)
    return None


def _from_today(text: str, today: date) -> DateReading | None:
    if text in _WORDS:
        return DateReading(today + timedelta(days=_WORDS[text]))
    if found := _STEP.fullmatch(text):
        return DateReading(today + timedelta(days=int(found[1] + found[2])))
    if found := _THIS_MONTH.fullmatch(text):
        return _day(today.year, today.month, int(found[1]))
    if found := _THIS_YEAR.fullmatch(text):
        return _day(today.year, int(found[1] or found[3]), int(found[2] or found[4]))
    return None


def _day(year: int, month: int, day: int) -> DateReading | None:
    try:
        return DateReading(date(year, month, day))
    except ValueError:
        return None
