"""How a member stands: what the plugins answer, for the member's page and for whoever decides on the member."""

from __future__ import annotations

from gonghui_core.contributions import MemberStanding
from gonghui_core.i18n import translator
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Member
from gonghui_core.verdicts import Standing, Verdict
from gonghui_core.work import Work

_ = translator("gonghui_core")


def of(work: Work, member: Member) -> list[MemberStanding]:
    """What every plugin says of a member's standing."""
    answers = work.hooks.inside("gonghui_member_standing", work=work, member=member)
    return [standing for answer in answers for standing in answer or ()]


def lapse(work: Work, member: Member, status: MemberStatus) -> list[Verdict]:
    """A warning for a member who is to be deemed to have left although nothing is known to be wanting.

    Who pays no dues and takes no part for six months running without reason is so deemed (Constitution of the
    Chinese Trade Unions, Article 6).
    """
    found = of(work, member) if status is MemberStatus.deemed_left else []
    if not found or any(not standing.good for standing in found):
        return []
    told = "；".join(f"{standing.title}：{standing.words}" for standing in found)
    said = _("按《中国工会章程》第六条视为退会须连续六个月不交会费、不参加组织生活；{told}").format(told=told)
    return [Verdict("core.deemed_left", Standing.WARN, said)]
