"""Samples and findings of the audit committee."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, literal, select, type_coerce

from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect, ChoiceColumn
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import FindingStatus, VoucherStatus
from gonghui_finance.models import AuditFinding, Sample, SampleVoucher, Voucher, VoucherLine
from gonghui_finance.queries.vouchers import amount
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.rules.sampling import Candidate, draw


def candidates(work: Work, year: int, account: str | None = None, by: date | None = None) -> list[Candidate]:
    """The vouchers of a year that were posted (by a day), with a line on `account` if one is given."""
    query: AnySelect = select(Voucher.id, Voucher.period, Voucher.number, amount()).where(
        Voucher.status == VoucherStatus.posted, Voucher.period.between(*periods.span(year, None))
    )
    if by is not None:
        query = query.where(Voucher.posted_on <= by)
    if account is not None:
        below = VoucherLine.account.startswith(account, autoescape=True)
        query = query.where(exists(select(VoucherLine.id).where(VoucherLine.voucher_id == Voucher.id, below)))
    rows = work.session.execute(query.order_by(Voucher.period, Voucher.number))
    return [Candidate(key, period, number, total or ZERO) for key, period, number, total in rows]


def drawn_again(work: Work, sample: Sample) -> list[int]:
    """The vouchers that the same draw gives of what was posted by the day of the sample."""
    known = candidates(work, sample.year, sample.account, sample.on)
    return [found.key for found in draw(known, sample.seed, sample.size, sample.largest)]


def sample_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.samples`."""
    query: AnySelect = select(
        Sample.id.label("key"), Sample.year.label("year"), Sample.seed.label("seed"), Sample.size.label("size"),
        Sample.largest.label("largest"), Sample.account.label("account"), Sample.population.label("population"),
        Sample.officer.label("officer"), Sample.on.label("on"),
    )  # fmt: skip
    return query


def sampled(work: Work, sample: int) -> AnySelect:
    """The vouchers of a sample."""
    query: AnySelect = (
        select(Voucher.id, Voucher.date, Voucher.number, Voucher.summary, amount(), Voucher.attachments)
        .join(SampleVoucher, SampleVoucher.voucher_id == Voucher.id)
        .where(SampleVoucher.sample_id == sample)
        .order_by(Voucher.period, Voucher.number)
    )
    return query


def sampled_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.sample_vouchers`: the vouchers of samples, with what was found on each."""
    found = select(func.count(AuditFinding.id)).where(AuditFinding.voucher_id == Voucher.id).scalar_subquery()
    query: AnySelect = select(
        SampleVoucher.voucher_id.label("key"), Voucher.date.label("date"), Voucher.number.label("number"),
        Voucher.summary.label("summary"), amount().label("amount"), Voucher.attachments.label("attachments"),
        Voucher.maker.label("maker"), Voucher.reviewer.label("reviewer"), found.label("findings"),
    ).join(Voucher, SampleVoucher.voucher_id == Voucher.id)  # fmt: skip
    return query.where(SampleVoucher.sample_id == asked["sample"])


def finding_status() -> ColumnElement[Any]:
    """How far a finding has come."""
    steps = (
        (AuditFinding.closed_on.is_not(None), FindingStatus.closed),
        (AuditFinding.corrected_on.is_not(None), FindingStatus.corrected),
        (AuditFinding.answered_on.is_not(None), FindingStatus.answered),
    )
    kind = ChoiceColumn(FindingStatus)
    whens = [(condition, literal(status, kind)) for condition, status in steps]
    return type_coerce(case(*whens, else_=literal(FindingStatus.found, kind)), kind)


def sampled_count(work: Work, year: int) -> int:
    """How many different vouchers of a year were drawn."""
    query = (
        select(func.count(SampleVoucher.voucher_id.distinct()))
        .join(Sample, Sample.id == SampleVoucher.sample_id)
        .where(Sample.year == year)
    )
    return work.session.scalar(query) or 0


def finding_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.findings`."""
    query: AnySelect = select(
        AuditFinding.id.label("key"), AuditFinding.year.label("year"), AuditFinding.finding.label("finding"),
        AuditFinding.voucher_id.label("voucher"), AuditFinding.found_by.label("found_by"),
        AuditFinding.found_on.label("found_on"), AuditFinding.answer.label("answer"),
        AuditFinding.answered_by.label("answered_by"), AuditFinding.answered_on.label("answered_on"),
        AuditFinding.correction.label("correction"), AuditFinding.corrected_by.label("corrected_by"),
        AuditFinding.result.label("result"), AuditFinding.closed_on.label("closed_on"),
        finding_status().label("status"),
    )  # fmt: skip
    if asked.get("status") is not None:
        query = query.where(finding_status() == asked["status"])
    if asked.get("voucher") is not None:
        query = query.where(AuditFinding.voucher_id == asked["voucher"])
    return query if asked.get("year") is None else query.where(AuditFinding.year == asked["year"])


def findings_of(work: Work, year: int) -> list[AuditFinding]:
    """The findings of a year in their order."""
    query = select(AuditFinding).where(AuditFinding.year == year).order_by(AuditFinding.id)
    return list(work.session.scalars(query))


def samples_of(work: Work, year: int) -> list[Sample]:
    """The samples of a year in their order."""
    return list(work.session.scalars(select(Sample).where(Sample.year == year).order_by(Sample.id)))
