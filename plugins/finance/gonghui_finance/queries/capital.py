"""Capital expenditure (507) and the assets that came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select, type_coerce

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import MoneyColumn
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_finance.choices import AssetKind, VoucherStatus
from gonghui_finance.models import Asset, NoAsset, Voucher, VoucherLine
from gonghui_finance.queries import origins
from gonghui_finance.queries.assets import PAGE as ASSETS
from gonghui_finance.queries.claims import CLAIMS
from gonghui_finance.queries.ledger import below
from gonghui_finance.queries.vouchers import reversal
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

PAGE = "finance.capital"
CAPITAL = "507"
MADE = ("161", "162", "171")
"""Accounts of assets that a voucher may bring to in the same entry."""

USUAL = {
    "50702": AssetKind.office, "50703": AssetKind.sports, "50704": AssetKind.vehicle, "50706": AssetKind.computer,
}  # fmt: skip
"""The kind of asset that an account of capital expenditure usually buys."""


@dataclass(frozen=True)
class Spent:
    """A voucher with capital expenditure, what became assets of it, and why the rest did not, if somebody said so."""

    voucher: int
    date: date
    number: int | None
    summary: str
    account: str
    amount: Decimal
    entered: Decimal
    posted: bool
    claim: int | None
    reason: str | None

    @property
    def left(self) -> Decimal:
        """What no asset was entered for."""
        return ZERO if self.reason else max(self.amount - self.entered, ZERO)


def spending(work: Work, *conditions: ColumnElement[bool]) -> list[Spent]:
    """Every voucher with capital expenditure that was not taken back, in the order of time."""
    spent = _sums(work, below(CAPITAL), VoucherLine.debit - VoucherLine.credit)
    made = _made(work)
    by_claim, by_voucher = _entered(work)
    reasons = {note.voucher_id: note.reason for note in work.session.scalars(select(NoAsset))}
    query = select(Voucher).where(
        Voucher.id.in_(spent), ~reversal(), Voucher.reverses_id.is_(None), *conditions
    )
    found = []
    for voucher in work.session.scalars(query.order_by(Voucher.date, Voucher.id)):
        account, amount = spent[voucher.id]
        claim = int(voucher.record) if voucher.page == CLAIMS and voucher.record else None
        entered = made.get(voucher.id, ZERO) + (
            by_claim.get(claim, ZERO) if claim else by_voucher.get(voucher.id, ZERO)
        )
        if amount > ZERO:
            found.append(Spent(
                voucher.id, voucher.date, voucher.number, voucher.summary, account, amount, entered,
                voucher.status is VoucherStatus.posted, claim, reasons.get(voucher.id),
            ))  # fmt: skip
    return found


def _sums(work: Work, condition: ColumnElement[bool], amount: Any) -> dict[int, tuple[str, Decimal]]:
    query = select(VoucherLine.voucher_id, func.min(VoucherLine.account), _sum(amount)).where(condition)
    return {
        key: (account, total)
        for key, account, total in work.session.execute(query.group_by(VoucherLine.voucher_id))
    }


def _sum(of: Any) -> ColumnElement[Decimal]:
    return type_coerce(func.sum(of), MoneyColumn())


def _made(work: Work) -> dict[int, Decimal]:
    """What vouchers brought to assets in the same entry."""
    made: dict[int, Decimal] = {}
    for prefix in MADE:
        for key, (_account, total) in _sums(work, below(prefix), VoucherLine.debit).items():
            made[key] = made.get(key, ZERO) + total
    return made


def _entered(work: Work) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """The cost of assets by the claim and by the voucher that paid for them."""
    live = origins.live(*origins.stated(Asset, ASSETS))
    by_claim: dict[int, Decimal] = {}
    by_voucher: dict[int, Decimal] = {}
    for claim, voucher, cost in work.session.execute(
        select(Asset.claim_id, Asset.paid_by, Asset.cost).where(live)
    ):
        if claim is not None:
            by_claim[claim] = by_claim.get(claim, ZERO) + cost
        elif voucher is not None:
            by_voucher[voucher] = by_voucher.get(voucher, ZERO) + cost
    return by_claim, by_voucher


def one(work: Work, key: int) -> Spent:
    """The capital expenditure of a voucher, or `NotFound`."""
    for spent in spending(work, Voucher.id == key):
        return spent
    raise NotFound(_("凭证 {key} 没有资本性支出").format(key=key), field="record")


def missing(work: Work) -> list[Spent]:
    """Capital expenditure without an asset: where somebody forgot the half that stands against the asset fund."""
    return [spent for spent in spending(work) if spent.left > ZERO]


def capital_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.capital`."""
    return [_row(spent) for spent in _wanted(spending(work), asked)]


def _wanted(found: Iterable[Spent], asked: Asked) -> Iterable[Spent]:
    year, missing = asked.get("year"), asked.get("missing")
    return (
        spent for spent in found if year in (None, spent.date.year) and missing in (None, spent.left > ZERO)
    )


def _row(spent: Spent) -> RowValues:
    return {
        "key": spent.voucher, "date": spent.date, "number": spent.number, "summary": spent.summary,
        "account": spent.account, "amount": spent.amount, "entered": spent.entered, "left": spent.left,
        "posted": spent.posted, "claim": spent.claim, "reason": spent.reason,
    }  # fmt: skip
