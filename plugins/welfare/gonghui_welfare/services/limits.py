"""What the rules in force say of a distribution and of an aid, asked before anything is approved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import func, select

from gonghui_core import policy
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.verdicts import Standing, Verdict
from gonghui_core.work import Work
from gonghui_welfare.choices import AidKind, AidStatus, Festival, GiftForm, Programme
from gonghui_welfare.models import Aid, Run
from gonghui_welfare.queries import runs as queries
from gonghui_welfare.rules import ZERO, by_amount, gravest

_ = translator("gonghui_welfare")

PER_YEAR = (Programme.festival, Programme.birthday)
"""Programmes whose limit is one of the year; the others have one of each time."""

HARDSHIP_FILE = {"hardship_file": _("困难档案")}
WANTS_FILE = (AidKind.hardship, AidKind.emergency)
NAMED = 5


def of_run(work: Work, run: Run, people: Sequence[int]) -> list[Verdict]:
    """The verdicts on a distribution to `people`, with no consequence."""
    found = [*_occasion(work, run), *_form(work, run)]
    if run.programme in PER_YEAR:
        return [*found, _per_year(work, run, people)]
    rule = f"{run.programme.head}.per_event"
    return [*found, policy.ask(work, rule, run.day, amount=run.unit_cost)]


def _occasion(work: Work, run: Run) -> list[Verdict]:
    if run.programme is not Programme.festival or run.festival is None:
        return []
    labels = {festival.value: festival.label for festival in Festival}
    rule = "welfare.festival.occasions"
    return [policy.ask(work, rule, run.day, chosen=run.festival.value, labels=labels)]


def _form(work: Work, run: Run) -> list[Verdict]:
    rule = f"{run.programme.head}.forms"
    if policy.rule(work, rule, run.day) is None:
        return []
    labels = {form.value: form.label for form in GiftForm}
    return [policy.ask(work, rule, run.day, form=run.form.value, labels=labels)]


def _per_year(work: Work, run: Run, people: Sequence[int]) -> Verdict:
    """The gravest verdict among the recipients; whoever is over the limit is named in it."""
    had = queries.already_had(work, run.programme.head, run.day.year, besides=run.id)
    rule, over = f"{run.programme.head}.per_year", list[int]()
    verdicts = []
    for already, group in by_amount(had, people).items():
        verdict = policy.ask(work, rule, run.day, amount=run.unit_cost, already=already)
        verdicts.append(verdict)
        if verdict.standing in (Standing.WARN, Standing.BLOCK):
            over += group
    if not verdicts:
        return policy.ask(work, rule, run.day, amount=run.unit_cost, already=ZERO)
    return _naming(work, gravest(verdicts), over)


def _naming(work: Work, verdict: Verdict, over: Sequence[int]) -> Verdict:
    if not over:
        return verdict
    query = select(Member.name).where(Member.id.in_(over[:NAMED])).order_by(Member.number)
    names = "、".join(work.session.scalars(query)) + ("……" if len(over) > NAMED else "")
    words = _("{message}；超出的有 {count} 人：{names}")
    return replace(verdict, message=words.format(message=verdict.message, count=len(over), names=names))


def run_twice(work: Work, run: Run) -> Verdict | None:
    """A warning where the same festival was already given for in that year."""
    if run.festival is None:
        return None
    query = select(Run.title).where(
        Run.programme == run.programme, Run.festival == run.festival,
        Run.day.between(*queries.year_days(run.day.year)), Run.id != run.id,
    )  # fmt: skip
    found = work.session.scalars(query).first()
    if found is None:
        return None
    words = _("{year} 年{festival}已有一次发放：{title}")
    said = words.format(year=run.day.year, festival=run.festival.label, title=found)
    return Verdict("welfare.run_twice", Standing.WARN, said)


def of_aid(
    work: Work, member: int, kind: AidKind, amount: Decimal, *, file_number: str | None, besides: int | None = None
) -> list[Verdict]:  # fmt: skip
    """The verdicts on an aid, with no consequence; `besides` is the aid itself once it is stored."""
    found = [policy.ask(work, f"welfare.{kind.value}.per_event", amount=amount)]
    yearly = f"welfare.{kind.value}.per_year"
    if policy.rule(work, yearly) is not None:
        already = _had_of(work, member, kind, besides)
        found.append(policy.ask(work, yearly, amount=amount, already=already))
    if kind in WANTS_FILE:
        given = ["hardship_file"] if file_number else []
        found.append(policy.ask(work, "welfare.hardship.file", given=given, labels=HARDSHIP_FILE))
    return [*found, *_still_open(work, member, kind, besides)]


def _had_of(work: Work, member: int, kind: AidKind, besides: int | None) -> Decimal:
    """Yuan of one kind of aid that a member has had or is about to have this year."""
    query = select(func.sum(Aid.amount)).where(
        Aid.member_id == member, Aid.kind == kind, Aid.status != AidStatus.rejected,
        Aid.requested_on.between(*queries.year_days(work.today.year)),
    )  # fmt: skip
    return work.session.scalar(query.where(Aid.id != besides) if besides else query) or ZERO


def _still_open(work: Work, member: int, kind: AidKind, besides: int | None) -> Iterable[Verdict]:
    """A warning where another aid of the same kind is still on its way."""
    query = select(Aid.id).where(
        Aid.member_id == member, Aid.kind == kind, Aid.status.in_([s for s in AidStatus if s.is_open])
    )
    found = work.session.scalars(query.where(Aid.id != besides) if besides else query).first()
    if found is None:
        return []
    said = _("这位会员还有一件同类帮扶在办：编号 {aid}").format(aid=found)
    return [Verdict("welfare.aid_twice", Standing.WARN, said)]


def settle(work: Work, verdicts: Iterable[Verdict], field: str) -> list[Verdict]:
    """Let verdicts take effect: a blocking one refuses unless overridden; answers those to warn of."""
    return policy.broken(*(policy.settle(work, verdict, field=field) for verdict in verdicts))
