"""Settings of the books."""

from __future__ import annotations

from gonghui_core.contributions import PluginSettings


class FinanceSettings(PluginSettings):
    """`heads` maps a money head to the account that its requests are booked on, where the plugin's own does not fit.

    `bank` is the account that requests are paid from, `unmapped` the one for heads that name no account.
    """

    heads: dict[str, str] = {}
    bank: str = "102"
    unmapped: str = "510"
