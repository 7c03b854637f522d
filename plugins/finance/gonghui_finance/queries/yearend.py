"""What the upper union owes, and what is left of earmarked projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, type_coerce

from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect, MoneyColumn
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import AccrualKind, Booking, FundsMode, VoucherKind, VoucherStatus
from gonghui_finance.models import Accrual, ProjectEnd, Receipt, Voucher, VoucherLine
from gonghui_finance.queries import balances, funds, origins
from gonghui_finance.rules import yearend
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.rules.funds import split
from gonghui_finance.rules.yearend import Project
from gonghui_finance.settings import FinanceSettings

ACCRUALS, ENDS = "finance.accruals", "finance.projects"
UNNAMED = "—"
"""The name under which earmarked money stands that no line gives a project."""


def settled() -> ColumnElement[Decimal]:
    """What came in on an accrual, drafts of vouchers included."""
    query = select(func.coalesce(func.sum(Receipt.amount), 0)).where(
        Receipt.accrual == Accrual.id, origins.live(funds.RECEIPTS, Receipt.id)
    )
    return type_coerce(query.correlate(Accrual).scalar_subquery(), MoneyColumn())


def accrual_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.accruals`; one whose voucher was thrown away is owed no more."""
    query: AnySelect = select(
        Accrual.id.label("key"), Accrual.year.label("year"), Accrual.kind.label("kind"), Accrual.amount.label("amount"),
        settled().label("settled"), Accrual.document.label("document"), Accrual.document_date.label("document_date"),
        Accrual.earmarked.label("earmarked"), Accrual.project.label("project"), Accrual.officer.label("officer"),
        origins.booking(ACCRUALS, Accrual.id).label("booking"), origins.voucher(ACCRUALS, Accrual.id).label("voucher"),
    )  # fmt: skip
    return query if asked.get("year") is None else query.where(Accrual.year == asked["year"])


def shape(work: Work, rows: list[RowValues]) -> None:
    """Add what is still owed, and how the accrual reads in a picker."""
    for row in rows:
        row["left"] = ZERO if row["booking"] is Booking.none else row["amount"] - row["settled"]
        row["name"] = f"{row['year']} {row['kind'].label} {row['left']:,.2f}"


def left_of(work: Work, key: int) -> Decimal:
    """What is still owed of an accrual."""
    query = select(type_coerce(Accrual.amount - settled(), MoneyColumn())).where(
        Accrual.id == key, origins.live(ACCRUALS, Accrual.id)
    )
    return work.session.scalar(query) or ZERO


def owed(work: Work, kind: AccrualKind, before: int) -> list[tuple[int, Decimal]]:
    """The accruals of years before `before` on which something is still owed."""
    query = select(Accrual.id).where(Accrual.kind == kind, Accrual.year < before)
    keys = work.session.scalars(query.order_by(Accrual.year, Accrual.id))
    return [(key, left) for key in keys if (left := left_of(work, key)) > 0]


def proposed_transfer(work: Work, year: int) -> Decimal:
    """The retained share of what the employer owed in a year that has not come in through the upper union.

    Nothing where the funds come in whole, or while no wage bill is known.
    """
    if work.settings.of("finance", FinanceSettings).funds_mode is not FundsMode.retained:
        return ZERO
    due = got = ZERO
    for month in funds.calendar(work, year):
        share = funds.retained(work, periods.first_day(month.period))
        if month.receivable is not None and share is not None:
            due += split(month.receivable, share).own
        got += month.received
    booked = select(func.sum(Accrual.amount)).where(
        Accrual.year == year, Accrual.kind == AccrualKind.transfer, origins.live(ACCRUALS, Accrual.id)
    )
    return max(due - got - (work.session.scalar(booked) or ZERO), ZERO) if due else ZERO


def projects(work: Work, year: int) -> dict[str, Project]:
    """Earmarked projects by name with what moved them; closing entries have moved nothing between them."""
    earmarked = and_(VoucherLine.earmarked.is_(True), Voucher.kind == VoucherKind.ordinary)
    query = (
        select(
            VoucherLine.project, Voucher.period, VoucherLine.account,
            type_coerce(func.sum(VoucherLine.credit) - func.sum(VoucherLine.debit), MoneyColumn()),
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(Voucher.status == VoucherStatus.posted, VoucherLine.project.is_not(None))
        .where(or_(and_(earmarked, _flows()), VoucherLine.account.startswith("321")))
        .group_by(VoucherLine.project, Voucher.period, VoucherLine.account)
    )  # fmt: skip
    rows = work.session.execute(query)
    moves = [(str(name), period // 100, account, moved) for name, period, account, moved in rows]
    return yearend.projects(moves, year)


def _flows() -> ColumnElement[bool]:
    return or_(VoucherLine.account.startswith("4"), VoucherLine.account.startswith("5"))


def unnamed(work: Work, year: int, named: dict[str, Project]) -> Decimal:
    """What is carried forward at the end of `year` under no project's name, what is not closed yet among it."""
    total = ZERO
    for (account, mark), amount in balances.signed(work, periods.period(year, 12)).items():
        if account.startswith("321") or (mark and account[0] in "45"):
            total -= amount
    return total - sum((project.left for project in named.values()), ZERO)


def project_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.projects`: earmarked money by project in a year."""
    year = asked.get("year", work.today.year)
    found = projects(work, year)
    ends = _ends(work)
    rows: list[RowValues] = [
        {
            "key": name, "name": name, "brought": at.brought, "income": at.income, "expenditure": at.expenditure,
            "moved": at.moved, "left": at.left, "finished": ends.get(name),
        }
        for name, at in found.items()
    ]  # fmt: skip
    rest = unnamed(work, year, found)
    if rest:
        cells = dict.fromkeys(("brought", "income", "expenditure", "moved", "finished"))
        rows.append({"key": UNNAMED, "name": UNNAMED, "left": rest, **cells})
    return rows


def _ends(work: Work) -> dict[str, Any]:
    """The year in which each finished project was finished."""
    query = select(ProjectEnd.project, func.max(ProjectEnd.year)).where(origins.live(ENDS, ProjectEnd.id))
    rows = work.session.execute(query.group_by(ProjectEnd.project))
    return {str(name): year for name, year in rows}


def waiting(work: Work, project: str) -> int:
    """How many vouchers with lines of a project are not posted yet."""
    query = select(func.count(func.distinct(Voucher.id))).join(
        VoucherLine, VoucherLine.voucher_id == Voucher.id
    )
    return work.session.scalar(
        query.where(VoucherLine.project == project, Voucher.status != VoucherStatus.posted)
    ) or 0  # fmt: skip
