"""The values of rules as packs write them, by the type of the rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from gonghui_core.i18n import translator
from gonghui_core.rules.counting import COUNTING_WORDS
from gonghui_core.rules.model import Band, DurationLimit, IllnessLimit, Ratio, RuleType, Steps, Value

_ = translator("gonghui_core")

NOT_SET = "not set"

_MONEY = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
_RATIO = re.compile(r"([0-9]{1,6})/([1-9][0-9]{0,5})")


class ValueFault(Exception):
    """A value is not what its type of rule takes; the message says what it takes."""


def read_value(kind: RuleType, raw: object) -> Value:
    """The value of a rule, or None for `"not set"`.

    Raises:
        ValueFault: with words for what the type takes.
    """
    return None if raw == NOT_SET else _READERS[kind](raw)


def _money(raw: object) -> Decimal:
    """Yuan as a whole number or as text with at most two places; a float of TOML is not exact."""
    text = str(raw) if isinstance(raw, int | str) and not isinstance(raw, bool) else ""
    if not _MONEY.fullmatch(text):
        raise ValueFault(_('金额，如 1000 或 "1000.50"'))
    return Decimal(text)


def _whole(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return raw
    raise ValueFault(_("不带引号的整数"))


def _number(raw: object) -> int | Decimal:
    return _whole(raw) if isinstance(raw, int) else _money(raw)


def _ratio(raw: object) -> Ratio:
    found = _RATIO.fullmatch(raw) if isinstance(raw, str) else None
    if not found:
        raise ValueFault(_('写在引号里的分数，如 "2/3" 或 "3/1"'))
    return Ratio(int(found[1]), int(found[2]))


def _words(raw: object) -> tuple[str, ...]:
    if isinstance(raw, list) and raw and all(isinstance(word, str) and word for word in raw):
        return tuple(raw)
    raise ValueFault(_('文字的列表，如 ["goods", "voucher"]'))


def _word(raw: object) -> str:
    if raw in COUNTING_WORDS:
        return str(raw)
    raise ValueFault(_("计数词之一：{words}").format(words="、".join(COUNTING_WORDS)))


def _flag(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise ValueFault(_(" true 或 false"))


def _illness(raw: object) -> IllnessLimit:
    table = raw if isinstance(raw, dict) else {"amount": raw}
    if set(table) - {"amount", "times"} or "amount" not in table:
        raise ValueFault(_("金额，或 {{amount = 2000, times = 1}}").format())
    return IllnessLimit(_money(table["amount"]), _whole(table.get("times", 1)))


def _duration(raw: object) -> DurationLimit:
    if not isinstance(raw, dict) or set(raw) != {"days", "nights"}:
        raise ValueFault(_("天数与夜数，如 {{days = 2, nights = 1}}").format())
    return DurationLimit(_whole(raw["days"]), _whole(raw["nights"]))


def _bands(raw: object) -> tuple[Band, ...]:
    if isinstance(raw, list) and raw and all(isinstance(row, dict) for row in raw):
        return tuple(_band(row) for row in raw)
    raise ValueFault(_("各档的列表，如 [{{first = 25, last = 200, low = 3, high = 7}}]").format())


def _band(row: dict[str, object]) -> Band:
    besides = row.get("besides", [])
    known = {"first", "low"} <= set(row) <= {"first", "last", "low", "high", "besides"}
    if not known or not isinstance(besides, list):
        raise ValueFault(_("各档的列表，每档有 first、low，可有 last、high、besides"))
    last = _whole(row["last"]) if "last" in row else None
    high = _whole(row["high"]) if "high" in row else None
    return Band(_whole(row["first"]), last, _whole(row["low"]), high, tuple(_whole(one) for one in besides))


def _steps(raw: object) -> Steps:
    names = ("from", "to", "base", "step", "per", "above")
    if not isinstance(raw, dict) or set(raw) != set(names) or raw["per"] == 0:
        raise ValueFault(_("有 {names} 的一组整数").format(names="、".join(names)))
    return Steps(*(_whole(raw[name]) for name in names))


def _percent(raw: object) -> int:
    percent = _whole(raw)
    if percent > 100:
        raise ValueFault(_("0 到 100 的整数"))
    return percent


def _figure(raw: object) -> str:
    if isinstance(raw, str) and raw:
        return raw
    raise ValueFault(_('另一个数的名称，如 "issued"'))


_READERS: dict[RuleType, Callable[[object], Value]] = {
    RuleType.PER_EVENT: _money,
    RuleType.PER_YEAR: _money,
    RuleType.PER_FESTIVAL: _money,
    RuleType.PER_ILLNESS: _illness,
    RuleType.ONCE: _whole,
    RuleType.SHARE_OF_BASE: _ratio,
    RuleType.SHARE_OF_PEOPLE: _ratio,
    RuleType.LEAST_SHARE: _ratio,
    RuleType.SHARE: _word,
    RuleType.AT_LEAST: _percent,
    RuleType.AT_MOST: _percent,
    RuleType.SURPLUS: _percent,
    RuleType.CEILING: _figure,
    RuleType.TIMES_PER_YEAR: _whole,
    RuleType.DURATION: _duration,
    RuleType.PLACE: _words,
    RuleType.SUB_SHARE: _ratio,
    RuleType.FORMS: _words,
    RuleType.RELATIVES: _words,
    RuleType.ELIGIBILITY: _words,
    RuleType.PROOF: _words,
    RuleType.PAYER: _words,
    RuleType.CHOICE: _words,
    RuleType.STATUSES: _words,
    RuleType.INCOMPATIBLE: _words,
    RuleType.MINIMUM: _number,
    RuleType.MAXIMUM: _number,
    RuleType.BANDS: _bands,
    RuleType.STEPS: _steps,
    RuleType.FLAG: _flag,
}
