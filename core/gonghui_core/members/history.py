"""The dated history: every change of standing or branch closes one span of days and opens the next."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.members.choices import ChangeKind, MemberStatus
from gonghui_core.members.models import Member, Membership
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work

_ = translator("gonghui_core")

DAY = timedelta(days=1)


def latest_span(work: Work, member: Member) -> Membership | None:
    """The span that is open, the newest of a member's history."""
    query = (
        select(Membership)
        .where(Membership.member_id == member.id)
        .order_by(Membership.since.desc(), Membership.id.desc())
    )
    return work.session.scalars(query.limit(1)).first()


def begin(work: Work, member: Member, since: date, reason: str | None = None) -> None:
    """Open the first span of a member who was just entered."""
    change = ChangeKind.applied if member.status is MemberStatus.applicant else ChangeKind.joined
    work.session.add(
        Membership(
            member_id=member.id, branch_id=member.branch_id, status=member.status, since=since, change=change,
            reason=reason,
        )
    )  # fmt: skip


def move(
    work: Work, member: Member, on: date, change: ChangeKind, *, status: MemberStatus | None = None,
    branch_id: int | None = None, reason: str | None = None,
) -> None:  # fmt: skip
    """Give a member another status or branch from the day `on`.

    Refuses a day in the future, and a day before the newest change: history is written forward.
    """
    last = latest_span(work, member)
    if on > work.today:
        raise Refusal(_("{on} 还没有到，请在当天或之后登记").format(on=on), field="on")
    if last is not None and on < last.since:
        raise Refusal(_("{on} 早于上一次变动 {since}").format(on=on, since=last.since), field="on")
    member.status = status or member.status
    member.branch_id = branch_id or member.branch_id
    if last is not None and last.since == on:
        if last.change is ChangeKind.joined and member.status.present:
            change = ChangeKind.joined  # moved on the day of joining: who joined is still counted as such
        last.status, last.branch_id, last.change, last.reason = (
            member.status,
            member.branch_id,
            change,
            reason,
        )
        return
    if last is not None:
        last.until = on - DAY
    work.session.add(
        Membership(
            member_id=member.id, branch_id=member.branch_id, status=member.status, since=on, change=change,
            reason=reason,
        )
    )  # fmt: skip
