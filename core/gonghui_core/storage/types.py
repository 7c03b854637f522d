"""Column types: exact money, choices, days as text, and sealed text."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, LargeBinary, Select, String, Text
from sqlalchemy.types import TypeDecorator

from gonghui_core.choices import Choice
from gonghui_core.storage.sealing import Sealer

FEN = Decimal(100)

AnySelect = Select[*tuple[Any, ...]]
"""A select of any columns: what the rows of a page are made of."""


class MoneyColumn(TypeDecorator[Decimal]):
    """Yuan as a `Decimal` of two places at the edge, whole fen as an integer in storage."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        fen = value * FEN
        if fen != int(fen):
            raise ValueError(f"money has more than two places: {value}")
        return int(fen)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-2)


class ChoiceColumn(TypeDecorator[Choice]):
    """A member of a `Choice`, stored by its id."""

    impl = String
    cache_ok = True

    def __init__(self, choice: type[Choice]) -> None:
        super().__init__(40)
        self.choice = choice

    def process_bind_param(self, value: Choice | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.choice(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Choice | None:
        return None if value is None else self.choice(value)


class JsonColumn(TypeDecorator[Any]):
    """A small structure as canonical JSON text, the same on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class SealedColumn(TypeDecorator[str]):
    """Text that is encrypted with the workspace's data key; in a plain workspace it lies open.

    The sealer comes from the dialect of the engine, so that two workspaces in one process keep their keys apart.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else sealer_of(dialect).seal(value.encode(), self.purpose)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else sealer_of(dialect).unseal(bytes(value), self.purpose).decode()


def sealer_of(dialect: Dialect) -> Sealer:
    """The sealer that the engine of this dialect was opened with."""
    sealer: Sealer = getattr(dialect, "gonghui_sealer")  # noqa: B009 - an attribute of ours on a foreign class
    return sealer
