"""Migrating from nothing gives what the models say, for core and each plugin, on a file and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from gonghui_core.storage import guards, migrate
from gonghui_core.storage.engine import WRITE, open_file, open_server
from gonghui_core.storage.migrate import Schema
from gonghui_core.storage.revisions import schema_of
from gonghui_core.storage.sealing import Sealer
from gonghui_core.testing import postgres

SEALER = Sealer.of(None, b"test")
NAMES = ["core", *sorted(entry.name for entry in entry_points(group="gonghui"))]


def _schema(name: str) -> Schema:
    try:
        return schema_of(name)
    except ModuleNotFoundError as error:
        if error.name != f"gonghui_{name}.schema":
            raise
        return Schema(name, f"gonghui_{name}", "", schema_of("core").metadata.__class__())


@pytest.fixture(params=["file", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    if request.param == "file":
        yield open_file(tmp_path / "x.db", None, SEALER)
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"migrate_{abs(hash(request.node.name)) % 10**9}"
    opened = open_server(postgres.make_database(server, name), SEALER)
    yield opened
    opened.dispose()
    postgres.drop_database(server, name)


@pytest.mark.parametrize("name", NAMES)
def test_migrations_equal_models(engine: Engine, name: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    schema = _schema(name)
    if not schema.head:
        return  # a plugin without tables
    with engine.execution_options(**{WRITE: True}).begin() as connection:
        migrate.upgrade(connection, schema_of("core"))
        if name != "core":
            migrate.upgrade(connection, schema)
        assert schema.stored(connection) == schema.head
        assert not migrate.upgrade(connection, schema)
        prefix = f"{name}_"
        options = {
            "version_table": schema.version_table, "compare_type": False,
            "include_name": lambda n, kind, parents: kind != "table" or str(n).startswith(prefix),
        }  # fmt: skip
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []
        standing = guards.standing(connection)
        assert guards.expected(connection, schema.guards).items() <= standing.items()
    engine.dispose()


@pytest.mark.parametrize("name", NAMES)
def test_tables_carry_the_prefix_and_point_to_core_or_themselves(name: str) -> None:
    schema = _schema(name)
    if not schema.head:
        return
    for table in schema.metadata.tables.values():
        assert table.name.startswith(f"{name}_"), table.name
        for key in table.foreign_keys:
            target = key.column.table.name
            assert target.startswith(("core_", f"{name}_")), f"{table.name} -> {target}"


def test_a_database_newer_than_the_program_is_told(tmp_path: Path) -> None:
    from gonghui_core.verdicts import GonghuiError

    engine, core = open_file(tmp_path / "x.db", None, SEALER), schema_of("core")
    with engine.execution_options(**{WRITE: True}).begin() as connection:
        migrate.upgrade(connection, core)
        connection.exec_driver_sql(f"UPDATE {core.version_table} SET version_num = '9999'")
        with pytest.raises(GonghuiError, match="数据比程序新"):
            migrate.upgrade(connection, core)
    engine.dispose()


def test_each_plugin_has_a_version_table_of_its_own(plain_union: object) -> None:
    kernel = plain_union.kernel  # type: ignore[attr-defined]
    with kernel.engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
    for name in kernel.host.order:
        schema = kernel.host.manifests[name].schema
        assert schema is None or schema.version_table in tables
