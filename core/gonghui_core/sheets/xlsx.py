"""Tables as an xlsx workbook: text is text, money and dates are numbers and dates, nothing is a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from gonghui_core.i18n import translator
from gonghui_core.sheets.tables import Kind, TableData, cell_width, replacing
from gonghui_core.text import clean
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

MAX_RECORDS = 1_048_575
MAX_TEXT = 32_767

_WIDEST, _NARROWEST = 60, 8
_MEASURED_ROWS = 500
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
FORMATS = {
    Kind.TEXT: "@", Kind.MONEY: "#,##0.00", Kind.INTEGER: "0", Kind.NUMBER: "General",
    Kind.DATE: "yyyy-mm-dd", Kind.DATETIME: "yyyy-mm-dd hh:mm:ss",
}  # fmt: skip
_EXACT = 2**53

Formats = dict[Kind, Any]


def write_xlsx(path: Path | str, tables: Sequence[TableData]) -> None:
    """Write each table to a sheet of its own; the file appears whole or not at all.

    Raises:
        BadInput: a table is longer than a sheet can be.
        GonghuiError: the file cannot be written.
    """
    # The rows wait in files of their own until the book is closed; none may stay behind after a failure.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, replacing(Path(path)) as opened:
        _write_book(opened, tables, folder)


def _write_book(opened: BinaryIO, tables: Sequence[TableData], folder: str) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    book = Workbook(opened, {"constant_memory": True, "tmpdir": folder})
    add_tables(book, tables, [])
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


def add_tables(book: Any, tables: Sequence[TableData], names: list[str]) -> None:
    """Write each table to a new sheet of `book`; `names` are those of its sheets, and grow."""
    formats = {kind: _format(book, kind) for kind in FORMATS}
    header = book.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True,
                              "valign": "vcenter", "align": "center"})  # fmt: skip
    for table in tables:
        names.append(sheet_name(table.title, names))
        _write_sheet(book, book.add_worksheet(names[-1]), table, formats, header)


def _format(book: Any, kind: Kind) -> Any:
    return book.add_format({"num_format": FORMATS[kind], "valign": "top", "text_wrap": kind is Kind.TEXT})


def sheet_name(title: str, taken: Sequence[str]) -> str:
    """`title` as a sheet may be called: at most 31 characters, none of `[]:*?/\\`, not taken yet."""
    plain = (
        _FORBIDDEN.sub(" ", clean(title).replace("\n", " ").replace("\t", " ")).strip(" '")[:31].strip(" '")
    )
    plain = plain if plain and plain.lower() != "history" else _("表").format()
    used = {name.lower() for name in taken}
    name, number = plain, 1
    while name.lower() in used:
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 2]}({number})"
    return name


def _write_sheet(book: Any, sheet: Any, table: TableData, formats: Formats, header: Any) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, clean(str(column.title)), header)
    sheet.freeze_panes(1, 0)
    kinds = [Kind(column.kind) for column in table.columns]
    widths = [cell_width(str(column.title)) for column in table.columns]
    count = 0
    for count, row in enumerate(table.rows, start=1):
        if count > MAX_RECORDS:
            message = _("“{title}”超过 {most} 行，一张工作表放不下。")
            raise BadInput(message.format(title=table.title, most=MAX_RECORDS))
        for place, value in enumerate(row):
            _write_cell(sheet, count, place, value, kinds[place], formats)
        if count <= _MEASURED_ROWS:
            widths = [max(width, _width(value)) for width, value in zip(widths, row, strict=True)]
    _finish(book, sheet, table, widths, count)


def _finish(book: Any, sheet: Any, table: TableData, widths: Sequence[int], count: int) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, max(_NARROWEST, min(_WIDEST, width + 2)))
    if count and table.columns:
        sheet.autofilter(0, 0, count, len(table.columns) - 1)
    if count and table.chart:
        _add_chart(book, sheet, table, count)


def _write_cell(sheet: Any, row: int, place: int, value: object, kind: Kind, formats: Formats) -> None:
    if value is None or value == "":
        return
    used = kind_of(value) if kind is Kind.AS_IS else kind
    if used in (Kind.DATE, Kind.DATETIME) and _is_date(value):
        sheet.write_datetime(row, place, _naive(value), formats[used])
    elif used is not Kind.TEXT and is_number(value):
        sheet.write_number(row, place, value, formats[used])
    elif text := _text(value):
        sheet.write_string(row, place, text, formats[Kind.TEXT])


def _width(value: object) -> int:
    if value is None:
        return 0
    return len(f"{value:,.2f}") if is_number(value) else cell_width(str(value))


def kind_of(value: object) -> Kind:
    """What a single cell holds by its own type."""
    if isinstance(value, datetime):
        return Kind.DATETIME
    if isinstance(value, date):
        return Kind.DATE
    if isinstance(value, Decimal):
        return Kind.MONEY
    return Kind.NUMBER if is_number(value) else Kind.TEXT


def _is_date(value: object) -> bool:
    return isinstance(value, date) and value.year >= 1900


def _naive(value: object) -> object:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def is_number(value: object) -> bool:
    """Whether a spreadsheet keeps the value exactly as a number."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value) < _EXACT
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _EXACT


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, date | time | timedelta):
        return str(value)
    text = str(value)
    if not (text.isascii() and text.isprintable()):
        text = clean(text)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _add_chart(book: Any, sheet: Any, table: TableData, count: int) -> None:
    assert table.chart is not None
    places = {column.id: place for place, column in enumerate(table.columns)}
    labels = places[table.chart.labels]
    chart = book.add_chart({"type": "bar"})
    for column_id in table.chart.values:
        place = places[column_id]
        chart.add_series({
            "name": [sheet.get_name(), 0, place],
            "categories": [sheet.get_name(), 1, labels, count, labels],
            "values": [sheet.get_name(), 1, place, count, place],
        })  # fmt: skip
    chart.set_title({"name": clean(str(table.chart.title))})
    chart.set_y_axis({"reverse": True})  # the first row on top, as in the table
    chart.set_legend({"position": "bottom"} if len(table.chart.values) > 1 else {"none": True})
    sheet.insert_chart(1, len(table.columns) + 1, chart)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)  # the chart is not cut off in print
