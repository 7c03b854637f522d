"""What elections know of a member, and how they are found."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from gonghui_core.contributions import Found, MemberSection
from gonghui_core.i18n import translator
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Member
from gonghui_core.reports import Col, Fact, Grid
from gonghui_core.work import Work
from gonghui_elections import queries
from gonghui_elections.choices import Stage
from gonghui_elections.models import Candidate, Election
from gonghui_elections.rules import Outcome
from gonghui_elections.votes import Vote

_ = translator("gonghui_elections")

LIMIT = 8


def sections(work: Work, member: Member) -> list[MemberSection]:
    """The elections that a member stood in, each with the result once it is sealed."""
    found = queries.stood_for(work, member.id)
    if not found:
        return []
    columns = (
        Col("on", _("日期"), "date", 10), Col("title", _("选举"), width=30), Col("agree", _("赞成"), "integer", 6),
        Col("result", _("结果"), width=12),
    )  # fmt: skip
    rows, facts = [], {}
    for line, one in enumerate(found):
        rows.append((one.election.on, one.election.title, *_result(one, member.id)))
        facts[line, 1] = Fact(_("选举"), one.election.title, "elections.elections", (str(one.election.id),))
    return [MemberSection(_("参选"), queries.READ, (Grid(columns, rows, facts=facts),))]


def _result(one: Vote, member_id: int) -> tuple[int | None, Any]:
    if one.stage is not Stage.sealed:
        return None, one.stage
    names = {candidate.name for candidate in one.candidates if candidate.member_id == member_id}
    data: Any = queries.sealed_figures(one.election)
    person = next(person for person in data["candidates"] if person["name"] in names)
    return person["agree"], Outcome(person["outcome"])


def objections(work: Work, member: Member, status: str) -> list[str]:
    """Elections that are not over and in which the member stands, where the new standing gives no right to."""
    if status == MemberStatus.active:
        return []
    return [
        _("是“{title}”的候选人，选举尚未封存").format(title=one.election.title)
        for one in queries.stood_for(work, member.id)
        if one.stage.is_open
    ]


def search(work: Work, text: str) -> list[Found]:
    """Up to eight elections by title, meeting or candidate, the newest first."""
    if not work.may(queries.READ) or not text.strip():
        return []
    wanted = text.strip()
    standing = select(Candidate.election_id).where(Candidate.name.contains(wanted, autoescape=True))
    query = (
        select(Election.id, Election.title, Election.on)
        .where(
            or_(
                Election.title.contains(wanted, autoescape=True),
                Election.meeting.contains(wanted, autoescape=True),
                Election.id.in_(standing),
            )
        )
        .order_by(Election.on.desc(), Election.id.desc())
        .limit(LIMIT)
    )
    return [
        Found(f"{title} {on}", "elections.elections", str(key), queries.READ)
        for key, title, on in work.session.execute(query)
    ]
