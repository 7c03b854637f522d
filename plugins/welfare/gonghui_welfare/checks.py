"""What can be wrong in the records of welfare, for `gonghui check`."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.contributions import Finding
from gonghui_core.i18n import translator
from gonghui_core.money.models import Benefit, MoneyRequest, RequestState
from gonghui_core.work import Work
from gonghui_welfare.choices import AidStatus
from gonghui_welfare.models import Aid, Recipient, Run, Signature
from gonghui_welfare.queries import aids as aid_queries
from gonghui_welfare.queries import runs as queries

_ = translator("gonghui_welfare")

STATES = {
    AidStatus.approved: (RequestState.waiting, RequestState.taken),
    AidStatus.settled: (RequestState.settled,),
}
"""In which states the request for an aid's money may be."""


def findings(work: Work) -> list[Finding]:
    """Signatures without an entry in the member's year and the other way round, and aids at odds with money."""
    return [*_signatures(work), *_left_out(work), *_aids(work)]


def _signatures(work: Work) -> list[Finding]:
    signed = set(work.session.execute(select(Signature.run_id, Signature.member_id)))
    noted = {
        (int(run), member)
        for run, member in work.session.execute(
            select(Benefit.record, Benefit.member_id).where(Benefit.page == queries.RUNS)
        )
    }
    lacking = _("发放 {run}：会员 {member} 已签收，但没有计入全年享受")
    extra = _("发放 {run}：会员 {member} 没有签收，却计入了全年享受")
    return [
        Finding("welfare.benefits", words.format(run=run, member=member), queries.RUNS, str(run))
        for words, pairs in ((lacking, signed - noted), (extra, noted - signed))
        for run, member in sorted(pairs)
    ]


def _left_out(work: Work) -> list[Finding]:
    query = (
        select(Recipient.run_id, Recipient.member_id)
        .join(Signature, queries.signed_by())
        .join(Run, Run.id == Recipient.run_id)
        .where(Recipient.excepted_on.is_not(None))
    )
    words = _("发放 {run}：会员 {member} 列为不发放，却有签收")
    return [
        Finding("welfare.excepted", words.format(run=run, member=member), queries.RUNS, str(run))
        for run, member in work.session.execute(query)
    ]


def _aids(work: Work) -> list[Finding]:
    found = []
    query = select(Aid, MoneyRequest).outerjoin(MoneyRequest, aid_queries.asked_for()).order_by(Aid.id)
    for aid, asked in work.session.execute(query):
        for why in _faults(aid, asked):
            found.append(Finding("welfare.aids", why, aid_queries.AIDS, str(aid.id)))
    return found


def _faults(aid: Aid, asked: MoneyRequest | None) -> list[str]:
    faults = []
    allowed = STATES.get(aid.status)
    if allowed is not None and (asked is None or asked.state not in allowed):
        have = asked.state.label if asked else _("没有请款")
        words = _("帮扶 {aid} 是“{status}”，请款却是“{have}”")
        faults.append(words.format(aid=aid.id, status=aid.status.label, have=have))
    hands = [name for name in (aid.requested_by, aid.reviewed_by, aid.approved_by) if name]
    if len(set(hands)) < len(hands):
        faults.append(_("帮扶 {aid} 的申请、审核、批准不是三个人").format(aid=aid.id))
    return faults
