"""The voucher behind a record of the plugin: a voucher names its origin, so nothing is kept twice.

A record whose voucher was thrown away, or taken back by a posted red one, is not booked.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, exists, func, literal, select, type_coerce

from gonghui_core.storage.types import ChoiceColumn
from gonghui_core.work import Work
from gonghui_finance.choices import Booking, VoucherStatus
from gonghui_finance.models import Voucher
from gonghui_finance.queries.vouchers import reversal

_BOOKING = ChoiceColumn(Booking)


def _of(page: Any, key: Any) -> tuple[ColumnElement[bool], ...]:
    return Voucher.page == page, Voucher.record == cast(key, String), ~reversal()


def live(page: Any, key: Any) -> ColumnElement[bool]:
    """Whether a record has a voucher, in draft or posted, that was not taken back."""
    return exists(select(Voucher.id).where(*_of(page, key)))


def voucher(page: str, key: Any) -> ColumnElement[int]:
    """The key of a record's voucher."""
    return select(func.max(Voucher.id)).where(*_of(page, key)).scalar_subquery()


def booking(page: Any, key: Any) -> ColumnElement[Any]:
    """How far the voucher of a record has come."""
    posted = exists(select(Voucher.id).where(*_of(page, key), Voucher.status == VoucherStatus.posted))
    found = case(
        (posted, literal(Booking.posted, _BOOKING)), (live(page, key), literal(Booking.drafted, _BOOKING)),
        else_=literal(Booking.none, _BOOKING),
    )  # fmt: skip
    return type_coerce(found, _BOOKING)


def stated(model: Any, page: str) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The origin that the voucher of a row of `model` names: the one it states, or the row itself on `page`."""
    return func.coalesce(model.page, page), func.coalesce(model.record, cast(model.id, String))


def voucher_of(work: Work, page: str, key: int) -> int | None:
    """The key of a record's voucher, if it has one."""
    return work.session.scalar(select(voucher(page, key)))
