"""The funds that the employer pays, their shares, and when what is owed upward was paid. Money is Decimal yuan."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gonghui_core.rules.model import Ratio

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
TEN = 10


def part(amount: Decimal, share: Ratio) -> Decimal:
    """A share of an amount, to the fen, half a fen upward."""
    return (amount * share.numerator / share.denominator).quantize(FEN, ROUND_HALF_UP)


@dataclass(frozen=True)
class Split:
    """The base union's own share and the upper unions'; together they are the whole."""

    own: Decimal
    upper: Decimal


def split(amount: Decimal, retained: Ratio) -> Split:
    """Funds in their two shares: rounding never loses or makes a fen (entry 1: 402 `rT`, 211 `(1-r)T`)."""
    own = part(amount, retained)
    return Split(own, amount - own)


def dues(base: Decimal, rate: Ratio) -> Decimal:
    """A month's dues: digits of the wage below ten yuan do not count (ACFTU, Gongfa 1978 No. 101).

    3456 yuan at 5/1000 gives 17.25.
    """
    tens = Decimal(int(base) // TEN * TEN)
    return part(tens, rate)


@dataclass(frozen=True)
class Owed:
    """What is owed upward in a month (202303), and the day by which it is to be paid, if a rule says one."""

    period: int
    amount: Decimal
    due_on: date | None


@dataclass(frozen=True)
class Paid:
    """A payment by its key."""

    key: int
    day: date
    amount: Decimal


@dataclass(frozen=True)
class Settled:
    """How much of a month's debt was paid, by which payments, and on which day the last of them was made."""

    owed: Owed
    paid: Decimal
    paid_on: date | None
    keys: tuple[int, ...] = ()

    @property
    def left(self) -> Decimal:
        """What is still to be paid; a month may have been paid more than it owed."""
        return max(self.owed.amount - self.paid, ZERO)

    def overdue(self, today: date) -> Decimal:
        """What should have been paid by today, its own day included in the time to pay."""
        waits = self.owed.due_on is not None and today <= self.owed.due_on
        return ZERO if waits else self.left

    @property
    def late(self) -> bool:
        """Whether any of it was paid after its day."""
        due = self.owed.due_on
        return self.paid_on is not None and due is not None and self.paid_on > due


def settle(owed: Iterable[Owed], paid: Iterable[Paid]) -> list[Settled]:
    """Set payments against debts, both in the order of time: the oldest debt is paid first.

    What is left over when nothing is owed any more stays with the month in which it was paid.
    """
    waiting = deque(sorted(paid, key=lambda p: (p.day, p.key)))
    months = [_settle_one(debt, waiting) for debt in sorted(owed, key=lambda o: o.period)]
    return [_with_surplus(month, waiting) for month in months]


def _with_surplus(month: Settled, left_over: Iterable[Paid]) -> Settled:
    more = [p for p in left_over if p.day.year * 100 + p.day.month == month.owed.period]
    if not more:
        return month
    keys = dict.fromkeys((*month.keys, *(p.key for p in more)))
    total = month.paid + sum((p.amount for p in more), ZERO)
    return replace(month, paid=total, paid_on=month.paid_on or more[0].day, keys=tuple(keys))


def _settle_one(debt: Owed, waiting: deque[Paid]) -> Settled:
    used: list[Paid] = []
    left = debt.amount
    while left > ZERO and waiting:
        payment = waiting.popleft()
        taken = min(left, payment.amount)
        left -= taken
        used.append(payment)
        if taken < payment.amount:
            waiting.appendleft(replace(payment, amount=payment.amount - taken))
    last = used[-1].day if used else None
    return Settled(debt, debt.amount - left, last, tuple(payment.key for payment in used))


def in_full(months: Sequence[Settled], today: date) -> bool:
    """Whether something was owed and nothing is overdue."""
    return any(m.owed.amount > ZERO for m in months) and all(m.overdue(today) == ZERO for m in months)


def on_time(months: Sequence[Settled], today: date) -> bool:
    """Whether everything that had to be paid by today was paid by its day."""
    return in_full(months, today) and not any(month.late for month in months)


def running(unpaid: Sequence[int], last: int) -> int:
    """How many months running up to `last` are among those unpaid (202301, 202302 …)."""
    count, month = 0, last
    while month in unpaid:
        count += 1
        month = month - 1 if month % 100 > 1 else month - 89
    return count
