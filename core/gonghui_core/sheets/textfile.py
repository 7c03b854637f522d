"""Comma-separated files as they come: any usual encoding, comma, semicolon or tab, quotes that must close."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from gonghui_core.i18n import translator
from gonghui_core.sheets.layout import HEADER_DEPTH, Headings, find_layout
from gonghui_core.sheets.workbook import MAX_COLUMNS, MAX_ROWS, refused
from gonghui_core.text import one_line
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

DELIMITERS = (",", ";", "\t")

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DEFUSED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def decode(content: bytes) -> str | None:
    """The text of a file: by its byte order mark, else UTF-16 by its zeros, else UTF-8, else GB 18030."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None


def _encodings(content: bytes) -> Iterator[str]:
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    if marked:
        yield marked
        return
    if b"\0" in content[:4096]:
        yield "utf-16-le" if content[1:4096:2].count(0) >= content[:4096:2].count(0) else "utf-16-be"
        return
    yield "utf-8"
    yield "gb18030"


def armed(cell: str) -> str:
    """A cell without the apostrophe that our own export puts before what a spreadsheet would run."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def read_rows(path: Path, content: bytes, headings: Headings) -> list[list[object]]:
    """The records of the file, blank lines included; the delimiter is the one that finds the header.

    Raises:
        BadInput: not text, an open quote, or too many rows or columns.
    """
    text = decode(content)
    if text is None:
        raise BadInput(
            _("“{name}”不是文本表格，或编码无法识别；请另存为 UTF-8 编码的 .csv。").format(
                name=one_line(path.name)
            )
        )
    delimiter = max(DELIMITERS, key=lambda candidate: _score(text, candidate, headings))
    rows: list[list[object]] = []
    for row in _records(path, text, delimiter):
        rows.append([armed(cell) for cell in row])
        if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
            raise refused(path, "too_large")
    return rows


def _score(text: str, delimiter: str, headings: Headings) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        layout = find_layout(list(itertools.islice(reader, HEADER_DEPTH)), headings)
    except csv.Error:
        return 0
    return len(layout.columns) if layout else 0


def _records(path: Path, text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    started = 1
    try:
        for row in reader:
            started = reader.line_num + 1
            yield row
    except csv.Error as error:
        message = _("“{name}”第 {line} 行起的引号不成对，或有一格过长，请改正后再导入。")
        raise BadInput(message.format(name=one_line(path.name), line=started)) from error
