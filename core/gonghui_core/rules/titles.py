"""Rules as pages show them: values, units and counting words in words."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from gonghui_core.i18n import translator
from gonghui_core.rules.counting import CountingWord
from gonghui_core.rules.model import Band, DurationLimit, IllnessLimit, Rule, RuleType, Steps, Value

_ = translator("gonghui_core")

COUNTING_TITLES = {
    CountingWord.TWO_THIRDS_OR_MORE: _("三分之二以上"),
    CountingWord.HALF_OR_MORE: _("半数以上"),
    CountingWord.MORE_THAN_HALF: _("过半数"),
    CountingWord.A_THIRD_OR_MORE: _("三分之一以上"),
    CountingWord.MORE_THAN_A_QUARTER: _("超过四分之一"),
}
_UNITS = {
    "yuan": _("元"), "people": _("人"), "members": _("人"), "women": _("人"), "staff": _("人"),
    "delegates": _("人"), "entitled": _("人"), "presidium": _("人"), "seats": _("人"), "ballots": _("张"),
    "votes": _("票"), "times": _("次"), "days": _("天"), "working_days": _("个工作日"), "months": _("个月"),
    "years": _("年"), "age": _("周岁"), "day_of_month": _("日"), "percent": "%", "status": "", "posts": "",
}  # fmt: skip


def unit_title(unit: str) -> str:
    """A unit in words; one that is not known is shown as it is written."""
    return str(_UNITS.get(unit, unit))


def value_text(rule: Rule) -> str:
    """What a rule says, with its unit, or 未设定."""
    if rule.value is None:
        return str(_("未设定"))
    if rule.type is RuleType.SHARE:
        return str(COUNTING_TITLES[CountingWord[str(rule.value).upper()]])
    shown = _shown(rule.value)
    plain = isinstance(rule.value, int | Decimal) and not isinstance(rule.value, bool)
    return f"{shown} {unit_title(rule.unit)}".strip() if plain else shown


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, tuple):
        return "、".join(_band_text(item) if isinstance(item, Band) else item for item in value)
    if isinstance(value, IllnessLimit):
        return _("{amount:.2f} 元，每年 {times} 次").format(amount=value.amount, times=value.times)
    if isinstance(value, DurationLimit):
        return _("{days} 天 {nights} 夜").format(days=value.days, nights=value.nights)
    if isinstance(value, Steps):
        words = _("{start} 起 {base}，每增加 {per} 加 {step}，超过 {end} 为 {above}")
        return words.format(**asdict(value))
    return str(value)


def _band_text(band: Band) -> str:
    whole = f"≥{band.first}" if band.last is None else f"{band.first}–{band.last}"
    return f"{whole}：{band}"
