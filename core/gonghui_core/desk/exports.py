"""Pages as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gonghui_core.choices import Choice
from gonghui_core.desk.cells import as_json, as_text
from gonghui_core.desk.tables import Table
from gonghui_core.i18n import translator
from gonghui_core.links import Link
from gonghui_core.pages import Column, RowValues, TablePage
from gonghui_core.papers import write_report
from gonghui_core.reports import Report
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

TABLE_FORMATS = ("xlsx", "csv", "json", "md")
REPORT_FORMATS = ("docx", "xlsx", "md", "csv", "json")
_KINDS = {"money": "money", "integer": "integer", "date": "date"}


def table_json(table: Table) -> dict[str, Any]:
    """A table as the command line prints it: columns, rows with their keys, the total."""
    return {
        "page": table.page.id,
        "columns": [
            {"id": column.id, "title": str(column.title), "kind": column.kind} for column in table.columns
        ],
        "rows": [row_json(table.columns, row) for row in table.rows],
        "total": table.total,
    }


def row_json(columns: tuple[Column, ...], row: RowValues) -> dict[str, Any]:
    """One row under the columns' ids, with its key."""
    return {"key": row["key"], **{column.id: as_json(row.get(column.id)) for column in columns}}


def report_json(page_id: str, report: Report) -> dict[str, Any]:
    """A report as the command line prints it: its figures under English names, and its blocks."""
    from gonghui_core.papers.plain import blocks_json

    return {
        "page": page_id, "title": str(report.title), "data": as_json(dict(report.data)), "blocks": blocks_json(report)
    }  # fmt: skip


def table(found: Table, form: str, path: Path) -> None:
    """Write a table to `path` as `form`."""
    from gonghui_core.sheets.csvfile import write_csv
    from gonghui_core.sheets.tables import ColumnData, Kind, TableData
    from gonghui_core.sheets.xlsx import write_xlsx

    columns = [ColumnData(c.id, str(c.title), Kind(_KINDS.get(c.kind, "text"))) for c in found.columns]
    ids = form == "csv"
    rows = ([_cell(row.get(column.id), ids=ids) for column in found.columns] for row in found.rows)
    data = TableData(str(found.page.title), columns, rows)
    if form == "xlsx":
        write_xlsx(path, [data])
    elif form == "csv":
        write_csv(path, data)
    elif form == "json":
        path.write_text(json.dumps(table_json(found), ensure_ascii=False, indent=1), encoding="utf-8")
    elif form == "md":
        path.write_text(table_markdown(found), encoding="utf-8")
    else:
        raise _unknown(form, TABLE_FORMATS)


def table_markdown(found: Table) -> str:
    """A table as a Markdown table."""
    from gonghui_core.papers.plain import markdown_table

    titles = [str(column.title) for column in found.columns]
    return markdown_table(titles, [[as_text(row.get(c.id)) for c in found.columns] for row in found.rows])


def report(page_id: str, found: Report, form: str, path: Path) -> None:
    """Write a report to `path` as `form`."""
    if form == "json":
        path.write_text(
            json.dumps(report_json(page_id, found), ensure_ascii=False, indent=1), encoding="utf-8"
        )
    elif form in REPORT_FORMATS:
        write_report(found, form, path)
    else:
        raise _unknown(form, REPORT_FORMATS)


def label_of(page: TablePage, row: RowValues) -> str:
    """How a record reads in a sentence or a picker."""
    number = row.get("number") or row.get("code")
    name = as_text(row.get(page.label) or row["key"])
    return f"{number} {name}" if number and number != row.get(page.label) else name


def _cell(value: Any, *, ids: bool) -> Any:
    if isinstance(value, Choice):
        return value.value if ids else value.label
    if isinstance(value, Link):
        return str(value) if ids else value.words
    return as_text(value) if isinstance(value, bool) else value


def _unknown(form: str, known: tuple[str, ...]) -> BadInput:
    return BadInput(
        _("没有格式 {form}；可用的有 {known}").format(form=form, known="、".join(known)), field="format"
    )
