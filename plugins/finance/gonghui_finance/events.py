"""What happens in the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gonghui_core.i18n import translator
from gonghui_core.work import Event

_ = translator("gonghui_finance")


@dataclass(frozen=True)
class VoucherDrafted(Event):
    """A voucher was drafted, by an officer or for a request."""

    key: int
    on: date
    amount: Decimal

    @property
    def summary(self) -> str:
        return _("制凭证 {on} {amount:.2f} 元").format(on=self.on, amount=self.amount)


@dataclass(frozen=True)
class VoucherChanged(Event):
    """A draft was changed, adopted, reviewed, sent back or thrown away; the words say which."""

    key: int
    words: str

    @property
    def summary(self) -> str:
        return self.words


@dataclass(frozen=True)
class VoucherPosted(Event):
    """A voucher was posted under its number."""

    key: int
    period: int
    number: int

    @property
    def summary(self) -> str:
        return _("记账 {period} 记-{number}").format(period=self.period, number=self.number)


@dataclass(frozen=True)
class VouchersPassed(Event):
    """Several vouchers were reviewed or posted at once."""

    words: str

    @property
    def summary(self) -> str:
        return self.words


@dataclass(frozen=True)
class MonthChanged(Event):
    """A month was closed or reopened."""

    period: int
    words: str

    @property
    def summary(self) -> str:
        return self.words


@dataclass(frozen=True)
class FundsMoved(Event):
    """Money came in or was remitted, or what it is reckoned from was set; the words say which."""

    words: str

    @property
    def summary(self) -> str:
        return self.words


@dataclass(frozen=True)
class ClaimMoved(Event):
    """A claim went a step on, or was sent back."""

    key: int
    words: str

    @property
    def summary(self) -> str:
        return self.words


@dataclass(frozen=True)
class ChartChanged(Event):
    """One of the union's own sub-accounts was added, renamed or taken away."""

    code: str
    words: str

    @property
    def summary(self) -> str:
        return self.words
