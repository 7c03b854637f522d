"""Planning a distribution, its list, its end, and its money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.choices import MemberStatus, Sex
from gonghui_core.members.models import Member, Membership
from gonghui_core.money import requests as money
from gonghui_core.verdicts import BadInput, Refusal, Verdict
from gonghui_core.work import Work
from gonghui_welfare import commands, events
from gonghui_welfare.choices import Audience, Programme
from gonghui_welfare.models import Recipient, Run, Signature
from gonghui_welfare.queries import runs as queries
from gonghui_welfare.rules import Tally, left_over, run_cost
from gonghui_welfare.services import limits

_ = translator("gonghui_welfare")

LONGEST_PAYEE, LONGEST_MEMO = 100, 200


def plan_run(work: Work, command: commands.PlanRun) -> Outcome:
    """Plan a distribution and make its list from the register as of its day."""
    run = draft(work, command)
    people = chosen(work, run, command.members)
    verdicts = limits.of_run(work, run, [member for member, _branch in people])
    warnings = limits.settle(work, verdicts, "unit_cost")
    work.add(run)
    work.record(events.RunPlanned(run.id, run.title, len(people)))
    _put_on_list(work, run, people)
    twice = limits.run_twice(work, run)
    told = _("已计划“{title}”：{count} 人，预计 {cost:,.2f} 元")
    message = told.format(title=run.title, count=len(people), cost=run.unit_cost * len(people))
    return Outcome(message, run.id, [*warnings, *([twice] if twice else [])])


def draft(work: Work, command: commands.PlanRun) -> Run:
    """The distribution that a command means, not yet stored; `BadInput` where its parts contradict."""
    if command.programme is Programme.festival and command.festival is None:
        raise BadInput(_("节日慰问要指明节日"), field="festival")
    audience = command.audience or _usual_audience(command)
    if (audience is Audience.listed) != bool(command.members):
        lacks = (
            _("按名单发放要填名单") if audience is Audience.listed else _("填了名单，范围就只能是“指定名单”")
        )
        raise BadInput(lacks, field="members" if audience is Audience.listed else "audience")
    return Run(
        title=command.title, programme=command.programme, festival=command.festival, day=command.on,
        item=command.item, form=command.form, unit_cost=command.unit_cost, audience=audience,
        planned_by=work.officer.name,
    )  # fmt: skip


def _usual_audience(command: commands.PlanRun) -> Audience:
    if command.members:
        return Audience.listed
    return Audience.women if command.programme is Programme.women_day else Audience.all


def chosen(work: Work, run: Run, listed: Sequence[int] | None) -> list[tuple[int, int]]:
    """Members and branches that a distribution goes to: active members on its day, by rule or by list."""
    query = members.members_on(run.day).with_only_columns(Member.id, Membership.branch_id)
    if run.audience is Audience.women:
        query = query.where(Member.sex == Sex.female)
    active = dict(work.session.execute(query.order_by(Member.id)).all())
    if run.audience is Audience.listed:
        wanted = list(dict.fromkeys(listed or ()))
        _refuse_strangers(work, run, [member for member in wanted if member not in active])
        active = {member: active[member] for member in wanted}
    if not active:
        raise Refusal(_("{day} 的名册里没有符合条件的在册会员").format(day=run.day), field="on")
    return list(active.items())


def _refuse_strangers(work: Work, run: Run, strangers: Sequence[int]) -> None:
    if strangers:
        names = "、".join(work.session.scalars(select(Member.name).where(Member.id.in_(strangers))))
        raise Refusal(_("{day} 不是在册会员：{names}").format(day=run.day, names=names), field="members")


def _put_on_list(work: Work, run: Run, people: Sequence[tuple[int, int]]) -> None:
    blank = {"excepted_on": None, "excepted_by": None, "reason": None}
    rows = [
        {"run_id": run.id, "member_id": member, "branch_id": branch, **blank} for member, branch in people
    ]
    work.add_many(Recipient, rows)


def open_run(work: Work, key: int) -> Run:
    """The distribution with this key, held against others who change it; refuses one that has ended."""
    run = work.session.get(Run, key, with_for_update=True) or work.get(Run, key)
    if run.closed_on is not None:
        said = _("“{title}”已于 {day} 结束").format(title=run.title, day=run.closed_on)
        raise Refusal(said, field="record", rule="welfare.run_closed")
    return run


def on_list(work: Work, run: Run, member: Member) -> Recipient:
    """The entry of a member on the list; a `Refusal` for somebody who is not on it."""
    query = select(Recipient).where(Recipient.run_id == run.id, Recipient.member_id == member.id)
    found = work.session.scalar(query)
    if found is None:
        said = _("{name}（{number}）不在“{title}”的名单上")
        raise Refusal(
            said.format(name=member.name, number=member.number, title=run.title), field="member",
            rule="welfare.not_on_list",
        )  # fmt: skip
    return found


def signature_of(work: Work, run: Run, member: int) -> Signature | None:
    """The signature of a member for a distribution, if there is one."""
    return work.session.scalar(
        select(Signature).where(Signature.run_id == run.id, Signature.member_id == member)
    )


def except_recipient(work: Work, command: commands.ExceptRecipient) -> Outcome:
    """Leave somebody out with a reason; who has signed has received, and cannot be left out."""
    run, member = open_run(work, command.record), members.get(work, command.member)
    entry = on_list(work, run, member)
    if signature_of(work, run, member.id) is not None:
        raise Refusal(_("{name}已签收，不能再列为不发放").format(name=member.name), field="member")
    if entry.excepted_on is not None:
        said = _("{name}已列为不发放：{reason}").format(name=member.name, reason=entry.reason)
        raise Refusal(said, field="member")
    leave_out(work, run, entry, member, command.reason)
    return Outcome(_("“{title}”不发给{name}").format(title=run.title, name=member.name), run.id)


def leave_out(work: Work, run: Run, entry: Recipient, member: Member, reason: str) -> None:
    """Mark an entry as left out."""
    entry.excepted_on, entry.excepted_by, entry.reason = work.today, work.officer.name, reason
    work.record(events.RecipientExcepted(run.id, run.title, member.number))


def add_recipient(work: Work, command: commands.AddRecipient) -> Outcome:
    """Put a missed member on the list, or one who was left out back on it."""
    run, member = open_run(work, command.record), members.get(work, command.member)
    query = select(Recipient).where(Recipient.run_id == run.id, Recipient.member_id == member.id)
    entry = work.session.scalar(query)
    if entry is not None and entry.excepted_on is None:
        raise Refusal(_("{name}已在名单上").format(name=member.name), field="member")
    members.active(work, member.id)
    if entry is None:
        work.add(Recipient(run_id=run.id, member_id=member.id, branch_id=member.branch_id))
    else:
        entry.excepted_on = entry.excepted_by = entry.reason = None
    warnings = limits.settle(work, limits.of_run(work, run, [member.id]), "member")
    work.record(events.RecipientAdded(run.id, run.title, member.number))
    return Outcome(_("“{title}”已补入{name}").format(title=run.title, name=member.name), run.id, warnings)


def close_run(work: Work, command: commands.CloseRun) -> Outcome:
    """End a distribution and say who was not reached, what is left over and what it cost."""
    run = open_run(work, command.record)
    tally = queries.tallies(work, [run.id], "welfare.plan").get(run.id, Tally())
    if command.bought is not None and command.bought < tally.signed:
        said = _("采购 {bought} 份，少于已签收的 {signed} 份")
        raise Refusal(said.format(bought=command.bought, signed=tally.signed), field="bought")
    run.closed_on, run.closed_by = work.today, work.officer.name
    run.bought, run.cost, run.note = command.bought, command.cost, command.note
    work.record(events.RunClosed(run.id, run.title, tally.signed, tally.not_reached))
    told = _("已结束“{title}”：签收 {signed} 人，未领到 {not_reached} 人，发放 {cost:,.2f} 元")
    message = told.format(
        title=run.title, signed=tally.signed, not_reached=tally.not_reached,
        cost=run_cost(tally, run.unit_cost, run.cost),
    )  # fmt: skip
    rest = left_over(run.bought, tally.signed)
    return Outcome(message + (_("，剩余 {rest} 份").format(rest=rest) if rest else ""), run.id)


def planned_cost(work: Work, run: Run) -> Decimal:
    """What is to be paid for a distribution, in yuan: for an open one its whole list, for one that ended what was
    spent or bought, else what was handed out."""
    tally = queries.tallies(work, [run.id], "welfare.plan").get(run.id, Tally())
    if run.closed_on is None:
        return run.unit_cost * tally.wanted
    if run.cost is None and run.bought is not None:
        return run.unit_cost * run.bought
    return run_cost(tally, run.unit_cost, run.cost)


def request_run_money(work: Work, command: commands.RequestRunMoney) -> Outcome:
    """Ask for a distribution's money, once."""
    run = work.get(Run, command.record)
    if money.of(work, queries.RUNS, run.id) is not None:
        raise Refusal(_("“{title}”已经请过款").format(title=run.title), field="record")
    amount = command.amount if command.amount is not None else planned_cost(work, run)
    if amount <= 0:
        raise Refusal(_("“{title}”没有支出，不必请款").format(title=run.title), field="amount")
    asked = money.request(
        work, page=queries.RUNS, record=run.id, head=run.programme.head, amount=amount, day=work.today,
        payee=command.payee[:LONGEST_PAYEE], memo=f"{run.title} {run.item}"[:LONGEST_MEMO],
    )  # fmt: skip
    booking = queries.booking_of(asked)
    return Outcome(_("已请款 {amount:,.2f} 元：{state}").format(amount=amount, state=booking.label), run.id)


