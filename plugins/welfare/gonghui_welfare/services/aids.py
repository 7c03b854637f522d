"""Hardship aid: asked for, reviewed and approved by three officers none of whom is the member, then paid."""

from __future__ import annotations

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Member
from gonghui_core.money import benefits
from gonghui_core.money import requests as money
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_welfare import commands, events
from gonghui_welfare.choices import AidKind, AidStatus
from gonghui_welfare.models import Aid
from gonghui_welfare.queries import aids as queries
from gonghui_welfare.queries.runs import booking_of
from gonghui_welfare.services import limits

_ = translator("gonghui_welfare")

PAIR = "welfare.three_officers"
BENEFIT = "welfare.hardship"
"""One kind of benefit for all aids: what a member's year shows does not tell an illness from a loss."""

HEADS = {
    AidKind.hardship: "welfare.hardship", AidKind.emergency: "welfare.hardship",
    AidKind.illness: "welfare.condolence", AidKind.bereavement: "welfare.condolence",
}  # fmt: skip


def request_aid(work: Work, command: commands.RequestAid) -> Outcome:
    """Ask for help for a member; for oneself somebody else asks."""
    member = _helped(work, command)
    members.require_in_scope(work, "welfare.request", member)
    if work.officer.member_id == member.id:
        raise Refusal(_("不能为本人申请，请由别的干部代为申请"), field="member", rule=PAIR)
    verdicts = limits.of_aid(work, member.id, command.kind, command.amount, file_number=command.file_number)
    warnings = limits.settle(work, verdicts, "amount")
    aid = Aid(
        member_id=member.id, kind=command.kind, amount=command.amount, reason=command.reason,
        file_number=command.file_number, status=AidStatus.requested, requested_on=work.today,
        requested_by=work.officer.name, requested_member_id=work.officer.member_id,
    )  # fmt: skip
    work.add(aid)
    _told(work, aid)
    return Outcome(_("已登记{name}的帮扶申请，等待审核").format(name=member.name), aid.id, warnings)


def _helped(work: Work, command: commands.RequestAid) -> Member:
    """The member to be helped: an active one, or one who has died, for whom the family is comforted."""
    member = members.get(work, command.member)
    if command.kind is AidKind.bereavement and member.status is MemberStatus.deceased:
        return member
    return members.active(work, member.id)


def review_aid(work: Work, command: commands.ReviewAid) -> Outcome:
    """Review a request."""
    aid, member = _at(work, command.record, AidStatus.requested)
    _third_party(work, aid)
    warnings = _verdicts(work, aid, member)
    aid.status, aid.reviewed_on = AidStatus.reviewed, work.today
    aid.reviewed_by, aid.reviewed_member_id = work.officer.name, work.officer.member_id
    _told(work, aid)
    return Outcome(_("已审核{name}的帮扶，等待批准").format(name=member.name), aid.id, warnings)


def approve_aid(work: Work, command: commands.ApproveAid) -> Outcome:
    """Approve an aid and ask for its money; if the books refuse it, the approval is refused too."""
    aid, member = _at(work, command.record, AidStatus.reviewed)
    _third_party(work, aid)
    warnings = _verdicts(work, aid, member)
    aid.status, aid.approved_on, aid.approved_by = AidStatus.approved, work.today, work.officer.name
    _told(work, aid)
    work.session.flush()
    booking = booking_of(request_money(work, aid, member))
    told = _("已批准{name}的帮扶 {amount:,.2f} 元：{booking}")
    message = told.format(name=member.name, amount=aid.amount, booking=booking.label)
    return Outcome(message, aid.id, warnings)


def request_money(work: Work, aid: Aid, member: Member) -> MoneyRequest:
    """Ask for an aid's money; the memo names no reason, as vouchers are read by many."""
    memo = f"帮扶慰问金 {member.number}"  # stored in the books, whose language is Chinese
    return money.request(
        work, page=queries.AIDS, record=aid.id, head=HEADS[aid.kind], amount=aid.amount, day=work.today,
        payee=member.name, memo=memo,
    )  # fmt: skip


