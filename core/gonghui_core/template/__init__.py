"""What a new plugin starts from: a small working plugin, copied with its own name by `gonghui plugins new`."""

from __future__ import annotations

import keyword
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

SUFFIX = ".tmpl"
TAKEN = ("core", "tui", "welfare", "elections", "activities", "finance")


def make_plugin(name: str, folder: Path) -> Path:
    """Write a plugin called `name` into `folder`, as `folder/gonghui-NAME`; refuses to overwrite anything."""
    if not re.fullmatch("[a-z][a-z0-9]{1,29}", name) or keyword.iskeyword(name) or name in TAKEN:
        said = _("“{name}”不能作插件名：用 2 到 30 个小写字母和数字，不与已有的相同")
        raise BadInput(said.format(name=name), field="name")
    target = folder / f"gonghui-{name}"
    if target.exists():
        raise BadInput(_("{path} 已存在，不会覆盖").format(path=target), field="folder")
    package = target / f"gonghui_{name}"
    source = files("gonghui_core") / "template"
    _copy(source / "package", package, name)
    _copy(source / "tests", target / "tests", name)
    for file in ("pyproject.toml", "README.md"):
        _write(source / f"{file}{SUFFIX}", target / file, name)
    return target


def _copy(source: Traversable, target: Path, name: str) -> None:
    target.mkdir(parents=True)
    for item in source.iterdir():
        if item.is_dir():
            _copy(item, target / item.name, name)
        elif item.name.endswith(SUFFIX):
            _write(item, target / item.name.removesuffix(SUFFIX), name)


def _write(source: Traversable, target: Path, name: str) -> None:
    text = source.read_text(encoding="utf-8")
    target.write_text(text.replace("NAME", name).replace("Title", name.capitalize()), encoding="utf-8")
