"""Vouchers that wait for their next step, with their lines: a run reads them all by two statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, select

from gonghui_core.storage.types import AnySelect
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.models import Voucher, VoucherLine
from gonghui_finance.rules.entry import Line


@dataclass(slots=True)
class Waiting:
    """A voucher as it was read, with its lines in order; `row` has its columns by name."""

    row: Mapping[str, Any]
    date: date
    period: int
    kind: VoucherKind
    lines: list[Line] = field(default_factory=list)

    @property
    def key(self) -> int:
        """The key of the voucher."""
        return int(self.row["id"])

    @property
    def closing(self) -> bool:
        """Whether it closes a month or a year."""
        return self.kind is VoucherKind.closing


def up_to(work: Work, status: VoucherStatus, until: date) -> list[Waiting]:
    """The vouchers of a status up to a day, by date."""
    return _read(work, Voucher.status == status, Voucher.date <= until)


def rows_up_to(work: Work, status: VoucherStatus, until: date) -> list[dict[str, Any]]:
    """The vouchers of a status up to a day without their lines, by date."""
    return _rows(work, Voucher.status == status, Voucher.date <= until)


def one(work: Work, key: int) -> Waiting:
    """One voucher that there is."""
    return _read(work, Voucher.id == key)[0]


def _read(work: Work, *conditions: ColumnElement[bool]) -> list[Waiting]:
    rows = _rows(work, *conditions)
    found = {row["id"]: Waiting(row, row["date"], row["period"], row["kind"]) for row in rows}
    for key, *values in work.session.execute(_lines().where(*conditions)):
        found[key].lines.append(Line(*values))
    return list(found.values())


def _rows(work: Work, *conditions: ColumnElement[bool]) -> list[dict[str, Any]]:
    result = work.session.execute(_vouchers().where(*conditions))
    names = list(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


@cache
def _vouchers() -> AnySelect:
    """All columns, off the table and not the model: no object is wanted."""
    return select(*Voucher.__table__.c).order_by(Voucher.date, Voucher.id)


@cache
def _lines() -> AnySelect:
    line, voucher = VoucherLine.__table__.c, Voucher.__table__
    query: AnySelect = select(
        line.voucher_id, line.account, line.debit, line.credit, line.memo, line.earmarked, line.project, line.branch_id
    ).join(voucher, voucher.c.id == line.voucher_id)  # fmt: skip
    return query.order_by(line.voucher_id, line.position)
