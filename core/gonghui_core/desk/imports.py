"""Taking in a sheet: read, check every row, store what was accepted, say what was not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gonghui_core.i18n import translator
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet, read_sheet
from gonghui_core.sheets.rejects import Reject, write_rejects
from gonghui_core.verdicts import BadInput, Fault
from gonghui_core.work import Work

_ = translator("gonghui_core")


@dataclass(frozen=True)
class ImportResult:
    """What taking in a sheet did, or would do."""

    kind: str
    rows: tuple[Checked, ...]
    sheet: Sheet
    done: bool

    @property
    def counts(self) -> Counter[str]:
        """How many rows are `new`, `changed`, `unchanged`, `rejected`."""
        return Counter(row.outcome for row in self.rows)

    @property
    def rejected(self) -> list[Checked]:
        """The rows that were not taken, in the order of the sheet."""
        return [row for row in self.rows if row.outcome == "rejected"]

    def as_json(self) -> dict[str, Any]:
        """The result as the command line prints it."""
        counts = self.counts
        warnings = [
            {"row": row.number, "code": code, "message": message}
            for row in self.rows
            for code, message in row.warnings
        ]
        rejected = [{"row": row.number, "code": row.code, "message": row.message} for row in self.rejected]
        changes = [
            {"row": row.number, "changes": {str(k): list(pair) for k, pair in row.changes.items()}}
            for row in self.rows
            if row.outcome == "changed"
        ]
        return {
            "rows": len(self.rows), "new": counts["new"], "changed": counts["changed"],
            "unchanged": counts["unchanged"], "rejected": rejected, "warnings": warnings, "changes": changes,
            "done": self.done,
        }  # fmt: skip

    def write_rejects(self, path: Path) -> None:
        """A workbook of the original rows that were rejected, with the reasons."""
        write_rejects(path, self.sheet, [Reject(row.number, row.code, row.message) for row in self.rejected])


def read(item: Import, path: Path) -> Sheet:
    """The table in `path` that fits this kind of import."""
    if item.read is not None:
        sheet: Sheet = item.read(path)
        return sheet
    return read_sheet(path, item.headings, item.required)


def take_in(
    work: Work,
    item: Import,
    sheet: Sheet,
    *,
    dry_run: bool,
    progress: Callable[[int, int], None] | None = None,
) -> ImportResult:
    """Check the rows of `sheet` and, unless `dry_run`, store them; what `progress` raises stops before storing."""
    tell, total = progress or (lambda done, of: None), len(sheet.rows)
    tell(0, total)
    rows = item.check(work, sheet)
    tell(total if dry_run else total // 2, total)
    if item.whole and not dry_run:
        bad = [row for row in rows if row.outcome == "rejected"]
        if bad:
            raise _refused(bad)
    accepted = [row for row in rows if row.outcome in ("new", "changed")]
    if accepted and not dry_run:
        item.store(work, accepted)
        tell(total, total)
    return ImportResult(item.kind, tuple(rows), sheet, done=not dry_run)


def _refused(bad: list[Checked]) -> BadInput:
    faults = tuple(Fault(str(row.number), row.message) for row in bad)
    said = "；".join(_("第{n}行：{why}").format(n=row.number, why=row.message) for row in bad)
    return BadInput(_("一行也没有导入：") + said, faults=faults)
