"""The command that writes the archive of a year, or checks one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gonghui_core.cli.opening import opened
from gonghui_core.cli.output import done, say
from gonghui_core.cli.speaking import command, json_flag
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

VERIFY = "verify"


@command("archive", _("把某年的台账写成一个文件夹；archive verify 文件夹 核对校验值。"))
@click.argument("year")
@click.argument("folder", type=click.Path(file_okay=False))
@json_flag
@click.pass_obj
def archive_command(given: dict[str, Any], year: str, folder: str, as_json: bool) -> None:
    if year == VERIFY:
        _verify(Path(folder), as_json)
        return
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise BadInput(_("年份应为四位数字，如 2023"), field="year")
    from gonghui_core.archive import write_archive

    with opened(given) as desk:
        made = write_archive(
            desk, int(year), Path(folder), lambda file: None if as_json else say(f"  {file}")
        )
    for title, reason in [] if as_json else made.left_out:
        say(_("没有写入“{title}”：{why}").format(title=title, why=reason))
    left_out = [{"title": title, "reason": reason} for title, reason in made.left_out]
    said = _("已归档 {n} 个文件到 {folder}").format(n=len(made.files), folder=folder)
    done(said, as_json, files=[kept.file for kept in made.files], left_out=left_out)


def _verify(folder: Path, as_json: bool) -> None:
    from gonghui_core.archive import verify_archive

    faults = verify_archive(folder)
    if not faults:
        done(_("档案完整，没有改动"), as_json, faults=[])
        return
    for fault in faults:
        say(fault)
    done(_("有 {n} 处不符").format(n=len(faults)), as_json, **{"ok": False, "faults": list(faults)})
    raise SystemExit(1)
