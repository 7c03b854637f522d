"""Text that is longer than its column: PostgreSQL refuses it, a file would take it; here both say the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import String, event, inspect
from sqlalchemy.orm import Session, UOWTransaction

from gonghui_core.i18n import translator
from gonghui_core.storage.base import Table
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")


@cache
def lengths(model: type[Table]) -> Mapping[str, int]:
    """The most characters that each text column of a table takes."""
    return {
        attribute.key: attribute.columns[0].type.length
        for attribute in inspect(model).column_attrs
        if isinstance(attribute.columns[0].type, String) and attribute.columns[0].type.length
    }


def refuse_long(model: type[Table], rows: Iterable[Mapping[str, Any]]) -> None:
    """Raise `BadInput` for the first value that its column does not take."""
    found = list(rows)
    for name, most in lengths(model).items():
        for row in found:
            value = row.get(name)
            if isinstance(value, str) and len(value) > most:
                said = _("太长：{have} 个字，最多 {need} 个（{name}）")
                raise BadInput(said.format(have=len(value), need=most, name=name), field=name)


def watch(session: Session) -> None:
    """Look at every row before it is written."""

    @event.listens_for(session, "before_flush")
    def _look(session: Session, context: UOWTransaction, instances: object) -> None:
        for row in (*session.new, *session.dirty):
            refuse_long(type(row), [vars(row)])
