"""What is due of claims, advances, remittance and dues."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from gonghui_core import policy
from gonghui_core.contributions import Task
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Standing
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import ClaimStatus
from gonghui_finance.models import Claim, DuesCollection
from gonghui_finance.queries import claims, dues, funds, months, origins
from gonghui_finance.rules.funds import ZERO
from gonghui_finance.services.claims import NEXT
from gonghui_finance.thing_tasks import things

_ = translator("gonghui_finance")

STEPS = {
    ClaimStatus.submitted: _("{n} 张报销单待审核"),
    ClaimStatus.checked: _("{n} 张报销单待审批"),
    ClaimStatus.approved: _("{n} 张报销单待付款"),
}


def reminders(work: Work) -> Iterator[Task]:
    """Everything that is due, for the officers who may do it."""
    yield from _claims(work)
    if work.may("finance.receive"):
        yield from _remittance(work)
        yield from _advances(work)
    if work.may("finance.dues"):
        yield from _dues(work)
    if work.may("finance.close"):
        yield from _closing(work)
    yield from things(work)


def _claims(work: Work) -> Iterator[Task]:
    for status, words in STEPS.items():
        if not work.may(NEXT[status]):
            continue
        waiting = work.session.scalars(select(Claim).where(Claim.status == status))
        count = sum(1 for claim in waiting if claims.objection(work, claims.hands(claim)) is None)
        if count:
            yield Task(words.format(n=count), NEXT[status], page=claims.CLAIMS)


def _remittance(work: Work) -> Iterator[Task]:
    for month in funds.calendar(work, work.today.year):
        left, due = month.upward.left, month.upward.owed.due_on
        if left > ZERO and month.period <= periods.period_of(work.today):
            words = _("上解{month}经费 {left:,.2f} 元").format(month=periods.title(month.period), left=left)
            yield Task(words, "finance.receive", due, "finance.remittance")


def _advances(work: Work) -> Iterator[Task]:
    """Advances that are out for longer than the rule allows; while it is not set, none is due."""
    for claim, left in claims.overdue_advances(work):
        out = (work.today - (claim.paid_on or claim.date)).days
        verdict = policy.ask(work, "finance.advance.days", have=out)
        if verdict.met or verdict.standing is Standing.NOT_SET:
            continue
        words = _("借款单 {key} 还有 {left:,.2f} 元没有结清，已 {days} 天")
        said = words.format(key=claim.id, left=left, days=out)
        yield Task(said, "finance.receive", page=claims.CLAIMS, key=str(claim.id))


def _dues(work: Work) -> Iterator[Task]:
    """This month's dues, where last month's were collected."""
    month = periods.period_of(work.today)
    query = select(DuesCollection.period).where(
        DuesCollection.period.in_((periods.previous(month), month)),
        origins.live(dues.COLLECTIONS, DuesCollection.id),
    )
    if set(work.session.scalars(query)) == {periods.previous(month)}:
        words = _("收缴{month}会费").format(month=periods.title(month))
        yield Task(words, "finance.dues", periods.last_day(month), "finance.dues")


def _closing(work: Work) -> Iterator[Task]:
    """The oldest month that is over and open, and last year while it is not closed for good."""
    period = months.month_to_close(work)
    if period < periods.period_of(work.today) and not months.is_closed(work, period):
        words = _("{month}还没有结账").format(month=periods.title(period))
        yield Task(words, "finance.close", periods.last_day(period), "finance.month_end")
    year = months.year_to_close(work)
    if year < work.today.year:
        words = _("{year}年还没有年结").format(year=year)
        yield Task(words, "finance.close", page="finance.year_end")
