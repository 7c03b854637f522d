"""Reading what people type into a field: amounts, dates, months and counts, in the ways their fingers know.

Pure functions of plain values. Each raises `BadInput` with a sentence that says what would be right.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from gonghui_core.i18n import translator
from gonghui_core.text import clean, half
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_tui")

LARGEST = 10**12  # yuan; what is more than this was mistyped
_LONGEST = 200  # characters of one sum
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+", re.ASCII)
_UNITS = {"万": 10**4, "亿": 10**8}
_IGNORED = str.maketrans("", "", "¥元 \t")
_SIGNS = str.maketrans({"×": "*", "x": "*", "X": "*", "÷": "/"})
_DAY_PARTS = re.compile(r"(?:(\d{4})[-./,年])?(\d{1,2})[-./,月](\d{1,2})日?", re.ASCII)
_MONTH_PARTS = re.compile(r"(\d{4})[-./,年]?(\d{1,2})月?", re.ASCII)
_STEP = re.compile(r"([+-])(\d{0,4})", re.ASCII)
_SPOKEN = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "后天": 2}


def amount(text: str) -> Decimal:
    """The yuan of an amount or a sum such as `12*30+5`, `１，２００．５０`, `1.2万`: exact, with two places.

    Raises BadInput for what is no sum, does not come out in whole fen, or is beyond a thousand billion.
    """
    written = half(clean(text)).translate(_IGNORED).translate(_SIGNS)
    if len(written) > _LONGEST:
        raise BadInput(_("算式太长"))
    exact = _Sum(written).value()
    if abs(exact) > LARGEST:
        raise BadInput(_("金额太大，请检查"))
    fen = exact * 100
    if fen.denominator != 1:
        raise BadInput(_("金额不到整分，请写成两位小数"))
    return Decimal(fen.numerator).scaleb(-2)


def amount_text(value: Decimal) -> str:
    """An amount as it is shown: `1,200.50`."""
    return f"{value:,.2f}"


def capitals(value: Decimal) -> str:
    """An amount in Chinese capitals, as it stands on a voucher: 人民币壹仟贰佰元伍角."""
    # The library takes a while to import, and only a voucher needs it.
    import cn2an

    return f"人民币{cn2an.an2cn(f'{value:.2f}', 'rmb')}"


def day(text: str, today: date, *, base: date | None = None) -> date:
    """The day meant by `22`, `1122`, `20261122`, `2026.11.22`, `11月22日`, `今天`, `+`, `-` or `+3`.

    What is left out is taken from `today`; `+` and `-` count from `base`, the day in
    the field, or from today.
    Raises BadInput for a day that does not exist or cannot be told.
    """
    written = "".join(half(clean(text)).split())
    if written in _SPOKEN:
        return _days_from(today, _SPOKEN[written])
    if step := _STEP.fullmatch(written):
        days = int(step[2] or 1)
        return _days_from(base or today, days if step[1] == "+" else -days)
    year, month, number = _day_parts(written)
    return _existing(year or today.year, month or today.month, number)


def month(text: str, today: date) -> tuple[int, int]:
    """The year and month meant by `11`, `202611`, `2026-11`, `2026年11月`, `本月`, `上月`; else BadInput."""
    written = "".join(half(clean(text)).split())
    if written in ("本月", "上月"):
        last = today.replace(day=1) - timedelta(days=1)
        return (today.year, today.month) if written == "本月" else (last.year, last.month)
    if alone := re.fullmatch(r"(\d{1,2})月?", written, re.ASCII):
        year, number = today.year, int(alone[1])
    elif parts := _MONTH_PARTS.fullmatch(written):
        year, number = int(parts[1]), int(parts[2])
    else:
        raise BadInput(_("看不懂这个月份，请写成 2026-11"))
    if not (1 <= number <= 12 and year >= 1):
        raise BadInput(_("没有这个月份"))
    return year, number


def whole(text: str) -> int:
    """A count: `12`, `１，２００`, `12*3`; BadInput for what is no whole number."""
    value = _Sum(half(clean(text)).translate(_IGNORED).translate(_SIGNS)[:_LONGEST]).value()
    if value.denominator != 1 or abs(value) > LARGEST:
        raise BadInput(_("请写整数"))
    return value.numerator


def _days_from(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise BadInput(_("没有这一天")) from None


def _day_parts(written: str) -> tuple[int | None, int | None, int]:
    if re.fullmatch(r"\d{1,2}日?", written, re.ASCII):
        return None, None, int(written.rstrip("日"))
    if re.fullmatch(r"\d{4}", written, re.ASCII):
        return None, int(written[:2]), int(written[2:])
    if re.fullmatch(r"\d{8}", written, re.ASCII):
        return int(written[:4]), int(written[4:6]), int(written[6:])
    if parts := _DAY_PARTS.fullmatch(written):
        return int(parts[1]) if parts[1] else None, int(parts[2]), int(parts[3])
    raise BadInput(_("看不懂这个日期，请写成 22、1122 或 2026-11-22"))


def _existing(year: int, number: int, day_of_month: int) -> date:
    if not (year >= 1 and 1 <= number <= 12):
        raise BadInput(_("没有这个月份"))
    last = monthrange(year, number)[1]
    if not 1 <= day_of_month <= last:
        raise BadInput(_("{year} 年 {month} 月只有 {last} 天").format(year=year, month=number, last=last))
    return date(year, number, day_of_month)


class _Sum:
    """A sum of numbers with + - * / and brackets, read from left to right and worked out in fractions."""

    def __init__(self, written: str) -> None:
        self._rest = written

    def value(self) -> Fraction:
        """What the whole text comes to; BadInput where it is no sum."""
        if not self._rest:
            raise BadInput(_("请填金额或数字"))
        total = self._terms()
        if self._rest:
            raise BadInput(_("看不懂“{text}”，请写数字或算式，例如 12*30+5").format(text=self._rest))
        return total

    def _take(self, signs: str) -> str:
        sign = self._rest[:1]
        if not sign or sign not in signs:
            return ""
        self._rest = self._rest[1:]
        return sign

    def _terms(self) -> Fraction:
        total = self._factors()
        while sign := self._take("+-"):
            term = self._factors()
            total = total + term if sign == "+" else total - term
        return total

    def _factors(self) -> Fraction:
        product = self._signed()
        while sign := self._take("*/"):
            factor = self._signed()
            if sign == "/" and not factor:
                raise BadInput(_("不能除以 0"))
            product = product * factor if sign == "*" else product / factor
        return product

    def _signed(self) -> Fraction:
        sign = self._take("+-")
        value = self._bracket() if self._take("(") else self._number()
        return -value if sign == "-" else value

    def _bracket(self) -> Fraction:
        value = self._terms()
        if not self._take(")"):
            raise BadInput(_("算式少了右括号"))
        return value

    def _number(self) -> Fraction:
        found = _NUMBER.match(self._rest)
        if not found:
            raise BadInput(_("看不懂“{text}”，请写数字或算式，例如 12*30+5").format(text=self._rest or "…"))
        self._rest = self._rest[found.end() :]
        value = Fraction(found[0].replace(",", ""))
        while unit := self._take("万亿"):
            value *= _UNITS[unit]
        return value
