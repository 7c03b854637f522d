"""The rejected rows of an import as a workbook: each as it came, with the reason beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gonghui_core.i18n import translator
from gonghui_core.sheets.reader import Sheet
from gonghui_core.sheets.tables import ColumnData, Kind, TableData
from gonghui_core.sheets.xlsx import write_xlsx

_ = translator("gonghui_core")


@dataclass(frozen=True)
class Reject:
    """Why a row was not taken, or what was noticed of it: row number in the sheet, code, sentence."""

    row: int
    code: str
    message: str

    def as_json(self) -> dict[str, int | str]:
        """The reject as the command line prints it."""
        return {"row": self.row, "code": self.code, "message": str(self.message)}


def rejects_table(sheet: Sheet, rejects: Sequence[Reject]) -> TableData:
    """The rejected rows in the order of the sheet; mended, the workbook can be imported as it is."""
    width = max([len(sheet.headers), *(len(row.values) for row in sheet.rows[:1])])
    headers = [*sheet.headers, *[""] * (width - len(sheet.headers))]
    columns = [
        ColumnData("row", _("行号"), Kind.INTEGER),
        *(ColumnData(f"column_{place}", text, Kind.AS_IS) for place, text in enumerate(headers)),
        ColumnData("reason", _("原因")),
    ]
    return TableData(_("未导入的行"), columns, _rows(sheet, rejects, width))


def _rows(sheet: Sheet, rejects: Sequence[Reject], width: int) -> Iterator[list[object]]:
    reasons: dict[int, list[str]] = {}
    for reject in rejects:
        reasons.setdefault(reject.row, []).append(str(reject.message))
    for row in sheet.rows:
        if row.number in reasons:
            values = [*row.values[:width], *[None] * (width - len(row.values))]
            yield [row.number, *values, "；".join(reasons[row.number])]


def write_rejects(path: Path | str, sheet: Sheet, rejects: Sequence[Reject]) -> None:
    """Write the workbook of `rejects_table`."""
    write_xlsx(path, [rejects_table(sheet, rejects)])
