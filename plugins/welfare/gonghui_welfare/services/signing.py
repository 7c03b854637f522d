"""Signing off a distribution: one by one, by branch, or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Member
from gonghui_core.money import benefits
from gonghui_core.verdicts import BadInput, NoRight, Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_welfare import commands, events
from gonghui_welfare.models import Recipient, Run, Signature
from gonghui_welfare.queries import runs as queries
from gonghui_welfare.services.runs import on_list, open_run, signature_of

_ = translator("gonghui_welfare")

SIGN = "welfare.sign"
NAMED = 5


def sign_off(work: Work, command: commands.SignOff) -> Outcome:
    """Note who has received; who had signed before is told and not noted twice."""
    run = open_run(work, command.record)
    on = command.on or work.today
    if on > work.today:
        raise Refusal(_("{on} 还没有到，请在领取当天或之后登记").format(on=on), field="on")
    if bool(command.recipients) == command.all:
        raise BadInput(_("请填签收人，或选“全部未签收的”，两者选一"), field="recipients")
    before: list[str] = []
    if command.recipients:
        people, before = _named(work, run, command.recipients)
    else:
        people = unsigned(work, run)
    if people:
        _sign(work, run, people, on, command.collector)
        work.record(events.SignedOff(run.id, run.title, len(people)))
    return Outcome(_told(people, before), run.id, _twice(before))


def _told(people: Sequence[int], before: Sequence[str]) -> str:
    if not people:
        return str(_("没有新的签收：都已签收过") if before else _("没有待签收的人"))
    return _("已签收 {count} 人").format(count=len(people))


def _twice(before: Sequence[str]) -> list[Verdict]:
    if not before:
        return []
    names = "、".join(before[:NAMED]) + ("……" if len(before) > NAMED else "")
    said = _("{count} 人先前已签收，没有重复登记：{names}").format(count=len(before), names=names)
    return [Verdict("welfare.signed_before", Standing.WARN, said, have=str(len(before)))]


def unsigned(work: Work, run: Run) -> list[int]:
    """Everybody on the list within the officer's reach who has not signed and is not left out."""
    query = (
        select(Recipient.member_id)
        .outerjoin(Signature, queries.signed_by())
        .where(
            Recipient.run_id == run.id, Recipient.excepted_on.is_(None), Signature.id.is_(None),
            queries.in_scope(work, SIGN),
        )
    )  # fmt: skip
    return list(work.session.scalars(query.order_by(Recipient.id)))


def _named(work: Work, run: Run, wanted: Sequence[int]) -> tuple[list[int], list[str]]:
    """Those of `wanted` who can sign, and the names of those who had signed before."""
    query = (
        select(Member.id, Member.name, Recipient.branch_id, Recipient.excepted_on, Signature.id)
        .join(Recipient, Recipient.member_id == Member.id)
        .outerjoin(Signature, queries.signed_by())
        .where(Recipient.run_id == run.id, Member.id.in_(set(wanted)))
    )
    known = {row[0]: row for row in work.session.execute(query)}
    people, before = [], []
    for key in dict.fromkeys(wanted):
        if key not in known:
            on_list(work, run, members.get(work, key))
        _key, name, place, excepted_on, signature = known[key]
        if not queries.reaches(work, SIGN, place):
            raise NoRight(_("这位会员不在本分工会"), field="recipients")
        if excepted_on is not None:
            raise Refusal(_("{name}已列为不发放").format(name=name), field="recipients")
        before.append(name) if signature is not None else people.append(key)
    return people, before


def _sign(work: Work, run: Run, people: Sequence[int], on: date, collector: str | None) -> None:
    shared = {"run_id": run.id, "signed_on": on, "signed_by": work.officer.name, "collector": collector}
    work.add_many(Signature, [{"member_id": member, **shared} for member in people])
    benefits.grant(
        work, members=people, kind=run.programme.head, amount=run.unit_cost, day=on, page=queries.RUNS,
        record=str(run.id),
    )  # fmt: skip


def take_back_signature(work: Work, command: commands.TakeBackSignature) -> Outcome:
    """Undo a signature of an open distribution, and the entry in the member's year."""
    run, member = open_run(work, command.record), members.get(work, command.member)
    entry = on_list(work, run, member)
    if not queries.reaches(work, SIGN, entry.branch_id):
        raise NoRight(_("这位会员不在本分工会"), field="member")
    signature = signature_of(work, run, member.id)
    if signature is None:
        raise Refusal(_("{name}还没有签收").format(name=member.name), field="member")
    work.session.delete(signature)
    benefits.take_back(work, members=[member.id], page=queries.RUNS, record=str(run.id))
    work.record(events.SignatureTakenBack(run.id, run.title, member.number, command.reason))
    return Outcome(_("已撤销{name}的签收").format(name=member.name), run.id)
