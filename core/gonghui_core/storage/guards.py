"""Row triggers that freeze what no service may change: posted vouchers, sealed results, the audit log.

A guard fires for any tool that writes the database while it stands. `INSERT OR REPLACE` deletes a row without a
delete trigger on a connection of another tool, so an insert that would collide with a frozen row is refused too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class Guard:
    """Rows of `table` for which `frozen` holds can be neither changed, deleted nor replaced.

    `frozen` is an SQL condition over the row `{row}` (`{row}.status = 'posted'`), or over its parent through a
    subquery. `keys` are the sets of columns by which an insert could replace a row; the primary key is one.
    `closed` also refuses new rows for which it holds, such as lines added to a frozen parent. `barred` is a
    condition that no row may come to fulfil: posted without balancing, or posted into a closed month.
    """

    table: str
    frozen: str
    keys: tuple[tuple[str, ...], ...] = (("id",),)
    closed: bool = False
    say: str = "frozen"
    barred: str = ""

    def condition(self, row: str) -> str:
        """The condition with its row named."""
        return self.frozen.format(row=row)

    def unwanted(self) -> list[str]:
        """The conditions under which a row may not become what it would be."""
        found = [self.condition("NEW")] if self.closed else []
        return [*found, self.barred.format(row="NEW")] if self.barred else found

    def collision(self, other: str = "") -> str:
        """Whether the new row has a key of a frozen row; `other` narrows which rows are looked at.

        One question for each key, so that each is answered by that key's index and never by reading all that
        is frozen.
        """
        return " OR ".join(
            f"EXISTS (SELECT 1 FROM {self.table} kept WHERE {other}"
            + " AND ".join(f"kept.{column} = NEW.{column}" for column in key)
            + f" AND ({self.condition('kept')}))"
            for key in self.keys
        )


def install(connection: Connection, guards: list[Guard]) -> None:
    """Put the triggers of `guards` in place, replacing older ones of the same names."""
    for guard in guards:
        if connection.dialect.name == "sqlite":
            _install_sqlite(connection, guard)
        else:
            _install_postgresql(connection, guard)


def expected(connection: Connection, guards: Iterable[Guard]) -> dict[str, str]:
    """The triggers that should stand, each name with its body as the database keeps it."""
    sqlite = connection.dialect.name == "sqlite"
    bodies: dict[str, str] = {}
    for guard in guards:
        for event, condition in _conditions(guard).items():
            name = f"guard_{guard.table}_{event}"
            bodies[name] = (
                _sqlite_trigger(name, event, guard, condition)
                if sqlite
                else _postgresql_body(event, guard, condition)
            )
        if not sqlite:
            bodies[f"guard_{guard.table}_truncate"] = _truncate_body(guard)
    return bodies


def standing(connection: Connection) -> dict[str, str]:
    """The guard triggers that stand in the database and are switched on, each name with its body."""
    if connection.dialect.name == "sqlite":
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"
    else:
        sql = (
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgname LIKE 'guard_%' AND t.tgenabled IN ('O', 'A')"
        )
    return {str(name): str(body).strip() for name, body in connection.execute(text(sql))}


def _conditions(guard: Guard) -> dict[str, str]:
    insert = " OR ".join(f"({condition})" for condition in (guard.collision(), *guard.unwanted()))
    update = f"({guard.condition('OLD')})"
    # A draft row may not be moved onto the key of a frozen one, nor under a frozen parent.
    key = guard.keys[0][0]
    update += " OR " + guard.collision(f"kept.{key} <> OLD.{key} AND ")
    update += "".join(f" OR ({condition})" for condition in guard.unwanted())
    return {"insert": insert, "update": update, "delete": guard.condition("OLD")}


def _install_sqlite(connection: Connection, guard: Guard) -> None:
    for event, condition in _conditions(guard).items():
        name = f"guard_{guard.table}_{event}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(_sqlite_trigger(name, event, guard, condition))


def _sqlite_trigger(name: str, event: str, guard: Guard, condition: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {guard.table} FOR EACH ROW "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'gonghui: {guard.say}'); END"
    )


def _install_postgresql(connection: Connection, guard: Guard) -> None:
    for event, condition in _conditions(guard).items():
        name = f"guard_{guard.table}_{event}"
        body = _postgresql_body(event, guard, condition)
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
        )
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {guard.table}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    _forbid_truncate(connection, guard)


def _postgresql_body(event: str, guard: Guard, condition: str) -> str:
    result = "OLD" if event == "delete" else "NEW"
    return f"BEGIN IF {condition} THEN RAISE EXCEPTION 'gonghui: {guard.say}'; END IF; RETURN {result}; END"


def _truncate_body(guard: Guard) -> str:
    return f"BEGIN RAISE EXCEPTION 'gonghui: {guard.say}'; END"


def _forbid_truncate(connection: Connection, guard: Guard) -> None:
    name = f"guard_{guard.table}_truncate"
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {_truncate_body(guard)} $$"
    )
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {guard.table}")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {guard.table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
