"""Opening the workspace that a command is about, in the officer's name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput, GonghuiError, NoRight
from gonghui_core.workspace import Workspace, default_folder

if TYPE_CHECKING:
    from gonghui_core.desk import Desk
    from gonghui_core.kernel import Kernel

_ = translator("gonghui_core")

FRONTENDS = "gonghui.frontends"


def folder_of(given: dict[str, Any]) -> Path:
    """The workspace folder that is meant."""
    return Path(given["workspace"]) if given.get("workspace") else default_folder()


def officer_of(given: dict[str, Any], workspace: Workspace) -> str:
    """The officer who acts: `--as`, `GONGHUI_OFFICER`, or a question."""
    named = given.get("officer") or os.environ.get("GONGHUI_OFFICER")
    if named:
        return str(named)
    if not os.isatty(0):
        raise NoRight(_("请指明身份：--as 用户名，或 GONGHUI_OFFICER"))
    return str(click.prompt(str(_("用户名")), err=True))


def passphrase_of(workspace: Workspace) -> str:
    """The passphrase: `GONGHUI_PASSPHRASE`, or a question; a plain workspace asks for none."""
    if workspace.settings().workspace.plain:
        return ""
    given = os.environ.get("GONGHUI_PASSPHRASE")
    if given is not None:
        return given
    if not os.isatty(0):
        raise NoRight(_("请给出口令：GONGHUI_PASSPHRASE"))
    return str(click.prompt(str(_("口令")), hide_input=True, err=True))


def day_of_work(workspace: Workspace) -> date | None:
    """`GONGHUI_TODAY` in a plain workspace; an encrypted one is not for pretending."""
    text = os.environ.get("GONGHUI_TODAY")
    if not text:
        return None
    if not workspace.settings().workspace.plain:
        raise BadInput(_("GONGHUI_TODAY 只能用于未加密的样例或测试数据"), field="GONGHUI_TODAY")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(_("GONGHUI_TODAY 应为 2023-12-20 这样的日期"), field="GONGHUI_TODAY") from None


@contextmanager
def opened(given: dict[str, Any]) -> Iterator[Desk]:
    """The desk of the officer in the workspace; closed again afterwards."""
    with opened_kernel(given) as (kernel, name):
        from gonghui_core.desk import Desk

        yield Desk(kernel, kernel.sign_in(name))


@contextmanager
def opened_kernel(given: dict[str, Any]) -> Iterator[tuple[Kernel, str]]:
    """The kernel, and the name of the officer who opened it."""
    workspace = Workspace(folder_of(given))
    workspace.settings()
    name = officer_of(given, workspace)
    passphrase = passphrase_of(workspace)
    from gonghui_core.kernel import Kernel

    kernel = Kernel.open(workspace.folder, officer=name, passphrase=passphrase, today=day_of_work(workspace))
    try:
        yield kernel, name
    finally:
        kernel.close()


def open_frontend(given: dict[str, Any], *, officer: str = "") -> None:
    """Start the first front end that is installed; core knows none by name."""
    for entry in entry_points(group=FRONTENDS):
        start = entry.load()
        code = start(
            folder_of(given), officer or given.get("officer") or os.environ.get("GONGHUI_OFFICER") or ""
        )
        raise SystemExit(code or 0)
    raise GonghuiError(_("没有安装界面；请安装 gonghui-tui，或用命令（gonghui --help）"))
