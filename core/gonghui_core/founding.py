"""Making a new workspace: its folder, its keys, its first officer."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from sqlalchemy import select

from gonghui_core import settings as settings_
from gonghui_core.i18n import translator
from gonghui_core.kernel import Kernel
from gonghui_core.office import commands, services
from gonghui_core.office.choices import Role
from gonghui_core.office.models import Officer
from gonghui_core.office.rights import SYSTEM
from gonghui_core.storage.keys import RECOVERY, recovery_code, refuse_short
from gonghui_core.verdicts import BadInput
from gonghui_core.workspace import Workspace

_ = translator("gonghui_core")

FIRST_ROLES = (Role.keeper, Role.clerk)


def found(
    folder: Path, *, union: str, officer: str, committee: str = "", passphrase: str = "", plain: bool = False,
    url: str = "", today: str = "",
) -> str:  # fmt: skip
    """Make a workspace; its first officer is keeper and clerk. Returns the recovery code, empty if plain.

    `url` is a PostgreSQL address whose database must be empty; `today` pins the day of a sample.
    """
    if not union.strip() or not officer.strip():
        raise BadInput(_("工会名称和第一位用户都要填"))
    if not plain:
        refuse_short(passphrase)
    folder_is_new = not folder.exists() or not any(folder.iterdir())
    try:
        return _found(folder, union, officer, committee, passphrase, plain, url, today)
    except BaseException:
        if folder_is_new:  # nothing half made: the next try must not find "a workspace" here
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _found(
    folder: Path, union: str, officer: str, committee: str, passphrase: str, plain: bool, url: str, today: str
) -> str:
    workspace = Workspace(folder)
    key = workspace.make(plain=plain, url=url, today=today)
    code = ""
    if key is not None:
        code = recovery_code()
        workspace.keys.put(officer, passphrase, key)
        workspace.keys.put(RECOVERY, code, key)
    settings_.save(folder, "union", {"name": union, "committee": committee})
    kernel = Kernel.open(folder, key=key, today=date.fromisoformat(today) if today else None)
    try:
        with kernel.work(SYSTEM, action="core.found", write=True) as work:
            if work.session.scalar(select(Officer.id)) is not None:
                raise BadInput(_("这个数据库里已有工会数据，不会覆盖"), field="database")
            outcome = services.add_officer(work, commands.AddOfficer(name=officer, roles=list(FIRST_ROLES)))
            work.subject = f"core.officers/{outcome.key}"
    finally:
        kernel.close()
    return code
