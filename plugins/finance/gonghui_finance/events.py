"""What happens in the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gonghui_core.i18n import translator
from gonghui_core.work import Event
from gonghui_finance import periods

_ = translator("gonghui_finance")


class _InWords(Event):
    """An event whose `words` say what has happened."""

    words: str

    @property
    def summary(self) -> str:
        return self.words


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
class VoucherChanged(_InWords):
    """A draft was changed, adopted, reviewed, sent back or thrown away."""

    key: int
    words: str


@dataclass(frozen=True)
class VoucherPosted(Event):
    """A voucher was posted under its number."""

    key: int
    period: int
    number: int

    @property
    def summary(self) -> str:
        return _("记账 {month} 记-{number}").format(month=periods.title(self.period), number=self.number)


@dataclass(frozen=True)
class VouchersPassed(_InWords):
    """Several vouchers were taken in, reviewed or posted at once."""

    words: str


@dataclass(frozen=True)
class BooksOpened(_InWords):
    """The balances that the books begin with were entered, or the figures of a year before them."""

    words: str


@dataclass(frozen=True)
class MonthChanged(_InWords):
    """A month was closed or reopened."""

    period: int
    words: str


@dataclass(frozen=True)
class FundsMoved(_InWords):
    """Money came in or was remitted or carried, or what it is reckoned from was set."""

    words: str


@dataclass(frozen=True)
class BudgetChanged(_InWords):
    """A budget or final accounts were drawn up or went a step on, or money went from one line to another."""

    words: str


@dataclass(frozen=True)
class MoneyAgreed(_InWords):
    """Cash was counted, or the bank's statement was taken in, matched or followed up."""

    words: str


@dataclass(frozen=True)
class ThingsChanged(_InWords):
    """Assets, goods or what waits in 182 were entered, moved, counted or written off."""

    words: str


@dataclass(frozen=True)
class AuditNoted(_InWords):
    """The audit committee drew a sample, or a finding was noted, answered or put right."""

    words: str


@dataclass(frozen=True)
class ClaimMoved(_InWords):
    """A claim went a step on, or was sent back."""

    key: int
    words: str


@dataclass(frozen=True)
class ChartChanged(_InWords):
    """One of the union's own sub-accounts was added, renamed or taken away."""

    code: str
    words: str
