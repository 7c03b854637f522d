"""Settings of the books."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from gonghui_core.contributions import PluginSettings
from gonghui_finance.choices import FundsMode


class FinanceSettings(PluginSettings):
    """`heads` maps a money head to the account that its requests are booked on, where the plugin's own does not fit.

    `bank` is the account that requests are paid from, `unmapped` the one for heads that name no account.
    `funds_mode` tells how the employer's 2 % usually arrives. `dues_fixed` is a fixed sum of monthly dues in
    yuan, for a union that does not reckon them from wages.
    """

    heads: dict[str, str] = {}
    bank: str = "102"
    unmapped: str = "510"
    funds_mode: FundsMode = FundsMode.full
    dues_fixed: Decimal | None = Field(None, ge=0, decimal_places=2, max_digits=8)
