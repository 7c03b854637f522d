"""The plugin elections: what it is, and what it contributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gonghui_core.contributions import Card, Finding, Found, Manifest, MemberSection, Right, Task
from gonghui_core.hookspecs import hookimpl
from gonghui_core.i18n import translator
from gonghui_core.office.choices import Role
from gonghui_elections.schema import SCHEMA

if TYPE_CHECKING:
    from gonghui_core.annual.sections import Section
    from gonghui_core.members.models import Member
    from gonghui_core.pages import Page
    from gonghui_core.work import Work

_ = translator("gonghui_elections")

LEADERS = (Role.clerk, Role.chair, Role.vice_chair)

RIGHTS = (
    Right("elections.read", _("看选举"), (Role.clerk, Role.branch), reads=True),
    Right("elections.set_up", _("筹备选举"), LEADERS),
    Right("elections.attendance", _("登记到会"), LEADERS),
    Right("elections.tally", _("录入计票"), (Role.clerk, Role.branch)),
    Right("elections.seal", _("封存结果"), (Role.chair,)),
)


@hookimpl
def gonghui_manifest() -> Manifest:
    """Elections as a plugin."""
    return Manifest(
        "elections",
        _("选举"),
        "gonghui_elections",
        needs_core=">=0.1",
        number=30,
        schema=SCHEMA,
        rights=RIGHTS,
    )


@hookimpl
def gonghui_pages() -> Sequence[Page]:
    """Elections, their candidates, the result."""
    from gonghui_elections.pages import PAGES

    return PAGES


@hookimpl
def gonghui_cards(work: Work) -> Sequence[Card]:
    """The elections of the year."""
    from gonghui_elections.tasks import cards

    return cards(work)


@hookimpl
def gonghui_tasks(work: Work) -> Sequence[Task]:
    """Tallies that are missing or differ, results not sealed, seats left open."""
    from gonghui_elections.tasks import tasks

    return tasks(work)


@hookimpl
def gonghui_member_sections(work: Work, member: Member) -> Sequence[MemberSection]:
    """What a member stood for, and with which result."""
    from gonghui_elections.members import sections

    return sections(work, member)


@hookimpl
def gonghui_member_objections(work: Work, member: Member, status: str) -> Sequence[str]:
    """Who stands in an election that is not over should not leave unnoticed."""
    from gonghui_elections.members import objections

    return objections(work, member, status)


@hookimpl
def gonghui_search(work: Work, text: str) -> Sequence[Found]:
    """Elections by title or candidate."""
    from gonghui_elections.members import search

    return search(work, text)


@hookimpl
def gonghui_annual_sections(work: Work, year: int) -> Sequence[Section]:
    """Part one: regular meetings; part two: re-election, meetings, evaluation, proposals."""
    from gonghui_elections.annual import sections

    return sections(work, year)


@hookimpl
def gonghui_checks(work: Work) -> Sequence[Finding]:
    """Seals that do not fit their document, results that do not fit their tallies."""
    from gonghui_elections.checks import findings

    return findings(work)


@hookimpl
def gonghui_demo(scene: Any) -> None:
    """The re-election of 25 June 2023."""
    from gonghui_elections.demo import play

    play(scene)
