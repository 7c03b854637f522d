"""Requests for money of other plugins: each becomes a draft in the transaction of whoever asks."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.money.models import MoneyRequest
from gonghui_core.money.requests import Booking
from gonghui_core.work import Work
from gonghui_finance.models import Voucher
from gonghui_finance.queries import requests as queries
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.entry import Line, marked
from gonghui_finance.services import vouchers
from gonghui_finance.settings import FinanceSettings

_ = translator("gonghui_finance")

PAGE = "finance.vouchers"


def take_in(work: Work, request: MoneyRequest) -> Booking:
    """A draft without a maker: the expenditure account of the head against the bank. Refuses a closed month."""
    known = work.session.scalar(select(Voucher.id).where(Voucher.request_id == request.id))
    if known is not None:
        return Booking(PAGE, str(known))
    vouchers.refuse_closed(work, request.day)
    settings = work.settings.of("finance", FinanceSettings)
    memo = request.memo if request.payee in request.memo else f"{request.memo}（{request.payee}）"
    account = queries.account_of(work, request.head)
    lines = [
        marked(Line(account, debit=request.amount, memo=memo), chart_of(work)),
        Line(settings.bank, credit=request.amount, memo=memo),
    ]
    voucher = Voucher(
        date=request.day, summary=memo, page=request.page, record=request.record, request_id=request.id
    )
    vouchers.store(work, voucher, lines)
    return Booking(PAGE, str(voucher.id))
