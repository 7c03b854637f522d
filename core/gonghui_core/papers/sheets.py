"""Reports as workbooks: one sheet for the report as it reads, one for each table with true numbers and dates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gonghui_core.choices import Choice
from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.papers.plain import step_words
from gonghui_core.reports import (
    Bars,
    Block,
    Child,
    Figures,
    Grid,
    Heading,
    Paragraph,
    Report,
    Signature,
    Steps,
)
from gonghui_core.sheets.csvfile import write_csv
from gonghui_core.sheets.tables import BarChart, ColumnData, Kind, TableData
from gonghui_core.sheets.xlsx import write_xlsx

_ = translator("gonghui_core")

KINDS = {"money": Kind.MONEY, "integer": Kind.INTEGER, "date": Kind.DATE}


def write_sheets(report: Report, form: str, path: Path) -> None:
    """Write `report` as `xlsx`, or its largest table as `csv`."""
    tables = list(_tables(report))
    if form == "csv":
        grids = [table for table in tables[1:] if table.columns] or tables[:1]
        write_csv(path, max(grids, key=lambda table: len(list(table.rows))), titles=True)
    else:
        write_xlsx(path, tables)


def _tables(report: Report) -> Iterator[TableData]:
    words = [row for block in report.blocks for row in _words(block)]
    columns = [ColumnData("label", str(report.title)), ColumnData("value", "", Kind.AS_IS)]
    yield TableData(str(report.title), columns, words)
    for number, block in enumerate(report.blocks, 1):
        if isinstance(block, Grid):
            yield _grid(block, number)
        elif isinstance(block, Bars):
            yield _bars(block)


def charts(report: Report) -> Iterator[TableData]:
    """The charts of a report as tables with a native chart each."""
    for block in report.blocks:
        if isinstance(block, Bars) and block.items:
            yield _bars(block)


def _words(block: Block) -> list[list[Any]]:
    match block:
        case Heading(text) | Paragraph(text):
            return [[str(text), None]]
        case Figures(items):
            return [[str(item.label), _cell(item.value)] for item in items]
        case Signature(roles, day):
            return [["　　".join(str(role) for role in roles), day]]
        case Steps(items):
            return [[step_words(item), None] for item in items]
        case Grid() | Bars() | Child():
            return []


def _grid(grid: Grid, number: int) -> TableData:
    columns = [ColumnData(c.id, str(c.title), KINDS.get(c.kind, Kind.TEXT)) for c in grid.columns]
    rows = [[_cell(value) for value in row] for row in grid.rows]
    return TableData(str(grid.title) or _("表{n}").format(n=number), columns, rows)


def _bars(bars: Bars) -> TableData:
    columns = [ColumnData("label", ""), ColumnData("value", str(bars.title), Kind.MONEY)]
    rows = [[str(label), value] for label, value, _said in bars.items]
    return TableData(str(bars.title), columns, rows, BarChart(str(bars.title), "label", ("value",)))


def _cell(value: Any) -> Any:
    return as_text(value) if isinstance(value, Choice | bool) else value
