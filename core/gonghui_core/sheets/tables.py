"""A table on its way out: the neutral shape that every writer takes, and writing files whole."""

from __future__ import annotations

import contextlib
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from gonghui_core.files import sync_folder
from gonghui_core.i18n import translator
from gonghui_core.text import one_line
from gonghui_core.verdicts import GonghuiError

_ = translator("gonghui_core")


class Kind(StrEnum):
    """What a column holds; a value of another type than its column is written as text."""

    TEXT = "text"
    MONEY = "money"  # Decimal yuan
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    AS_IS = "as_is"  # each cell by its own type: rows that somebody else made


@dataclass(frozen=True)
class ColumnData:
    """A column: its English id, its title to show, and what it holds."""

    id: str
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class BarChart:
    """A bar chart beside a table: the column of labels and the columns of values, by id."""

    title: str
    labels: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class TableData:
    """A title, columns, and rows of plain values in the order of the columns; rows may be a generator."""

    title: str
    columns: Sequence[ColumnData]
    rows: Iterable[Sequence[object]]
    chart: BarChart | None = None


def cell_width(text: str) -> int:
    """The width of the widest line of `text` in half-width cells; a hanzi takes two."""
    lines = text.split("\n")
    if text.isascii():
        return max(map(len, lines))
    return max(sum(_character_width(character) for character in line) for line in lines)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` when the block ends well, and vanishes when it does not.

    The file is readable by its owner only: exports hold personal data.

    Raises:
        GonghuiError: the disk is full, or the folder cannot be written.
    """
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(part, path)
        sync_folder(path.parent)
    except OSError as error:
        message = _("无法写入“{name}”：{reason}。原有文件没有改动。")
        raise GonghuiError(
            message.format(name=one_line(str(path)), reason=error.strerror or error)
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


_BINARY = getattr(os, "O_BINARY", 0)
