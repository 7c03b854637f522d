"""The accounts that money is received on and paid from."""

from __future__ import annotations

from gonghui_core.work import Work
from gonghui_finance.choices import PayFrom
from gonghui_finance.settings import FinanceSettings

CASH = "101"


def account_of(work: Work, place: PayFrom) -> str:
    """The account of the bank or of the cash box."""
    return CASH if place is PayFrom.cash else work.settings.of("finance", FinanceSettings).bank
