"""Rules that name what is allowed, wanted or excluded: forms, places, relatives, proofs, payers, posts."""

from __future__ import annotations

from collections.abc import Collection

from gonghui_core.i18n import translator
from gonghui_core.rules.model import Rule
from gonghui_core.rules.sentences import Labels, listed, not_set, told
from gonghui_core.verdicts import Verdict

_ = translator("gonghui_core")


def forms(rule: Rule, *, form: str, labels: Labels | None = None) -> Verdict:
    """The form of a benefit: goods, a voucher, money."""
    return _one_of(rule, form, labels, _("只能采用：{need}，现为{have}"))


def place(rule: Rule, *, place: str, labels: Labels | None = None) -> Verdict:
    """Where an outing goes: in the city, in the province."""
    return _one_of(rule, place, labels, _("地点限于：{need}，现为{have}"))


def relatives(rule: Rule, *, relation: str, labels: Labels | None = None) -> Verdict:
    """Whose event counts: spouse, parent, child."""
    return _one_of(rule, relation, labels, _("亲属限于：{need}，现为{have}"))


def payer(rule: Rule, *, payer: str, labels: Labels | None = None) -> Verdict:
    """Who pays: the union, its dues, the school, the person."""
    return _one_of(rule, payer, labels, _("应由{need}承担，现为{have}"))


def choice(rule: Rule, *, chosen: str, labels: Labels | None = None) -> Verdict:
    """One of a list, as a term of three or five years."""
    return _one_of(rule, chosen, labels, _("应为：{need} {unit}，现为 {have}"))


def statuses(rule: Rule, *, status: str, labels: Labels | None = None) -> Verdict:
    """The standing of a person in the register: who holds the vote."""
    return _one_of(rule, status, labels, _("会籍状态须为：{need}，现为{have}"))


def _one_of(rule: Rule, chosen: str, labels: Labels | None, words: str) -> Verdict:
    allowed = _list(rule)
    if not allowed:
        return not_set(rule)
    return told(rule, chosen in allowed, listed(allowed, labels), listed([chosen], labels), words)


def eligibility(rule: Rule, *, holds: Collection[str], labels: Labels | None = None) -> Verdict:
    """What a person must be: dues paid, wage in the 2 % base, not retained."""
    return _all_of(rule, holds, labels, _("须满足：{need}，未满足：{lacking}"), _("须满足：{need}，均已满足"))


def proof(rule: Rule, *, given: Collection[str], labels: Labels | None = None) -> Verdict:
    """The papers that a case needs."""
    return _all_of(rule, given, labels, _("须附：{need}，缺少：{lacking}"), _("须附：{need}，均已附上"))


def _all_of(rule: Rule, there: Collection[str], labels: Labels | None, lacks: str, complete: str) -> Verdict:
    wanted = _list(rule)
    if not wanted:
        return not_set(rule)
    lacking = [item for item in wanted if item not in there]
    have = listed([item for item in wanted if item in there], labels)
    words = lacks if lacking else complete
    return told(rule, not lacking, listed(wanted, labels), have, words, lacking=listed(lacking, labels))


def incompatible(rule: Rule, *, holds: Collection[str], labels: Labels | None = None) -> Verdict:
    """What the person may not hold besides: an audit committee member who keeps the accounts."""
    excluded = _list(rule)
    if not excluded:
        return not_set(rule)
    held = [item for item in excluded if item in holds]
    words = _("不得兼任：{need}，现兼任：{have}") if held else _("不得兼任：{need}，未兼任")
    return told(rule, not held, listed(excluded, labels), listed(held, labels), words)


def flag(rule: Rule, *, have: bool) -> Verdict:
    """A plain yes or no: retained members do not vote."""
    if not isinstance(rule.value, bool):
        return not_set(rule)
    words = _("规定为{need}，现为{have}")
    return told(rule, have == rule.value, _yes(rule.value), _yes(have), words)


def _yes(value: bool) -> str:
    return str(_("是") if value else _("否"))


def _list(rule: Rule) -> list[str]:
    return [item for item in rule.value if isinstance(item, str)] if isinstance(rule.value, tuple) else []
