"""Tables of spending: claims for reimbursement and advances, and their lines."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.models import Branch, Member
from gonghui_core.storage.base import Fen, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import ClaimKind, ClaimStatus, PayFrom
from gonghui_finance.models.base import FinanceTable


class Claim(Versioned, FinanceTable):
    """A claim (报销单), or an advance (借款): submitted, checked, approved and paid by four officers.

    Each step keeps the officer and the member that the officer is. `advance_id` is the advance that a claim
    settles, `advance_used` how much of it. The checker confirms that none of the eight bans is touched. The
    voucher names the claim as its origin; whether it is booked is asked of the voucher.
    """

    __tablename__ = "finance_claim"
    __table_args__ = (Index(None, "status"), Index(None, "member_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    kind: Mapped[ClaimKind] = mapped_column(ChoiceColumn(ClaimKind))
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey(Branch.id))
    date: Mapped[datetime.date] = mapped_column(Date)
    summary: Mapped[str] = mapped_column(String(300))
    project: Mapped[str | None] = mapped_column(String(100))
    amount: Mapped[Fen]
    status: Mapped[ClaimStatus] = mapped_column(ChoiceColumn(ClaimStatus))
    advance_id: Mapped[int | None] = mapped_column(ForeignKey("finance_claim.id"))
    advance_used: Mapped[Decimal] = mapped_column(MoneyColumn, default=Decimal("0.00"))
    submitted_by: Mapped[str] = mapped_column(String(100))
    submitted_member: Mapped[int | None] = mapped_column(Integer)
    checked_on: Mapped[datetime.date | None] = mapped_column(Date)
    checked_by: Mapped[str | None] = mapped_column(String(100))
    checked_member: Mapped[int | None] = mapped_column(Integer)
    approved_on: Mapped[datetime.date | None] = mapped_column(Date)
    approved_by: Mapped[str | None] = mapped_column(String(100))
    approved_member: Mapped[int | None] = mapped_column(Integer)
    paid_on: Mapped[datetime.date | None] = mapped_column(Date)
    paid_by: Mapped[str | None] = mapped_column(String(100))
    paid_member: Mapped[int | None] = mapped_column(Integer)
    paid_from: Mapped[PayFrom | None] = mapped_column(ChoiceColumn(PayFrom))
    rejected_on: Mapped[datetime.date | None] = mapped_column(Date)
    rejected_by: Mapped[str | None] = mapped_column(String(100))
    reason: Mapped[str | None] = mapped_column(String(300))


class ClaimLine(FinanceTable):
    """A line of a claim: an account, an amount and the invoice behind it.

    `invoice_key` is seller and number in one spelling. No two claims hold the same; a rejected claim lets its
    own go, so that the invoice may be handed in again.
    """

    __tablename__ = "finance_claim_line"
    __table_args__ = (Index(None, "claim_id", "position"), {"sqlite_strict": True})

    id: Mapped[Key]
    claim_id: Mapped[int] = mapped_column(ForeignKey(Claim.id))
    position: Mapped[int] = mapped_column(Integer)
    account: Mapped[str] = mapped_column(String(12))
    amount: Mapped[Fen]
    invoice: Mapped[str | None] = mapped_column(String(60))
    seller: Mapped[str | None] = mapped_column(String(200))
    invoice_key: Mapped[str | None] = mapped_column(String(300), unique=True)
