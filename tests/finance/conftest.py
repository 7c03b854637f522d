"""Books to try things in: officers draft, review and post on any kind of storage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from gonghui_core.testing.union import Union

Pair = tuple[str, str, str]
"""Account, debit, credit."""


OPENING = [
    ("102", "5000", ""),
    ("162", "3000", ""),
    ("163", "", "1000"),
    ("30104", "", "2000"),
    ("32205", "", "5000"),
]
"""What the books are opened with: money, an asset in use, surplus."""


def payment(amount: str = "100.00", account: str = "50102") -> list[Pair]:
    """An expense paid from the bank."""
    return [(account, amount, ""), ("102", "", amount)]


@dataclass
class Books:
    """The books of a union, worked as its officers do."""

    union: Union

    def draft(self, day: str, lines: Sequence[Pair] = (), officer: str = "accountant", **values: Any) -> str:
        """Draft a voucher and answer its key."""
        given = {
            "date": day,
            "summary": "购文体器材",
            "attachments": 1,
            "lines": as_lines(lines or payment()),
        }
        return str(self.union.do(officer, "finance.draft_voucher", given | values).key)

    def review(self, key: str, officer: str = "chair") -> None:
        """Review a draft."""
        self.union.do(officer, "finance.review_voucher", {}, key)

    def post(self, key: str) -> Any:
        """Post a reviewed voucher."""
        return self.union.do("accountant", "finance.post_voucher", {}, key)

    def posted(self, day: str, lines: Sequence[Pair] = ()) -> str:
        """A voucher brought from draft to posted."""
        key = self.draft(day, lines)
        self.review(key)
        self.post(key)
        return key

    def reversed(self, key: str, day: str) -> str:
        """The posted red voucher of a posted one."""
        red = str(
            self.union.do("accountant", "finance.reverse_voucher", {"date": day, "reason": "记错"}, key).key
        )
        self.review(red)
        self.post(red)
        return red

    def row(self, key: str) -> dict[str, Any]:
        """A voucher as its page shows it."""
        return next(row for row in self.union.rows("accountant", "finance.vouchers") if row["key"] == key)

    def accounts(self, **asked: Any) -> dict[str, dict[str, str]]:
        """The accounts of the trial balance."""
        return dict(self.union.data("accountant", "finance.trial_balance", **asked)["accounts"])

    def findings(self) -> list[str]:
        """The names of what `gonghui check` finds in the books."""
        return [f.check for f in self.union.desk("audit").check() if f.check.startswith("finance.")]


def as_lines(lines: Sequence[Pair]) -> list[dict[str, str]]:
    """Lines as a form gives them."""
    return [{"account": account, "debit": debit, "credit": credit} for account, debit, credit in lines]


@pytest.fixture
def books(union: Union) -> Books:
    """Books on each kind of storage."""
    return Books(union)


@pytest.fixture
def plain_books(plain_union: Union) -> Books:
    """Books in a plain file."""
    return Books(plain_union)
