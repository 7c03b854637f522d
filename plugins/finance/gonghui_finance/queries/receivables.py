"""Other receivables (135) and how long they have been out (account 135: more than three years may be written off)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, RowValues
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import Opening, Voucher, VoucherLine
from gonghui_finance.queries import claims
from gonghui_finance.queries.funds import RECEIPTS
from gonghui_finance.queries.ledger import below
from gonghui_finance.queries.vouchers import reversal
from gonghui_finance.rules.claims import ADVANCE
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

PAGE = claims.RECEIVABLES
YEARS = 3
"""After how many years what cannot be got back may be written off."""


@dataclass(frozen=True)
class Open:
    """What somebody still owes: `key` begins with what it is of (claim, voucher line or opening balance)."""

    key: str
    since: date
    name: str
    left: Decimal

    def old(self, today: date) -> bool:
        """Whether it has been out for more than three years."""
        return (self.since.year + YEARS, self.since.month, self.since.day) < (
            today.year, today.month, today.day
        )  # fmt: skip


def receivables(work: Work) -> list[Open]:
    """Everything that is owed, the oldest first: advances by their claims, the rest by the order of time."""
    gone = claims.written_off(work)
    others = [replace(item, left=item.left - gone.get(item.key, ZERO)) for item in _others(work)]
    found = [*_advances(work), *(item for item in others if item.left > ZERO)]
    return sorted(found, key=lambda item: (item.since, item.key))


def _advances(work: Work) -> list[Open]:
    return [
        Open(f"{claims.ADVANCE}{claim.id}", claim.paid_on or claim.date, claim.summary, left)
        for claim, left in claims.overdue_advances(work)
    ]


def _others(work: Work) -> list[Open]:
    """What other vouchers put on 135 and no later one has taken off, the oldest debt being paid first."""
    open_items: deque[Open] = deque()
    for opening in work.session.scalars(
        select(Opening).where(Opening.account.startswith(ADVANCE)).order_by(Opening.year)
    ):
        since = date(opening.year, 1, 1)
        words = str(_("{year}年年初余额").format(year=opening.year))
        open_items.append(Open(f"opening-{opening.id}", since, words, opening.debit - opening.credit))
    for line, day in _lines(work):
        amount = line.debit - line.credit
        if amount > ZERO:
            open_items.append(Open(f"line-{line.id}", day, line.memo, amount))
        else:
            _pay(open_items, -amount)
    return list(open_items)


def _lines(work: Work) -> list[tuple[VoucherLine, date]]:
    """Posted lines of 135 that belong to no claim, in the order of time."""
    others = or_(Voucher.page.is_(None), Voucher.page.not_in((claims.CLAIMS, RECEIPTS, PAGE)))
    query = (
        select(VoucherLine, Voucher.date)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(below(ADVANCE), Voucher.status == VoucherStatus.posted, others)
        .where(~reversal(), Voucher.reverses_id.is_(None))
        .order_by(Voucher.date, VoucherLine.id)
    )
    return [(line, day) for line, day in work.session.execute(query)]


def _pay(open_items: deque[Open], amount: Decimal) -> None:
    while amount > ZERO and open_items:
        first = open_items.popleft()
        taken = min(first.left, amount)
        amount -= taken
        if taken < first.left:
            open_items.appendleft(replace(first, left=first.left - taken))


def one(work: Work, key: str) -> Open:
    """What is owed under a key, or `NotFound`."""
    for item in receivables(work):
        if item.key == key:
            return item
    raise NotFound(_("没有这笔应收款：{key}").format(key=key), field="record")


def receivable_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.receivables`."""
    old = asked.get("old")
    return [
        {
            "key": item.key, "since": item.since, "name": item.name, "left": item.left,
            "days": (work.today - item.since).days, "old": item.old(work.today),
        }
        for item in receivables(work)
        if old in (None, item.old(work.today))
    ]  # fmt: skip
