"""Core's own part, registered like any plugin's: its rights, pages, cards, tasks and imports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonghui_core.contributions import Card, Finding, Found, Ledger, Manifest, Right, Task
from gonghui_core.hookspecs import hookimpl
from gonghui_core.i18n import translator
from gonghui_core.office.choices import Role
from gonghui_core.pages import Import, Page
from gonghui_core.schema import SCHEMA
from gonghui_core.work import Work

_ = translator("gonghui_core")

ALL = tuple(Role)
SEES_MEMBERS = (Role.clerk, Role.accountant, Role.women, Role.branch)

RIGHTS = (
    Right("core.members.read", _("看名册"), SEES_MEMBERS, reads=True),
    Right("core.members.write", _("改名册"), (Role.clerk,)),
    Right("core.reveal", _("看加密内容"), (Role.clerk, Role.chair, Role.vice_chair)),
    Right("core.read", _("看机构、任职和档案"), (Role.clerk,), reads=True),
    Right("core.office.write", _("设机构、登记任职"), (Role.clerk, Role.chair)),
    Right("core.documents.write", _("存档"), (Role.clerk,)),
    Right("core.officers", _("管人员与权限"), (Role.keeper,)),
    Right("core.officers.read", _("看人员与权限"), (Role.keeper,), reads=True),
    Right("core.settings", _("改设置"), (Role.keeper,)),
    Right("core.plugins", _("管插件"), (Role.keeper,)),
    Right("core.backup", _("备份与恢复"), (Role.keeper,)),
    Right("core.rules.read", _("看规章"), ALL),
    Right("core.tasks", _("看待办"), ALL),
    Right("core.audit.read", _("看审计日志"), (), reads=True),
    Right("core.annual", _("起草年度报告"), (Role.clerk,), reads=True),
)


MANIFEST: Manifest = Manifest("core", _("基础"), "gonghui_core", number=0, schema=SCHEMA, rights=RIGHTS)


@hookimpl
def gonghui_manifest() -> Manifest:
    """Core as a plugin."""
    return MANIFEST


@hookimpl
def gonghui_pages() -> Sequence[Page]:
    """The register, offices, documents, rules, audit log, the annual report."""
    from gonghui_core.annual.pages import PAGES as ANNUAL
    from gonghui_core.members.pages import PAGES as MEMBERS
    from gonghui_core.office.pages import PAGES as OFFICE

    return (*MEMBERS, *OFFICE, *ANNUAL)


@hookimpl
def gonghui_imports() -> Sequence[Import]:
    """The staff list and the list of branches."""
    from gonghui_core.members.branch_sheet import BRANCHES
    from gonghui_core.members.sheet import MEMBERS

    return (BRANCHES, MEMBERS)


@hookimpl
def gonghui_cards(work: Work) -> Sequence[Card]:
    """The number of members."""
    from gonghui_core.members.pages import cards

    return cards(work)


@hookimpl
def gonghui_tasks(work: Work) -> Sequence[Task]:
    """Applicants to be decided on, terms that end, requests that nobody booked."""
    from gonghui_core.office.tasks import tasks

    return tasks(work)


@hookimpl
def gonghui_search(work: Work, text: str) -> Sequence[Found]:
    """Members and branches."""
    from gonghui_core.members.search import search

    return search(work, text)


@hookimpl
def gonghui_annual_sections(work: Work, year: int) -> Sequence[Any]:
    """Part one: bodies, documents; part five: what core itself records."""
    from gonghui_core.annual.own import sections

    return sections(work, year)


@hookimpl
def gonghui_ledgers(work: Work, year: int) -> Sequence[Ledger]:
    """The annual report, the register, bodies and posts, documents, rules."""
    from gonghui_core.office.ledgers import ledgers

    return ledgers(work, year)


@hookimpl
def gonghui_checks(work: Work) -> Sequence[Finding]:
    """Spans of the register that do not join, requests in limbo."""
    from gonghui_core.members.checks import findings

    return findings(work)


@hookimpl
def gonghui_demo(scene: Any) -> None:
    """The fictional college: branches, members, bodies, posts, officers."""
    from gonghui_core.demo.college import play

    play(scene)
