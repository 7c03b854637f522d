"""The employer's funds: what was owed, what came in, what was remitted, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import String, cast, func, select

from gonghui_core import policy
from gonghui_core.office.models import Document
from gonghui_core.pages import Asked
from gonghui_core.rules.model import Ratio
from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import FundsMode, ReceiptKind, VoucherStatus
from gonghui_finance.models import Receipt, Remittance, Voucher, VoucherLine, WageBill
from gonghui_finance.queries import balances, origins
from gonghui_finance.rules import funds
from gonghui_finance.rules.funds import ZERO, Owed, Paid, Settled
from gonghui_finance.settings import FinanceSettings

UPPER = "211"
RECEIPTS = "finance.receipts"
REMITTANCES = "finance.remittances"
WAGE_BILLS = "finance.wage_bills"


def rate(work: Work, day: date) -> Ratio | None:
    """The share of the wage bill that the employer owes on a day."""
    return _ratio(work, "finance.funds.rate", day)


def retained(work: Work, day: date) -> Ratio | None:
    """The share of the funds that stays with this union on a day."""
    return _ratio(work, "finance.funds.retained", day)


def _ratio(work: Work, rule_id: str, day: date) -> Ratio | None:
    rule = policy.rule(work, rule_id, day)
    return rule.value if rule is not None and isinstance(rule.value, Ratio) else None


def due_on(work: Work, period: int) -> date | None:
    """The day of a month by which the funds on the wages of the month before are to be paid.

    The rule has no word on holidays (Regulations of Shanghai on Trade Unions, Article 41), so the day stands.
    """
    rule = policy.rule(work, "finance.remittance.due_day", periods.first_day(period))
    if rule is None or not isinstance(rule.value, int):
        return None
    last = periods.last_day(period)
    return last.replace(day=min(rule.value, last.day))


def held_for_upper(work: Work) -> Decimal:
    """What account 211 holds for the upper union, with the vouchers that wait to be posted."""
    waiting = (
        select(func.sum(VoucherLine.credit), func.sum(VoucherLine.debit))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(Voucher.status != VoucherStatus.posted, VoucherLine.account.startswith(UPPER))
    )
    credit, debit = work.session.execute(waiting).one()
    return (credit or ZERO) - (debit or ZERO) - balances.balance(work, UPPER)


@dataclass(frozen=True)
class FundsMonth:
    """A month of the calendar: the wage bill of the month before, what the employer owed and paid on it, and
    what of it was owed upward."""

    period: int
    base: Decimal | None
    receivable: Decimal | None
    received: Decimal
    upward: Settled

    def short(self, today: date) -> Decimal | None:
        """What the employer should have paid by today and has not; `None` while no wage bill is known."""
        if self.receivable is None:
            return None
        due = self.upward.owed.due_on
        waits = due is not None and today <= due
        return ZERO if waits else max(self.receivable - self.received, ZERO)


def calendar(work: Work, year: int) -> list[FundsMonth]:
    """The twelve months of a year. Payments settle the oldest debt first, those of earlier years too."""
    bills = {b.period: b.base for b in work.session.scalars(select(WageBill))}
    income = _income(work)
    known = [periods.following(period) for period in bills] + list(income)
    first = min([*known, periods.period(year, 1)])
    span = _months(first, periods.period(year, 12))
    receivable = {period: _receivable(work, bills.get(periods.previous(period)), period) for period in span}
    owed = [_owed(work, period, receivable[period], income.get(period, {})) for period in span]
    return [
        FundsMonth(
            month.owed.period, bills.get(periods.previous(month.owed.period)), receivable[month.owed.period],
            sum((got for got, _upper in income.get(month.owed.period, {}).values()), ZERO), month,
        )
        for month in funds.settle(owed, _payments(work))
        if month.owed.period // 100 == year
    ]  # fmt: skip


def _receivable(work: Work, base: Decimal | None, period: int) -> Decimal | None:
    share = rate(work, periods.first_day(period))
    return None if base is None or share is None else funds.part(base, share)


def _owed(
    work: Work, period: int, receivable: Decimal | None, income: dict[FundsMode, tuple[Decimal, Decimal]]
) -> Owed:
    """What is owed upward: of what the employer owes, or, while no wage bill is known, of what came in whole."""
    day = due_on(work, period)
    share = retained(work, periods.first_day(period))
    usual = work.settings.of("finance", FinanceSettings).funds_mode
    whole = FundsMode.full in income or (not income and usual is FundsMode.full)
    if receivable is None or share is None:
        return Owed(period, sum((upper for _got, upper in income.values()), ZERO), day)
    return Owed(period, funds.split(receivable, share).upper if whole else ZERO, day)


def _income(work: Work) -> dict[int, dict[FundsMode, tuple[Decimal, Decimal]]]:
    """Funds that came in, by month and mode: the sum and the upper share of it."""
    found: dict[int, dict[FundsMode, tuple[Decimal, Decimal]]] = {}
    query = select(Receipt).where(Receipt.kind == ReceiptKind.funds, origins.live(RECEIPTS, Receipt.id))
    for receipt in work.session.scalars(query):
        month = found.setdefault(periods.period_of(receipt.date), {})
        mode = receipt.mode or FundsMode.retained
        got, upper = month.get(mode, (ZERO, ZERO))
        month[mode] = (got + receipt.amount, upper + receipt.upper)
    return found


def receipt_keys(work: Work, period: int) -> tuple[str, ...]:
    """The receipts of funds that count in a month."""
    inside = Receipt.date.between(periods.first_day(period), periods.last_day(period))
    query = select(Receipt.id).where(
        Receipt.kind == ReceiptKind.funds, inside, origins.live(RECEIPTS, Receipt.id)
    )
    return tuple(str(key) for key in work.session.scalars(query.order_by(Receipt.id)))


def _payments(work: Work) -> list[Paid]:
    query = select(Remittance).where(origins.live(REMITTANCES, Remittance.id))
    return [Paid(row.id, row.date, row.amount) for row in work.session.scalars(query)]


def _months(first: int, last: int) -> list[int]:
    found = [first]
    while found[-1] < last:
        found.append(periods.following(found[-1]))
    return found


def receipt_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.receipts`."""
    query: AnySelect = select(
        Receipt.id.label("key"), Receipt.date.label("date"), Receipt.kind.label("kind"), Receipt.amount.label("amount"),
        Receipt.mode.label("mode"), Receipt.own.label("own"), Receipt.upper.label("upper"),
        Receipt.earmarked.label("earmarked"), Receipt.project.label("project"), Receipt.officer.label("officer"),
        origins.booking(RECEIPTS, Receipt.id).label("booking"), origins.voucher(RECEIPTS, Receipt.id).label("voucher"),
    )  # fmt: skip
    if asked.get("kind") is not None:
        query = query.where(Receipt.kind == asked["kind"])
    return _in_year(query, Receipt.date, asked)


