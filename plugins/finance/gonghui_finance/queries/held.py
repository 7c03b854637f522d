"""Money held for others (221 代管经费), by purpose: the lines of the account that name it as their project."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import HeldFund, Opening, Voucher, VoucherLine
from gonghui_finance.queries import balances
from gonghui_finance.queries.claims import HELD
from gonghui_finance.queries.ledger import below
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

PAGE = "finance.held"
NOWHERE = 0
"""The key of the row that collects what no purpose was named for."""


@dataclass(frozen=True)
class Sums:
    """What came in and went out by posted vouchers, and what drafts would add."""

    received: Decimal = ZERO
    paid: Decimal = ZERO
    coming: Decimal = ZERO
    going: Decimal = ZERO


def _lines(work: Work) -> dict[str, Sums]:
    """Movements of account 221 by the project that the lines name."""
    posted = Voucher.status == VoucherStatus.posted
    query = (
        select(VoucherLine.project, posted, func.sum(VoucherLine.credit), func.sum(VoucherLine.debit))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(below(HELD))
        .group_by(VoucherLine.project, posted)
    )
    found: dict[str, Sums] = {}
    for project, is_posted, credit, debit in work.session.execute(query):
        name = project or ""
        at = found.get(name, Sums())
        if is_posted:
            found[name] = replace(at, received=at.received + credit, paid=at.paid + debit)
        else:
            found[name] = replace(at, coming=at.coming + credit, going=at.going + debit)
    return found


def held_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.held`: each purpose, and what stands in the account without one."""
    moved = _lines(work)
    rows = []
    for fund in work.session.scalars(select(HeldFund).order_by(HeldFund.id)):
        rows.append(
            _row(fund.id, fund.name, fund.owners, fund.note, fund.before, moved.pop(fund.name, Sums()))
        )
    rest = Sums(*(sum(column, ZERO) for column in zip(*(astuple(s) for s in moved.values()), strict=True)))
    before = _opening(work) - sum((row["before"] for row in rows), ZERO)
    nameless = _row(NOWHERE, str(_("（没有注明用途）")), "", None, before, rest)
    return [*rows, nameless] if any((before, *astuple(rest))) else rows


def _row(key: int, name: str, owners: str, note: str | None, before: Decimal, sums: Sums) -> RowValues:
    return {
        "key": key, "name": name, "owners": owners, "note": note, "before": before, "received": sums.received,
        "paid": sums.paid, "balance": before + sums.received - sums.paid, "waiting": sums.coming - sums.going,
    }  # fmt: skip


def _opening(work: Work) -> Decimal:
    """What the books were opened with on account 221, credit positive."""
    query = select(func.sum(Opening.credit), func.sum(Opening.debit)).where(Opening.account.startswith(HELD))
    credit, debit = work.session.execute(query).one()
    return (credit or ZERO) - (debit or ZERO)


def available(work: Work, fund: HeldFund) -> Decimal:
    """What is held for a purpose, drafts of payments taken off already and drafts of receipts not yet counted."""
    sums = _lines(work).get(fund.name, Sums())
    return fund.before + sums.received - sums.paid - sums.going


def nameless(work: Work) -> Decimal:
    """What account 221 holds without a purpose; the purposes agree with the account when it is nothing."""
    named = sum((row["balance"] for row in held_rows(work, Asked()) if row["key"] != NOWHERE), ZERO)
    return -balances.balance(work, HELD) - named


def overdrawn(work: Work) -> list[tuple[str, Decimal, int]]:
    """Purposes of which more was paid out than came in."""
    rows = held_rows(work, Asked())
    return [
        (row["name"], row["balance"], row["key"])
        for row in rows
        if row["balance"] < ZERO and row["key"] != NOWHERE
    ]


def totals(work: Work, asked: Asked) -> dict[str, Any]:
    """All that is held, and what account 221 says."""
    rows = held_rows(work, asked)
    return {
        name: sum((row[name] for row in rows), ZERO) for name in ("before", "received", "paid", "balance")
    }


def move_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.held_moves`: the lines of account 221 of one purpose."""
    fund = work.session.get(HeldFund, asked["fund"]) if asked.get("fund") else None
    names = select(HeldFund.name)
    query: AnySelect = (
        select(
            VoucherLine.id.label("key"), Voucher.date.label("date"), Voucher.number.label("number"),
            Voucher.summary.label("summary"), VoucherLine.credit.label("received"), VoucherLine.debit.label("paid"),
            Voucher.status.label("status"), Voucher.id.label("voucher"),
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(below(HELD))
    )  # fmt: skip
    if fund is not None:
        return query.where(VoucherLine.project == fund.name)
    return query.where(VoucherLine.project.is_(None) | VoucherLine.project.not_in(names))
