"""Verdicts with their sentence: title, what the rule wants, what there is, if that will do, the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gonghui_core.i18n import translator
from gonghui_core.rules.model import Rule, Severity
from gonghui_core.rules.titles import unit_title
from gonghui_core.verdicts import Standing, Verdict

_ = translator("gonghui_core")

Labels = Mapping[str, str]
"""Titles of the ids in a rule's list."""

_BROKEN = {Severity.BLOCK: Standing.BLOCK, Severity.WARN: Standing.WARN, Severity.INFO: Standing.INFO}


def told(rule: Rule, met: bool, need: object, have: object, words: str, **values: object) -> Verdict:
    """The verdict on a case; `words` has the places `need`, `have`, `unit` and those of `values`."""
    needed, had = plain(need), plain(have)
    clause = words.format(need=needed, have=had, unit=unit_title(rule.unit), **values)
    pattern = _("{title}：{clause}，符合规定") if met else _("{title}：{clause}，不符合规定")
    standing = Standing.MET if met else _BROKEN[rule.severity]
    return _verdict(rule, standing, pattern.format(title=rule.title, clause=clause), needed, had)


def not_set(rule: Rule) -> Verdict:
    """The verdict of a rule that nobody has filled in."""
    return _verdict(rule, Standing.NOT_SET, _("{title}：未设定，请查本单位文件").format(title=rule.title))


def unknown_rule(rule_id: str) -> Verdict:
    """The verdict where no pack has a rule of this id in force on the day."""
    return Verdict(rule_id, Standing.NOT_SET, _("规则 {rule}：未设定，请查本单位文件").format(rule=rule_id))


def _verdict(rule: Rule, standing: Standing, message: str, need: str = "", have: str = "") -> Verdict:
    if rule.citation:
        message = _("{message}（{citation}）").format(message=message, citation=rule.citation)
    return Verdict(rule.id, standing, message, need, have, rule.document, rule.article)


def plain(value: object) -> str:
    """A number as people read it: money with two places."""
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def listed(ids: Iterable[str], labels: Labels | None = None) -> str:
    """Ids by their titles, joined as in a sentence."""
    return "、".join(str((labels or {}).get(item, item)) for item in ids)
