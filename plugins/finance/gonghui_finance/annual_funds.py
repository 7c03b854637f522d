"""What the annual report tells of funds remitted upward and of claims."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from gonghui_core.annual.sections import Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work
from gonghui_finance.choices import ClaimKind, ClaimStatus
from gonghui_finance.models import Claim
from gonghui_finance.queries import funds as queries
from gonghui_finance.queries.claims import CLAIMS, STEPS
from gonghui_finance.rules import funds
from gonghui_finance.rules.funds import ZERO, Settled


def remitted(work: Work, year: int) -> Sentence | None:
    """Whether the funds of the year were remitted in full and on time, as the calendar computes it."""
    months = [month.upward for month in queries.calendar(work, year)]
    due = [
        m for m in months if m.owed.amount > ZERO and (m.owed.due_on is None or m.owed.due_on <= work.today)
    ]
    if not due:
        return None
    owed, paid = sum((m.owed.amount for m in due), ZERO), sum((m.paid for m in due), ZERO)
    keys = tuple(dict.fromkeys(str(key) for m in due for key in m.keys))
    facts = (
        Fact("应上解", f"{owed:.2f}元", "finance.remittance", params={"year": str(year)}),
        Fact("已上解", f"{paid:.2f}元", queries.REMITTANCES, keys),
    )
    return Sentence("A6", _told(due, work.today), facts)


def _told(due: list[Settled], today: date) -> str:
    owed, paid = sum((m.owed.amount for m in due), ZERO), sum((m.paid for m in due), ZERO)
    if not funds.in_full(due, today):
        return f"全年应上解工会经费{owed:,.2f}元，已上解{paid:,.2f}元，尚欠{owed - paid:,.2f}元。"
    if funds.on_time(due, today):
        return f"按时按规足额上缴工会经费，全年{len(due)}个月应上解{owed:,.2f}元，已全部按期上解。"
    late = "、".join(f"{m.owed.period % 100}月" for m in due if m.late)
    return f"足额上缴工会经费，全年应上解{owed:,.2f}元已全部上解，其中{late}晚于规定日期。"


def claimed(work: Work, year: int) -> Sentence | None:
    """How claims were handled: how many were paid, and how many sent back."""
    query = select(Claim).where(
        Claim.kind == ClaimKind.expense, Claim.date.between(date(year, 1, 1), date(year, 12, 31))
    )
    found = list(work.session.scalars(query.order_by(Claim.id)))
    if not found:
        return None
    paid = [row for row in found if row.status is ClaimStatus.paid]
    back = [row for row in found if row.status is ClaimStatus.rejected]
    total = sum((row.amount for row in paid), ZERO)
    facts = (
        Fact("报销单", f"{len(found)}件", CLAIMS, tuple(str(row.id) for row in found)),
        Fact("已付款的报销单", f"{len(paid)}件", CLAIMS, tuple(str(row.id) for row in paid)),
        Fact("退回的报销单", f"{len(back)}件", CLAIMS, tuple(str(row.id) for row in back)),
    )
    returned = f"，不合规定退回{len(back)}件" if back else ""
    hands = "经办、审核、审批、付款各由不同的人办理，" if all(map(_apart, found)) else ""
    text = f"全年受理报销{len(found)}件，{hands}已付款{len(paid)}件、{total:,.2f}元{returned}。"
    return Sentence("finance.claims", text, facts)


def _apart(claim: Claim) -> bool:
    """Whether each step of a claim was taken by somebody else."""
    names = [name for step, _title in STEPS if (name := getattr(claim, f"{step}_by")) is not None]
    return len(set(names)) == len(names)
