"""What can be wrong in the register, for `gonghui check`."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from gonghui_core.contributions import Finding
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member, Membership
from gonghui_core.work import Work

_ = translator("gonghui_core")


def findings(work: Work) -> list[Finding]:
    """Members whose history does not join without gap or overlap, or does not end in their present standing."""
    spans: dict[int, list[Membership]] = {}
    for span in work.session.scalars(select(Membership).order_by(Membership.since, Membership.id)):
        spans.setdefault(span.member_id, []).append(span)
    found = []
    for member in work.session.scalars(select(Member)):
        why = _fault(member, spans.get(member.id, []))
        if why:
            found.append(Finding("core.history", f"{member.number}：{why}", "core.members", str(member.id)))
    return found


def _fault(member: Member, spans: list[Membership]) -> str | None:
    if not spans:
        return str(_("没有会籍沿革"))
    for earlier, later in pairwise(spans):
        if earlier.until is None or _next(earlier.until) != later.since:
            return _("会籍沿革在 {since} 处不衔接").format(since=later.since)
    last = spans[-1]
    if last.until is not None or (last.status, last.branch_id) != (member.status, member.branch_id):
        return str(_("会籍沿革与现状不一致"))
    return None


def _next(day: date) -> date:
    return day + timedelta(days=1)
