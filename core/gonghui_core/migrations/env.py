"""Alembic's environment for core and for every plugin: it runs inside the caller's transaction."""

from alembic import context

from gonghui_core.storage.revisions import render_item

settings = context.config.attributes
prefix = f"{settings['prefix']}_"


def include_name(name: str | None, type_: str, parent_names: object) -> bool:
    """Only this schema's own tables are looked at when models and database are compared."""
    return type_ != "table" or (name is not None and name.startswith(prefix))


context.configure(
    connection=settings["connection"],
    target_metadata=settings["metadata"],
    version_table=settings["version_table"],
    include_name=include_name,
    render_item=render_item,
    compare_type=True,
)
context.run_migrations()
