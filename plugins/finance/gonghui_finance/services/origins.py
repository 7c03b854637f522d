"""Drafting the voucher of a record of the plugin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gonghui_core.fields import LONGEST_LINE
from gonghui_core.verdicts import Verdict
from gonghui_core.work import Work
from gonghui_finance.models import Voucher
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.entry import Line, marked
from gonghui_finance.services import vouchers, warnings


def draft(
    work: Work, page: str, record: int | str, lines: Iterable[Line], *, day: date, summary: str, attachments: int = 0,
    own: bool = True,
) -> list[Verdict]:  # fmt: skip
    """Draft the voucher of a record and answer what the rules say of it; refuses a closed month.

    The acting officer is its maker, unless it is not `own`: then an officer who may draft adopts it.
    """
    vouchers.refuse_closed(work, day)
    chart = chart_of(work)
    voucher = Voucher(
        date=day, summary=shortened(summary), attachments=attachments, page=page, record=str(record)
    )
    if own:
        voucher.maker, voucher.maker_member_id = work.officer.name, work.officer.member_id
    entered = [marked(line, chart) for line in lines]
    vouchers.store(work, voucher, entered)
    return warnings.while_drafting(work, voucher, entered)


def shortened(summary: str) -> str:
    """A summary made of several texts, cut to what a voucher takes."""
    return summary if len(summary) <= LONGEST_LINE else f"{summary[: LONGEST_LINE - 1]}…"
