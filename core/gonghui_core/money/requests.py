"""Payments between plugins: who asks knows only core, who books knows only core.

With a booking plugin installed a request becomes a draft voucher in the same transaction; without one it waits,
and its page says "not booked". The same source and head asked twice gives one request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.work import Event, Work

_ = translator("gonghui_core")


@dataclass(frozen=True)
class Booking:
    """What a booking plugin made of a request: the page and key of the draft."""

    page: str
    key: str


@dataclass(frozen=True)
class MoneyRequested(Event):
    """A payment was asked for. The payee may be a member in need: the log and the home screen name nobody."""

    head: str
    amount: Decimal

    @property
    def summary(self) -> str:
        return _("请款 {amount:.2f} 元").format(amount=self.amount)


@dataclass(frozen=True)
class MoneySettled(Event):
    """A payment was booked, or sent back."""

    request: int
    state: str

    @property
    def summary(self) -> str:
        return _("请款 {request}：{state}").format(request=self.request, state=self.state)


def request(
    work: Work, *, page: str, record: int | str, head: str, amount: Decimal, day: date, payee: str, memo: str
) -> MoneyRequest:
    """Ask for `amount` yuan on `day` for a record of `page`; `head` says what for (`welfare.hardship`).

    A refusal of the booking plugin, such as a closed month, undoes the caller's change too.
    """
    found = of(work, page, record, head)
    if found is not None:
        return found
    asked = MoneyRequest(
        page=page, record=str(record), head=head, amount=amount, day=day, payee=payee, memo=memo,
        state=RequestState.waiting,
    )  # fmt: skip
    work.add(asked, MoneyRequested(head, amount))
    _offer(work, asked)
    return asked


def of(work: Work, page: str, record: int | str, head: str = "") -> MoneyRequest | None:
    """The request of a record, if there is one."""
    query = select(MoneyRequest).where(MoneyRequest.page == page, MoneyRequest.record == str(record))
    return work.session.scalars(query.where(MoneyRequest.head == head) if head else query).first()


def settle(work: Work, asked: MoneyRequest, state: RequestState, reason: str | None = None) -> None:
    """The booking plugin posted or rejected: tell the source, in the same transaction."""
    asked.state, asked.reason = state, reason
    work.session.flush()
    work.record(MoneySettled(asked.id, state.label))
    work.hooks.inside("gonghui_money_settled", work=work, request=asked)


def withdraw_booking(work: Work, asked: MoneyRequest) -> None:
    """The draft of a request is gone without a decision: the request waits again."""
    asked.state, asked.booked_as = RequestState.waiting, None


def waiting_keys(work: Work) -> list[int]:
    """The requests that nobody has taken in."""
    query = (
        select(MoneyRequest.id).where(MoneyRequest.state == RequestState.waiting).order_by(MoneyRequest.id)
    )
    return list(work.session.scalars(query))


def offer_waiting(work: Work, key: int) -> None:
    """Offer one waiting request again: a booking plugin may have been installed since."""
    _offer(work, work.get(MoneyRequest, key))


def _offer(work: Work, asked: MoneyRequest) -> None:
    booking: Booking | None = work.hooks.first("gonghui_money_requested", work=work, request=asked)
    if booking is not None:
        asked.state, asked.booked_as = RequestState.taken, f"{booking.page}/{booking.key}"
        work.session.flush()
