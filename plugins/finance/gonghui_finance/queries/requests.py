"""Requests of other plugins for money: the account they are booked on, and those that have no voucher yet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.work import Work
from gonghui_finance.models import Voucher
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.budget import Amount
from gonghui_finance.settings import FinanceSettings


def account_of(work: Work, head: str) -> str:
    """The account of a head: by the union's settings, else by the plugin that owns it, else the one for the rest."""
    settings = work.settings.of("finance", FinanceSettings)
    heads = {h.id: h.account for m in work.hooks.host.manifests.values() for h in m.money_heads}
    chart = chart_of(work)
    wanted = (settings.heads.get(head, ""), heads.get(head, ""), settings.unmapped)
    return next((code for code in wanted if chart.is_leaf(code)), settings.unmapped)


def unbooked(work: Work, since: date, until: date) -> list[MoneyRequest]:
    """Requests of some days that wait and have no voucher."""
    query = (
        select(MoneyRequest)
        .outerjoin(Voucher, Voucher.request_id == MoneyRequest.id)
        .where(Voucher.id.is_(None), MoneyRequest.state == RequestState.waiting)
        .where(MoneyRequest.day.between(since, until))
    )
    return list(work.session.scalars(query.order_by(MoneyRequest.day, MoneyRequest.id)))


def committed(work: Work, since: date, until: date) -> list[Amount]:
    """What requests ask for that have no voucher yet."""
    return [Amount(account_of(work, row.head), None, row.amount) for row in unbooked(work, since, until)]
