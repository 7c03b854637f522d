"""A run of postings (记账): one voucher or a year's, the same checks, a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from gonghui_core.money import requests
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.verdicts import Refusal, Verdict
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import Voucher
from gonghui_finance.queries import seat
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.queries.waiting import Waiting
from gonghui_finance.rules.entry import first_fault
from gonghui_finance.services import balances, warnings


def post(work: Work, found: Sequence[Waiting]) -> list[Verdict]:
    """Post reviewed vouchers in this order and answer what the rules say of them; one that is refused refuses all.

    Each gets the next number of its month and gives its amounts to the balances; who asked for one is told.
    """
    seat.refuse_auditor(work)
    _refuse_faults(work, found)
    told = warnings.before_posting(work, found)
    numbers = _numbers(work, {voucher.period for voucher in found})
    changes = []
    for voucher in found:
        numbers[voucher.period] += 1
        changes.append((voucher.row, _posted(work, numbers[voucher.period])))
    work.change_many(Voucher, changes)
    _keep_balances(work, found)
    for voucher in found:
        if voucher.row["request_id"] is not None:
            requests.settle(work, work.get(MoneyRequest, voucher.row["request_id"]), RequestState.settled)
    return told


def next_number(work: Work, period: int) -> int:
    """The number that the next voucher of a month gets; numbers run from 1 without gaps."""
    return _numbers(work, [period])[period] + 1


def _numbers(work: Work, months: Iterable[int]) -> defaultdict[int, int]:
    """The last number of each month."""
    query = select(Voucher.period, func.max(Voucher.number)).where(Voucher.period.in_(months))
    found = work.session.execute(query.group_by(Voucher.period))
    return defaultdict(int, {period: number or 0 for period, number in found})


def _posted(work: Work, number: int) -> dict[str, object]:
    return {
        "number": number, "status": VoucherStatus.posted, "poster": work.officer.name, "posted_on": work.today,
    }  # fmt: skip


def _refuse_faults(work: Work, found: Sequence[Waiting]) -> None:
    chart = chart_of(work)
    for voucher in found:
        fault = first_fault(voucher.lines, chart)
        if fault is not None:
            raise Refusal(fault.message, field="record", rule=fault.rule, need=fault.need, have=fault.have)


def _keep_balances(work: Work, found: Sequence[Waiting]) -> None:
    posted = balances.Posted()
    for voucher in found:
        posted.add(voucher.period, voucher.lines, closing=voucher.closing)
    balances.keep(work, posted)
