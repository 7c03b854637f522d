"""Cash counts, the bank's statements, and how they agree with the books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from gonghui_core.pages import Asked, RowValues
from gonghui_core.storage.types import AnySelect, MoneyColumn
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import BankLine, BankMatch, CashCount, DifferenceFollowed, Voucher, VoucherLine
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


def _open(later: ColumnElement[bool], *, as_of: bool) -> ColumnElement[bool]:
    """Whether a line has no match; `as_of` a day a match that came later counts as none."""
    return or_(BankMatch.id.is_(None), later) if as_of else BankMatch.id.is_(None)


def unmatched_bank(work: Work, until: date = AFTER_ALL, *, as_of: bool = False) -> list[Item]:
    """Lines of the statement up to a day without an entry in the books: now, or `as_of` that day, when one that
    was booked later was still open."""
    query = (
        select(BankLine.id, BankLine.date, BankLine.amount, BankLine.summary)
        .outerjoin(BankMatch, BankMatch.bank_line_id == BankLine.id)
        .outerjoin(VoucherLine, VoucherLine.id == BankMatch.voucher_line_id)
        .outerjoin(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(BankLine.date <= until, _open(Voucher.date > until, as_of=as_of))
    )
    said = notes(work, DifferenceFollowed.bank_line_id)
    rows = work.session.execute(query.order_by(BankLine.date, BankLine.id))
    return [Item(key, day, amount, summary, note=said.get(key, "")) for key, day, amount, summary in rows]


def unmatched_book(work: Work, until: date = AFTER_ALL, *, as_of: bool = False) -> list[Item]:
    """Posted entries of the bank account up to a day that no statement shows: now, or `as_of` that day.

    An entry that was taken back before it was matched never reached the bank, nor did its red one.
    """
    open_then = _open(BankLine.date > until, as_of=as_of)
    rows = work.session.execute(_entries().where(Voucher.date <= until, open_then)).all()
    present = {row.voucher for row in rows}
    taken_back = {row.reverses for row in rows if row.reverses in present}
    said = notes(work, DifferenceFollowed.voucher_line_id)
    return [
        Item(row.id, row.date, row.debit - row.credit, row.memo, row.voucher, said.get(row.id, ""))
        for row in rows
        if row.voucher not in taken_back and row.reverses not in taken_back
    ]


def notes(work: Work, side: InstrumentedAttribute[int | None]) -> dict[int, str]:
    """The last note on each line of one side."""
    query = select(side, DifferenceFollowed.note).where(side.is_not(None)).order_by(DifferenceFollowed.id)
    return {key: note for key, note in work.session.execute(query) if key is not None}


def followed(work: Work, side: InstrumentedAttribute[int | None], key: int) -> list[DifferenceFollowed]:
    """All that was noted on a line, in order."""
    query = select(DifferenceFollowed).where(side == key).order_by(DifferenceFollowed.id)
    return list(work.session.scalars(query))


def _entries() -> AnySelect:
    query: AnySelect = (
        select(
            VoucherLine.id, Voucher.date, Voucher.number, VoucherLine.memo, VoucherLine.debit, VoucherLine.credit,
            BankMatch.id.label("match"), Voucher.id.label("voucher"), Voucher.reverses_id.label("reverses"),
        )
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .outerjoin(BankMatch, BankMatch.voucher_line_id == VoucherLine.id)
        .outerjoin(BankLine, BankLine.id == BankMatch.bank_line_id)
        .where(VoucherLine.account.startswith(BANK), Voucher.status == VoucherStatus.posted)
        .order_by(Voucher.date, VoucherLine.id)
    )  # fmt: skip
    return query


def reconciliation(work: Work, until: date) -> Reconciliation:
    """The books and the bank at the end of a day."""
    return Reconciliation(
        book_balance(work, BANK, until), bank_balance(work, until),
        tuple(unmatched_book(work, until, as_of=True)), tuple(unmatched_bank(work, until, as_of=True)),
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
    hints, said = proposed(work), notes(work, DifferenceFollowed.bank_line_id)
    rows = []
    for line, matched in work.session.execute(query.order_by(BankLine.date, BankLine.id)):
        entry = entries.get(matched or hints.get(line.id))
        rows.append({
            "key": line.id, "date": line.date, "summary": line.summary, "party": line.party, "amount": line.amount,
            "balance": line.balance, "reference": line.reference, "matched": matched is not None,
            "entry": entry["name"] if entry else None, "entry_key": entry["key"] if entry else None,
            "note": said.get(line.id), "age": None if matched is not None else (work.today - line.date).days,
        })  # fmt: skip
    wanted = asked.get("matched")
    return rows if wanted is None else [row for row in rows if row["matched"] is wanted]


def entry_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.bank_entries`: posted entries of the bank account."""
    said = notes(work, DifferenceFollowed.voucher_line_id)
    rows = [
        {
            "key": row.id, "date": row.date, "number": row.number, "memo": row.memo, "amount": row.debit - row.credit,
            "matched": row.match is not None, "note": said.get(row.id),
            "age": None if row.match is not None else (work.today - row.date).days,
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
