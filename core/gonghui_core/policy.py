"""Asking the rules: what a rule in force says of a case, and what follows from it."""

from __future__ import annotations

from datetime import date

from gonghui_core.rules import evaluators
from gonghui_core.rules.model import Rule
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work


def rule(work: Work, rule_id: str, day: date | None = None) -> Rule | None:
    """The rule in force on `day` (today if absent), or nothing."""
    return work.rulebook.on(day or work.today, rule_id)


def ask(work: Work, rule_id: str, day: date | None = None, **facts: object) -> Verdict:
    """What a rule says of a case, with no consequence. The facts are those of the rule's type."""
    found = rule(work, rule_id, day)
    return evaluators.unknown_rule(rule_id) if found is None else evaluators.evaluate(found, **facts)


def check(
    work: Work, rule_id: str, day: date | None = None, *, field: str | None = None, **facts: object
) -> Verdict:
    """What a rule says of a case; a rule marked `block` that is broken refuses, unless a reason overrides it.

    The override is kept in the audit record and shown in the history of the record ever after.
    """
    return settle(work, ask(work, rule_id, day, **facts), field=field)


def settle(work: Work, verdict: Verdict, *, field: str | None = None) -> Verdict:
    """Let a verdict take effect: a blocking one refuses unless the officer gave a reason to override it."""
    if verdict.standing is Standing.BLOCK and not work.override:
        raise Refusal.of(verdict, field=field)
    work.verdicts.append(verdict)
    return verdict


def broken(*verdicts: Verdict) -> list[Verdict]:
    """Those of the verdicts that people are to be warned of."""
    return [verdict for verdict in verdicts if not verdict.met]
