"""Cash counts, the bank's statements, and how they agree with the books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select, type_coerce

from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect, MoneyColumn
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import BankLine, BankMatch, CashCount, Voucher, VoucherLine
from gonghui_finance.queries.ledger import opening_balance
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.rules.matching import Item, Reconciliation, suggestions

BANK = "102"
CASH = "101"
AFTER_ALL = date(9999, 12, 31)


def book_balance(work: Work, account: str, day: date) -> Decimal:
    """What the books say at the end of a day."""
    return opening_balance(work, account, date.fromordinal(day.toordinal() + 1))


def bank_balance(work: Work, until: date) -> Decimal:
    """What the bank says at the end of a day: its last balance, or the sum of its lines where it gives none."""
    query = select(BankLine.balance).where(BankLine.date <= until, BankLine.balance.is_not(None))
    last = work.session.scalar(query.order_by(BankLine.date.desc(), BankLine.id.desc()).limit(1))
    if last is not None:
        return last
    return work.session.scalar(select(func.sum(BankLine.amount)).where(BankLine.date <= until)) or ZERO


def unmatched_bank(work: Work, until: date = AFTER_ALL) -> list[Item]:
    """Lines of the statement that have no entry in the books."""
    query = (
        select(BankLine.id, BankLine.date, BankLine.amount, BankLine.summary)
        .outerjoin(BankMatch, BankMatch.bank_line_id == BankLine.id)
        .where(BankMatch.id.is_(None), BankLine.date <= until)
    )
    rows = work.session.execute(query.order_by(BankLine.date, BankLine.id))
    return [Item(key, day, amount, summary) for key, day, amount, summary in rows]


def unmatched_book(work: Work, until: date = AFTER_ALL) -> list[Item]:
    """Posted entries of the bank account that no statement shows.

    An entry that was taken back before it was matched never reached the bank, nor did its red one.
    """
    rows = work.session.execute(_entries().where(Voucher.date <= until, BankMatch.id.is_(None))).all()
    present = {row.voucher for row in rows}
    taken_back = {row.reverses for row in rows if row.reverses in present}
    return [
        Item(row.id, row.date, row.debit - row.credit, row.memo)
        for row in rows
        if row.voucher not in taken_back and row.reverses not in taken_back
    ]


def _entries() -> AnySelect:
    query: AnySelect = (
        select(
            VoucherLine.id, Voucher.date, Voucher.number, VoucherLine.memo, VoucherLine.debit, VoucherLine.credit,
            BankMatch.id.label("match"), Voucher.id.label("voucher"), Voucher.reverses_id.label("reverses"),
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .outerjoin(BankMatch, BankMatch.voucher_line_id == VoucherLine.id)
        .where(VoucherLine.account.startswith(BANK), Voucher.status == VoucherStatus.posted)
        .order_by(Voucher.date, VoucherLine.id)
    )  # fmt: skip
    return query


def reconciliation(work: Work, until: date) -> Reconciliation:
    """The books and the bank at the end of a day."""
    return Reconciliation(
        book_balance(work, BANK, until), bank_balance(work, until),
        tuple(unmatched_book(work, until)), tuple(unmatched_bank(work, until)),
    )  # fmt: skip


def proposed(work: Work, until: date = AFTER_ALL) -> dict[int, int]:
    """Suggested pairs of what has no match yet: key of the statement's line → key of the entry."""
    return suggestions(unmatched_bank(work, until), unmatched_book(work, until))


def bank_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.bank_lines`: the statement, each line with its entry or a suggestion."""
    query = select(BankLine, BankMatch.voucher_line_id).outerjoin(
        BankMatch, BankMatch.bank_line_id == BankLine.id
    )
    if asked.get("until") is not None:
        query = query.where(BankLine.date <= asked["until"])
    entries = {row["key"]: row for row in entry_rows(work, Asked())}
    hints = proposed(work)
    rows = []
    for line, matched in work.session.execute(query.order_by(BankLine.date, BankLine.id)):
        entry = entries.get(matched or hints.get(line.id))
        rows.append({
            "key": line.id, "date": line.date, "summary": line.summary, "party": line.party, "amount": line.amount,
            "balance": line.balance, "reference": line.reference, "matched": matched is not None,
            "entry": entry["name"] if entry else None, "entry_key": entry["key"] if entry else None,
        })  # fmt: skip
    wanted = asked.get("matched")
    return rows if wanted is None else [row for row in rows if row["matched"] is wanted]


def entry_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.bank_entries`: posted entries of the bank account."""
    rows = [
        {
            "key": row.id, "date": row.date, "number": row.number, "memo": row.memo, "amount": row.debit - row.credit,
            "matched": row.match is not None,
            "name": f"{row.date} 记-{row.number} {row.memo} {row.debit - row.credit:,.2f}",
        }
        for row in work.session.execute(_entries())
    ]  # fmt: skip
    wanted = asked.get("matched")
    return rows if wanted is None else [row for row in rows if row["matched"] is wanted]


def count_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.cash_counts`."""
    gap = type_coerce(CashCount.counted - CashCount.book, MoneyColumn())
    query: AnySelect = select(
        CashCount.id.label("key"), CashCount.on.label("on"), CashCount.counted.label("counted"),
        CashCount.book.label("book"), gap.label("difference"), CashCount.officer.label("officer"),
        CashCount.note.label("note"),
    )  # fmt: skip
    return query
