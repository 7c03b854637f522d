"""Reports as files: the same blocks as xlsx, docx, Markdown and csv."""

from __future__ import annotations

from pathlib import Path

from gonghui_core.reports import Report


def write_report(report: Report, form: str, path: Path) -> None:
    """Write `report` to `path` as `docx`, `xlsx`, `md` or `csv`; writers are imported when they are needed.

    A report with a paper of its own is written as that form in docx and xlsx; its charts follow in the workbook.
    """
    if report.paper is not None and form == "docx":
        from gonghui_core.papers.word_forms import write_word_form

        write_word_form(report.paper, path)
    elif report.paper is not None and form == "xlsx":
        from gonghui_core.papers.sheet_forms import write_sheet_form
        from gonghui_core.papers.sheets import charts

        write_sheet_form(report.paper, path, list(charts(report)))
    elif form == "md":
        from gonghui_core.papers.plain import markdown

        path.write_text(markdown(report), encoding="utf-8")
    elif form == "docx":
        from gonghui_core.papers.word import write_docx

        write_docx(report, path)
    else:
        from gonghui_core.papers.sheets import write_sheets

        write_sheets(report, form, path)
