"""Inserting many rows at once: keys are taken first, so that the rows go in by one `executemany`.

`RETURNING` in the order of the parameters falls back to one statement a row on SQLite.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from gonghui_core.storage.base import Table


def take_keys(session: Session, model: type[Table], count: int) -> list[int]:
    """`count` fresh keys for the `id` of `model`; only inside a unit of work that writes, which is alone."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = session.scalar(select(func.pg_get_serial_sequence(model.__tablename__, "id")))
        query = text("SELECT nextval(CAST(:sequence AS regclass)) FROM generate_series(1, :count)")
        return [int(key) for key in session.scalars(query, {"sequence": sequence, "count": count})]
    table = model.__table__
    newest = session.scalar(select(func.max(table.c.id))) or 0
    return list(range(newest + 1, newest + 1 + count))


def insert_rows(session: Session, model: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows` and put the key of each into it as `id`."""
    if not rows:
        return
    session.flush()
    for row, key in zip(rows, take_keys(session, model, len(rows)), strict=True):
        row["id"] = key
    session.execute(insert(model.__table__), list(rows))  # type: ignore[arg-type]  # a declarative table is a Table
