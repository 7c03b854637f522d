"""Tables as comma-separated text: UTF-8 with a byte order mark, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from gonghui_core.sheets.tables import TableData, replacing
from gonghui_core.text import clean

BYTE_ORDER_MARK = "\ufeff"

# Apostrophes before the sign are counted in, so that taking one away on reading gives the text back.
_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def defused(text: str) -> str:
    """`text` with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _RUNS.match(text) else text


def write_csv(path: Path | str, table: TableData, *, titles: bool = False) -> None:
    """Write one table, whole or not at all; the header has the columns' ids, or their titles.

    Raises:
        GonghuiError: the file cannot be written.
    """
    with replacing(Path(path)) as opened:
        opened.write(BYTE_ORDER_MARK.encode())
        for line in csv_lines(table, titles=titles):
            opened.write(line.encode())


def csv_lines(table: TableData, *, titles: bool = False) -> Iterator[str]:
    """The records of the file with their line ends, without the byte order mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    header = [str(column.title) if titles else column.id for column in table.columns]
    writer.writerow([defused(clean(cell)) for cell in header])
    yield buffer.getvalue()
    for values in table.rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_cell(value) for value in values])
        yield buffer.getvalue()


def _cell(value: object) -> str:
    """Only text is defused: a negative sum is a number and stays one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, int | float | date):
        return str(value)
    return defused(clean(str(value)))