def remittance_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.remittances`."""
    proofs = select(func.count(Document.id)).where(
        Document.page == REMITTANCES, Document.record == cast(Remittance.id, String)
    )
    query: AnySelect = select(
        Remittance.id.label("key"), Remittance.date.label("date"), Remittance.amount.label("amount"),
        Remittance.officer.label("officer"), proofs.scalar_subquery().label("proofs"),
        origins.booking(REMITTANCES, Remittance.id).label("booking"),
        origins.voucher(REMITTANCES, Remittance.id).label("voucher"),
    )  # fmt: skip
    return _in_year(query, Remittance.date, asked)


def _in_year(query: AnySelect, column: object, asked: Asked) -> AnySelect:
    if asked.get("year") is None:
        return query
    year = asked["year"]
    return query.where(column.between(date(year, 1, 1), date(year, 12, 31)))  # type: ignore[attr-defined]


def wage_bill_rows(work: Work, asked: Asked) -> list[dict[str, object]]:
    """The rows of the page `finance.wage_bills`: what the employer owes on each month's wages."""
    rows = work.session.scalars(select(WageBill).order_by(WageBill.period.desc()))
    return [_bill_row(work, row) for row in rows]


def _bill_row(work: Work, bill: WageBill) -> dict[str, object]:
    paid_in = periods.following(bill.period)
    return {
        "key": bill.id, "year": bill.period // 100, "month": bill.period % 100, "base": bill.base,
        "receivable": _receivable(work, bill.base, paid_in), "due_on": due_on(work, paid_in),
    }  # fmt: skip


def unproven(work: Work, keys: list[int]) -> list[int]:
    """The remittances among `keys` that no document proves."""
    query = select(Document.record).where(Document.page == REMITTANCES)
    proven = set(work.session.scalars(query.where(Document.record.in_([str(key) for key in keys]))))
    return [key for key in keys if str(key) not in proven]
