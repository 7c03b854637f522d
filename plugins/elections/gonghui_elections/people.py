"""Who stands: names as people write them, found again in the register, with what the register says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Member, Membership
from gonghui_core.verdicts import NotFound, Standing, Verdict
from gonghui_core.work import Work
from gonghui_elections.rules import Grounds, may_vote
from gonghui_elections.rules.grounds import rule_for

_ = translator("gonghui_elections")

VOTER_STATUS = "elections.voter_status"


@dataclass(frozen=True)
class Person:
    """Somebody on the ballot: the name, the key in the register if found there, and what speaks against it."""

    name: str
    member_id: int | None = None
    doubt: Verdict | None = None


def people(work: Work, typed: Sequence[str], on: date, grounds: Grounds) -> list[Person]:
    """Each of those named, by staff number, key or unique name; namesakes get their number beside the name."""
    found = [_member(work, text) for text in typed]
    shared = Counter(member.name for member in found if isinstance(member, Member))
    return [
        _unknown(text, member, grounds)
        if isinstance(member, str)
        else Person(_ballot_name(member, shared), member.id, _doubt(work, member, on, grounds))
        for text, member in zip(typed, found, strict=True)
    ]


def _member(work: Work, text: str) -> Member | str:
    """The member meant, or in words why there is none."""
    try:
        return members.get(work, members.resolve_member(work, text))
    except NotFound as error:
        return str(error.message)


def _ballot_name(member: Member, shared: Counter[str]) -> str:
    return f"{member.name}（{member.number}）" if shared[member.name] > 1 else member.name


def _unknown(name: str, why: str, grounds: Grounds) -> Person:
    on = rule_for(grounds, VOTER_STATUS)
    doubt = Verdict(VOTER_STATUS, Standing.WARN, why, MemberStatus.active.value, "", on.document, on.article)
    return Person(name, None, doubt)


def _doubt(work: Work, member: Member, on: date, grounds: Grounds) -> Verdict | None:
    """A warning where the standing on the day gives no right to be elected (election regulation, Article 4)."""
    status = status_on(work, member, on)
    test = may_vote(member.name, status.value, grounds)
    if test.met:
        return None
    said = _("{name}：{status}，没有选举权和被选举权").format(name=member.name, status=status.label)
    return Verdict(
        VOTER_STATUS, Standing.WARN, said, str(test.need or ""), status.value, test.document, test.article
    )


def status_on(work: Work, member: Member, on: date) -> MemberStatus:
    """The standing of a member on a day; as of now where the history does not reach it."""
    spans = select(Membership.status).where(Membership.member_id == member.id, members.in_span(on))
    return work.session.scalar(spans.limit(1)) or member.status
