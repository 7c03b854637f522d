"""Printed forms as Word documents: one table a form, of fixed widths and exact heights.

The tables are written as XML: a month of vouchers has tens of thousands of cells, and an object for each part of a
cell would take minutes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from gonghui_core.desk.cells import as_text
from gonghui_core.forms import MARGIN, Cell, FormRow, Paper, PrintedForm
from gonghui_core.text import clean

_TWIPS_PER_MM = 1440 / 25.4
_RED = "C00000"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
_FRAME = "".join(
    ["<w:tcBorders>"]
    + [f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>' for side in ("top", "left", "bottom", "right")]
    + ["</w:tcBorders>"]
)
_CELL_MARGIN = 57  # twips: 1 mm


def write_word_form(paper: Paper, path: Path) -> None:
    """Write `paper` to `path`; the file appears whole or not at all."""
    from docx import Document

    from gonghui_core.files import write_whole

    document = Document()
    _set_up(document, paper)
    body = document.element.body
    for part in _parts(paper):
        body.sectPr.addprevious(part)
    written = io.BytesIO()
    document.save(written)
    write_whole(path, written.getvalue())


def _parts(paper: Paper) -> Iterator[Any]:
    """The tables and what stands between them, as elements of the body."""
    from docx.oxml.parser import parse_xml

    pages = paper.pages
    for number, page in enumerate(pages, 1):
        for form in page:
            ends = form is page[-1]
            below = _paragraph_between(0 if ends else paper.gap, breaks=ends and number < len(pages))
            yield from list(parse_xml(f"<w:body {_NAMESPACE}>{_table(form)}{below}</w:body>"))


def _set_up(document: Any, paper: Paper) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = (Mm(length) for length in paper.size)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(MARGIN)
    section.header_distance = section.footer_distance = Mm(0)
    document.core_properties.author = "gonghui"
    document.core_properties.title = clean(str(paper.title))


def _paragraph_between(gap: float, *, breaks: bool) -> str:
    """The paragraph below a form: as high as the gap, or the end of the page."""
    line = max(round(gap * _TWIPS_PER_MM), 20)
    end = '<w:r><w:br w:type="page"/></w:r>' if breaks else ""
    look = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{look}<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr>{end}</w:p>'


def _table(form: PrintedForm) -> str:
    widths = [round(width * _TWIPS_PER_MM) for width in form.widths]
    margins = "".join(f'<w:{side} w:w="{_CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    look = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, widths) for row in form.rows)
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _row(row: FormRow, widths: list[int]) -> str:
    height = f'<w:trHeight w:val="{round(row.height * _TWIPS_PER_MM)}" w:hRule="exact"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(_cells(row, widths))}</w:tr>"


def _cells(row: FormRow, widths: list[int]) -> Iterator[str]:
    place = 0
    for cell in row.cells:
        yield _cell(cell, sum(widths[place : place + cell.across]))
        place += cell.across


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    frame = _FRAME if cell.frame else ""
    look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{frame}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{look}{_paragraph(cell)}</w:tc>"


def _paragraph(cell: Cell) -> str:
    align = cell.align or ("right" if isinstance(cell.value, Decimal) else "left")
    text = escape(clean(as_text(cell.value)))
    run = f'<w:r>{_face(cell)}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    line = f'<w:spacing w:before="0" w:after="0" w:line="{round(cell.size * 20 * 1.15)}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{line}<w:jc w:val="{align}"/></w:pPr>{run}</w:p>'


def _face(cell: Cell) -> str:
    bold = "<w:b/>" if cell.bold else ""
    red = f'<w:color w:val="{_RED}"/>' if cell.red else ""
    rule = '<w:u w:val="double"/>' if cell.rule else ""
    return f'<w:rPr>{_FONTS}{bold}{red}<w:sz w:val="{round(cell.size * 2)}"/>{rule}</w:rPr>'
