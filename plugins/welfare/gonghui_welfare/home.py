"""What welfare shows outside its own pages: figures, what is due, what it knows of a member."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import func, select

from gonghui_core.contributions import Card, Found, MemberSection, Task
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.choices import MemberStatus
from gonghui_core.members.models import Member
from gonghui_core.reports import Block, Col, Grid
from gonghui_core.work import Work
from gonghui_welfare.choices import AidStatus
from gonghui_welfare.models import Aid, Recipient, Run, Signature
from gonghui_welfare.queries import aids as aid_queries
from gonghui_welfare.queries import runs as queries
from gonghui_welfare.rules import ZERO, run_cost

_ = translator("gonghui_welfare")

FOUND = 4


def cards(work: Work) -> list[Card]:
    """The cost of the year so far, by programme; a branch officer sees the own branch."""
    if not work.may(queries.READ):
        return []
    whole = work.officer.scope(queries.READ) is None
    costs: dict[str, Decimal] = {}
    for run, tally in queries.runs_of_year(work, work.today.year):
        cost = run_cost(tally, run.unit_cost, run.cost if whole else None)
        costs[run.programme.label] = costs.get(run.programme.label, ZERO) + cost
    people, aid = _aid_of_year(work)
    if aid:
        costs[str(_("帮扶"))] = aid
    bars = tuple(
        (title, cost, f"{cost:,.0f}")
        for title, cost in sorted(costs.items(), key=lambda item: -item[1])
        if cost
    )
    figure = _("{total:,.0f} 元").format(total=sum(costs.values(), ZERO))
    note = _("本年慰问和帮扶；帮扶 {people} 人次").format(people=people)
    return [Card(_("关爱"), figure, queries.READ, note, queries.RUNS, bars, number=30)]


def _aid_of_year(work: Work) -> tuple[int, Decimal]:
    query = (
        select(func.count(Aid.id), func.sum(Aid.amount))
        .join(Member, Member.id == Aid.member_id)
        .where(
            Aid.status == AidStatus.settled, Aid.settled_on.between(*queries.year_days(work.today.year)),
            members.within_scope(work, queries.READ),
        )
    )  # fmt: skip
    count, amount = work.session.execute(query).one()
    return count, amount or ZERO


def tasks(work: Work) -> list[Task]:
    """Aids that wait for the acting officer, and distributions whose day has come and that are not signed off."""
    return [*_aid_tasks(work), *_run_tasks(work), *_unbooked(work)]


def _aid_tasks(work: Work) -> list[Task]:
    steps = (
        (AidStatus.requested, "welfare.review", _("{n} 件帮扶待审核")),
        (AidStatus.reviewed, "welfare.approve", _("{n} 件帮扶待批准")),
    )
    found = []
    for status, right, words in steps:
        waiting = _for_me(work, status) if work.may(right) else []
        if waiting:
            key = str(waiting[0]) if len(waiting) == 1 else ""
            found.append(Task(words.format(n=len(waiting)), right, None, aid_queries.AIDS, key))
    return found


def _for_me(work: Work, status: AidStatus) -> list[int]:
    """Aids at a step that the acting officer may take: not the own, and none taken in hand before."""
    return [
        aid.id
        for aid in work.session.scalars(select(Aid).where(Aid.status == status).order_by(Aid.id))
        if aid_queries.objection(work, aid.member_id, *aid_queries.steps_of(aid)) is None
    ]


def _run_tasks(work: Work) -> list[Task]:
    if not work.may("welfare.sign"):
        return []
    open_runs = list(
        work.session.scalars(
            select(Run).where(Run.closed_on.is_(None), Run.day <= work.today).order_by(Run.day)
        )
    )
    counted = queries.tallies(work, [run.id for run in open_runs], "welfare.sign")
    found = []
    for run in open_runs:
        left = counted[run.id].not_reached if run.id in counted else 0
        if left:
            said = _("“{title}”还有 {n} 人未签收").format(title=run.title, n=left)
            found.append(Task(said, "welfare.sign", run.day, queries.RUNS, str(run.id)))
        elif work.may("welfare.plan"):
            said = _("“{title}”已全部签收，可以结束").format(title=run.title)
            found.append(Task(said, "welfare.plan", run.day, queries.RUNS, str(run.id)))
    return found


def _unbooked(work: Work) -> list[Task]:
    """Distributions that ended and whose money nobody has asked for."""
    if not work.may("welfare.plan"):
        return []
    query = select(Run).where(Run.closed_on.is_not(None)).order_by(Run.closed_on)
    ended = list(work.session.scalars(query))
    asked = queries.bookings(work, [run.id for run in ended])
    return [
        Task(
            _("“{title}”已结束，还没有请款").format(title=run.title), "welfare.plan", run.closed_on, queries.RUNS,
            str(run.id),
        )
        for run in ended
        if str(run.id) not in asked
    ]  # fmt: skip


def member_sections(work: Work, member: Member) -> list[MemberSection]:
    """What a member received from distributions, and the member's aids without their reasons."""
    blocks = [block for block in (_gifts(work, member), _aids(work, member)) if block is not None]
    return [MemberSection(_("慰问和帮扶"), queries.READ, blocks)] if blocks else []


