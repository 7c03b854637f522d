"""Commands that change: actions, do, import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gonghui_core.cli.opening import opened
from gonghui_core.cli.output import columns, say, show_json, tell
from gonghui_core.cli.speaking import command, json_flag
from gonghui_core.cli.values import as_typed, pairs, read_input
from gonghui_core.desk.imports import ImportResult
from gonghui_core.i18n import translator

_ = translator("gonghui_core")


@command("actions", _("列出可以做的动作；带名称则显示它的输入格式（JSON Schema）。"))
@click.argument("name", required=False)
@json_flag
@click.pass_obj
def actions_command(given: dict[str, Any], name: str | None, as_json: bool) -> None:
    with opened(given) as desk:
        if name:
            show_json(_action_json(desk.offer(name), schema=True))
        elif as_json:
            show_json({"actions": [_action_json(offer, schema=True) for offer in desk.actions()]})
        else:
            rows = [[o.name, str(o.action.title), str(o.page.title), o.action.on] for o in desk.actions()]
            tell(columns([str(_("动作")), str(_("名称")), str(_("页面")), str(_("对象"))], rows))


def _action_json(offer: Any, *, schema: bool) -> dict[str, Any]:
    action = offer.action
    return {
        "name": offer.name, "title": str(action.title), "page": offer.page.id, "on": action.on,
        "right": action.right, "help": (action.command.__doc__ or "").strip(),
        "schema": action.command.model_json_schema() if schema else None,
    }  # fmt: skip


@command("do", _("做一个动作；字段写成 名称=值，或用 --input 给 JSON。"))
@click.argument("action")
@click.argument("values", nargs=-1)
@click.option("--input", "source", default="", help=_("JSON 文件，- 为标准输入"))
@click.option("--record", "records", multiple=True, help=_("记录编号；可重复"))
@click.option("--override", default="", help=_("规则禁止时仍要做的理由（会永久显示）"))
@click.option("--preview", is_flag=True, help=_("只显示将写入什么"))
@json_flag
@click.pass_obj
def do_command(
    given: dict[str, Any], action: str, values: tuple[str, ...], source: str, records: tuple[str, ...],
    override: str, preview: bool, as_json: bool,
) -> None:  # fmt: skip
    words = pairs(values)
    read = read_input(source) if source else {}
    with opened(given) as desk:
        filled = {**read, **as_typed(desk.offer(action).action.command, words)}
        if preview:
            _show_preview(desk.preview(action, filled, records), as_json)
            return
        outcome = desk.do(action, filled, records, override=override)
    key = None if outcome.key is None else str(outcome.key)
    if as_json:
        warnings = [verdict.as_json() for verdict in outcome.warnings]
        show_json({"ok": True, "message": str(outcome.message), "key": key, "warnings": warnings})
        return
    say(outcome.message)
    for verdict in outcome.warnings:
        say(_("注意：") + verdict.message)
    if key is not None:
        tell(key)


def _show_preview(report: Any, as_json: bool) -> None:
    from gonghui_core.desk.exports import report_json
    from gonghui_core.papers.plain import markdown

    if report is None:
        say(_("这个动作没有预览"))
    elif as_json:
        show_json(report_json("preview", report))
    else:
        tell(markdown(report))


@command("import", _("导入 xlsx 或 csv：gonghui import members 花名册.xlsx。"))
@click.argument("kind")
@click.argument("file", type=click.Path())
@click.option("--dry-run", is_flag=True, help=_("只检查，不写入"))
@click.option("--rejects", type=click.Path(dir_okay=False), help=_("把退回的行和原因写进这个 xlsx"))
@json_flag
@click.pass_obj
def import_command(
    given: dict[str, Any], kind: str, file: str, dry_run: bool, rejects: str | None, as_json: bool
) -> None:
    with opened(given) as desk:
        result = desk.import_sheet(kind, Path(file), dry_run=dry_run)
    if rejects:
        result.write_rejects(Path(rejects))
    if as_json:
        show_json(result.as_json())
    else:
        _tell(result)


def _tell(result: ImportResult) -> None:
    counts = result.counts
    head = _("已导入：") if result.done else _("试导入（没有写入）：")
    told = _("{rows} 行，新增 {new}，更新 {changed}，不变 {unchanged}，退回 {rejected}")
    say(
        head
        + told.format(
            rows=len(result.rows), new=counts["new"], changed=counts["changed"], unchanged=counts["unchanged"],
            rejected=counts["rejected"],
        )
    )  # fmt: skip
    for row in result.rows:
        for title, (old, new) in row.changes.items():
            tell(
                _("第 {n} 行 {title}：{old} → {new}").format(
                    n=row.number, title=title, old=old or "（空）", new=new
                )
            )
    for row in result.rejected:
        tell(_("第 {n} 行 退回（{code}）：{why}").format(n=row.number, code=row.code, why=row.message))
    for row in result.rows:
        for code, message in row.warnings:
            tell(_("第 {n} 行 注意（{code}）：{why}").format(n=row.number, code=code, why=message))
