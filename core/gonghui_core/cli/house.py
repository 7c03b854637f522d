"""Commands that make a workspace: init and demo."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from gonghui_core.cli.opening import folder_of, open_frontend
from gonghui_core.cli.output import done, say
from gonghui_core.cli.speaking import command, json_flag
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

DEMO_OFFICER = "chair"


@command("init", _("新建一个工会的数据文件夹。"))
@click.argument("folder", type=click.Path(file_okay=False), required=False)
@click.option("--union", required=True, help=_("工会名称"))
@click.option("--committee", default="", help=_("委员会名称，用于报告落款"))
@click.option("--officer", "first", required=True, help=_("第一位用户；任系统管理员和干事"))
@click.option("--plain", is_flag=True, help=_("不加密（样例和测试用）"))
@click.option("--database", "url", default="", help="postgresql://…")
@json_flag
@click.pass_obj
def init_command(
    given: dict[str, Any], folder: str | None, union: str, committee: str, first: str, plain: bool, url: str,
    as_json: bool,
) -> None:  # fmt: skip
    from gonghui_core.founding import found

    target = Path(folder) if folder else folder_of(given)
    passphrase = "" if plain else _new_passphrase()
    code = found(
        target, union=union, committee=committee, officer=first, passphrase=passphrase, plain=plain, url=url
    )
    done(_("已建好 {folder}").format(folder=target), as_json, path=str(target), recovery_code=code or None)
    if as_json:
        return
    if plain:
        say(_("注意：数据没有加密，谁拿到文件都能看"))
    else:
        say(_("恢复码（请抄下锁进保险柜，只显示这一次）："))
        print(code)


def _new_passphrase() -> str:
    given = os.environ.get("GONGHUI_PASSPHRASE")
    if given is not None:
        return given
    if not os.isatty(0):
        raise BadInput(_("请给出口令：GONGHUI_PASSPHRASE"), field="passphrase")
    return str(click.prompt(str(_("口令")), hide_input=True, confirmation_prompt=True, err=True))


@command("demo", _("建一个虚构学院的样例工会（2023 年，未加密），以主席身份打开；已建过就直接打开。"))
@click.argument("folder", type=click.Path(file_okay=False), required=False)
@click.option("--no-open", is_flag=True, help=_("只建，不打开"))
@json_flag
@click.pass_obj
def demo_command(given: dict[str, Any], folder: str | None, no_open: bool, as_json: bool) -> None:
    from gonghui_core.demo import make_demo
    from gonghui_core.workspace import Workspace, default_folder

    target = Path(folder) if folder else default_folder().with_name("gonghui-demo")
    if not Workspace(target).exists:
        say(_("正在建样例工会……"))
        make_demo(target, progress=lambda title: say(f"  {title}"))
    elif folder and no_open:
        raise BadInput(_("{folder} 里已有工会数据，不会覆盖").format(folder=target))
    done(_("样例在 {folder}").format(folder=target), as_json, path=str(target))
    if not no_open:
        open_frontend({"workspace": str(target)}, officer=given.get("officer") or DEMO_OFFICER)