def _gifts(work: Work, member: Member) -> Block | None:
    query = (
        select(Run.title, Run.item, queries.standing(), Signature.signed_on, Run.unit_cost, Recipient.reason)
        .select_from(Recipient)
        .join(Run, Run.id == Recipient.run_id)
        .outerjoin(Signature, queries.signed_by())
        .where(Recipient.member_id == member.id)
        .order_by(Run.day.desc())
    )
    columns = (
        Col("title", _("发放"), width=22), Col("item", _("物品"), width=14), Col("status", _("状态"), width=8),
        Col("signed_on", _("签收日期"), "date", 10), Col("unit_cost", _("单价"), "money", 10),
        Col("reason", _("不发原因"), width=16),
    )  # fmt: skip
    rows = [tuple(row) for row in work.session.execute(query)]
    return Grid(columns, rows, _("慰问")) if rows else None


def _aids(work: Work, member: Member) -> Block | None:
    query = select(Aid).where(Aid.member_id == member.id).order_by(Aid.requested_on.desc(), Aid.id.desc())
    columns = (
        Col("key", _("编号"), width=6), Col("on", _("申请日期"), "date", 10), Col("status", _("状态"), width=8),
        Col("amount", _("金额"), "money", 12), Col("reason", _("事由"), width=8),
    )  # fmt: skip
    rows = [
        (aid.id, aid.requested_on, aid.status, aid.amount, "＊＊＊") for aid in work.session.scalars(query)
    ]
    return Grid(columns, rows, _("帮扶")) if rows else None


def search(work: Work, text: str) -> list[Found]:
    """Distributions by title or item, and open aids by the member."""
    if not work.may(queries.READ):
        return []
    runs = select(Run.id, Run.title).where(queries.find_runs(work, text)).order_by(Run.day.desc())
    found = [
        Found(title, queries.RUNS, str(key), queries.READ)
        for key, title in work.session.execute(runs.limit(FOUND))
    ]
    aids = (
        select(Aid.id, Member.name, Aid.status)
        .join(Member, Member.id == Aid.member_id)
        .where(
            Aid.status.in_(aid_queries.OPEN), members.find(work, text), members.within_scope(work, queries.READ)
        )
        .order_by(Aid.id.desc())
    )  # fmt: skip
    words = _("帮扶 {name} {status}")
    return found + [
        Found(words.format(name=name, status=status.label), aid_queries.AIDS, str(key), queries.READ)
        for key, name, status in work.session.execute(aids.limit(FOUND))
    ]


def objections(work: Work, member: Member, status: str) -> list[str]:
    """A warning where a member leaves with an aid still on its way."""
    count = aid_queries.open_aids_of(work, member.id)
    if not count or status == MemberStatus.active:
        return []
    return [_("{name}还有 {n} 件帮扶未办结").format(name=member.name, n=count)]
