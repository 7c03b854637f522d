"""Finding, loading and calling plugins. A failing one is set aside and shown, never fatal, never silent.

pluggy's own loader stops at the first plugin that fails to import, and one implementation that raises stops a
whole call; so each is loaded and called alone here.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import Distribution, EntryPoint, distributions, version
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name

from gonghui_core import hookspecs
from gonghui_core.contributions import Manifest, Problem
from gonghui_core.i18n import translator
from gonghui_core.storage.base import CoreTable, registries
from gonghui_core.text import one_line
from gonghui_core.verdicts import GonghuiError

_ = translator("gonghui_core")

GROUP = "gonghui"
CORE = "core"
CORE_DISTRIBUTION = "gonghui-core"
PATIENCE_SECONDS = 3.0
LONGEST_REASON = 500
NOT_FATAL = (Exception, SystemExit)
"""What a plugin may raise without ending the program; Ctrl+C is not the plugin's."""
LONGEST_IMPORT_SECONDS = 20.0


@dataclass(frozen=True)
class Candidate:
    """A plugin that is installed: its name, and how to import it."""

    name: str
    entry: EntryPoint
    distribution: Distribution | None = None


@dataclass
class Host:
    """The plugins of one opened workspace: what was loaded, what was set aside, and why."""

    marker_folder: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    manager: pluggy.PluginManager = field(default_factory=lambda: pluggy.PluginManager(hookspecs.PROJECT))

    def __post_init__(self) -> None:
        for policy in hookspecs.POLICIES:
            self.manager.add_hookspecs(policy())

    def set_aside(self, name: str, where: str, error: BaseException | str) -> None:
        """Take a plugin out of the game and say why."""
        reason = error if isinstance(error, str) else reason_of(error)
        self.problems.append(Problem(name, where, reason))
        if self.manager.has_plugin(name):
            self.manager.unregister(name=name)
        self.manifests.pop(name, None)

    def load(self, candidates: Sequence[Candidate], disabled: Sequence[str] = ()) -> None:
        """Import and register each candidate alone; core's own part is registered first and must not fail."""
        from gonghui_core import builtin

        self.manager.register(builtin, name=CORE)
        core: Manifest = builtin.MANIFEST
        self.manifests[CORE] = core
        seen = {CORE}
        for candidate in sorted(candidates, key=lambda c: c.name):
            if candidate.name in disabled:
                continue
            if candidate.name in seen:
                self.problems.append(Problem(candidate.name, "name", _("有两个插件同名，只用了第一个")))
                continue
            seen.add(candidate.name)
            self._load_one(candidate)

    def _load_one(self, candidate: Candidate) -> None:
        name = candidate.name
        why_not = too_new(candidate.distribution)
        if why_not:
            return self.set_aside(name, "version", why_not)
        core_tables = set(CoreTable.metadata.tables)
        try:
            with _Marker(self.marker_folder, name):
                module = candidate.entry.load()
            self.register(name, module)
            check_models(candidate.entry.module.split(".")[0])
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self.set_aside(name, "import", error)
        finally:
            for table in set(CoreTable.metadata.tables) - core_tables:
                CoreTable.metadata.remove(CoreTable.metadata.tables[table])

    def register(self, name: str, module: ModuleType | object) -> None:
        """Register an imported plugin and take its manifest; raises if it does not keep the contract."""
        self.manager.register(module, name=name)
        unknown = [c.name for c in self.manager.get_hookcallers(module) or [] if not c.has_spec()]
        if unknown:
            raise GonghuiError(_("不认识的钩子：{hooks}").format(hooks="、".join(unknown)))
        implementation = next(
            (i for i in self.manager.hook.gonghui_manifest.get_hookimpls() if i.plugin_name == name), None
        )
        if implementation is None:
            raise GonghuiError(_("没有 gonghui_manifest"))
        manifest = implementation.function()
        if not isinstance(manifest, Manifest):
            raise GonghuiError(_("gonghui_manifest 没有给出 Manifest"))
        check_manifest(name, manifest)
        self.manifests[name] = manifest

    @property
    def order(self) -> list[str]:
        """The names of the loaded plugins, core first, then by number and name."""
        return sorted(self.manifests, key=lambda name: (name != CORE, self.manifests[name].number, name))

    def calls(self, hook: str, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """Each implementation of `hook` in order, as the plugin's name and a call without arguments."""
        implementations = {i.plugin_name: i for i in getattr(self.manager.hook, hook).get_hookimpls()}
        for name in self.order:
            implementation = implementations.get(name)
            if implementation is not None:
                yield name, _bound(implementation, arguments)


def _bound(implementation: Any, arguments: Mapping[str, Any]) -> Any:
    given = [arguments[name] for name in implementation.argnames]
    return lambda: implementation.function(*given)


def installed() -> list[Candidate]:
    """The plugins of this environment, without importing any."""
    found = []
    for distribution in distributions():
        for entry in distribution.entry_points:
            if entry.group == GROUP:
                found.append(Candidate(entry.name, entry, distribution))
    return found


def too_new(distribution: Distribution | None) -> str | None:
    """Why a distribution cannot run on this core, by its own requirements; `None` if it can."""
    for text in (distribution.requires if distribution else None) or []:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if canonicalize_name(requirement.name) == CORE_DISTRIBUTION:
            return _unsatisfied(requirement.specifier)
    return None


def check_manifest(name: str, manifest: Manifest) -> None:
    """Raise `GonghuiError` if a manifest breaks the rule of one name, or needs another core."""
    if manifest.name != name:
        raise GonghuiError(_("清单里的名字是 {found}，应为 {name}").format(found=manifest.name, name=name))
    try:
        why_not = _unsatisfied(SpecifierSet(manifest.needs_core))
    except InvalidSpecifier:
        why_not = _("needs_core 写法不对：{text}").format(text=manifest.needs_core)
    if why_not:
        raise GonghuiError(why_not)
    tables = manifest.schema.metadata.tables if manifest.schema else {}
    foreign = [table for table in tables if not table.startswith(f"{name}_")]
    if foreign:
        raise GonghuiError(_("表 {tables} 没有前缀 {name}_").format(tables="、".join(foreign), name=name))
    strange = [right.id for right in manifest.rights if not right.id.startswith(f"{name}.")]
    if strange:
        raise GonghuiError(_("权限 {rights} 没有前缀 {name}.").format(rights="、".join(strange), name=name))


def check_models(package: str) -> None:
    """Raise if a plugin's models lie on core's base or cannot be mapped.

    Looked up by the package of the classes and not by what an import added: a second opening in one process
    imports nothing again.
    """
    for registry in registries():
        own = [m for m in registry.mappers if m.class_.__module__.split(".")[0] == package]
        foreign = sorted(m.class_.__tablename__ for m in own if m.class_.metadata is CoreTable.metadata)
        if foreign and package != __package__:
            raise GonghuiError(_("表 {tables} 不属于这个插件").format(tables="、".join(foreign)))
        if own:
            registry.configure()


def _unsatisfied(specifier: SpecifierSet) -> str | None:
    have = version(CORE_DISTRIBUTION)
    if specifier.contains(have, prereleases=True):
        return None
    return _("需要 gonghui-core {need}，现有 {have}").format(need=specifier, have=have)


def reason_of(error: BaseException) -> str:
    """Why something failed, in one line that holds no values of a statement."""
    if isinstance(error, GonghuiError):
        return error.message
    # The text of a database error holds the values of the statement.
    told = getattr(error, "orig", None) or error
    return one_line(f"{type(error).__name__}: {told}")[:LONGEST_REASON]


class _Marker:
    """A file that stands while a plugin is imported: found at a start, that plugin never finished its import.

    An import cannot be cut off inside a process, so the first start waits and says for whom.
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        self.path = folder / f"{name}.loading" if folder else None
        self.name = name
        self.timer = threading.Timer(PATIENCE_SECONDS, self._say)
        self.timer.daemon = True

    def __enter__(self) -> None:
        if self.path is not None:
            if self.path.exists() and not self._just_begun():
                raise GonghuiError(_("上次启动时它没有加载完；修好后删去 {path}").format(path=self.path))
            with suppress(OSError):  # a full disk is no reason to do without plugins
                self.path.parent.mkdir(exist_ok=True)
                self.path.write_text(str(os.getpid()))
        self.timer.start()

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        self.timer.cancel()
        # Whoever waits in vain and presses Ctrl+C must find the mark at the next start.
        if self.path is not None and kind is not KeyboardInterrupt:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _just_begun(self) -> bool:
        """Whether another start is importing right now: its process lives, and it has not taken long yet."""
        assert self.path is not None
        try:
            if time.time() - self.path.stat().st_mtime > LONGEST_IMPORT_SECONDS:
                return False
            if os.name != "nt":  # there a signal 0 ends the process
                os.kill(int(self.path.read_text()), 0)
        except PermissionError:
            return True  # it lives, under another user
        except (OSError, ValueError):
            return not self.path.exists()
        return True

    def _say(self) -> None:
        said = _("正在等待插件 {name} 加载……若一直不动，按 Ctrl+C 后再启动，它会被搁置").format(
            name=self.name
        )
        print(said, file=sys.stderr, flush=True)
