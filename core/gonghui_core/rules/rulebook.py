"""The rules in force on a day, for the jurisdictions of a union."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date

from gonghui_core.rules.model import Rule
from gonghui_core.rules.packs import SCHOOL, Pack


class Rulebook:
    """Rules by id; of several jurisdictions the last in `order` that has a rule in force on the day wins.

    A winning rule that is not set stays the winner: where a local rule replaces the national one and its
    figure is unknown, the national figure would be the wrong answer. Jurisdictions outside the order do not
    count.
    """

    def __init__(self, packs: Iterable[Pack], order: Sequence[str] = ("national", SCHOOL)) -> None:
        self.order = tuple(order)
        self._by_id: dict[str, list[Rule]] = {}
        ranks = {jurisdiction: rank for rank, jurisdiction in enumerate(order)}
        for pack in packs:
            for rule in pack.rules:
                if rule.jurisdiction in ranks:
                    self._by_id.setdefault(rule.id, []).append(rule)
        for rules in self._by_id.values():
            # Later packs come first among equals, so that a file given last wins.
            rules.reverse()
            rules.sort(key=lambda rule: -ranks[rule.jurisdiction])

    @property
    def ids(self) -> list[str]:
        """The ids of all rules, in force or not."""
        return sorted(self._by_id)

    def on(self, day: date, rule_id: str) -> Rule | None:
        """The rule in force on a day, or None."""
        return next((rule for rule in self._by_id.get(rule_id, ()) if rule.in_force(day)), None)

    def in_force(self, day: date) -> list[Rule]:
        """Every rule in force on a day, by id."""
        found = (self.on(day, rule_id) for rule_id in self.ids)
        return [rule for rule in found if rule is not None]

    def versions(self, rule_id: str) -> list[Rule]:
        """All versions of a rule, the winning jurisdiction first."""
        return list(self._by_id.get(rule_id, ()))

    def nearest(self, rule_id: str) -> str | None:
        """The id most like one that does not exist."""
        return next(iter(difflib.get_close_matches(rule_id, self._by_id, n=1)), None)
