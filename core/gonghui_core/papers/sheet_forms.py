"""Printed forms as workbooks: one sheet, column widths and row heights of the form, page breaks between forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from gonghui_core.desk.cells import as_text
from gonghui_core.forms import MARGIN, Cell, FormRow, Paper, PrintedForm
from gonghui_core.sheets.tables import Kind, TableData, replacing
from gonghui_core.sheets.xlsx import FORMATS, add_tables, is_number, kind_of, sheet_name
from gonghui_core.text import clean

_INCH = 25.4
_POINTS_PER_MM = 72 / _INCH
_FACE = {"font_name": "Arial", "font_size": 10}
"""The face that column widths are reckoned in: every system has one of its metrics."""

_PIXELS_PER_MM = (
    96 / _INCH * 0.93
)  # other programs make columns some hundredths wider; the page must hold them
_DIGIT, _PADDING = 7, 5  # pixels, of a digit of `_FACE` and of a cell
_A4_PAPER = 9

Formats = Callable[[Cell, Kind], Any]


def write_sheet_form(paper: Paper, path: Path, beside: Sequence[TableData] = ()) -> None:
    """Write `paper` to `path`, with the tables `beside` it on sheets of their own; whole or not at all."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, replacing(path) as opened:
        _write(opened, paper, folder, beside)


def _write(opened: BinaryIO, paper: Paper, folder: str, beside: Sequence[TableData]) -> None:
    from xlsxwriter import Workbook

    book = Workbook(opened, {"tmpdir": folder, "default_format_properties": _FACE})
    sheet = book.add_worksheet(sheet_name(paper.title, []))
    _set_up(sheet, paper)
    formats = _formats(book)
    row, breaks = 0, []
    for page in paper.pages:
        for form in page:
            row = _form(sheet, row, form, formats)
            if form is not page[-1] and paper.gap:
                sheet.set_row(row, paper.gap * _POINTS_PER_MM)
                row += 1
        breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])
    if row:
        sheet.print_area(0, 0, row - 1, len(paper.forms[0].widths) - 1)
    add_tables(book, beside, [sheet.get_name()])
    book.close()


def _set_up(sheet: Any, paper: Paper) -> None:
    sheet.set_paper(_A4_PAPER)
    if paper.landscape:
        sheet.set_landscape()
    sheet.set_margins(*(MARGIN / _INCH,) * 4)
    sheet.set_header("", {"margin": 0})
    sheet.set_footer("", {"margin": 0})
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    for place, width in enumerate(paper.forms[0].widths if paper.forms else ()):
        sheet.set_column(place, place, (width * _PIXELS_PER_MM - _PADDING) / _DIGIT)


def _form(sheet: Any, row: int, form: PrintedForm, formats: Formats) -> int:
    """Write a form from `row` on; the row after it."""
    for line in form.rows:
        sheet.set_row(row, line.height * _POINTS_PER_MM)
        _line(sheet, row, line, formats)
        row += 1
    return row


def _line(sheet: Any, row: int, line: FormRow, formats: Formats) -> None:
    place = 0
    for cell in line.cells:
        kind = kind_of(cell.value)
        style = formats(cell, kind)
        if cell.across > 1:
            sheet.merge_range(row, place, row, place + cell.across - 1, "", style)
        if is_number(cell.value):
            sheet.write_number(row, place, cell.value, style)
        elif text := clean(as_text(cell.value)):
            sheet.write_string(row, place, text, style)
        else:
            sheet.write_blank(row, place, None, style)
        place += cell.across


def _formats(book: Any) -> Formats:
    """The formats of a book, each made once."""
    made: dict[tuple[Any, ...], Any] = {}

    def find(cell: Cell, kind: Kind) -> Any:
        number = kind if kind in (Kind.MONEY, Kind.NUMBER) else Kind.TEXT
        align = cell.align or ("right" if kind is Kind.MONEY else "left")
        key = (number, align, cell.bold, cell.size, cell.red, cell.frame, cell.rule)
        if key not in made:
            made[key] = book.add_format(_look(cell, number, align))
        return made[key]

    return find


def _look(cell: Cell, number: Kind, align: str) -> dict[str, Any]:
    look: dict[str, Any] = {
        "num_format": FORMATS[number], "align": align, "valign": "vcenter", "font_size": cell.size,
        "bold": cell.bold, "font_name": "宋体", "text_wrap": number is Kind.TEXT and cell.frame,
    }  # fmt: skip
    if cell.frame:
        look["border"] = 1
    if cell.rule:
        look["underline"] = 34  # double, for accounting
    if cell.red:
        look["font_color"] = "#C00000"
    return look
