"""Commands that show: pages, show, annual, rules."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from gonghui_core.cli.opening import opened
from gonghui_core.cli.output import columns, say, show_json, tell
from gonghui_core.cli.speaking import command, json_flag
from gonghui_core.cli.values import pairs
from gonghui_core.desk import Desk, exports
from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.pages import TablePage
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

LIMIT_DIGITS = 9
FORMATS = ("table", "json", "csv", "xlsx", "docx", "md")


@command("pages", _("列出可以看的页面。"))
@json_flag
@click.pass_obj
def pages_command(given: dict[str, Any], as_json: bool) -> None:
    with opened(given) as desk:
        found = desk.pages()
        if as_json:
            show_json({"pages": [_page_json(page) for page in found]})
        else:
            rows = [[page.id, str(page.title), "、".join(p.id for p in page.params)] for page in found]
            tell(columns([str(_("页面")), str(_("名称")), str(_("参数"))], rows))


def _page_json(page: Any) -> dict[str, Any]:
    shown = {
        "id": page.id,
        "title": str(page.title),
        "params": [p.id for p in page.params],
        "help": str(page.help),
    }
    if isinstance(page, TablePage):
        return shown | {"kind": "table", "columns": [column.id for column in page.columns]}
    return shown | {"kind": "report", "formats": list(page.formats)}


@command("show", _("显示或导出一个页面；参数写成 名称=值（表格另有 limit、after）。"))
@click.argument("page")
@click.argument("params", nargs=-1)
@click.option("--format", "form", default="", help="table | json | csv | xlsx | docx | md")
@json_flag
@click.option("--output", "-o", type=click.Path(dir_okay=False))
@click.pass_obj
def show_command(
    given: dict[str, Any], page: str, params: tuple[str, ...], form: str, as_json: bool, output: str | None
) -> None:
    asked = pairs(params)
    form = "json" if as_json else form or (Path(output).suffix.lstrip(".") if output else "table")
    with opened(given) as desk:
        if output:
            desk.export(page, asked, form, Path(output), **_part(desk, page, asked))
            say(_("已写入 {path}").format(path=output))
        elif isinstance(desk.page(page), TablePage):
            _print_table(desk, page, asked, form)
        else:
            _print_report(desk, page, asked, form)


def _print_table(desk: Desk, page: str, asked: dict[str, Any], form: str) -> None:
    part = _part(desk, page, asked)
    if form in ("json", "table"):
        found = desk.table(page, asked, **part)
        if form == "json":
            show_json(exports.table_json(found))
        else:
            rows = [[row["key"], *(as_text(row.get(c.id)) for c in found.columns)] for row in found.rows]
            tell(columns(["key", *(str(c.title) for c in found.columns)], rows))
            say(_("共 {n} 行").format(n=found.total))
    else:
        _print_file(desk, page, asked, form, part)


def _print_report(desk: Desk, page: str, asked: dict[str, Any], form: str) -> None:
    if form == "json":
        show_json(exports.report_json(page, desk.report(page, asked)))
    else:
        _print_file(desk, page, asked, "md" if form == "table" else form)


def _part(desk: Desk, page: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Takes `limit` and `after`, which every table has, out of the parameters."""
    if not isinstance(desk.page(page), TablePage):
        return {}
    return {"limit": _number(asked.pop("limit", "0")), "after": str(asked.pop("after", ""))}


def _print_file(
    desk: Desk, page: str, asked: dict[str, Any], form: str, part: Mapping[str, Any] = {}
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"page.{form}"
        desk.export(page, asked, form, path, **part)
        sys.stdout.buffer.write(path.read_bytes())
        sys.stdout.flush()


def _number(text: Any) -> int:
    if not (str(text).isascii() and str(text).isdecimal() and len(str(text)) <= LIMIT_DIGITS):
        raise BadInput(_("limit 应为整数"), field="limit")
    return int(text)


@command("annual", _("起草某年的工作报告，并列出还缺什么。"))
@click.argument("year", type=int)
@click.option("--format", "form", default="", help="docx | md | json")
@json_flag
@click.option("--output", "-o", type=click.Path(dir_okay=False))
@click.option("--public", is_flag=True, help=_("公开版：隐去姓名、金额和出处"))
@click.pass_obj
def annual_command(
    given: dict[str, Any], year: int, form: str, as_json: bool, output: str | None, public: bool
) -> None:
    form = "json" if as_json else form or (Path(output).suffix.lstrip(".") if output else "md")
    asked = {"year": str(year), "public": "yes" if public else ""}
    with opened(given) as desk:
        report = desk.report("core.annual", asked)
        if form == "json":
            text = json.dumps(dict(report.data), ensure_ascii=False, indent=1)
            Path(output).write_text(text, encoding="utf-8") if output else print(text)
        elif output:
            desk.export("core.annual", asked, form, Path(output))
        else:
            _print_file(desk, "core.annual", asked, form)
        missing = report.data["missing"]
        if form != "json" and not public:
            say(_("还缺 {n} 项：").format(n=len(missing)) + "、".join(item["id"] for item in missing))


@command("rules", _("某日有效的规章、数值、文号和条款。"))
@click.option("--on", "day", default="", help="YYYY-MM-DD")
@json_flag
@click.pass_obj
def rules_command(given: dict[str, Any], day: str, as_json: bool) -> None:
    with opened(given) as desk:
        found = desk.table("core.rules", {"on": day} if day else {})
        if as_json:
            show_json({"rules": exports.table_json(found)["rows"]})
            return
        rows = [[r["id"], r["title"], r["value"], f"{r['document']}{r['article']}"] for r in found.rows]
        tell(columns([str(_("编号")), str(_("规则")), str(_("数值")), str(_("依据"))], rows))
