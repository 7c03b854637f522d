"""The pages of stock-taking, and the sheet that is signed."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.forms import Paper
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Column, Parameter, ReportPage, TablePage
from gonghui_core.reports import Col, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_finance.choices import Booking, CountKind
from gonghui_finance.commands import counts as commands
from gonghui_finance.models import Count
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.assets import RIGHT, today, voucher_preview
from gonghui_finance.pages.income import behind
from gonghui_finance.pages.printing import Sheet, paper
from gonghui_finance.queries import counts as found
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.services import counts as services

_ = translator("gonghui_finance")

SIGNS = (_("盘点人"), _("监盘人"), _("保管人"), _("会计"), _("工会主席"))


def sheet(work: Work, count: Count) -> Report:
    """盘点表: what the books have, what was found, and the lines to sign on."""
    rows = [found.line_row(work, line) for line in found.lines_of(work, count.id)]
    title = _("{kind}盘点表").format(kind=count.kind.label)
    blocks = (_head(count, rows), _grid(rows), Signature(SIGNS, count.on))
    return Report(title, blocks, _data(count, rows), paper=_paper(work, count, title, rows))


def _paper(work: Work, count: Count, title: str, rows: list[dict[str, Any]]) -> Paper:
    """The sheet as it is printed and signed, with a row of sums."""
    grid = _grid(rows)
    total = sum((row["value"] for row in rows if row["book"]), ZERO)
    blank = {column.id: None for column in grid.columns}
    sums = blank | {"name": _("合计"), "book": sum(row["book"] for row in rows), "value": total}
    printed = Grid(grid.columns, [*grid.rows, tuple(sums.values())])
    when = f"盘点日期：{count.on}"
    head = (f"编制单位：{work.settings.union.name}", when, f"盘点人：{count.people}　单位：元")
    strong = frozenset((len(rows), place) for place in range(len(grid.columns)))
    return paper(
        Sheet(title, head=head, signs=tuple(str(s) for s in SIGNS), landscape=True, strong=strong), printed
    )


def _head(count: Count, rows: list[dict[str, Any]]) -> Figures:
    short = sum(1 for row in rows if (row["difference"] or 0) < 0)
    over = sum(1 for row in rows if (row["difference"] or 0) > 0)
    state = _("已结束") if count.closed_on else _("盘点中")
    return Figures((
        Figure(_("盘点日期"), count.on), Figure(_("盘点人"), count.people), Figure(_("项数"), len(rows)),
        Figure(_("账面金额"), sum((row["value"] for row in rows if row["book"]), ZERO)),
        Figure(_("盘亏"), short), Figure(_("盘盈"), over), Figure(_("状态"), state),
    ))  # fmt: skip


def _grid(rows: list[dict[str, Any]]) -> Grid:
    placed = any(row["place"] for row in rows)
    columns = (
        Col("code", _("编号"), width=6), Col("name", _("名称"), width=22), Col("unit", _("单位"), width=5),
        Col("book", _("账面"), "integer", 6), Col("value", _("账面金额"), "money", 12),
        Col("found", _("实存"), "integer", 6), Col("difference", _("差异"), "integer", 6),
        *((Col("place", _("地点"), width=10),) if placed else ()), Col("note", _("说明"), width=14),
    )  # fmt: skip
    return Grid(columns, [tuple(row[column.id] for column in columns) for row in rows])


def _data(count: Count, rows: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("code", "name", "unit", "book", "value", "found", "difference", "note")
    return {
        "kind": count.kind, "on": count.on, "closed_on": count.closed_on,
        "lines": [{name: row[name] for name in names} for row in rows],
    }  # fmt: skip


def count_report(work: Work, key: Any) -> Report:
    """A stock-taking with its sheet, its voucher and papers."""
    count = work.get(Count, int(key))
    report = sheet(work, count)
    differs = any(row["difference"] for row in report.data["lines"])
    papers = behind(work, found.PAGE, count.id) if differs and count.closed_on else ()
    return Report(report.title, (*report.blocks, *papers), report.data, report.paper)


def _sheet(work: Work, asked: Asked) -> Report:
    return sheet(work, work.get(Count, asked["count"]))


def _list(work: Work, key: Any) -> dict[str, Any]:
    rows = [found.line_row(work, line) for line in found.lines_of(work, int(key))]
    return {
        "lines": [{name: row[name] for name in ("code", "name", "book", "found", "note")} for row in rows]
    }


def _ended(work: Work, row: Any) -> str | None:
    return _("已于 {on} 结束").format(on=row["closed_on"]) if row["closed_on"] else None


def _uncounted(work: Work, row: Any) -> str | None:
    if not row["closed_on"] and row["uncounted"]:
        return _("还有 {n} 项没有点").format(n=row["uncounted"])
    return _ended(work, row)


def _end(work: Work, command: commands.CloseCount) -> Report:
    return voucher_preview(work, services.difference_lines(work, services.opened(work, command.record)))


COUNTS = TablePage(
    found.PAGE, _("财产清查盘点"), READ,
    columns=(
        Column("on", _("日期"), 10, "date", keep=True),
        Column("kind", _("盘点什么"), 10, "choice", CountKind, keep=True),
        Column("things", _("项数"), 6, "integer", keep=True),
        Column("uncounted", _("未点"), 6, "integer", keep=True),
        Column("different", _("有差异"), 6, "integer", keep=True),
        Column("closed_on", _("结束"), 10, "date", keep=True),
        Column("booking", _("差异入账"), 8, "choice", Booking),
        Column("people", _("盘点人"), 16, wide=True),
    ),
    rows=found.count_rows, group="finance", label="on", detail=count_report,
    actions=(
        Action(commands.OpenCount, services.open_count, _("开始盘点"), RIGHT, slot=5, prefill=today),
        Action(
            commands.EnterCount, services.enter_count, _("填实存数"), RIGHT, on="row", slot=2, prefill=_list,
            allowed=_ended,
        ),
        Action(commands.AddFound, services.add_found, _("登记盘盈"), RIGHT, on="row", allowed=_ended),
        Action(
            commands.CloseCount, services.close_count, _("结束盘点"), RIGHT, on="row", slot=8, grade=Grade.ask,
            allowed=_uncounted, preview=_end,
        ),
    ),
    help=_("固定资产和库存物品每年至少盘点一次：清单由账上列出，填实存数，盘点表打印签字；差异记入待处理财产损溢，批准后转销。"),
    empty=_("还没有盘点过：按 F5 开始"),
)  # fmt: skip
LINES = TablePage(
    "finance.count_lines", _("盘点清单"), READ,
    columns=(
        Column("code", _("编号"), 6, keep=True), Column("name", _("名称"), 24, keep=True),
        Column("unit", _("单位"), 6), Column("book", _("账面"), 6, "integer", keep=True),
        Column("found", _("实存"), 6, "integer", keep=True), Column("difference", _("差异"), 6, "integer", keep=True),
        Column("value", _("账面金额"), 12, "money"), Column("place", _("地点"), 12, wide=True),
        Column("keeper", _("保管人"), 10, wide=True), Column("note", _("说明"), 16, wide=True),
    ),
    rows=found.line_rows, group="finance", hidden=True, child_of=found.PAGE,
    params=(Parameter("count", _("盘点"), commands.CountKey, required=True),),
    help=_("一次盘点的清单。"), empty=_("清单是空的"),
)  # fmt: skip
SHEET = ReportPage(
    "finance.count_sheet", _("盘点表"), READ, build=_sheet, group="finance", hidden=True,
    params=(Parameter("count", _("盘点"), commands.CountKey, required=True),),
    help=_("盘点表，供打印签字。"),
)  # fmt: skip
