"""Calling hooks by their failure policies: isolated, inside a transaction, or after the commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from gonghui_core.contributions import Card, Finding, Found, Ledger, MemberSection, Problem, Task
from gonghui_core.i18n import translator
from gonghui_core.plugins import NOT_FATAL, Host, reason_of
from gonghui_core.verdicts import GonghuiError

_ = translator("gonghui_core")


@dataclass
class Hooks:
    """Calls hooks by their failure policies, on behalf of one unit of work or of the home screen."""

    host: Host

    def isolated(self, hook: str, session: Any, **arguments: Any) -> list[tuple[str, Any]]:
        """Each implementation in a savepoint of its own: its list of results, or the `Problem` that it became.

        What a plugin answers is looked at here, so that a generator that raises half way, an answer of another
        kind or no answer at all breaks nobody else.
        """
        results: list[tuple[str, Any]] = []
        for name, call in self.host.calls(hook, **arguments):
            try:
                with session.begin_nested():
                    results.append((name, _listed(hook, call())))
            except NOT_FATAL as error:
                results.append((name, Problem(name, hook, reason_of(error))))
        return results

    def inside(self, hook: str, **arguments: Any) -> list[Any]:
        """Each implementation inside the caller's transaction; one that raises undoes all."""
        return [_blamed(name, hook, call) for name, call in self.host.calls(hook, **arguments)]

    def first(self, hook: str, **arguments: Any) -> Any:
        """The first result that is not `None`, inside the caller's transaction."""
        for name, call in self.host.calls(hook, **arguments):
            result = _blamed(name, hook, call)
            if result is not None:
                return result
        return None

    def logged(self, hook: str, **arguments: Any) -> None:
        """Each implementation after the commit; one that raises is noted as a problem."""
        for name, call in self.host.calls(hook, **arguments):
            try:
                call()
            except NOT_FATAL as error:
                problem = Problem(name, hook, reason_of(error))
                if problem not in self.host.problems:
                    self.host.problems.append(problem)


def _listed(hook: str, answer: Any) -> list[Any]:
    """An isolated hook's answer as a list of what the hook is for; raises for anything else."""
    wanted = _KINDS[hook]()
    items = [] if answer is None else list(answer)
    strange = next((item for item in items if not isinstance(item, wanted)), None)
    if strange is not None:
        raise TypeError(f"{hook} gave a {type(strange).__name__}, not a {wanted.__name__}")
    return items


def _section() -> type:
    from gonghui_core.annual.sections import Section

    return Section


_KINDS: Mapping[str, Callable[[], type]] = {
    "gonghui_cards": lambda: Card,
    "gonghui_tasks": lambda: Task,
    "gonghui_member_sections": lambda: MemberSection,
    "gonghui_search": lambda: Found,
    "gonghui_annual_sections": _section,
    "gonghui_ledgers": lambda: Ledger,
    "gonghui_checks": lambda: Finding,
}


def _blamed(name: str, hook: str, call: Callable[[], Any]) -> Any:
    """The result of a call inside a transaction; a fault of the plugin is told with its name.

    Refusals and faults of the database go through as they are: they have words of their own.
    """
    try:
        return call()
    except (GonghuiError, SQLAlchemyError):
        raise
    except NOT_FATAL as error:
        from gonghui_core.failures import note

        said = _("插件 {name} 在 {hook} 出错（{why}），编号 {number}；没有改动")
        raise GonghuiError(
            said.format(name=name, hook=hook, why=reason_of(error), number=note(error))
        ) from error
