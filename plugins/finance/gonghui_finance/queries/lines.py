"""Lines of vouchers: what lies behind a figure."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect
from gonghui_core.verdicts import BadInput
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.models import Voucher, VoucherLine
from gonghui_finance.queries import budget
from gonghui_finance.rules import forms
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")


def line_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.lines`: posted lines of an account or of a line of a statement, or a voucher's."""
    query: AnySelect = select(
        VoucherLine.id.label("key"), Voucher.date.label("date"), Voucher.number.label("number"),
        VoucherLine.memo.label("memo"), Voucher.summary.label("summary"), VoucherLine.account.label("account"),
        VoucherLine.debit.label("debit"), VoucherLine.credit.label("credit"), VoucherLine.project.label("project"),
        VoucherLine.earmarked.label("earmarked"), Voucher.id.label("voucher"), VoucherLine.position.label("position"),
    ).join(Voucher, Voucher.id == VoucherLine.voucher_id)  # fmt: skip
    return query.where(*_conditions(work, asked))


def line_totals(work: Work, asked: Asked) -> dict[str, Decimal]:
    """What the lines come to."""
    query = select(func.sum(VoucherLine.debit), func.sum(VoucherLine.credit)).join(
        Voucher, Voucher.id == VoucherLine.voucher_id
    )
    debit, credit = work.session.execute(query.where(*_conditions(work, asked))).one()
    return {"debit": debit or ZERO, "credit": credit or ZERO}


def _conditions(work: Work, asked: Asked) -> list[ColumnElement[bool]]:
    if asked.get("voucher") is not None:
        return [Voucher.id == asked["voucher"]]
    found = [Voucher.status == VoucherStatus.posted]
    if asked.get("account") is not None:
        found.append(VoucherLine.account.between(asked["account"], asked["account"] + "9" * 9))
    if asked.get("row") is not None:
        found += _behind(asked["row"])
    if asked.get("budget") is not None:
        until = asked.get("until") or work.today
        found += budget.under(work, until.year, asked["budget"], asked.get("project"))
        found.append(Voucher.kind == VoucherKind.ordinary)
    elif asked.get("project") is not None:
        found.append(VoucherLine.project == asked["project"])
    if asked.get("since") is not None:
        found.append(Voucher.date >= asked["since"])
    if asked.get("until") is not None:
        found.append(Voucher.date <= asked["until"])
    return found


def _behind(row: str) -> list[ColumnElement[bool]]:
    """The lines that the figure of a statement's line was made from; what closings carried off is no flow."""
    if not forms.sources(row):
        raise BadInput(_("报表里没有“{row}”这一项").format(row=row), field="row")
    either = [
        and_(
            VoucherLine.account.startswith(source.account),
            *([] if source.earmarked is None else [VoucherLine.earmarked.is_(source.earmarked)]),
        )
        for source in forms.sources(row)
    ]
    found = [or_(*either)]
    return [*found, Voucher.kind != VoucherKind.closing] if forms.is_flow(row) else found
