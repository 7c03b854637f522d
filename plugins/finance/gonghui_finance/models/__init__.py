"""Tables of the plugin, by what they are for."""

from gonghui_finance.models.base import FinanceTable
from gonghui_finance.models.books import Balance, MonthLog, Voucher, VoucherLine

__all__ = ["Balance", "FinanceTable", "MonthLog", "Voucher", "VoucherLine"]
