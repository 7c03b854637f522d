"""Vouchers and their lines as pages show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, type_coerce
from sqlalchemy.orm import aliased

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect, ChoiceColumn
from gonghui_core.text import contains_pattern, half
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.models import Voucher, VoucherLine
from gonghui_finance.queries import files
from gonghui_finance.rules.entry import Line

_ = translator("gonghui_finance")

MANY = 500
"""Keys in one query: fewer than any database allows parameters."""

_STATUS = ChoiceColumn(VoucherStatus)
_NUMBERED = re.compile(r"(\d{4})[-年]?(\d{1,2})[-月/]\s*(?:记-?)?(\d{1,6})号?")
_WORD = re.compile(r"记-?0*(\d{1,6})")


def reversal() -> ColumnElement[bool]:
    """Whether the red voucher of a voucher is posted."""
    red = aliased(Voucher)
    return exists(select(red.id).where(red.reverses_id == Voucher.id, red.status == VoucherStatus.posted))


def shown_status() -> ColumnElement[Any]:
    """The status as people see it: a posted voucher whose red voucher is posted is reversed."""
    found = case((reversal(), literal(VoucherStatus.reversed, _STATUS)), else_=Voucher.status)
    return type_coerce(found, _STATUS)


def unpapered() -> ColumnElement[bool]:
    """Whether a voucher lacks its papers: no attachment, and no approved request of a plugin behind it.

    What closes the books or takes a voucher back needs none.
    """
    own = and_(
        Voucher.kind == VoucherKind.ordinary, Voucher.reverses_id.is_(None), Voucher.request_id.is_(None)
    )
    return and_(Voucher.attachments == 0, own)


def amount() -> ColumnElement[Decimal]:
    """The debit total of a voucher."""
    total = select(func.sum(VoucherLine.debit)).where(VoucherLine.voucher_id == Voucher.id)
    return total.correlate(Voucher).scalar_subquery()


def voucher_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.vouchers`."""
    return _narrowed(_all_vouchers(), asked)


@cache
def _all_vouchers() -> AnySelect:
    origin = case((Voucher.page.is_(None), None), else_=Voucher.page + "/" + Voucher.record)
    return select(
        Voucher.id.label("key"), Voucher.number.label("number"), Voucher.date.label("date"),
        Voucher.summary.label("summary"), amount().label("amount"), shown_status().label("status"),
        origin.label("origin"), Voucher.kind.label("kind"), Voucher.attachments.label("attachments"),
        Voucher.maker.label("maker"), Voucher.editor.label("editor"), Voucher.reviewer.label("reviewer"),
        Voucher.poster.label("poster"), Voucher.period.label("period"), files.count().label("files"),
    )  # fmt: skip


def _narrowed(query: AnySelect, asked: Asked) -> AnySelect:
    if asked.get("status") is not None:
        query = query.where(shown_status() == asked["status"])
    if asked.get("year") is not None:
        query = query.where(Voucher.period.between(*periods.span(asked["year"], asked.get("month"))))
    if asked.get("since") is not None:
        query = query.where(Voucher.date >= asked["since"])
    if asked.get("until") is not None:
        query = query.where(Voucher.date <= asked["until"])
    if asked.get("account") is not None:
        below = VoucherLine.account.startswith(asked["account"], autoescape=True)
        query = query.where(exists(select(VoucherLine.id).where(VoucherLine.voucher_id == Voucher.id, below)))
    return query


def find(work: Work, text: str) -> ColumnElement[bool]:
    """Vouchers by number (`7`, `记-7`, `2023-12-7`) or by words of the summary."""
    typed = half(text).strip()
    by_summary = Voucher.summary.like(contains_pattern(text.strip()), escape="\\")
    if found := _NUMBERED.fullmatch(typed):
        return Voucher.period.__eq__(int(found[1]) * 100 + int(found[2])) & (Voucher.number == int(found[3]))
    if found := _WORD.fullmatch(typed):
        return Voucher.number == int(found[1])
    if typed.isascii() and typed.isdecimal() and len(typed) < 7:
        return or_(Voucher.number == int(typed), by_summary)
    return by_summary


def resolve_voucher(work: Work, text: str) -> int:
    """The voucher meant by its key, or by month and number (`2023-12-7`)."""
    typed = half(text).strip()
    found = None
    if numbered := _NUMBERED.fullmatch(typed):
        period, number = int(numbered[1]) * 100 + int(numbered[2]), int(numbered[3])
        found = work.session.scalar(
            select(Voucher.id).where(Voucher.period == period, Voucher.number == number)
        )
    elif typed.isascii() and typed.isdecimal() and len(typed) < 18:
        found = work.session.scalar(select(Voucher.id).where(Voucher.id == int(typed)))
    if found is None:
        raise NotFound(_("没有凭证 {text}（可用编号，或年-月-号，如 2023-12-7）").format(text=text))
    return found


def lines_of(work: Work, key: int) -> list[VoucherLine]:
    """The stored lines of a voucher in order."""
    query = select(VoucherLine).where(VoucherLine.voucher_id == key).order_by(VoucherLine.position)
    return list(work.session.scalars(query))


def lines_of_many(work: Work, keys: Sequence[int]) -> dict[int, list[VoucherLine]]:
    """The stored lines of several vouchers, each in order."""
    found: dict[int, list[VoucherLine]] = {key: [] for key in keys}
    for at in range(0, len(keys), MANY):
        part = keys[at : at + MANY]
        query = select(VoucherLine).where(VoucherLine.voucher_id.in_(part))
        for line in work.session.scalars(query.order_by(VoucherLine.voucher_id, VoucherLine.position)):
            found[line.voucher_id].append(line)
    return found


def plain_lines(lines: Iterable[VoucherLine]) -> list[Line]:
    """Stored lines as plain values."""
    return [Line(x.account, x.debit, x.credit, x.memo, x.earmarked, x.project, x.branch_id) for x in lines]
