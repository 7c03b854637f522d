"""What the books know of a member: dues, claims and advances."""

from __future__ import annotations

from gonghui_core.contributions import MemberSection, MemberStanding
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.reports import Child, Figure, Figures
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.queries import dues
from gonghui_finance.queries.claims import CLAIMS, SEE
from gonghui_finance.rules.funds import ZERO, running

_ = translator("gonghui_finance")


def standing(work: Work, member: Member) -> list[MemberStanding]:
    """Whether the member's dues are paid; no amounts, which would tell the wage."""
    months = dues.unpaid_months(work, member.id)
    if months is None:
        return []
    if not months:
        return [MemberStanding(_("会费"), _("已缴清"))]
    in_a_row = running(months, periods.previous(periods.period_of(work.today)))
    said = _("欠缴 {n} 个月，最早是{month}").format(n=len(months), month=periods.title(months[0]))
    return [MemberStanding(_("会费"), said, good=False, months=in_a_row)]


def sections(work: Work, member: Member) -> list[MemberSection]:
    """The dues of this year so far, and the member's claims."""
    months = dues.months_of(work, work.today.year, None)
    due = sum(dues.owed(work, months, member.id).get(member.id, {}).values(), ZERO)
    paid = sum(dues.paid(work, months, member.id).get(member.id, {}).values(), ZERO)
    found = []
    if due or paid:
        items = (Figure(_("应缴"), due), Figure(_("已缴"), paid), Figure(_("欠缴"), max(due - paid, ZERO)))
        title = _("{year}年会费").format(year=work.today.year)
        found.append(MemberSection(title, "finance.read", (Figures(items),)))
    claims = Child(CLAIMS, {"member": str(member.id)})
    found.append(MemberSection(_("报销和借款"), SEE, (claims,)))
    return found
