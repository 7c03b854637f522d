"""Inserting and changing many rows at once, each by one `executemany`.

Keys are taken first: `RETURNING` in the order of the parameters falls back to one statement a row on SQLite.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from gonghui_core.i18n import translator
from gonghui_core.storage.base import Replacement, Table
from gonghui_core.verdicts import Stale

_ = translator("gonghui_core")


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


def change_rows(session: Session, model: type[Table], changes: Sequence[Replacement]) -> None:
    """Give rows new values, the same columns in all of them; a row changed since it was read refuses all.

    Objects of the model that the session holds are read again when they are next asked.
    """
    if not changes:
        return
    session.flush()
    table, names = model.__table__, list(changes[0][1])
    query = update(table).where(table.c.id == bindparam("was_id"))  # type: ignore[arg-type]  # it is a Table
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    versioned = "version" in table.c
    if versioned:
        query = query.where(table.c.version == bindparam("was_version"))
        values["version"] = table.c.version + 1
    kept = ("id", "version") if versioned else ("id",)
    rows = [
        {f"was_{name}": was[name] for name in kept} | {f"new_{name}": new[name] for name in names}
        for was, new in changes
    ]
    done = session.connection().execute(query.values(values), rows)
    if done.rowcount != len(rows):
        raise Stale(_("别人刚改过其中的记录，一条也没有改；请再做一次"), {})
    for row in session.identity_map.values():
        if isinstance(row, model):
            session.expire(row)
