"""What activities offer to core: activities with places, waiting lists and lists of those who came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonghui_activities.schema import SCHEMA
from gonghui_activities.settings import ActivitiesSettings
from gonghui_core.annual.sections import Section
from gonghui_core.contributions import Card, Finding, Found, Manifest, MemberSection, Right, Task
from gonghui_core.hookspecs import hookimpl
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.office.choices import Role
from gonghui_core.pages import Page
from gonghui_core.work import Work

_ = translator("gonghui_activities")

RIGHTS = (
    Right("activities.read", _("看活动"), (Role.clerk, Role.branch, Role.women), reads=True),
    Right("activities.plan", _("安排活动"), (Role.clerk,)),
    Right("activities.manage", _("结束和取消活动"), (Role.clerk,)),
    Right("activities.register", _("报名和退出"), (Role.clerk, Role.branch)),
    Right("activities.check_in", _("签到"), (Role.clerk,)),
)


@hookimpl
def gonghui_manifest() -> Manifest:
    """Name, tables, settings and rights."""
    return Manifest(
        "activities", _("活动"), "gonghui_activities", needs_core=">=0.1", number=40, settings=ActivitiesSettings,
        schema=SCHEMA, rights=RIGHTS,
    )  # fmt: skip


@hookimpl
def gonghui_pages() -> Sequence[Page]:
    """Activities, their lists, the list at the door, and the branches' part."""
    from gonghui_activities.pages import PAGES

    return PAGES


@hookimpl
def gonghui_cards(work: Work) -> Sequence[Card]:
    """The activities of the year."""
    from gonghui_activities.home import cards

    return cards(work)


@hookimpl
def gonghui_tasks(work: Work) -> Sequence[Task]:
    """What is coming, who waits, what is to be ended."""
    from gonghui_activities.home import tasks

    return tasks(work)


@hookimpl
def gonghui_member_sections(work: Work, member: Member) -> Sequence[MemberSection]:
    """The activities of a member."""
    from gonghui_activities.home import member_sections

    return member_sections(work, member)


@hookimpl
def gonghui_search(work: Work, text: str) -> Sequence[Found]:
    """Activities by title."""
    from gonghui_activities.home import search

    return search(work, text)


@hookimpl
def gonghui_member_changed(work: Work, member: Member) -> None:
    """Take whoever leaves off the lists of what is still to come."""
    from gonghui_activities.services.lists import follow_member

    follow_member(work, member)


@hookimpl
def gonghui_annual_sections(work: Work, year: int) -> Sequence[Section]:
    """Part four, and what was done for women, families and the young."""
    from gonghui_activities.annual import sections

    return sections(work, year)


@hookimpl
def gonghui_checks(work: Work) -> Sequence[Finding]:
    """Capacity and order of every list."""
    from gonghui_activities.checks import findings

    return findings(work)


@hookimpl
def gonghui_demo(scene: Any) -> None:
    """A year of activities."""
    from gonghui_activities.demo import play

    play(scene)
