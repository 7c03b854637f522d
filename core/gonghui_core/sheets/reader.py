"""Reading a table that somebody made by hand: the right sheet, its header, and its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from gonghui_core.i18n import translator
from gonghui_core.sheets.layout import HEADER_DEPTH, Headings, Layout, Row, find_layout, is_blank
from gonghui_core.sheets.textfile import read_rows
from gonghui_core.sheets.workbook import OpenBook, foreign_code, is_workbook, open_book, refused
from gonghui_core.text import one_line
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

MAX_FILE = 50 * 2**20
MAX_CELL = 32_767
_EXACT = 2**53
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One record: its row number in the sheet as the spreadsheet shows it, and its cells as they came."""

    number: int
    values: Sequence[object]
    places: Mapping[str, int]

    @property
    def cells(self) -> dict[str, CellValue]:
        """Field → value for every recognised column; blank is None, a whole number is an int while exact."""
        return {field: _value(self.values, place) for field, place in self.places.items()}


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row below the header that has content and is not a record: a total, a note, a repeated header."""

    number: int
    text: str


@dataclass(frozen=True)
class Sheet:
    """A table that was found in a file.

    `columns` maps each recognised field to the text of its header, `headers` has all of them in order,
    `unknown` those that no field took, `also` the other sheets that carry such a header and were not read.
    """

    name: str
    headers: tuple[str, ...]
    columns: dict[str, str]
    unknown: tuple[str, ...]
    rows: list[SheetRow]
    skipped: list[SkippedRow]
    also: tuple[str, ...] = ()


def read_sheet(
    path: Path | str, headings: Mapping[str, Sequence[str]], required: Sequence[str] = ()
) -> Sheet:
    """The table in `path` (xlsx or csv) whose header fits `headings` (field → usual column names) best.

    Raises:
        BadInput: the file cannot be read, has no such header, or lacks a required column.
    """
    path, wanted = Path(path), Headings(headings, required)
    try:
        start = _first_bytes(path)
        if is_workbook(start):
            return _from_book(path, wanted)
        code = foreign_code(path, start) or (None if path.suffix.lower() in _TEXT_SUFFIXES else "other")
        if code:
            raise refused(path, code)
        return _from_text(path, wanted)
    except OSError as error:
        raise _unreadable(path, error) from error


def _first_bytes(path: Path) -> bytes:
    if "\0" in str(path):
        raise refused(path, "gone")
    if path.is_dir():
        raise BadInput(_("“{name}”是文件夹，请选择其中的表格文件。").format(name=one_line(path.name)))
    if path.exists() and not path.is_file():
        raise refused(path, "other")
    size = path.stat().st_size
    if not size:
        raise BadInput(_("文件“{name}”是空的。").format(name=one_line(path.name)))
    if size > MAX_FILE:
        raise BadInput(_("文件“{name}”超过 50 MB，已拒绝读取。").format(name=one_line(path.name)))
    with path.open("rb") as opened:
        return opened.read(512)


def _unreadable(path: Path, error: OSError) -> BadInput:
    if isinstance(error, FileNotFoundError):
        return refused(path, "gone")
    return BadInput(_("无法读取文件“{name}”：没有权限，或磁盘有错误。").format(name=one_line(path.name)))


def _from_book(path: Path, wanted: Headings) -> Sheet:
    with open_book(path) as book:
        fits = {number: layout for number, (_name, _shown, rows) in enumerate(book.sheets)
                if (layout := find_layout(rows, wanted))}  # fmt: skip
        if not fits:
            raise _no_header(path, wanted)
        best = max(fits, key=lambda number: _fitness(book, number, fits[number], wanted))
        also = tuple(book.sheets[number][0] for number in fits if number != best and book.sheets[number][1])
        return _sheet(path, book.sheets[best][0], fits[best], book.rows(best), wanted, also)


def _fitness(book: OpenBook, number: int, layout: Layout, wanted: Headings) -> tuple[bool, bool, int, int]:
    """A complete header before a partial one, a shown sheet before a hidden one, more columns, the first."""
    complete = not layout.missing(wanted.required)
    return complete, book.sheets[number][1], len(layout.columns), -number


def _from_text(path: Path, wanted: Headings) -> Sheet:
    rows = read_rows(path, path.read_bytes(), wanted)
    layout = find_layout(rows[: HEADER_DEPTH + 1], wanted)
    if layout is None:
        raise _no_header(path, wanted)
    return _sheet(path, path.stem, layout, rows, wanted)


def _title(wanted: Headings, field: str) -> str:
    return next(iter(wanted.names.get(field, ())), field)


def _no_header(path: Path, wanted: Headings) -> BadInput:
    titles = "、".join(_title(wanted, field) for field in wanted.required or list(wanted.names)[:5])
    message = _("在“{name}”的前 {depth} 行里没有找到表头，应有的列如：{titles}。")
    return BadInput(message.format(name=one_line(path.name), depth=HEADER_DEPTH, titles=titles))


def _sheet(
    path: Path, name: str, layout: Layout, rows: Iterable[Row], wanted: Headings, also: tuple[str, ...] = ()
) -> Sheet:
    missing = [_title(wanted, field) for field in layout.missing(wanted.required)]
    if missing:
        message = _("“{name}”的表头（第 {row} 行）缺少列：{titles}。")
        raise BadInput(
            message.format(name=one_line(path.name), row=layout.header_row + 1, titles="、".join(missing))
        )
    records, skipped = _body(path, layout, rows, wanted.required)
    taken = set(layout.columns.values())
    unknown = [one_line(text) for place, text in enumerate(layout.header) if text and place not in taken]
    columns = {field: one_line(layout.header[place]) for field, place in layout.columns.items()}
    headers = tuple(one_line(text) for text in layout.header)
    return Sheet(name, headers, columns, tuple(unknown), records, skipped, also)


def _body(
    path: Path, layout: Layout, rows: Iterable[Row], required: Sequence[str]
) -> tuple[list[SheetRow], list[SkippedRow]]:
    records: list[SheetRow] = []
    skipped: list[SkippedRow] = []
    for number, row in enumerate(rows, start=1):
        if number <= layout.header_row + 1:
            continue
        if layout.is_data(row, required):
            _check_lengths(path, number, row)
            records.append(SheetRow(number, row, layout.columns))
        elif words := [one_line(str(cell)) for cell in row if not is_blank(cell)]:
            skipped.append(SkippedRow(number, " ".join(words)[:200]))
    return records, skipped


def _check_lengths(path: Path, number: int, row: Row) -> None:
    if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in row):
        message = _("“{name}”第 {row} 行有一格超过 {most} 个字，已拒绝读取。")
        raise BadInput(message.format(name=one_line(path.name), row=number, most=MAX_CELL))


def _value(values: Sequence[object], place: int) -> CellValue:
    value = values[place] if place < len(values) else None
    if is_blank(value):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value  # type: ignore[return-value]  # readers give only what a cell can hold