def follow_member(work: Work, member: Member) -> None:
    """Keep the lists of open distributions true to a member who has left, or moved, before signing."""
    query = (
        select(Recipient, Run)
        .join(Run, Run.id == Recipient.run_id)
        .outerjoin(Signature, queries.signed_by())
        .where(
            Recipient.member_id == member.id, Run.closed_on.is_(None), Recipient.excepted_on.is_(None),
            Signature.id.is_(None),
        )
    )  # fmt: skip
    for entry, run in work.session.execute(query).all():
        if not (member.status.present and _was_active(work, member, run)):
            leave_out(work, run, entry, member, _("领取前{status}").format(status=member.status.label))
        else:
            entry.branch_id = member.branch_id


def _was_active(work: Work, member: Member, run: Run) -> bool:
    query = select(Membership.id).where(
        Membership.member_id == member.id, members.in_span(run.day), Membership.status == MemberStatus.active
    )
    return work.session.scalars(query.limit(1)).first() is not None


def warnings_of(work: Work, run: Run) -> list[Verdict]:
    """What the rules say of a distribution as its list stands now."""
    query = select(Recipient.member_id).where(Recipient.run_id == run.id, Recipient.excepted_on.is_(None))
    return limits.of_run(work, run, list(work.session.scalars(query)))
