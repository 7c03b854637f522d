"""Rules on sums: per event, year, festival and illness, and shares of a base. Money is Decimal yuan."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from gonghui_core.i18n import translator
from gonghui_core.rules.model import IllnessLimit, Ratio, Rule
from gonghui_core.rules.sentences import not_set, plain, told
from gonghui_core.verdicts import Verdict

_ = translator("gonghui_core")

_FEN = Decimal("0.01")
_NOTHING = Decimal(0)
_BASES = {
    "dues": _("会费收入"), "income": _("经费收入"), "retained": _("留成经费"), "wages": _("工资总额"),
    "budget": _("预算"),
}  # fmt: skip


def per_event(rule: Rule, *, amount: Decimal) -> Verdict:
    """Money for one person on one event."""
    if not isinstance(rule.value, Decimal):
        return not_set(rule)
    words = _("每人每次不超过 {need} 元，本次 {have} 元")
    return told(rule, amount <= rule.value, rule.value, amount, words)


def per_year(rule: Rule, *, amount: Decimal, already: Decimal = _NOTHING) -> Verdict:
    """Money for one person in one year; `already` is what the person has had this year."""
    words = _("每人每年不超过 {need} 元，已有 {already} 元，本次 {amount} 元，共 {have} 元")
    return _summed(rule, amount, already, words)


def per_festival(rule: Rule, *, amount: Decimal, already: Decimal = _NOTHING) -> Verdict:
    """Money for one person on one festival; `already` is what the person has had for the same festival."""
    words = _("每人每个节日不超过 {need} 元，已有 {already} 元，本次 {amount} 元，共 {have} 元")
    return _summed(rule, amount, already, words)


def _summed(rule: Rule, amount: Decimal, already: Decimal, words: str) -> Verdict:
    if not isinstance(rule.value, Decimal):
        return not_set(rule)
    total = already + amount
    met = total <= rule.value
    return told(rule, met, rule.value, total, words, already=plain(already), amount=plain(amount))


def per_illness(rule: Rule, *, amount: Decimal, times: int = 1) -> Verdict:
    """Money for one illness; `times` counts this year's for the same illness, this one included."""
    limit = rule.value
    if not isinstance(limit, IllnessLimit):
        return not_set(rule)
    if times > limit.times:
        words = _("同一病种每年不超过 {need} 次，这是第 {have} 次")
        return told(rule, False, limit.times, times, words)
    words = _("同一病种每次不超过 {need} 元，本次 {have} 元")
    return told(rule, amount <= limit.amount, limit.amount, amount, words)


def share_of_base(rule: Rule, *, amount: Decimal, base: Decimal, already: Decimal = _NOTHING) -> Verdict:
    """A sum against a multiple or a part of a base (3/1 of the dues, 3/10 of the income of the year)."""
    share = rule.value
    if not isinstance(share, Ratio):
        return not_set(rule)
    total = already + amount
    met = total * share.denominator <= base * share.numerator
    most = (base * share.numerator / share.denominator).quantize(_FEN, ROUND_DOWN)
    words = _("不超过{of} {base} 元的 {share}，即 {need} 元，累计 {have} 元")
    of = _BASES.get(rule.base, rule.base)
    return told(rule, met, most, total, words, of=of, base=plain(base), share=_share(share))


def sub_share(rule: Rule, *, part: Decimal, whole: Decimal) -> Verdict:
    """A part of a sum against its share of the whole, as meals of an outing."""
    share = rule.value
    if not isinstance(share, Ratio):
        return not_set(rule)
    met = part * share.denominator <= whole * share.numerator
    most = (whole * share.numerator / share.denominator).quantize(_FEN, ROUND_DOWN)
    words = _("不超过总额 {whole} 元的 {share}，即 {need} 元，现为 {have} 元")
    return told(rule, met, most, part, words, whole=plain(whole), share=_share(share))


def _share(share: Ratio) -> str:
    if share.denominator == 1:
        return _("{times} 倍").format(times=share.numerator)
    return str(share)
