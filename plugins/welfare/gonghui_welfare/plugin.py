"""What welfare gives to core, one hook a function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonghui_core.contributions import (
    Card,
    Finding,
    Found,
    Manifest,
    MemberSection,
    MoneyHead,
    Right,
    Task,
)  # fmt: skip
from gonghui_core.hookspecs import hookimpl
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.money.models import MoneyRequest
from gonghui_core.office.choices import Role
from gonghui_core.pages import Page
from gonghui_core.work import Work
from gonghui_welfare.schema import SCHEMA

_ = translator("gonghui_welfare")

HANDS_OUT = (Role.clerk, Role.women, Role.branch)

RIGHTS = (
    Right("welfare.read", _("看慰问和帮扶"), HANDS_OUT, reads=True),
    Right("welfare.plan", _("计划发放"), (Role.clerk, Role.women)),
    Right("welfare.sign", _("登记签收"), HANDS_OUT),
    Right("welfare.request", _("申请帮扶"), HANDS_OUT),
    Right("welfare.review", _("审核帮扶"), (Role.vice_chair,)),
    Right("welfare.approve", _("批准帮扶"), (Role.chair,)),
    Right("welfare.reject", _("否决帮扶"), (Role.vice_chair, Role.chair)),
    Right("welfare.reveal", _("看帮扶事由"), (Role.vice_chair, Role.chair)),
)

HEADS = (
    MoneyHead("welfare.festival", _("节日慰问"), "50105"),
    MoneyHead("welfare.women_day", _("三八慰问"), "50105"),
    MoneyHead("welfare.birthday", _("生日慰问"), "50105"),
    MoneyHead("welfare.film", _("观影"), "50105"),
    MoneyHead("welfare.newcomers", _("新进教职工慰问"), "50105"),
    MoneyHead("welfare.warmth", _("送温暖"), "50405"),
    MoneyHead("welfare.cooling", _("送清凉"), "50405"),
    MoneyHead("welfare.other", _("其他慰问"), "50305"),
    MoneyHead("welfare.hardship", _("帮扶"), "50404"),
    MoneyHead("welfare.condolence", _("慰问金"), "50105"),
)


@hookimpl
def gonghui_manifest() -> Manifest:
    """Rights, tables, and what money is asked for."""
    return Manifest(
        "welfare", _("福利"), "gonghui_welfare", needs_core=">=0.1", number=30, schema=SCHEMA, rights=RIGHTS,
        money_heads=HEADS,
    )  # fmt: skip


@hookimpl
def gonghui_pages() -> Sequence[Page]:
    """Distributions, the list of one, its report, hardship aid."""
    from gonghui_welfare.pages import PAGES

    return PAGES


@hookimpl
def gonghui_cards(work: Work) -> Sequence[Card]:
    """What the year's care has cost."""
    from gonghui_welfare.home import cards

    return cards(work)


@hookimpl
def gonghui_tasks(work: Work) -> Sequence[Task]:
    """Aids that wait for the officer, distributions not signed off."""
    from gonghui_welfare.home import tasks

    return tasks(work)


@hookimpl
def gonghui_member_sections(work: Work, member: Member) -> Sequence[MemberSection]:
    """What a member received, and the aids, masked."""
    from gonghui_welfare.home import member_sections

    return member_sections(work, member)


@hookimpl
def gonghui_search(work: Work, text: str) -> Sequence[Found]:
    """Distributions by title, aids by member."""
    from gonghui_welfare.home import search

    return search(work, text)


@hookimpl
def gonghui_annual_sections(work: Work, year: int) -> Sequence[Any]:
    """Part three: care for the staff."""
    from gonghui_welfare.annual import sections

    return sections(work, year)


@hookimpl
def gonghui_checks(work: Work) -> Sequence[Finding]:
    """Signatures, benefits, aids and payments that do not agree."""
    from gonghui_welfare.checks import findings

    return findings(work)


@hookimpl
def gonghui_member_objections(work: Work, member: Member, status: str) -> Sequence[str]:
    """An aid that is still on its way."""
    from gonghui_welfare.home import objections

    return objections(work, member, status)


@hookimpl
def gonghui_member_changed(work: Work, member: Member) -> None:
    """Who leaves before signing is taken out of open distributions; who moves signs in the new branch."""
    from gonghui_welfare.services.runs import follow_member

    follow_member(work, member)


@hookimpl
def gonghui_money_settled(work: Work, request: MoneyRequest) -> None:
    """An aid is paid, or sent back."""
    from gonghui_welfare.services.aids import money_settled

    money_settled(work, request)


@hookimpl
def gonghui_demo(scene: Any) -> None:
    """A year of gifts and aids."""
    from gonghui_welfare.demo import play

    play(scene)
