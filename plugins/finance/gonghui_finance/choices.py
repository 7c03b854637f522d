"""Choices of the books."""

from __future__ import annotations

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator

_ = translator("gonghui_finance")


class VoucherStatus(Choice):
    """How far a voucher has come; `reversed` is shown for a posted one whose red voucher is posted too."""

    draft = "draft", _("草稿")
    reviewed = "reviewed", _("已审核")
    posted = "posted", _("已记账")
    reversed = "reversed", _("已冲销")


class VoucherKind(Choice):
    """What a voucher is for: closing vouchers are proposed by a closing and stand outside income and expenditure."""

    ordinary = "ordinary", _("记账")
    closing = "closing", _("结转")


class MonthEvent(Choice):
    """What happens to a month of the books."""

    closed = "closed", _("结账")
    reopened = "reopened", _("反结账")


class MonthState(Choice):
    """Whether a month takes vouchers."""

    open = "open", _("未结账")
    closed = "closed", _("已结账")


class Direction(Choice):
    """The side that an account's balance stands on."""

    debit = "debit", _("借")
    credit = "credit", _("贷")


class ElementKind(Choice):
    """The elements of the accounts (Accounting System for Trade Unions, Article 9)."""

    asset = "asset", _("资产")
    liability = "liability", _("负债")
    net_assets = "net_assets", _("净资产")
    income = "income", _("收入")
    expenditure = "expenditure", _("支出")
