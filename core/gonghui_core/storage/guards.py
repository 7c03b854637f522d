"""Row triggers that freeze what no service may change: posted vouchers, sealed results, the audit log.

A guard fires for any tool that writes the database while it stands. `INSERT OR REPLACE` deletes a row without a
delete trigger on a connection of another tool, so an insert that would collide with a frozen row is refused too.
"""

from __future__ import annotations

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

    def collision(self) -> str:
        """Whether the new row has a key of a frozen row other than itself."""
        same = " OR ".join("(" + " AND ".join(f"kept.{c} = NEW.{c}" for c in key) + ")" for key in self.keys)
        return f"EXISTS (SELECT 1 FROM {self.table} kept WHERE ({same}) AND ({self.condition('kept')}))"


def install(connection: Connection, guards: list[Guard]) -> None:
    """Put the triggers of `guards` in place, replacing older ones of the same names."""
    for guard in guards:
        if connection.dialect.name == "sqlite":
            _install_sqlite(connection, guard)
        else:
            _install_postgresql(connection, guard)


def trigger_names(guard: Guard) -> list[str]:
    """The names of the triggers of one guard; a missing one is a finding of `gonghui audit verify`."""
    return [f"guard_{guard.table}_{event}" for event in ("insert", "update", "delete")]


def standing(connection: Connection) -> set[str]:
    """The names of the guard triggers that stand in the database."""
    if connection.dialect.name == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"
    else:
        sql = "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'guard_%' AND tgenabled <> 'D'"
    return {str(name) for (name,) in connection.execute(text(sql))}


def _conditions(guard: Guard) -> dict[str, str]:
    insert = " OR ".join(f"({condition})" for condition in (guard.collision(), *guard.unwanted()))
    update = f"({guard.condition('OLD')})"
    # A draft row may not be moved onto the key of a frozen one, nor under a frozen parent.
    others = guard.collision().replace("WHERE (", "WHERE kept.{pk} <> OLD.{pk} AND (", 1)
    update += " OR " + others.format(pk=guard.keys[0][0])
    update += "".join(f" OR ({condition})" for condition in guard.unwanted())
    return {"insert": insert, "update": update, "delete": guard.condition("OLD")}


def _install_sqlite(connection: Connection, guard: Guard) -> None:
    for event, condition in _conditions(guard).items():
        name = f"guard_{guard.table}_{event}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {guard.table} FOR EACH ROW "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'gonghui: {guard.say}'); END"
        )


def _install_postgresql(connection: Connection, guard: Guard) -> None:
    for event, condition in _conditions(guard).items():
        name = f"guard_{guard.table}_{event}"
        result = "OLD" if event == "delete" else "NEW"
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION 'gonghui: {guard.say}'; END IF; RETURN {result}; END $$"
        )
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {guard.table}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    _forbid_truncate(connection, guard)


def _forbid_truncate(connection: Connection, guard: Guard) -> None:
    name = f"guard_{guard.table}_truncate"
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION 'gonghui: {guard.say}'; END $$"
    )
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {guard.table}")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {guard.table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
