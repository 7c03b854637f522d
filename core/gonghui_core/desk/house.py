"""Keeping house: plugins, key slots, settings, verification, backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from sqlalchemy import select

from gonghui_core import plugins
from gonghui_core import settings as settings_
from gonghui_core.contributions import Finding, Problem
from gonghui_core.i18n import translator
from gonghui_core.office.models import Officer
from gonghui_core.office.rights import SYSTEM, Acting
from gonghui_core.office.services import Done
from gonghui_core.plugins import CORE
from gonghui_core.storage import backup
from gonghui_core.storage.audit import Head, head_of
from gonghui_core.storage.keys import refuse_short
from gonghui_core.storage.verify import Fault, tables_of, verify
from gonghui_core.text import one_line
from gonghui_core.verdicts import BadInput, NotFound, Refusal
from gonghui_core.work import Work

if TYPE_CHECKING:
    from gonghui_core.kernel import Kernel

_ = translator("gonghui_core")

FIXED_SECTIONS = ("workspace", "database")


@dataclass(frozen=True)
class Setting:
    """One setting: where it stands, its value now, and whether it cannot be changed here.

    `title` and `help` are those of the model's field (`Field(title=…, description=…)`); the title may be empty.
    """

    section: str
    key: str
    value: str
    fixed: bool
    title: str = ""
    help: str = ""


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


def switch_plugin(kernel: Kernel, officer: Acting, name: str, *, on: bool) -> None:
    """Enable or disable a plugin; core itself cannot be disabled."""
    known = [candidate.name for candidate in plugins.installed()]
    disabled = set(kernel.settings.plugins.disabled)
    if name not in known and name not in disabled:
        raise BadInput(_("没有插件 {name}；有 {known}").format(name=name, known="、".join(sorted(known))))
    wanted = disabled - {name} if on else disabled | {name}
    if "disabled" in settings_.fixed_keys(kernel.workspace.folder, "plugins"):
        raise BadInput(
            _("{key} 由 gonghui.toml 定了，请改那个文件").format(key="plugins.disabled"), field="name"
        )
    words = _("启用插件 {name}") if on else _("停用插件 {name}")
    with _recorded(kernel, officer, "core.switch_plugin", words.format(name=name)):
        settings_.save(kernel.workspace.folder, "plugins", {"disabled": sorted(wanted)})


@contextmanager
def _recorded(kernel: Kernel, officer: Acting, action: str, words: str) -> Iterator[None]:
    """What changes a file of the workspace and no row leaves an audit record too."""
    with kernel.work(officer, action=action, write=True) as work:
        work.record(Done(words))
        yield


def check_passphrase(kernel: Kernel, passphrase: str) -> None:
    """Refuse a short passphrase before anything is written."""
    if kernel.key is not None:
        refuse_short(passphrase)


def put_slot(kernel: Kernel, officer_key: Any, passphrase: str) -> None:
    """Give a new officer a slot in the key file; a plain workspace has none."""
    if kernel.key is None:
        return
    with kernel.work(SYSTEM) as work:
        name = work.get(Officer, officer_key).name
    kernel.workspace.keys.put(name, passphrase, kernel.key)


def drop_slot(kernel: Kernel, officer_key: Any) -> None:
    """Take an officer's slot away."""
    if kernel.key is None:
        return
    with kernel.work(SYSTEM) as work:
        name = work.get(Officer, officer_key).name
    kernel.workspace.keys.remove(name)


def give_passphrase(kernel: Kernel, officer: Acting, name: str, passphrase: str) -> None:
    """The first passphrase of an officer; one that exists is changed by its owner alone."""
    if kernel.key is None:
        raise BadInput(_("这个工会的数据没有加密，也没有口令"))
    refuse_short(passphrase)
    with kernel.work(SYSTEM) as work:
        known = work.session.scalar(select(Officer.id).where(Officer.name == name, Officer.active))
    if known is None:
        raise NotFound(_("没有叫“{name}”的人员").format(name=name), field="name")
    if name in kernel.workspace.keys.names():
        raise Refusal(_("{name}已有口令，只能由本人更改").format(name=name), field="name")
    with _recorded(kernel, officer, "core.give_passphrase", _("为 {name} 设口令").format(name=name)):
        kernel.workspace.keys.put(name, passphrase, kernel.key)


def change_passphrase(kernel: Kernel, officer: Acting, old: str, new: str) -> None:
    """Put another passphrase on the own slot; the old one, or the recovery code, must open it."""
    if kernel.key is None:
        raise BadInput(_("这个工会的数据没有加密，也没有口令"))
    key = kernel.workspace.keys.open(officer.name, old)
    refuse_short(new)
    with _recorded(kernel, officer, "core.change_passphrase", _("更改口令")):
        kernel.workspace.keys.put(officer.name, new, key)


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
                info = type(section).model_fields[key]
                title, told = str(info.title or ""), str(info.description or "")
                found.append(Setting(name, key, shown, name in FIXED_SECTIONS or key in fixed, title, told))
    return found


def save_setting(kernel: Kernel, officer: Acting, section: str, key: str, text: str) -> None:
    """Keep one setting after trying it; a wrong value or an unknown key is refused.

    What a workspace is (encrypted or plain, where its data lie) is fixed when it is made.
    """
    folder = kernel.workspace.folder
    if section in FIXED_SECTIONS or key in settings_.fixed_keys(folder, section):
        raise BadInput(
            _("{key} 由 gonghui.toml 定了，请改那个文件").format(key=f"{section}.{key}"), field=key
        )
    models = {name: manifest.settings for name, manifest in kernel.host.manifests.items()}
    model = settings_.CORE_SECTIONS.get(section) or models.get(section)
    if model is None or key not in model.model_fields:
        raise BadInput(_("没有设置 {key}").format(key=f"{section}.{key}"), field=key)
    value = settings_.read_value(model, key, one_line(text))
    words = _("设置 {key}：{value}").format(key=f"{section}.{key}", value=text)
    with _recorded(kernel, officer, "core.save_setting", one_line(words)):
        settings_.save(folder, section, {key: value})


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
