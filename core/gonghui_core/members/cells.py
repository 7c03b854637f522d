"""Cells of a staff list as the register takes them; a cell that cannot be read rejects its row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import PydanticCustomError

from gonghui_core.dates import DateReading, read_date
from gonghui_core.fields import read_code, read_line, read_text
from gonghui_core.verdicts import BadInput


class Reject(Exception):
    """A row that is not taken: the code of the reason and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


def day(cell: Any, name: str) -> DateReading | None:
    """The day of a cell, or nothing where it is blank; `name` begins the code of the reason."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    try:
        return read_date(cell)
    except BadInput as error:
        raise Reject(f"{name}_unreadable", error.message) from None


def text(cell: Any) -> str | None:
    """One line of text, or nothing."""
    return read(read_line, cell, "text_unreadable") or None if cell is not None else None


def code(cell: Any) -> str | None:
    """A number of letters and digits, or nothing."""
    return read(read_code, cell, "text_unreadable") or None if cell is not None else None


def remarks(cell: Any) -> str | None:
    """Text of several lines, or nothing."""
    return read(read_text, str(cell), "text_unreadable") or None if cell is not None else None


def read(reader: Callable[[Any], Any], cell: Any, reason: str, message: str = "") -> Any:
    """A cell through `reader`; what it refuses rejects the row with the code `reason`."""
    try:
        return reader(cell)
    except PydanticCustomError as error:
        raise Reject(reason, message or str((error.context or {}).get("said", ""))) from None
