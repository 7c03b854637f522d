"""What a rule says of a case: pure functions of a rule and plain values, one for each type of rule.

A rule that nobody has filled in gives `Standing.NOT_SET`, never a silent pass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gonghui_core.rules import list_rules, money_rules, people_rules
from gonghui_core.rules.model import Rule, RuleType
from gonghui_core.rules.sentences import not_set, unknown_rule
from gonghui_core.verdicts import Verdict

__all__ = ["EVALUATORS", "evaluate", "not_set", "unknown_rule"]

EVALUATORS: dict[RuleType, Callable[..., Verdict]] = {
    RuleType.PER_EVENT: money_rules.per_event,
    RuleType.PER_YEAR: money_rules.per_year,
    RuleType.PER_FESTIVAL: money_rules.per_festival,
    RuleType.PER_ILLNESS: money_rules.per_illness,
    RuleType.SHARE_OF_BASE: money_rules.share_of_base,
    RuleType.SUB_SHARE: money_rules.sub_share,
    RuleType.ONCE: people_rules.once,
    RuleType.TIMES_PER_YEAR: people_rules.times_per_year,
    RuleType.SHARE_OF_PEOPLE: people_rules.share_of_people,
    RuleType.LEAST_SHARE: people_rules.least_share,
    RuleType.SHARE: people_rules.share,
    RuleType.AT_LEAST: people_rules.at_least,
    RuleType.AT_MOST: people_rules.at_most,
    RuleType.SURPLUS: people_rules.surplus,
    RuleType.CEILING: people_rules.ceiling,
    RuleType.MINIMUM: people_rules.minimum,
    RuleType.MAXIMUM: people_rules.maximum,
    RuleType.BANDS: people_rules.bands,
    RuleType.STEPS: people_rules.steps,
    RuleType.DURATION: people_rules.duration,
    RuleType.PLACE: list_rules.place,
    RuleType.FORMS: list_rules.forms,
    RuleType.RELATIVES: list_rules.relatives,
    RuleType.PAYER: list_rules.payer,
    RuleType.CHOICE: list_rules.choice,
    RuleType.STATUSES: list_rules.statuses,
    RuleType.ELIGIBILITY: list_rules.eligibility,
    RuleType.PROOF: list_rules.proof,
    RuleType.INCOMPATIBLE: list_rules.incompatible,
    RuleType.FLAG: list_rules.flag,
}


def evaluate(rule: Rule, **facts: Any) -> Verdict:
    """The verdict of a rule on a case; the facts are the keyword arguments of its type's function.

    Raises:
        TypeError: a fact is missing or unknown for this type of rule.
    """
    return EVALUATORS[rule.type](rule, **facts)
