"""Tables of the audit committee's seat: samples and findings."""

from __future__ import annotations

import datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import Key, Versioned
from gonghui_finance.models.base import FinanceTable
from gonghui_finance.models.books import Voucher


class Sample(FinanceTable):
    """A sample of a year's vouchers: the same seed, size and books give the same vouchers again."""

    __tablename__ = "finance_sample"

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer)
    seed: Mapped[int] = mapped_column(Integer)
    size: Mapped[int] = mapped_column(Integer)
    account: Mapped[str | None] = mapped_column(String(12))
    largest: Mapped[int] = mapped_column(Integer, default=0)
    population: Mapped[int] = mapped_column(Integer)
    officer: Mapped[str] = mapped_column(String(100))
    on: Mapped[datetime.date] = mapped_column(Date)


class SampleVoucher(FinanceTable):
    """A voucher of a sample."""

    __tablename__ = "finance_sample_voucher"
    __table_args__ = (UniqueConstraint("sample_id", "voucher_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    sample_id: Mapped[int] = mapped_column(ForeignKey(Sample.id))
    voucher_id: Mapped[int] = mapped_column(ForeignKey(Voucher.id))


class AuditFinding(Versioned, FinanceTable):
    """What the audit committee found, what was answered, how it was put right, and what came of it."""

    __tablename__ = "finance_audit_finding"
    __table_args__ = (Index(None, "year"), {"sqlite_strict": True})

    id: Mapped[Key]
    year: Mapped[int] = mapped_column(Integer)
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey(Voucher.id))
    finding: Mapped[str] = mapped_column(String(1000))
    found_by: Mapped[str] = mapped_column(String(100))
    found_on: Mapped[datetime.date] = mapped_column(Date)
    answer: Mapped[str | None] = mapped_column(String(1000))
    answered_by: Mapped[str | None] = mapped_column(String(100))
    answered_on: Mapped[datetime.date | None] = mapped_column(Date)
    correction: Mapped[str | None] = mapped_column(String(1000))
    corrected_by: Mapped[str | None] = mapped_column(String(100))
    corrected_on: Mapped[datetime.date | None] = mapped_column(Date)
    corrected_voucher_id: Mapped[int | None] = mapped_column(ForeignKey(Voucher.id))
    result: Mapped[str | None] = mapped_column(String(1000))
    closed_by: Mapped[str | None] = mapped_column(String(100))
    closed_on: Mapped[datetime.date | None] = mapped_column(Date)
