"""Tables, migrations, guards and rules."""

from __future__ import annotations

from typing import Any

from gonghui_core.rules.model import Evidence
from gonghui_core.storage import guards
from gonghui_core.storage.migrate import Schema, alembic_config
from gonghui_core.testing.kit.base import Kit
from gonghui_core.testing.union import Union


class Storage(Kit):
    """The database is what the models say, and the packs say no more than is known."""

    def test_the_tables_are_what_the_migrations_make(self, alone: Union) -> None:
        from alembic.autogenerate import compare_metadata
        from alembic.runtime.migration import MigrationContext
        from alembic.script import ScriptDirectory

        schema = self._manifest(alone).schema
        if schema is None:
            return
        with alone.kernel.engine.connect() as connection:
            scripts = ScriptDirectory.from_config(alembic_config(schema, connection))
            assert scripts.get_heads() == [schema.head]
            assert schema.stored(connection) == schema.head
            options = {"include_name": _own_tables(schema), "compare_type": True}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, schema.metadata) == []
            standing = guards.standing(connection)
            assert guards.expected(connection, schema.guards).items() <= standing.items()

    def test_every_table_has_the_prefix_and_keeps_types(self, alone: Union) -> None:
        schema = self._manifest(alone).schema
        for name, table in (schema.metadata.tables if schema else {}).items():
            assert name.startswith(f"{self.plugin}_")
            assert table.dialect_options["sqlite"]["strict"], f"{name} is not strict"

    def test_a_rule_without_evidence_has_no_value(self, alone: Union) -> None:
        for pack in self._packs(alone):
            for rule in pack.rules:
                assert rule.title, rule.id
                assert rule.is_set is rule.evidence.may_have_value, f"{rule.id}: {rule.evidence}"
                assert rule.evidence is not Evidence.FOUND or rule.source, f"{rule.id}: found, but where?"
                assert not rule.article or rule.document, f"{rule.id}: an article of no document"
                assert "~" not in rule.article, f"{rule.id}: an uncertain article"


def _own_tables(schema: Schema) -> Any:
    def include(name: str | None, kind: str, parents: object) -> bool:
        if kind != "table":
            return True
        return name is not None and name.startswith(f"{schema.name}_") and name != schema.version_table

    return include
