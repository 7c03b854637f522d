"""One script folder and one version table per plugin, so that a removed plugin never blocks an upgrade.

Alembic costs a fifth of a second to import and is imported only when a stored revision differs from the code's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, MetaData, inspect, text

from gonghui_core.i18n import translator
from gonghui_core.storage import guards
from gonghui_core.storage.guards import Guard
from gonghui_core.verdicts import GonghuiError

if TYPE_CHECKING:
    from alembic.config import Config

_ = translator("gonghui_core")


@dataclass(frozen=True)
class Schema:
    """The tables of core or of one plugin: where its migrations lie, and the newest of them.

    `package` holds the folder `migrations/versions`; `head` is the revision that the models agree with, a
    constant so that comparing it needs no Alembic (a test holds it to the scripts).
    """

    name: str
    package: str
    head: str
    metadata: MetaData
    guards: tuple[Guard, ...] = ()

    @property
    def version_table(self) -> str:
        """The table that holds the stored revision."""
        return f"{self.name}_schema_version"

    def stored(self, connection: Connection) -> str | None:
        """The revision that the database is at, or `None` where this schema was never made."""
        if not inspect(connection).has_table(self.version_table):
            return None
        found = connection.execute(text(f"SELECT version_num FROM {self.version_table}")).scalar()
        return None if found is None else str(found)


def has_table(connection: Connection, name: str) -> bool:
    """Whether the database has a table of this name."""
    return inspect(connection).has_table(name)


def upgrade(connection: Connection, schema: Schema) -> bool:
    """Bring `schema` to its head inside the caller's transaction; true if anything had to be done."""
    if schema.stored(connection) == schema.head:
        return False
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.script.revision import ResolutionError
    from alembic.util import CommandError

    config = alembic_config(schema, connection)
    stored = schema.stored(connection)
    scripts = ScriptDirectory.from_config(config)
    try:
        if stored is not None:
            scripts.get_revision(stored)
    except (CommandError, ResolutionError) as error:
        raise GonghuiError(
            _("数据比程序新：{name} 的表已是版本 {stored}，请升级程序后再打开").format(
                name=schema.name, stored=stored
            )
        ) from error
    command.upgrade(config, "head")
    guards.install(connection, list(schema.guards))
    return True


def alembic_config(schema: Schema, connection: Connection) -> Config:
    """Alembic's settings for one schema: core's environment, the plugin's scripts, the caller's connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "gonghui_core:migrations")
    config.set_main_option("version_locations", f"{schema.package}:migrations/versions")
    config.set_main_option("path_separator", "newline")
    config.attributes.update(
        connection=connection,
        version_table=schema.version_table,
        metadata=schema.metadata,
        prefix=schema.name,
    )
    return config
