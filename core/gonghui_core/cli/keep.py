"""Commands that keep house: plugins, officers, audit, check, backup, restore, migrate."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from gonghui_core.cli.opening import opened, opened_kernel
from gonghui_core.cli.output import columns, done, say, show_json, tell
from gonghui_core.cli.speaking import SpeakingGroup, command, json_flag
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")


@click.group(
    "plugins", cls=SpeakingGroup, invoke_without_command=True, help=_("插件：列出、启用、停用、检查。")
)
@json_flag
@click.pass_context
def plugins_command(context: click.Context, as_json: bool) -> None:
    if context.invoked_subcommand is None:
        context.invoke(list_plugins, as_json=as_json)


@command("list", _("已加载和被搁置的插件。"), group=plugins_command)
@json_flag
@click.pass_obj
def list_plugins(given: dict[str, Any], as_json: bool = False) -> None:
    with opened(given) as desk:
        states = desk.plugin_states()
    if as_json:
        show_json({"plugins": states})
    else:
        rows = [[s["name"], s["title"], s["state"], s["version"], s["reason"]] for s in states]
        tell(columns([str(t) for t in (_("名称"), _("标题"), _("状态"), _("版本"), _("原因"))], rows))


@command("check", _("列出插件的问题；有问题则退出码为 1。"), group=plugins_command)
@click.argument("name", required=False)
@json_flag
@click.pass_obj
def check_plugins(given: dict[str, Any], name: str | None, as_json: bool) -> None:
    with opened(given) as desk:
        found = [p for p in desk.problems() if name in (None, p.source)]
    if as_json:
        show_json(
            {"problems": [{"source": p.source, "where": p.where, "reason": str(p.reason)} for p in found]}
        )
    else:
        for problem in found:
            tell(f"{problem.source}  {problem.where}  {problem.reason}")
    if found:
        raise SystemExit(1)


def _switch(given: dict[str, Any], name: str, as_json: bool, *, on: bool) -> None:
    with opened(given) as desk:
        desk.switch_plugin(name, on=on)
    words = _("已启用 {name}") if on else _("已停用 {name}；它的数据原样保留")
    done(words.format(name=name), as_json)


@command("enable", _("启用一个插件。"), group=plugins_command)
@click.argument("name")
@json_flag
@click.pass_obj
def enable_plugin(given: dict[str, Any], name: str, as_json: bool) -> None:
    _switch(given, name, as_json, on=True)


@command("disable", _("停用一个插件；它的数据原样保留。"), group=plugins_command)
@click.argument("name")
@json_flag
@click.pass_obj
def disable_plugin(given: dict[str, Any], name: str, as_json: bool) -> None:
    _switch(given, name, as_json, on=False)


@click.group("officers", cls=SpeakingGroup, invoke_without_command=True, help=_("人员：列出、新增、停用。"))
@json_flag
@click.pass_context
def officers_command(context: click.Context, as_json: bool) -> None:
    if context.invoked_subcommand is None:
        context.invoke(list_officers, as_json=as_json)


@command("list", _("谁可以做什么。"), group=officers_command)
@json_flag
@click.pass_obj
def list_officers(given: dict[str, Any], as_json: bool = False) -> None:
    from gonghui_core.desk.exports import table_json

    with opened(given) as desk:
        found = desk.table("core.officers")
    if as_json:
        show_json(table_json(found))
    else:
        rows = [
            [row["name"], row["roles_text"], row["branch"] or "", row["member"] or ""] for row in found.rows
        ]
        tell(columns([str(t) for t in (_("用户名"), _("角色"), _("分工会"), _("会员"))], rows))


@command(
    "add", _("新增一位用户；加密的要设口令（GONGHUI_NEW_PASSPHRASE 或当场输入）。"), group=officers_command
)
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True)
@click.option("--branch", default="")
@click.option("--member", default="")
@json_flag
@click.pass_obj
def add_officer(
    given: dict[str, Any], name: str, roles: tuple[str, ...], branch: str, member: str, as_json: bool
) -> None:
    with opened(given) as desk:
        passphrase = "" if desk.kernel.key is None else _new_passphrase(name)
        values = {"name": name, "roles": list(roles), "branch": branch, "member": member}
        outcome = desk.add_officer(values, passphrase)
    done(outcome.message, as_json, key=str(outcome.key), warnings=[])


def _new_passphrase(name: str) -> str:
    given = os.environ.get("GONGHUI_NEW_PASSPHRASE")
    if given is not None:
        return given
    if not os.isatty(0):
        raise BadInput(_("请给出新口令：GONGHUI_NEW_PASSPHRASE"), field="passphrase")
    title = _("{name} 的口令").format(name=name)
    return str(click.prompt(title, hide_input=True, confirmation_prompt=True, err=True))


@command("remove", _("停用一位用户；他做过的事照样留着。"), group=officers_command)
@click.argument("name")
@json_flag
@click.pass_obj
def remove_officer(given: dict[str, Any], name: str, as_json: bool) -> None:
    with opened(given) as desk:
        outcome = desk.remove_officer(name)
    done(outcome.message, as_json, key=str(outcome.key), warnings=[])


@command(
    "passphrase", _("为还没有口令的用户设口令（GONGHUI_NEW_PASSPHRASE 或当场输入）。"), group=officers_command
)
@click.argument("name")
@json_flag
@click.pass_obj
def give_passphrase(given: dict[str, Any], name: str, as_json: bool) -> None:
    with opened(given) as desk:
        desk.give_passphrase(name, _new_passphrase(name))
    done(_("已为 {name} 设口令").format(name=name), as_json)


@click.group("audit", cls=SpeakingGroup, help=_("审计日志。"))
def audit_command() -> None:
    pass


@command("verify", _("核对审计链、各表和库外链头；有不符则退出码为 1。"), group=audit_command)
@json_flag
@click.pass_obj
def verify_audit(given: dict[str, Any], as_json: bool) -> None:
    with opened(given) as desk:
        faults, head = desk.verify_audit()
    if as_json:
        told = [{"where": fault.where, "message": str(fault.message)} for fault in faults]
        show_json({"ok": not faults, "records": head.seq, "head": head.short, "faults": told})
    else:
        for fault in faults:
            tell(f"{fault.where}  {fault.message}")
        verdict = _("审计日志有 {n} 处不符").format(n=len(faults)) if faults else _("审计日志完好")
        say(
            _("{verdict}；共 {records} 条，链头 {head}").format(
                verdict=verdict, records=head.seq, head=head.short
            )
        )
    if faults:
        raise SystemExit(1)


@command("check", _("检查各处数据；有发现则退出码为 1。"))
@json_flag
@click.pass_obj
def check_command(given: dict[str, Any], as_json: bool) -> None:
    with opened(given) as desk:
        found = desk.check()
    if as_json:
        told = [{"check": f.check, "message": str(f.message), "page": f.page, "key": f.key} for f in found]
        show_json({"ok": not found, "findings": told})
    else:
        for finding in found:
            tell(f"{finding.check}  {finding.message}")
        say(_("发现 {n} 处").format(n=len(found)) if found else _("没有发现问题"))
    if found:
        raise SystemExit(1)


@command("backup", _("做一个备份；检查通过才算数。"))
@json_flag
@click.pass_obj
def backup_command(given: dict[str, Any], as_json: bool) -> None:
    with opened(given) as desk:
        path = desk.back_up()
    if as_json:
        show_json({"ok": True, "path": str(path), "size": path.stat().st_size})
    else:
        say(_("已备份"))
        tell(str(path))


@command("restore", _("把备份恢复到一个空文件夹。"))
@click.argument("archive", type=click.Path())
@click.argument("folder", type=click.Path(file_okay=False))
@json_flag
@click.pass_obj
def restore_command(given: dict[str, Any], archive: str, folder: str, as_json: bool) -> None:
    from gonghui_core.storage.backup import restore

    restore(Path(archive), Path(folder))
    done(_("已恢复到 {folder}").format(folder=folder), as_json, path=folder)


@command("migrate", _("把数据表升级到程序的版本（打开时本来就会做，先自动备份）。"))
@json_flag
@click.pass_obj
def migrate_command(given: dict[str, Any], as_json: bool) -> None:
    with opened_kernel(given) as (kernel, _officer):
        problems = [p for p in kernel.all_problems() if p.where == "migration"]
    words = _("有插件没能升级，已搁置") if problems else _("数据表是最新的")
    if as_json:
        told = [{"source": p.source, "reason": str(p.reason)} for p in problems]
        show_json({"ok": not problems, "message": str(words), "problems": told})
    else:
        for problem in problems:
            tell(f"{problem.source}  {problem.reason}")
        say(words)
    if problems:
        raise SystemExit(1)


@command("new", _("写一个新插件的样板：能装、能用、带测试。"), group=plugins_command)
@click.argument("name")
@click.argument("folder", type=click.Path(file_okay=False), default=".")
@json_flag
@click.pass_obj
def new_plugin(given: dict[str, Any], name: str, folder: str, as_json: bool) -> None:
    from gonghui_core.template import make_plugin

    target = make_plugin(name, Path(folder))
    words = _("已写好 {path}；装上：pip install -e {path}").format(path=target)
    done(words, as_json, path=str(target))


@command("forget", _("忘掉插件上次没有加载完的记号，下次启动再试它。"), group=plugins_command)
@click.argument("name")
@json_flag
@click.pass_obj
def forget_plugin(given: dict[str, Any], name: str, as_json: bool) -> None:
    from gonghui_core.cli.opening import folder_of
    from gonghui_core.workspace import Workspace

    mark = Workspace(folder_of(given)).markers / f"{name}.loading"
    if Path(name).name != name or not mark.exists():
        raise BadInput(_("{name} 没有这样的记号").format(name=name), field="name")
    mark.unlink()
    done(_("下次启动会再试 {name}").format(name=name), as_json)