def reject_aid(work: Work, command: commands.RejectAid) -> Outcome:
    """Turn a request down: before the review a reviewer or approver, later an approver, until money is booked."""
    aid, member = _held(work, command.record)
    if not aid.status.is_open:
        raise Refusal(_("这件帮扶{status}，不能再否决").format(status=aid.status.label), field="record")
    if aid.status is not AidStatus.requested:
        work.require("welfare.approve")
    was_approved = aid.status is AidStatus.approved
    _third_party(work, aid, approved=was_approved)
    _reject(work, aid, command.reason)
    if was_approved:
        _withdraw_money(work, aid)
    return Outcome(_("已否决{name}的帮扶申请").format(name=member.name), aid.id)


def _withdraw_money(work: Work, aid: Aid) -> None:
    """Take the request for money back; refuses once the books hold a voucher for it."""
    asked = money.of(work, queries.AIDS, aid.id)
    if asked is None or asked.state is RequestState.rejected:
        return
    if asked.state is not RequestState.waiting:
        said = _("财务已制凭证 {voucher}，请先由财务退回").format(voucher=asked.booked_as)
        raise Refusal(said, field="record", rule="welfare.booked")
    # The reason is sealed with the aid; core's request lies open.
    money.settle(work, asked, RequestState.rejected, str(_("工会否决")))


def _reject(work: Work, aid: Aid, reason: str | None) -> None:
    aid.status, aid.rejection = AidStatus.rejected, reason
    aid.rejected_on, aid.rejected_by = work.today, work.officer.name
    _told(work, aid)


def reveal_reason(work: Work, command: commands.RevealReason) -> Outcome:
    """Show the sealed reason; the audit log keeps who saw it, when, and for what."""
    aid, _member = queries.readable(work, command.record)
    work.record(events.ReasonRevealed(aid.id, command.purpose))
    rejection = _("（否决理由：{text}）").format(text=aid.rejection) if aid.rejection else ""
    return Outcome(aid.reason + rejection, aid.id)


def money_settled(work: Work, asked: MoneyRequest) -> None:
    """Follow what the books did with an aid's money: paid, sent back, or undone after it was paid."""
    if asked.page != queries.AIDS:
        return
    aid = work.get(Aid, int(asked.record))
    if asked.state is RequestState.settled and aid.status is AidStatus.approved:
        aid.status, aid.settled_on = AidStatus.settled, work.today
        benefits.grant(
            work, members=[aid.member_id], kind=BENEFIT, amount=asked.amount, day=work.today, page=queries.AIDS,
            record=str(aid.id),
        )  # fmt: skip
        _told(work, aid)
    elif asked.state is RequestState.rejected and aid.status in (AidStatus.approved, AidStatus.settled):
        if aid.status is AidStatus.settled:
            aid.settled_on = None
            benefits.take_back(work, members=[aid.member_id], page=queries.AIDS, record=str(aid.id))
        _reject(work, aid, asked.reason)


def _held(work: Work, key: int) -> tuple[Aid, Member]:
    """An aid held against others who change it, and its member."""
    aid = work.session.get(Aid, key, with_for_update=True) or work.get(Aid, key)
    return aid, members.get(work, aid.member_id)


def _at(work: Work, key: int, status: AidStatus) -> tuple[Aid, Member]:
    aid, member = _held(work, key)
    if aid.status is not status:
        said = _("这件帮扶是“{have}”，要“{need}”的才行")
        raise Refusal(
            said.format(have=aid.status.label, need=status.label), field="record", rule="welfare.aid_status",
            need=status.value, have=aid.status.value,
        )  # fmt: skip
    return aid, member


def _third_party(work: Work, aid: Aid, *, approved: bool = False) -> None:
    """Refuse the member, and whoever took an earlier step; an approver may go back on the own approval."""
    requested, reviewed = queries.steps_of(aid)
    said = queries.objection(work, aid.member_id, requested, *(() if approved else (reviewed,)))
    if said is not None:
        raise Refusal(said, field="record", rule=PAIR)


def _verdicts(work: Work, aid: Aid, member: Member) -> list[Verdict]:
    found = limits.of_aid(
        work, aid.member_id, aid.kind, aid.amount, file_number=aid.file_number, besides=aid.id
    )
    if member.status is not MemberStatus.active:
        said = _("{name}现在是“{status}”").format(name=member.name, status=member.status.label)
        found.append(Verdict("welfare.aid_member", Standing.WARN, said))
    return limits.settle(work, found, "record")


def _told(work: Work, aid: Aid) -> None:
    work.record(events.AidMoved(aid.id, aid.status.label))
