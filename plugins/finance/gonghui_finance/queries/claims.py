"""Claims and advances as pages show them, and who may take the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, or_, select, true, type_coerce

from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Member
from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect, ChoiceColumn
from gonghui_core.text import contains_pattern
from gonghui_core.verdicts import NoRight
from gonghui_core.work import Work
from gonghui_finance.chart import Account, Element
from gonghui_finance.choices import Booking, ClaimKind, ClaimStatus, ReceiptKind
from gonghui_finance.models import Claim, ClaimLine, Pending, Receipt
from gonghui_finance.queries import origins, seat
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.queries.funds import RECEIPTS
from gonghui_finance.rules.budget import Amount
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

CLAIMS = "finance.claims"
RECEIVABLES = "finance.receivables"
ADVANCE = "claim-"
"""How the page of receivables begins the key of an advance."""
SEE = "finance.see_claims"
HELD = "221"
"""Funds held for others: a member's own share of a premium is paid out of them."""

STEPS = (("submitted", _("经办")), ("checked", _("审核")), ("approved", _("审批")), ("paid", _("付款")))
OPEN = (ClaimStatus.submitted, ClaimStatus.checked, ClaimStatus.approved)

_STATUS = ChoiceColumn(ClaimStatus)


def visible(work: Work) -> ColumnElement[bool]:
    """Which claims an officer sees: who reads the books all of them, others what they handed in and their own;
    a branch officer those of the branch."""
    if work.may("finance.read"):
        return true()
    own = [Claim.submitted_by == work.officer.name]
    if work.officer.member_id is not None:
        own.append(Claim.member_id == work.officer.member_id)
    branch = work.officer.scope(SEE)
    if branch is not None:
        own.append(Member.branch_id.in_(members.with_children(work, branch)))
    return or_(*own)


def shown_status() -> ColumnElement[Any]:
    """The status as people see it: a paid claim whose voucher is posted is booked."""
    booked = (Claim.status == ClaimStatus.paid) & (origins.booking(CLAIMS, Claim.id) == Booking.posted)
    return type_coerce(case((booked, literal(ClaimStatus.booked, _STATUS)), else_=Claim.status), _STATUS)


