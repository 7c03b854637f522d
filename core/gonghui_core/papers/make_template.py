"""For developers: make the shipped Word template anew (`uv run python -m gonghui_core.papers.make_template`).

The template is an ordinary document with docxtpl's tags; a school edits a copy of it in Word. The type sizes and
faces follow GB/T 9704: title in 2nd size, body in 3rd size with a two-character indent, 28 points a line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TARGET = Path(__file__).parent / "templates" / "report.docx"
SONG, HEI, FANG, KAI = "宋体", "黑体", "仿宋", "楷体"


def make() -> None:
    """Write the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _style(document.styles["Normal"], FANG, 16)
    _paragraph(document, "{{ title }}", HEI, 22, align=WD_ALIGN_PARAGRAPH.CENTER, after=16)
    _tag(document, "{%p for block in blocks %}")
    for kind, face, bold in (("heading1", HEI, False), ("heading2", KAI, True), ("paragraph", FANG, False)):
        _tag(document, f"{{%p if block.kind == '{kind}' %}}")
        _paragraph(document, "{{ block.text }}", face, 16, bold=bold, indent=True)
        _tag(document, "{%p endif %}")
    _table(document)
    _tag(document, "{%p if block.kind == 'signature' %}")
    _paragraph(document, "", FANG, 16)
    _tag(document, "{%p for line in block.lines %}")
    _paragraph(document, "{{ line }}", FANG, 16, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")
    document.core_properties.author = "gonghui"
    document.save(str(TARGET))


def _table(document: Any) -> None:
    _tag(document, "{%p if block.kind == 'table' %}")
    _paragraph(document, "{{ block.title }}", HEI, 12, before=6)
    table = document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    table.rows[0].cells[0].text = "{%tr for row in block.rows %}"
    table.rows[1].cells[0].text = "{%tc for cell in row %}"
    table.rows[1].cells[1].text = "{{ cell }}"
    table.rows[1].cells[2].text = "{%tc endfor %}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    for run in table.rows[1].cells[1].paragraphs[0].runs:
        _face(run, SONG, 10.5)
    _tag(document, "{%p endif %}")


def _tag(document: Any, text: str) -> None:
    document.add_paragraph(text)


def _paragraph(
    document: Any, text: str, face: str, size: float, *, bold: bool = False, indent: bool = False,
    align: Any = None, before: float = 0, after: float = 0,
) -> None:  # fmt: skip
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = Pt(28), Pt(before), Pt(after)
    if indent:
        form.first_line_indent = Pt(size * 2)
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold = bold
    _face(run, face, size)


def _style(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), face)


def _face(run: Any, face: str, size: float) -> None:
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)


if __name__ == "__main__":
    make()
