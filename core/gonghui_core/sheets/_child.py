"""Reads one workbook in a process of its own, under limits; run by its path and free of gonghui's imports.

Arguments: workbook, folder of python_calamine, memory in bytes (0: none), processor seconds, most rows, most
columns. Standard output carries pickles: the sheets with their first rows, then, for each sheet number read
from standard input, its rows in chunks and None at the end; or `("error", code)`.
"""

from __future__ import annotations

import pickle
import re
import sys
import zipfile
from typing import Any

PEEK = 30
CHUNK = 1000
_READ = 1 << 18
_OVERLAP = 512

# A cell beyond column GR (200) or row 99,999; whether it is really too far is then counted exactly.
_FAR = re.compile(
    rb"\sr\s*=\s*[\"'](?=[A-Z]{3}|G[S-Z]|[H-Z][A-Z]|[A-Z]{1,2}[0-9]{6})([A-Z]{1,9})([0-9]{1,9})[\"']"
)
_CELL_START = re.compile(rb"<(?:\w+:)?c\s")
_EMPTY_REST = re.compile(rb"[^<>]*(?:/>|>(?:<(?:\w+:)?v(?:/>|></(?:\w+:)?v>))?</)")


class TooLarge(Exception):
    """The workbook has a filled cell outside the accepted rows and columns."""


def limit(memory: int, seconds: int) -> None:
    """Bound this process; a system without such limits relies on the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def column_number(letters: bytes) -> int:
    """The 1-based number of a column: `A` is 1, `XFD` is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def check_references(path: str, rows: int, columns: int) -> None:
    """Raise `TooLarge` if any part of the workbook has a filled cell beyond `rows` or `columns`.

    The parts are streamed: the reader behind this builds a dense grid up to the furthest cell, and one cell
    at XFD1048576 would ask for seventeen thousand million cells.
    """
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.filename.lower().endswith(".xml"):
                with archive.open(part) as opened:
                    _check_part(opened, rows, columns)


def _check_part(opened: Any, rows: int, columns: int) -> None:
    tail = b""
    while chunk := opened.read(_READ):
        text = tail + chunk
        for found in _FAR.finditer(text):
            far = column_number(found[1]) > columns or int(found[2]) > rows
            if far and _is_filled_cell(text, found.start(), found.end()):
                raise TooLarge
        tail = text[-_OVERLAP:]


def _is_filled_cell(text: bytes, start: int, end: int) -> bool:
    """Whether the cell has content: a formatted row has empty cells out to XFD, which are no matter."""
    tag = text.rfind(b"<", 0, start)
    return bool(_CELL_START.match(text, tag)) and not _EMPTY_REST.match(text, end)


def send(value: object) -> None:
    """Write one pickle."""
    pickle.dump(value, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()


def open_sheets(path: str, rows: int, columns: int) -> list[tuple[str, bool, Any]]:
    """Every worksheet with its name and whether it is shown."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_path(path)
    sheets = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_height > rows or sheet.total_width > columns:
            raise TooLarge
        sheets.append((about.name, about.visible == SheetVisibleEnum.Visible, sheet))
    return sheets


def send_rows(sheet: Any) -> None:
    """Write the rows of a sheet in chunks, each row from column A on, and None at the end."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    chunk: list[list[object]] = []
    for row in sheet.iter_rows():
        chunk.append(before + row)
        if len(chunk) == CHUNK:
            send(chunk)
            chunk = []
    send(chunk)
    send(None)


def error_code(error: Exception) -> str:
    """What the parent tells of an error."""
    if isinstance(error, TooLarge):
        return "too_large"
    name = type(error).__name__
    return {"PasswordError": "password", "MemoryError": "memory", "FileNotFoundError": "gone"}.get(
        name, "broken"
    )


def main() -> None:
    """Read the workbook named on the command line."""
    path, site = sys.argv[1:3]
    memory, seconds, rows, columns = (int(text) for text in sys.argv[3:7])
    limit(memory, seconds)
    sys.path.insert(0, site)
    try:
        check_references(path, rows, columns)
        sheets = open_sheets(path, rows, columns)
        send([(name, shown, _peek(sheet)) for name, shown, sheet in sheets])
        for line in sys.stdin:
            send_rows(sheets[int(line)][2])
    except Exception as error:
        send(("error", error_code(error)))


def _peek(sheet: Any) -> list[list[object]]:
    rows: list[list[object]] = sheet.to_python(skip_empty_area=False, nrows=PEEK)
    return rows


if __name__ == "__main__":
    main()