def claim_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.claims`."""
    query: AnySelect = (
        select(
            Claim.id.label("key"), Claim.date.label("date"), Member.name.label("member"), Claim.kind.label("kind"),
            Claim.summary.label("summary"), Claim.amount.label("amount"), shown_status().label("status"),
            Claim.member_id.label("member_id"), Claim.reason.label("reason"), Claim.advance_id.label("advance"),
            origins.voucher(CLAIMS, Claim.id).label("voucher"), *_steps(),
        )
        .join(Member, Member.id == Claim.member_id)
        .where(visible(work))
    )  # fmt: skip
    if asked.get("status") is not None:
        query = query.where(shown_status() == asked["status"])
    if asked.get("kind") is not None:
        query = query.where(Claim.kind == asked["kind"])
    if asked.get("member") is not None:
        query = query.where(Claim.member_id == asked["member"])
    if asked.get("year") is not None:
        query = query.where(func.extract("year", Claim.date) == asked["year"])
    return query


def _steps() -> list[ColumnElement[Any]]:
    return [
        getattr(Claim, f"{step}_{what}").label(f"{step}_{what}")
        for step, _title in STEPS
        for what in ("by", "member")
    ]


def find(work: Work, text: str) -> ColumnElement[bool]:
    """Claims by the member, words of the summary, or the number of an invoice."""
    pattern = contains_pattern(text.strip())
    by_invoice = select(ClaimLine.claim_id).where(ClaimLine.invoice.like(pattern, escape="\\"))
    return members.find(work, text) | Claim.summary.like(pattern, escape="\\") | Claim.id.in_(by_invoice)


def readable(work: Work, key: int) -> Claim:
    """A claim that the officer may see, or `NoRight`."""
    claim = work.get(Claim, key)
    query = select(Claim.id).join(Member, Member.id == Claim.member_id).where(Claim.id == key, visible(work))
    if work.session.scalar(query) is None:
        raise NoRight(_("这张单据不是您经手的，也不在您的分工会"), field="record")
    return claim


def lines_of(work: Work, claim: int) -> list[ClaimLine]:
    """The lines of a claim in order."""
    query = select(ClaimLine).where(ClaimLine.claim_id == claim).order_by(ClaimLine.position)
    return list(work.session.scalars(query))


def objection(work: Work, row: Mapping[str, Any]) -> str | None:
    """Why the acting officer may take no further step of a claim: it is the own one, or an earlier step was."""
    me = work.officer
    if (why := seat.objection(work)) is not None:
        return why
    if me.member_id is not None and row["member_id"] == me.member_id:
        return str(_("不能办理本人的报销或借款"))
    for step, title in STEPS:
        by, member = row[f"{step}_by"], row[f"{step}_member"]
        if by == me.name or (member is not None and member == me.member_id):
            return _("您已办过“{step}”，同一张单据每一步须由不同的人办").format(step=title)
    return None


def hands(claim: Claim) -> dict[str, Any]:
    """Who has had a claim, as `objection` asks it."""
    names = [f"{step}_{what}" for step, _title in STEPS for what in ("by", "member")]
    return {"member_id": claim.member_id} | {name: getattr(claim, name) for name in names}


def outstanding(work: Work, keys: Iterable[int]) -> dict[int, Decimal]:
    """What is left of paid advances: less what claims settled, what was given back and what was written off."""
    wanted = list(keys)
    settled = _sums(work, select(Claim.advance_id, func.sum(Claim.advance_used)).where(
        Claim.advance_id.in_(wanted), Claim.status == ClaimStatus.paid
    ).group_by(Claim.advance_id))  # fmt: skip
    returned = _sums(work, select(Receipt.claim, func.sum(Receipt.amount)).where(
        Receipt.claim.in_(wanted), Receipt.kind == ReceiptKind.advance_return, origins.live(RECEIPTS, Receipt.id)
    ).group_by(Receipt.claim))  # fmt: skip
    query = select(Claim.id, Claim.amount).where(
        Claim.id.in_(wanted), Claim.kind == ClaimKind.advance, Claim.status == ClaimStatus.paid
    )
    gone = written_off(work)
    return {
        key: amount - settled.get(key, ZERO) - returned.get(key, ZERO) - gone.get(f"{ADVANCE}{key}", ZERO)
        for key, amount in work.session.execute(query)
    }


def written_off(work: Work) -> dict[str, Decimal]:
    """What was written off of other receivables, by the key that their page gives them; drafts count."""
    query = select(Pending.record, Pending.amount).where(
        Pending.page == RECEIVABLES, origins.live(Pending.page, Pending.record)
    )
    gone: dict[str, Decimal] = {}
    for record, amount in work.session.execute(query):
        gone[str(record)] = gone.get(str(record), ZERO) + amount
    return gone


def _sums(work: Work, query: AnySelect) -> dict[int, Decimal]:
    return {row[0]: row[1] for row in work.session.execute(query)}


def add_outstanding(work: Work, rows: list[RowValues]) -> None:
    """Put what is left of an advance into its row."""
    left = outstanding(work, [int(row["key"]) for row in rows if row["kind"] is ClaimKind.advance])
    for row in rows:
        row["outstanding"] = left.get(int(row["key"]))


def overdue_advances(work: Work) -> list[tuple[Claim, Decimal]]:
    """Advances that are not settled yet, with what is left, the oldest first."""
    query = select(Claim).where(Claim.kind == ClaimKind.advance, Claim.status == ClaimStatus.paid)
    claims = list(work.session.scalars(query.order_by(Claim.paid_on, Claim.id)))
    left = outstanding(work, [claim.id for claim in claims])
    return [(claim, left[claim.id]) for claim in claims if left[claim.id] > ZERO]


def uncounted() -> ColumnElement[bool]:
    """Whether a claim is in no voucher: nobody has paid it yet, or its voucher was thrown away or taken back."""
    return Claim.status.in_(OPEN) | ((Claim.status == ClaimStatus.paid) & ~origins.live(CLAIMS, Claim.id))


def committed(work: Work, since: date, until: date) -> list[Amount]:
    """What claims of some days ask for that no voucher has, by account and project."""
    query = (
        select(ClaimLine.account, Claim.project, func.sum(ClaimLine.amount))
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.kind == ClaimKind.expense, uncounted(), Claim.date.between(since, until))
        .where(ClaimLine.account.startswith(Element.expenditure.value))
        .group_by(ClaimLine.account, Claim.project)
    )
    return [Amount(account, project, amount) for account, project, amount in work.session.execute(query)]


def may_be_claimed(account: Account) -> bool:
    """Whether an account takes claims: expenditure, and funds held for others."""
    return account.element is Element.expenditure or account.code.startswith(HELD)


def account_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.claim_accounts`: who hands in a claim need not see the books."""
    chart = chart_of(work)
    return [
        {"key": a.code, "code": a.code, "name": a.name, "initials": a.initials, "full_name": chart.full_name(a.code)}
        for a in chart.leaves()
        if may_be_claimed(a)
    ]  # fmt: skip
