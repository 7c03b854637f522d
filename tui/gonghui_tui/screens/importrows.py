"""What an import found, as it is shown: the columns of the sheet, what each row would do, the counts."""

from __future__ import annotations

from typing import Any

from gonghui_core.desk.imports import ImportResult
from gonghui_core.i18n import translator
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet
from gonghui_tui.look import look
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.rows import GridRow

_ = translator("gonghui_tui")

OUTCOMES = {"new": _("新增"), "changed": _("更新"), "unchanged": _("不变"), "rejected": _("退回")}
SHOWN = ("", "rejected", "changed", "new", "unchanged")
"""The outcomes of which rows are shown, in turn; empty is all."""

COLUMNS_GRID = (
    GridColumn("header", _("文件里的列"), 24, minimum=10, grow=1),
    GridColumn("sample", _("例子"), 20, minimum=8, grow=1),
    GridColumn("field", _("对应到"), 20, minimum=10, grow=1),
)
ROWS_GRID = (
    GridColumn("row", _("行"), 6, right=True, keep=True),
    GridColumn("outcome", _("结果"), 6, keep=True),
    GridColumn("told", _("说明"), 60, minimum=20, grow=1),
)


def columns_needed(item: Import) -> list[str]:
    """The columns without which the sheet cannot be taken in, as a line; no line if there are none."""
    needed = "、".join(next(iter(item.headings[field]), field) for field in item.required)
    return [_("必须有的列：{names}").format(names=needed)] if needed else []


def sheet_told(sheet: Sheet, file: str) -> list[str]:
    """What was read of the file, what was passed over, and what was not looked at."""
    lines = [
        _("{file}   工作表 {sheet}   数据 {n} 行").format(file=file, sheet=sheet.name, n=len(sheet.rows))
    ]
    if sheet.skipped:
        rows = "、".join(str(row.number) for row in sheet.skipped[:8])
        lines.append(
            _("不是记录而跳过 {n} 行（合计、说明）：第 {rows} 行").format(n=len(sheet.skipped), rows=rows)
        )
    if sheet.also:
        lines.append(_("没有读的工作表：{names}").format(names="、".join(sheet.also)))
    return lines


def counts_told(result: ImportResult, shown: str) -> str:
    """How many rows have each outcome, and which of them is `shown`."""
    parts = [f"{OUTCOMES[name]} {result.counts[name]}" for name in OUTCOMES]
    warned = sum(1 for row in result.rows if row.warnings)
    only = _("   只看：{what}").format(what=OUTCOMES[shown]) if shown else ""
    return "  ".join([*parts, _("有提醒 {n}").format(n=warned)]) + only


def column_rows(item: Import, sheet: Sheet) -> list[GridRow]:
    """The columns of the file with what each was taken for; then the fields that the file lacks."""
    taken = {header: field for field, header in sheet.columns.items()}
    rows = [
        GridRow(at, (header, _sample(sheet, taken[header]), _title(item, taken[header])), look().tick)
        if header in taken
        else GridRow(at, (header, "", str(_("（不导入）"))), " ")
        for at, header in enumerate(sheet.headers)
        if header
    ]
    lacking = [field for field in item.headings if field not in sheet.columns]
    return rows + [
        GridRow(len(rows) + at, (str(_("（文件里没有）")), "", _title(item, field)), " ")
        for at, field in enumerate(lacking)
    ]


def _sample(sheet: Sheet, field: str) -> str:
    values = (row.cells.get(field) for row in sheet.rows[:20])
    return str(next((value for value in values if value not in (None, "")), ""))


def _title(item: Import, field: str) -> str:
    command = item.command
    if command is not None and field in command.model_fields:
        return str(command.model_fields[field].title or field)
    return next(iter(item.headings.get(field, ())), field)


def outcome_rows(result: ImportResult, shown: str) -> list[GridRow]:
    """The rows with the outcome `shown`; of all rows, the rejected ones stand first."""
    rows = [row for row in result.rows if not shown or row.outcome == shown]
    if not shown:
        rows.sort(key=lambda row: (row.outcome != "rejected", row.number))
    return [_row(at, row) for at, row in enumerate(rows)]


def _row(at: int, row: Checked) -> GridRow:
    told: list[Any] = [row.message] if row.message else []
    told += [
        _("{title}：{old} → {new}").format(title=title, old=old or _("（空）"), new=new)
        for title, (old, new) in row.changes.items()
    ]
    told += [f"！{message}" for _code, message in row.warnings]
    mark = look().bad if row.outcome == "rejected" else "!" if row.warnings else " "
    return GridRow(
        at, (row.number, str(OUTCOMES.get(row.outcome, row.outcome)), "；".join(map(str, told))), mark
    )
