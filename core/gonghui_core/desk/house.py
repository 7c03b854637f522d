"""Keeping house: plugins, key slots, settings, verification, backup."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from gonghui_core import plugins
from gonghui_core import settings as settings_
from gonghui_core.contributions import Finding, Problem
from gonghui_core.i18n import translator
from gonghui_core.office.models import Officer
from gonghui_core.office.rights import SYSTEM
from gonghui_core.plugins import CORE
from gonghui_core.storage import backup
from gonghui_core.storage.audit import Head, head_of
from gonghui_core.storage.keys import SHORTEST_PASSPHRASE
from gonghui_core.storage.verify import Fault, tables_of, verify
from gonghui_core.verdicts import BadInput
from gonghui_core.work import Work

if TYPE_CHECKING:
    from gonghui_core.kernel import Kernel

_ = translator("gonghui_core")


@dataclass(frozen=True)
class Setting:
    """One setting: where it stands, its value now, and whether the hand-written file fixes it."""

    section: str
    key: str
    value: str
    fixed: bool


def plugin_states(kernel: Kernel) -> list[dict[str, str]]:
    """The plugins of this environment and workspace."""
    states = {}
    for candidate in plugins.installed():
        had = candidate.distribution.version if candidate.distribution else ""
        states[candidate.name] = _state(candidate.name, "", _("已停用"), had, "")
    for name in kernel.host.order:
        had = version("gonghui-core") if name == CORE else states.get(name, {}).get("version", "")
        states[name] = _state(name, str(kernel.host.manifests[name].title), _("已加载"), had, "")
    for problem in kernel.host.problems:
        if problem.source not in kernel.host.manifests:
            had = states.get(problem.source, {}).get("version", "")
            states[problem.source] = _state(problem.source, "", _("被搁置"), had, str(problem.reason))
    return [states[name] for name in sorted(states, key=lambda n: (n != CORE, n))]


def _state(name: str, title: str, state: str, had: str, reason: str) -> dict[str, str]:
    return {"name": name, "title": title, "state": str(state), "version": had, "reason": reason}


def switch_plugin(kernel: Kernel, name: str, *, on: bool) -> None:
    """Enable or disable a plugin; core itself cannot be disabled."""
    known = [candidate.name for candidate in plugins.installed()]
    disabled = set(kernel.settings.plugins.disabled)
    if name not in known and name not in disabled:
        raise BadInput(_("没有插件 {name}；有 {known}").format(name=name, known="、".join(sorted(known))))
    wanted = disabled - {name} if on else disabled | {name}
    settings_.save(kernel.workspace.folder, "plugins", {"disabled": sorted(wanted)})


def check_passphrase(kernel: Kernel, passphrase: str) -> None:
    """Refuse a short passphrase before anything is written."""
    if kernel.key is not None and len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadInput(_("口令太短：至少 {n} 个字符").format(n=SHORTEST_PASSPHRASE), field="passphrase")


def put_slot(kernel: Kernel, officer_key: Any, passphrase: str) -> None:
    """Give a new officer a slot in the key file; a plain workspace has none."""
    if kernel.key is None:
        return
    with kernel.work(SYSTEM) as work:
        name = work.get(Officer, officer_key).name
    kernel.workspace.keys.put(name, passphrase, kernel.key)


def drop_slot(kernel: Kernel, name: str) -> None:
    """Take an officer's slot away."""
    if kernel.key is not None:
        kernel.workspace.keys.remove(name)


def change_passphrase(kernel: Kernel, name: str, old: str, new: str) -> None:
    """Put another passphrase on the own slot; the old one must open it."""
    if kernel.key is None:
        raise BadInput(_("这个工会的数据没有加密，也没有口令"))
    key = kernel.workspace.keys.open(name, old)
    kernel.workspace.keys.put(name, new, key)


def all_settings(kernel: Kernel) -> list[Setting]:
    """The settings of core and of the loaded plugins."""
    found: list[Setting] = []
    folder, current = kernel.workspace.folder, kernel.settings
    sections: dict[str, BaseModel] = {
        "union": current.union, "database": current.database, "plugins": current.plugins,
        "workspace": current.workspace,
    }  # fmt: skip
    for name, manifest in kernel.host.manifests.items():
        if manifest.settings is not None:
            sections[name] = current.of(name, manifest.settings)
    for name, section in sections.items():
        fixed = settings_.fixed_keys(folder, name)
        for key, value in section.model_dump(mode="json").items():
            if (name, key) != ("workspace", "salt"):
                shown = "、".join(map(str, value)) if isinstance(value, list) else str(value)
                found.append(Setting(name, key, shown, key in fixed))
    return found


def save_setting(kernel: Kernel, section: str, key: str, text: str) -> None:
    """Keep one setting after trying it; a wrong value or an unknown key is refused."""
    folder = kernel.workspace.folder
    if key in settings_.fixed_keys(folder, section):
        raise BadInput(
            _("{key} 由 gonghui.toml 定了，请改那个文件").format(key=f"{section}.{key}"), field=key
        )
    models = {name: manifest.settings for name, manifest in kernel.host.manifests.items()}
    model = settings_.CORE_SECTIONS.get(section) or models.get(section)
    if model is None or key not in model.model_fields:
        raise BadInput(_("没有设置 {key}").format(key=f"{section}.{key}"), field=key)
    settings_.save(folder, section, {key: settings_.read_value(model, key, text)})


def verify_audit(kernel: Kernel) -> tuple[list[Fault], Head]:
    """The faults of the audit log and its head."""
    schemas = [s for name in kernel.host.order if (s := kernel.host.manifests[name].schema) is not None]
    models = tables_of(schema.metadata for schema in schemas)
    wanted = [guard for schema in schemas for guard in schema.guards]
    with kernel.work(SYSTEM) as work:
        faults = verify(work.session, models, wanted, kernel.outside_head())
        return faults, head_of(work.session)


def check(work: Work) -> list[Finding]:
    """The findings of core and of every plugin; a check that fails is a finding too."""
    found: list[Finding] = []
    for name, result in work.hooks.isolated("gonghui_checks", work.session, work=work):
        if isinstance(result, Problem):
            found.append(Finding(f"{name}.check", _("检查没能做完：{why}").format(why=result.reason)))
        else:
            found.extend(result)
    return found


def back_up(kernel: Kernel) -> Path:
    """A verified backup of the workspace."""
    return backup.back_up(kernel)
