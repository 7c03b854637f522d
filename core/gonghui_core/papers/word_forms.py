"""Printed forms as Word documents: one table a form, of fixed widths and exact heights.

The tables are written as XML: a month of vouchers has thousands of cells, and python-docx takes its time for each.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from gonghui_core.desk.cells import as_text
from gonghui_core.forms import MARGIN, Cell, FormRow, Paper, PrintedForm
from gonghui_core.text import clean

_TWIPS_PER_MM = 1440 / 25.4
_SIDES = ("top", "left", "bottom", "right")
_RED = "C00000"
_CELL_MARGIN = 57  # twips: 1 mm


def write_word_form(paper: Paper, path: Path) -> None:
    """Write `paper` to `path`; the file appears whole or not at all."""
    from docx import Document

    from gonghui_core.files import write_whole

    document = Document()
    _set_up(document, paper)
    end = document.element.body.sectPr
    pages = paper.pages
    for number, page in enumerate(pages, 1):
        for form in page:
            ends = form is page[-1]
            end.addprevious(_table(form))
            end.addprevious(_between(0 if ends else paper.gap, breaks=ends and number < len(pages)))
    written = io.BytesIO()
    document.save(written)
    write_whole(path, written.getvalue())


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


def _element(tag: str, **attributes: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _within(parent: Any, *children: Any) -> Any:
    for child in children:
        parent.append(child)
    return parent


def _between(gap: float, *, breaks: bool) -> Any:
    """The paragraph below a form: as high as the gap, or the end of the page."""
    line = max(round(gap * _TWIPS_PER_MM), 20)
    look = _within(
        _element("pPr"), _element("spacing", before=0, after=0, line=line, lineRule="exact"),
        _within(_element("rPr"), _element("sz", val=2)),
    )  # fmt: skip
    paragraph = _within(_element("p"), look)
    if breaks:
        paragraph.append(_within(_element("r"), _element("br", type="page")))
    return paragraph


def _table(form: PrintedForm) -> Any:
    widths = [round(width * _TWIPS_PER_MM) for width in form.widths]
    sides = (_element(side, w=_CELL_MARGIN, type="dxa") for side in ("left", "right"))
    look = _within(
        _element("tblPr"), _element("tblW", w=sum(widths), type="dxa"), _element("jc", val="center"),
        _element("tblLayout", type="fixed"), _within(_element("tblCellMar"), *sides),
    )  # fmt: skip
    grid = _within(_element("tblGrid"), *(_element("gridCol", w=width) for width in widths))
    return _within(_element("tbl"), look, grid, *(_row(row, widths) for row in form.rows))


def _row(row: FormRow, widths: list[int]) -> Any:
    height = _element("trHeight", val=round(row.height * _TWIPS_PER_MM), hRule="exact")
    look = _within(_element("trPr"), _element("cantSplit"), height)
    return _within(_element("tr"), look, *_cells(row, widths))


def _cells(row: FormRow, widths: list[int]) -> Iterator[Any]:
    place = 0
    for cell in row.cells:
        yield _cell(cell, sum(widths[place : place + cell.across]))
        place += cell.across


def _cell(cell: Cell, width: int) -> Any:
    look = _within(_element("tcPr"), _element("tcW", w=width, type="dxa"))
    if cell.across > 1:
        look.append(_element("gridSpan", val=cell.across))
    if cell.frame:
        sides = (_element(side, val="single", sz=4, color="auto") for side in _SIDES)
        look.append(_within(_element("tcBorders"), *sides))
    look.append(_element("vAlign", val="center"))
    return _within(_element("tc"), look, _paragraph(cell))


def _paragraph(cell: Cell) -> Any:
    align = cell.align or ("right" if isinstance(cell.value, Decimal) else "left")
    line = round(cell.size * 20 * 1.15)
    look = _within(
        _element("pPr"), _element("spacing", before=0, after=0, line=line, lineRule="exact"),
        _element("jc", val=align),
    )  # fmt: skip
    text = _element("t")
    text.text = clean(as_text(cell.value))
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _within(_element("p"), look, _within(_element("r"), _face(cell), text))


def _face(cell: Cell) -> Any:
    latin = "Times New Roman"
    face = _within(_element("rPr"), _element("rFonts", ascii=latin, hAnsi=latin, eastAsia="宋体"))
    if cell.bold:
        face.append(_element("b"))
    if cell.red:
        face.append(_element("color", val=_RED))
    face.append(_element("sz", val=round(cell.size * 2)))
    if cell.rule:
        face.append(_element("u", val="double"))
    return face
