"""Filling in any action of any plugin with values that can be read, for the conformance kit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gonghui_core.catalogue import Offer
from gonghui_core.commands import FieldView, views
from gonghui_core.contributions import Right
from gonghui_core.desk import Desk
from gonghui_core.fields import kind_of
from gonghui_core.office.choices import Role
from gonghui_core.pages import Page, Parameter, TablePage
from gonghui_core.testing.union import Union

TEXTS = ("text", "long_text", "name")
"""Kinds of fields that take any text; a code takes letters and digits only."""


def holder(union: Union, right: str) -> str:
    """The officer to act as for a right; the whole union's before the one of a branch."""
    holders = union.kernel.catalogue.rights[right].holders
    return next(role.value for role in Role if role in holders and role is not Role.branch)


def outsiders(right: Right) -> list[str]:
    """The officers whose role does not hold a right."""
    return [role.value for role in Role if role not in right.holders]


@dataclass
class Filler:
    """Makes values for the fields of actions and for the parameters of pages; `samples` are given ones by action."""

    union: Union
    samples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def desk(self, right: str) -> Desk:
        """The desk of somebody who holds a right."""
        officer = holder(self.union, right)
        if officer not in self.desks:
            self.desks[officer] = self.union.desk(officer)
        return self.desks[officer]

    def values(self, offer: Offer, text: str = "样例") -> dict[str, Any]:
        """What an action is given: its sample, then something for each required field without one."""
        values = dict(self.samples.get(offer.name, {}))
        for view in views(offer.action.command):
            if view.required and view.id not in values:
                values[view.id] = self.value(view, text)
        return values

    def value(self, view: FieldView, text: str = "样例") -> Any:
        """Something that a field takes; `None` where there is no record to pick yet."""
        kind = view.kind
        made: Any
        if kind.name == "lines":
            made = [{column.id: self.value(column, text) for column in view.columns if column.required}]
        elif kind.name == "record":
            made = self.first_key(kind.page)
        elif kind.name == "choice" and kind.choice is not None:
            made = next(iter(kind.choice)).value
        else:
            made = {"money": "1.00", "integer": 1, "date": self.union.today, "yes_no": True}.get(
                kind.name, text
            )
        return [made] if kind.many else made

    def first_key(self, page_id: str) -> str | None:
        """The key of the first record of a page, if it has one; it stays the same from then on."""
        if page_id not in self.keys:
            found = self._look_up(page_id)
            if found is None:
                return None
            self.keys[page_id] = found
        return self.keys[page_id]

    def _look_up(self, page_id: str) -> str | None:
        page = self.union.kernel.catalogue.table(page_id)
        params = self.params(page)
        if params is None:
            return None
        rows = self.desk(page.right).table(page_id, params, limit=1).rows
        return str(rows[0]["key"]) if rows else None

    def record(self, offer: Offer) -> str | None:
        """The record that an action can be offered on: empty where it needs none, `None` where there is none yet."""
        fields = offer.action.command.model_fields
        if not {"record", "records"} & set(fields):
            return ""
        page = offer.page
        return self.first_key(page.child_of if isinstance(page, TablePage) and page.child_of else page.id)

    def params(self, page: Page) -> dict[str, Any] | None:
        """Values for the required parameters of a page; `None` where a record for one does not exist yet."""
        given = {item.id: self._parameter(item) for item in page.params if item.required}
        return None if None in given.values() else given

    def _parameter(self, parameter: Parameter) -> Any:
        from pydantic.fields import FieldInfo

        kind = kind_of(FieldInfo.from_annotation(parameter.type))
        if kind.name == "record":
            return self.first_key(kind.page)
        if kind.name == "choice" and kind.choice is not None:
            return next(iter(kind.choice)).value
        return date(2023, 12, 20).isoformat() if kind.name == "date" else "2023"


def text_fields(offer: Offer) -> list[str]:
    """The fields of an action that take any text; those in lines are written `lines.memo`."""
    found = []
    for view in views(offer.action.command):
        if view.kind.name in TEXTS and not view.kind.many:
            found.append(view.id)
        found += [f"{view.id}.{column.id}" for column in view.columns if column.kind.name in TEXTS]
    return found


def put(values: Mapping[str, Any], path: str, text: str) -> dict[str, Any]:
    """`values` with `text` in the field at `path`; in lines, in the first of them."""
    outer, _dot, inner = path.partition(".")
    if not inner:
        return {**values, outer: text}
    lines = [dict(line) for line in values.get(outer) or [{}]]
    lines[0][inner] = text
    return {**values, outer: lines}
