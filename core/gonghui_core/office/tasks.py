"""What is due in the office."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from gonghui_core.contributions import Task
from gonghui_core.i18n import translator
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Member
from gonghui_core.money.requests import waiting_keys
from gonghui_core.office.models import Body, Post
from gonghui_core.work import Work

_ = translator("gonghui_core")

TERM_WARNING = timedelta(days=180)


def tasks(work: Work) -> list[Task]:
    """Applicants to be decided on, terms that end within half a year, payments that nobody has booked."""
    found: list[Task] = []
    applicants = work.session.scalar(
        select(func.count()).select_from(Member).where(Member.status == MemberStatus.applicant)
    )
    if applicants:
        found.append(
            Task(_("{n} 人申请入会待审批").format(n=applicants), "core.members.write", page="core.members")
        )
    ending = (
        select(Body.name, func.min(Post.until))
        .join(Post, Post.body_id == Body.id)
        .where(Post.until.between(work.today, work.today + TERM_WARNING))
        .group_by(Body.name)
    )
    for body, until in work.session.execute(ending):
        found.append(Task(_("{body}任期届满，准备换届").format(body=body), "core.read", until, "core.posts"))
    waiting = len(waiting_keys(work))
    if waiting:
        found.append(Task(_("{n} 笔请款未入账").format(n=waiting), "core.audit.read", page="core.tasks"))
    return found
