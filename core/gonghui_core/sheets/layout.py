"""Where the table is in a sheet: the header row, its columns, and which rows below it are data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gonghui_core.text import clean

HEADER_DEPTH = 30
"""How many rows from the top are looked at for the header."""

Row = Sequence[object]

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕|<[^<>]*>")
_ORNAMENT = re.compile(r"[\s*:#_\"']+")
_TOTAL = re.compile(
    r"(?:本[页月年])?(?:合计|小计|总计|共计|累计|总和)(?:人数|金额)?|合计数|total", re.IGNORECASE
)
_REMARK = re.compile(r"(?:备?注|说明|填表说明|填表人|制表人?|审核人?|经办人?|负责人|单位盖章|盖章)\d*[::]")


def is_blank(value: object) -> bool:
    """Whether a cell says nothing: no value, or only blanks and invisible characters."""
    if not isinstance(value, str):
        return value is None
    # Cleaning costs a microsecond, and nearly every cell begins with a letter, a digit or nothing.
    return not value or (not value[0].isalnum() and not clean(value).strip())


def header_key(value: object) -> str:
    """A column name for comparing: half-width, lower case, without blanks, line breaks and ornaments."""
    if is_blank(value):
        return ""
    return _ORNAMENT.sub("", unicodedata.normalize("NFKC", clean(str(value)))).lower()


def loose_key(value: object) -> str:
    """`header_key` without what stands in brackets, as a unit or a hint does."""
    return _BRACKETED.sub("", header_key(value))


@dataclass(frozen=True)
class Headings:
    """The columns that are looked for: field ids with their usual names, the best name first.

    A field's own id is always one of its names, so that what was exported can be imported.
    """

    names: Mapping[str, Sequence[str]]
    required: Sequence[str] = ()
    _exact: dict[str, tuple[str, int]] = field(default_factory=dict, init=False, repr=False)
    _loose: dict[str, tuple[str, int] | None] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for name, usual in self.names.items():
            for rank, text in enumerate([*usual, name]):
                self._exact.setdefault(header_key(text), (name, rank))
                self._learn_loose(loose_key(text), name, rank)

    def _learn_loose(self, key: str, name: str, rank: int) -> None:
        known = self._loose.setdefault(key, (name, rank))
        if known is not None and known[0] != name:
            self._loose[key] = (
                None  # 金额(收) and 金额(支) are both 金额: better no answer than the wrong one
            )

    def find(self, header: object) -> tuple[str, int] | None:
        """The field that a column name means and how usual the name is, or None."""
        key = header_key(header)
        if not key:
            return None
        found = self._exact.get(key) or self._loose.get(loose_key(header))
        return found or None

    def read(self, header: Row) -> dict[str, int]:
        """Field → column index for a header row; of two columns for one field the more usual name wins."""
        best: dict[str, tuple[int, int]] = {}
        for index, cell in enumerate(header):
            found = self.find(cell)
            if found is None:
                continue
            name, rank = found
            if name not in best or rank < best[name][0]:
                best[name] = (rank, index)
        return {name: index for name, (_rank, index) in best.items()}

    def is_header(self, columns: Mapping[str, int]) -> bool:
        """Whether so many columns cannot be chance: two of them, or all that are required."""
        complete = bool(self.required) and set(self.required) <= set(columns)
        return complete or len(columns) >= min(2, len(self.names))


@dataclass(frozen=True)
class Layout:
    """A header that was found: its last row (0-based), its texts, and field → column index."""

    header_row: int
    header: tuple[str, ...]
    columns: dict[str, int]

    def missing(self, required: Sequence[str]) -> list[str]:
        """The required fields that have no column."""
        return [name for name in required if name not in self.columns]

    def is_data(self, row: Row, required: Sequence[str] = ()) -> bool:
        """Whether a row below the header is a record.

        A complete row (every required field filled) always is one; else two recognised cells make one, or one
        in a table of one or two columns. A note, a signature or a stray word fills a single cell, whereas a
        record with defects still has a second one; so a damaged record is rejected with its reason later, and
        never dropped here. Total rows fill more cells and are known by their first word; the header printed
        again on a new page is known by its own words.
        """
        filled = [
            name for name, index in self.columns.items() if index < len(row) and not is_blank(row[index])
        ]
        if not filled or self._is_total_or_note(row) or self._is_header_again(row):
            return False
        complete = bool(required) and set(required) <= set(filled)
        return complete or len(filled) >= (1 if len(self.columns) <= 2 else 2)

    def _is_total_or_note(self, row: Row) -> bool:
        first = next(cell for cell in row if not is_blank(cell))
        if not isinstance(first, str) or (first[0].isascii() and first[0].isdigit()):
            return False
        key = header_key(first)
        if _TOTAL.fullmatch(key):
            return True
        return bool(_REMARK.match(unicodedata.normalize("NFKC", re.sub(r"\s", "", clean(first)))))

    def _is_header_again(self, row: Row) -> bool:
        for index in self.columns.values():
            if index >= len(row) or str(row[index]).strip() != self.header[index].strip():
                return False
        return True


def find_layout(rows: Sequence[Row], headings: Headings) -> Layout | None:
    """The best header among the first rows, or None; the first of equals wins.

    Two rows are taken together only where that finds more columns: a header with merged cells above.
    """
    best: Layout | None = None
    for number, row in enumerate(rows[:HEADER_DEPTH]):
        below = rows[number + 1] if number + 1 < len(rows) else ()
        for last, header in ((number, row), (number + 1, _stacked(row, below))):
            columns = headings.read(header)
            if headings.is_header(columns) and len(columns) > (len(best.columns) if best else 0):
                texts = tuple("" if is_blank(cell) else str(cell) for cell in header)
                best = Layout(last, texts, columns)
    return best


def _stacked(upper: Row, lower: Row) -> list[object]:
    width = max(len(upper), len(lower))
    above = [*upper, *[None] * (width - len(upper))]
    below = [*lower, *[None] * (width - len(lower))]
    return [over if is_blank(under) else under for over, under in zip(above, below, strict=True)]
