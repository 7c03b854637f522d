"""Settings of the books."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from gonghui_core.contributions import PluginSettings
from gonghui_core.i18n import translator
from gonghui_finance.choices import FundsMode

_ = translator("gonghui_finance")


class FinanceSettings(PluginSettings):
    """`heads` maps a money head to the account that its requests are booked on, where the plugin's own does not fit.

    `bank` is the account that requests are paid from, `unmapped` the one for heads that name no account.
    `chief_accountant` is the name printed where the head of accounts signs. `funds_mode` tells how the
    employer's 2 % usually arrives. `dues_fixed` is a fixed sum of monthly dues in yuan, for a union that does
    not reckon them from wages.
    """

    heads: dict[str, str] = Field({}, title=_("请款科目对照"), description=_("如 welfare.hardship = 50404"))
    bank: str = Field("102", title=_("付款科目"))
    unmapped: str = Field("510", title=_("未对照时的科目"))
    chief_accountant: str = Field(
        "", max_length=40, title=_("会计主管"), description=_("印在记账凭证的签章处；空着则手签")
    )
    funds_mode: FundsMode = Field(FundsMode.full, title=_("拨缴经费到账方式"))
    dues_fixed: Decimal | None = Field(
        None,
        ge=0,
        decimal_places=2,
        max_digits=8,
        title=_("定额会费"),
        description=_("元/月；空着则按工资计算"),
    )
