"""Settings: `gonghui.toml`, which people write and the program never rewrites, and the program's own file.

What stands in the hand-written file wins. Unknown keys are refused with file, key and the nearest known name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import tomli_w
from pydantic import BaseModel, ConfigDict, ValidationError

from gonghui_core.contributions import PluginSettings, Problem
from gonghui_core.files import write_whole
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

HAND_WRITTEN = "gonghui.toml"
SAVED = "gonghui.saved.toml"
LARGEST_FILE = 1_000_000

S = TypeVar("S", bound=BaseModel)


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnionSettings(_Section):
    """The union: its name, the committee that signs the report, where its rules come from."""

    name: str = ""
    committee: str = ""
    jurisdictions: tuple[str, ...] = ("national", "shanghai")
    credit_code: str = ""

    @property
    def signs(self) -> str:
        """Who signs the annual report: the committee, or the union where none is named."""
        return self.committee or self.name


class DatabaseSettings(_Section):
    """Where the records lie: empty means the file in the workspace, else a PostgreSQL address."""

    url: str = ""


class PluginSwitches(_Section):
    """Plugins that are installed but not wanted here."""

    disabled: tuple[str, ...] = ()


class WorkspaceSettings(_Section):
    """Facts of the workspace that are fixed when it is made."""

    plain: bool = False
    salt: str = ""
    today: str = ""  # the pinned day of a sample workspace


CORE_SECTIONS: dict[str, type[BaseModel]] = {
    "workspace": WorkspaceSettings,
    "union": UnionSettings,
    "database": DatabaseSettings,
    "plugins": PluginSwitches,
}


@dataclass(frozen=True)
class Settings:
    """The settings of an opened workspace, section by section."""

    workspace: WorkspaceSettings = field(default_factory=WorkspaceSettings)
    union: UnionSettings = field(default_factory=UnionSettings)
    database: DatabaseSettings = field(default_factory=DatabaseSettings)
    plugins: PluginSwitches = field(default_factory=PluginSwitches)
    sections: Mapping[str, PluginSettings] = field(default_factory=dict)

    def of(self, plugin: str, model: type[S]) -> S:
        """The section of a plugin, as its settings model; the defaults where nothing was written."""
        found = self.sections.get(plugin)
        return found if isinstance(found, model) else model()


def read_file(path: Path) -> dict[str, Any]:
    """The content of a TOML file, empty where there is none; a broken one is told with its place."""
    if not path.exists():
        return {}
    if path.stat().st_size > LARGEST_FILE:
        raise BadInput(_("设置文件 {path} 太大").format(path=path))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise BadInput(_("设置文件 {path} 读不懂：{error}").format(path=path, error=error)) from None


def load(folder: Path) -> Settings:
    """Core's settings of the workspace in `folder`; sections of plugins are read later by `with_plugins`."""
    merged = _merge(folder)
    known = {name: merged.get(name, {}) for name in CORE_SECTIONS}
    read = {name: _read_section(folder, name, model, known[name]) for name, model in CORE_SECTIONS.items()}
    return Settings(**read)  # type: ignore[arg-type]  # each section was read by its own model


def with_plugins(
    folder: Path, settings: Settings, models: Mapping[str, type[PluginSettings] | None]
) -> tuple[Settings, list[Problem]]:
    """`settings` with the sections of `models`; a section nobody knows is a problem, a misspelt one is refused."""
    sections: dict[str, PluginSettings] = {}
    problems = []
    for name, values in _merge(folder).items():
        if name in CORE_SECTIONS:
            continue
        model = models.get(name)
        if model is not None:
            sections[name] = _read_section(folder, name, model, values)
        elif name not in models and name not in settings.plugins.disabled:
            _refuse_near(folder, name, [*CORE_SECTIONS, *models])
            problems.append(
                Problem(name, HAND_WRITTEN, _("设置里有 [{name}]，但没有这个插件").format(name=name))
            )
    return Settings(
        settings.workspace, settings.union, settings.database, settings.plugins, sections
    ), problems


def save(folder: Path, section: str, values: Mapping[str, Any]) -> None:
    """Keep `values` of one section in the program's own file; the hand-written one stays as it is."""
    saved = read_file(folder / SAVED)
    saved[section] = {**saved.get(section, {}), **values}
    write_whole(folder / SAVED, tomli_w.dumps(saved).encode())


def fixed_keys(folder: Path, section: str) -> set[str]:
    """The keys of a section that the hand-written file fixes."""
    return set(read_file(folder / HAND_WRITTEN).get(section, {}))


def _merge(folder: Path) -> dict[str, dict[str, Any]]:
    merged: dict[str, dict[str, Any]] = {}
    for file in (SAVED, HAND_WRITTEN):
        for section, values in read_file(folder / file).items():
            if not isinstance(values, dict):
                raise BadInput(
                    _("{file}：“{key}”应写在某一节里，如 [union]").format(file=file, key=section),
                    field=section,
                )
            merged[section] = {**merged.get(section, {}), **values}
    return merged


def _read_section(folder: Path, name: str, model: type[S], values: Mapping[str, Any]) -> S:
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        item = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in item["loc"])
        file = HAND_WRITTEN if (folder / HAND_WRITTEN).exists() and _stands_in(folder, name, key) else SAVED
        if item["type"] == "extra_forbidden":
            raise _unknown(
                file, f"{name}.{key}", [f"{name}.{known}" for known in model.model_fields]
            ) from None
        said = _("{file}：{key} 填写不正确（{why}）").format(file=file, key=f"{name}.{key}", why=item["msg"])
        raise BadInput(said, field=f"{name}.{key}") from None


def _stands_in(folder: Path, section: str, key: str) -> bool:
    return key.split(".")[0] in read_file(folder / HAND_WRITTEN).get(section, {})


def _refuse_near(folder: Path, name: str, known: list[str]) -> None:
    if get_close_matches(name, known, 1, 0.7):
        raise _unknown(
            HAND_WRITTEN if name in read_file(folder / HAND_WRITTEN) else SAVED, f"[{name}]", known
        )


def _unknown(file: str, key: str, known: list[str]) -> BadInput:
    near = get_close_matches(key.strip("[]"), known, 1, 0.5)
    hint = _("，是不是 {near}？").format(near=near[0]) if near else ""
    return BadInput(_("{file}：不认识的设置 {key}").format(file=file, key=key) + hint, field=key)


def read_value(model: type[BaseModel], key: str, text: str) -> Any:
    """What people typed for one setting, as TOML holds it; `BadInput` if the setting does not take it."""
    wanted: Any = [part for part in text.replace("，", ",").replace("、", ",").split(",") if part]
    for value in (text, wanted):
        try:
            read = model.model_validate({key: value})
        except ValidationError:
            continue
        return read.model_dump(mode="json", include={key})[key]
    raise BadInput(_("{key} 不能是“{text}”").format(key=key, text=text), field=key)
