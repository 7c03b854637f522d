"""The files of vouchers: their own, and those of the records that they were made for, such as a claim's invoices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select

from gonghui_core.office.models import Document
from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance.models import Voucher

VOUCHERS = "finance.vouchers"
MANY = 500
"""Keys in one query."""


def _belongs() -> ColumnElement[bool]:
    """Whether a document belongs to a voucher, or to what the voucher was made for."""
    own = and_(Document.page == VOUCHERS, Document.record == cast(Voucher.id, String))
    source = and_(Document.page == Voucher.page, Document.record == Voucher.record)
    return or_(own, and_(Voucher.page != VOUCHERS, source))


def count() -> ColumnElement[Any]:
    """How many files a voucher has."""
    query = select(func.count()).where(Document.sha256.is_not(None), _belongs())
    return query.correlate(Voucher).scalar_subquery()


def counts(work: Work, keys: Sequence[int]) -> dict[int, int]:
    """How many files each of these vouchers has."""
    found: dict[int, int] = {}
    for at in range(0, len(keys), MANY):
        query = select(Voucher.id, count()).where(Voucher.id.in_(keys[at : at + MANY]))
        found |= {int(key): int(number) for key, number in work.session.execute(query)}
    return found


def file_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.voucher_files`."""
    query: AnySelect = (
        select(
            Document.id.label("key"), Document.date.label("date"), Document.title.label("title"),
            Document.file_name.label("file"), Document.size.label("size"), Voucher.id.label("voucher"),
            Document.page.label("page"), Document.record.label("of"),
        )
        .join(Voucher, _belongs())
        .where(Document.sha256.is_not(None))
    )  # fmt: skip
    return query if asked.get("voucher") is None else query.where(Voucher.id == asked["voucher"])


def file_of_voucher(work: Work, key: int) -> Document | None:
    """The document with this key, if it belongs to a voucher."""
    query = select(Document).join(Voucher, _belongs()).where(Document.id == key, Document.sha256.is_not(None))
    return work.session.scalars(query).first()
