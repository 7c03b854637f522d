"""How a member stands: what the plugins answer, for the member's page and for whoever decides on the member."""

from __future__ import annotations

from gonghui_core import policy
from gonghui_core.contributions import MemberStanding
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Member
from gonghui_core.verdicts import Verdict
from gonghui_core.work import Work


def of(work: Work, member: Member) -> list[MemberStanding]:
    """What every plugin says of a member's standing."""
    answers = work.hooks.inside("gonghui_member_standing", work=work, member=member)
    return [standing for answer in answers for standing in answer or ()]


def lapse(work: Work, member: Member, status: MemberStatus) -> list[Verdict]:
    """What the rule on lapsed members says of one who is to be deemed to have left, by what plugins know.

    Who pays no dues and takes no part for six months running without reason is so deemed (Constitution of the
    Chinese Trade Unions, Article 6).
    """
    found = of(work, member) if status is MemberStatus.deemed_left else []
    if not found:
        return []
    months = max(standing.months for standing in found)
    return policy.broken(policy.check(work, "core.members.deemed_left_months", have=months, field="status"))
