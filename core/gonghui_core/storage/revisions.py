"""For developers: write a revision from the difference between the models and a scratch database.

`uv run python -m gonghui_core.storage.revisions welfare "Add visits"` writes the next script of the plugin;
with `--initial` the scripts so far are replaced by one, which is allowed until the first release.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import types
from sqlalchemy.types import TypeDecorator

from gonghui_core.storage.engine import WRITE, open_file
from gonghui_core.storage.migrate import Schema, alembic_config, upgrade
from gonghui_core.storage.sealing import Sealer


def render_item(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Migrations name the stored type, so that they do not change when a column type's class does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        impl = item.impl_instance
        if isinstance(impl, types.String) and not isinstance(impl, types.Text) and impl.length:
            return f"sa.String(length={impl.length})"
        return f"sa.{type(impl).__name__}()"
    if kind == "type" and isinstance(item, types.BigInteger) and item._variant_mapping:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def schema_of(name: str) -> Schema:
    """The schema of core or of the plugin `name`, from its module `schema`."""
    package = f"gonghui_{name}"
    schema: Schema = import_module(f"{package}.schema").SCHEMA
    return schema


def write_revision(name: str, message: str, *, initial: bool) -> Path:
    """Write the revision and return its path; tables of core are made first, as plugins point to them."""
    from alembic import command

    schema = schema_of(name)
    versions = Path(str(import_module(schema.package).__file__)).parent / "migrations" / "versions"
    if initial:
        for old in versions.glob("*.py"):
            old.unlink()
    number = f"{len(list(versions.glob('*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        engine = open_file(Path(folder) / "scratch.db", None, Sealer.of(None, b"scratch"))
        with engine.execution_options(**{WRITE: True}).begin() as connection:
            if name != "core":
                upgrade(connection, schema_of("core"))
            config = alembic_config(schema, connection)
            if number != "0001":
                command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True, rev_id=number, version_path=str(versions))
        engine.dispose()
    return next(versions.glob(f"{number}_*.py"))


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--initial"]
    print(write_revision(arguments[0], arguments[1], initial="--initial" in sys.argv))
