"""Reports: blocks that are drawn in the terminal and written as xlsx, docx, md, csv and json alike.

A figure or a cell may carry its `Fact`: the records it was made from, which Enter opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui_core.choices import Choice
from gonghui_core.forms import Paper
from gonghui_core.i18n import translator

_ = translator("gonghui_core")


@dataclass(frozen=True)
class Fact:
    """A figure or name in a report and the records that it was made from."""

    label: str
    value: str
    page: str = ""
    keys: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The fact as the command line prints it."""
        asked = {"params": dict(self.params)} if self.params else {}
        return {
            "label": str(self.label), "value": self.value, "page": self.page, "keys": list(self.keys), **asked,
        }  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text, with the facts it states; `parts` are its sentences, each with its own facts."""

    text: str
    facts: tuple[Fact, ...] = ()
    parts: tuple[tuple[str, tuple[Fact, ...]], ...] = ()


@dataclass(frozen=True)
class Figure:
    """One label and its value, with the fact behind it; `mark` is `ok`, `warn` or `bad`, never by colour alone."""

    label: str
    value: Any
    fact: Fact | None = None
    mark: str = ""


@dataclass(frozen=True)
class Figures:
    """Labels and values side by side."""

    items: tuple[Figure, ...]
    title: str = ""


@dataclass(frozen=True)
class Col:
    """A column of a table block; `kind` as of a field (`text`, `money`, `date`, `integer`).

    `wide` ones are left out on a screen that has no room for them.
    """

    id: str
    title: str
    kind: str = "text"
    width: int = 12
    wide: bool = False


@dataclass(frozen=True)
class Grid:
    """A table block: rows of values in the order of the columns; `facts` by row and column number."""

    columns: tuple[Col, ...]
    rows: Sequence[Sequence[Any]]
    title: str = ""
    facts: Mapping[tuple[int, int], Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Bars:
    """A bar chart: label, value and the value as people read it."""

    title: str
    items: tuple[tuple[str, Decimal, str], ...]


@dataclass(frozen=True)
class Signature:
    """The line to sign on: who signs, and the day where it is known."""

    roles: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True)
class Child:
    """A table page shown inside a record, with its parameters given."""

    page: str
    params: Mapping[str, str]
    title: str = ""


class StepState(Choice):
    """How a step stands; `none` where there is nothing to do for it."""

    done = "done", _("已办")
    todo = "todo", _("待办")
    none = "none", _("不需要")


@dataclass(frozen=True)
class Step:
    """One step of a sequence: what it is, how it stands and why, and the way to do it.

    The way is an `action` by its name, begun with `values` in its form, or else a `page`: with `params`, or its
    record `key`. An action that asks before it acts is not asked for what `values` gives in full.
    """

    id: str
    title: str
    state: StepState
    note: str = ""
    action: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    key: str = ""

    def as_json(self) -> dict[str, Any]:
        """The step as the command line prints it."""
        way = {"action": self.action, "values": dict(self.values)} if self.action else {}
        if self.page and not self.action:
            way = {"page": self.page, "params": dict(self.params), "key": self.key}
        return {"id": self.id, "title": str(self.title), "state": self.state, "note": str(self.note), **way}


@dataclass(frozen=True)
class Steps:
    """A guided sequence, such as closing a month; Enter on a step goes the way to do it."""

    items: tuple[Step, ...]
    title: str = ""

    @property
    def left(self) -> int:
        """How many steps are still to do."""
        return sum(step.state is StepState.todo for step in self.items)


Block = Heading | Paragraph | Figures | Grid | Bars | Signature | Child | Steps


@dataclass(frozen=True)
class Report:
    """A title, its blocks in order, and the same figures as plain data under English names.

    `paper` is the official form, where there is one, that docx and xlsx are written as.
    """

    title: str
    blocks: tuple[Block, ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    paper: Paper | None = None
