"""Where Enter leads: a page, one record of it, the records behind a figure, or an action to begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gonghui_core.reports import Fact, Step


@dataclass(frozen=True)
class Target:
    """A page with its parameters; with a `key` one record of it, with `keys` only these records.

    With an `action` it is that action, begun with `values` in its form.
    """

    page: str
    key: str = ""
    keys: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    value: str = ""
    action: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """What the link stands for, in words."""
        return f"{self.title} {self.value}".strip()


def target_of(fact: Fact | None) -> Target | None:
    """Where a fact leads; nowhere if it names no page."""
    if fact is None or not fact.page:
        return None
    key = fact.keys[0] if len(fact.keys) == 1 else ""
    return Target(fact.page, key, () if key else fact.keys, fact.params, str(fact.label), str(fact.value))


def target_of_step(step: Step) -> Target | None:
    """The way to do a step; nowhere if it names neither an action nor a page."""
    if not step.action and not step.page:
        return None
    return Target(step.page, step.key, params=step.params, action=step.action, values=step.values)
