"""The base of all tables: naming of constraints, keys, versions, and what the audit log makes of a row."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry

from gonghui_core.storage.types import MoneyColumn

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

Key = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]
Fen = Annotated[Decimal, mapped_column(MoneyColumn)]

PERSONAL = {"personal": True}
"""`info` of a column that holds personal data: the audit log seals it with the person's own key."""


Replacement = tuple[Mapping[str, Any], Mapping[str, Any]]
"""A row as it was read (with its `id`, and its `version` where the model has one), and its new values."""

_registries: list[registry] = []


class Table(DeclarativeBase):
    """A table of core or of a plugin. Each plugin derives one base with a `MetaData` of its own.

    `__audited__` is false for what can be made again from other rows (balances, drafts); `__person__` names the
    attribute that holds the member's key when the table has personal columns.
    """

    __abstract__ = True
    __audited__: ClassVar[bool] = True
    __person__: ClassVar[str | None] = None
    __table_args__: Any = {"sqlite_strict": True}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # A registry of its own for each base: models of one plugin that cannot be mapped break nobody else's.
        if "metadata" in cls.__dict__:
            cls.registry = cls._sa_registry = registry(metadata=cls.metadata)
            _registries.append(cls.registry)
        super().__init_subclass__(**kwargs)


def registries() -> list[registry]:
    """The registries of core's tables and of each plugin's, in the order in which they were made."""
    return list(_registries)


def new_metadata() -> MetaData:
    """The `MetaData` of one plugin, with the naming convention that migrations rely on."""
    return MetaData(naming_convention=NAMING)


class CoreTable(Table):
    """A table of core."""

    __abstract__ = True
    metadata = new_metadata()


class Versioned:
    """What people edit: every change raises `version`, so that a stale form is noticed."""

    version: Mapped[int] = mapped_column(Integer)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
