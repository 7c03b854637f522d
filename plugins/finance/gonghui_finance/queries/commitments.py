"""What is asked for and not booked yet, item by item: drafts, claims, requests of other plugins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from gonghui_core.pages import Asked, RowValues
from gonghui_core.work import Work
from gonghui_finance.choices import ClaimKind, CommitmentKind, VoucherKind, VoucherStatus
from gonghui_finance.models import Claim, ClaimLine, Voucher, VoucherLine
from gonghui_finance.queries import budget, claims, requests
from gonghui_finance.rules.budget import line_for


def commitment_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.commitments`: of one line of the budget, if it is asked for."""
    since, until = date(asked["year"], 1, 1), asked.get("until") or date(asked["year"], 12, 31)
    rows = [*_drafts(work, since, until), *_claims(work, since, until), *_waiting(work, since, until)]
    account, project = asked.get("account"), asked.get("project")
    if account is None:
        return rows
    lines = budget.planned(work, budget.in_force(work, asked["year"]))

    def under(row: RowValues) -> tuple[str, str | None]:
        line = line_for(lines, row["account"], row["project"])
        return (line.account, line.project) if line else (row["account"], None)

    return [row for row in rows if under(row) == (account, project)]


def _drafts(work: Work, since: date, until: date) -> Iterator[RowValues]:
    query = (
        select(Voucher, VoucherLine)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(Voucher.date.between(since, until), Voucher.status != VoucherStatus.posted)
        .where(Voucher.kind == VoucherKind.ordinary)
        .where(or_(VoucherLine.account.startswith("4"), VoucherLine.account.startswith("5")))
        .order_by(Voucher.date, VoucherLine.id)
    )
    for voucher, line in work.session.execute(query):
        side = line.debit - line.credit if line.account[0] == "5" else line.credit - line.debit
        key = ("finance.vouchers", voucher.id, line.position)
        yield _row(
            CommitmentKind.voucher, key, voucher.date, voucher.summary, (line.account, line.project), side
        )


def _claims(work: Work, since: date, until: date) -> Iterator[RowValues]:
    query = (
        select(Claim, ClaimLine)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .where(claims.uncounted(), Claim.kind == ClaimKind.expense, Claim.date.between(since, until))
        .where(ClaimLine.account.startswith("5"))
        .order_by(Claim.date, ClaimLine.id)
    )
    for claim, line in work.session.execute(query):
        key = (claims.CLAIMS, claim.id, line.position)
        yield _row(
            CommitmentKind.claim, key, claim.date, claim.summary, (line.account, claim.project), line.amount
        )


def _waiting(work: Work, since: date, until: date) -> Iterator[RowValues]:
    for row in requests.unbooked(work, since, until):
        key = (row.page, row.record, row.id)
        account = (requests.account_of(work, row.head), None)
        yield _row(CommitmentKind.request, key, row.day, row.memo, account, row.amount)


def _row(
    kind: CommitmentKind, key: tuple[str, object, int], day: date, summary: str, account: tuple[str, str | None],
    amount: Decimal,
) -> RowValues:  # fmt: skip
    page, record, position = key
    return {
        "key": f"{page}/{record}/{position}", "kind": kind, "date": day, "summary": summary, "account": account[0],
        "project": account[1], "amount": amount, "page": page, "record": str(record),
    }  # fmt: skip
