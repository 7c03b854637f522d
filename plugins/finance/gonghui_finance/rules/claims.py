"""Claims for reimbursement: how an invoice is told apart, and how an advance is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from gonghui_core.text import half
from gonghui_finance.rules.entry import ZERO, Line

ADVANCE = "135"


def invoice_key(seller: str, number: str) -> str:
    """Seller and number in one spelling: half-width, letters alike, without blanks, brackets, dots and dashes."""
    return "|".join(map(plain, (seller, number)))


def plain(text: str) -> str:
    """A name or a number as its letters and digits alone."""
    return "".join(char for char in half(normalize("NFKC", text)).casefold() if char.isalnum())


@dataclass(frozen=True)
class Settlement:
    """How a claim is paid: out of an advance, and the rest in money."""

    from_advance: Decimal
    in_money: Decimal


def settlement(amount: Decimal, outstanding: Decimal) -> Settlement:
    """A claim against what is left of the member's advance (entry 16)."""
    used = min(amount, max(outstanding, ZERO))
    return Settlement(used, amount - used)


def payment_lines(
    spent: Sequence[tuple[str, Decimal]], paid: Settlement, money: str, *, memo: str, project: str | None,
    branch: int | None,
) -> list[Line]:  # fmt: skip
    """The lines of a claim's voucher: each account in debit, the advance and the money account in credit."""
    debits = [
        Line(account, debit=amount, memo=memo, project=project, branch_id=branch) for account, amount in spent
    ]
    credits = [(ADVANCE, paid.from_advance), (money, paid.in_money)]
    return [*debits, *(Line(account, credit=amount, memo=memo) for account, amount in credits if amount)]
