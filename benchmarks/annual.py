"""Drafting the annual report of the demo year as a Word document."""

from __future__ import annotations

import tempfile
from pathlib import Path

from docxtpl import DocxTemplate
from measure import Table, best
from startup import _demo

from gonghui_core.desk import Desk
from gonghui_core.kernel import Kernel
from gonghui_core.papers.word import _shipped


def run(table: Table, size: str) -> None:
    """The report in an opened workspace, beside rendering an empty template."""
    kernel = Kernel.open(_demo())
    desk = Desk(kernel, kernel.sign_in("chair"))
    with tempfile.TemporaryDirectory() as folder:
        template, target = Path(folder) / "t.docx", Path(folder) / "a.docx"
        template.write_bytes(_shipped())
        empty = best(lambda: DocxTemplate(str(template)).render({"title": "", "blocks": []}))
        ours = best(lambda: desk.export("core.annual", {"year": "2023"}, "docx", target))
        table.add("annual report of the demo year, docx", ours.wall, "an empty template", empty.wall, "≤ 2 s")
    kernel.close()
