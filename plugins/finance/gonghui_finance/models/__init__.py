"""Tables of the plugin, by what they are for."""

from gonghui_finance.models.assets import Asset, Depreciation, DepreciationRun
from gonghui_finance.models.audit import AuditFinding, Sample, SampleVoucher
from gonghui_finance.models.bank import BankLine, BankMatch, CashCount
from gonghui_finance.models.base import FinanceTable
from gonghui_finance.models.books import Balance, MonthLog, Opening, Voucher, VoucherLine
from gonghui_finance.models.budget import Budget, BudgetLine, FinalAccounts
from gonghui_finance.models.claims import Claim, ClaimLine
from gonghui_finance.models.income import DuesBase, DuesCollection, DuesPayment, Receipt, Remittance, WageBill

__all__ = [
    "Asset",
    "AuditFinding",
    "Balance",
    "BankLine",
    "BankMatch",
    "Budget",
    "BudgetLine",
    "CashCount",
    "Claim",
    "ClaimLine",
    "Depreciation",
    "DepreciationRun",
    "DuesBase",
    "DuesCollection",
    "DuesPayment",
    "FinalAccounts",
    "FinanceTable",
    "MonthLog",
    "Opening",
    "Receipt",
    "Remittance",
    "Sample",
    "SampleVoucher",
    "Voucher",
    "VoucherLine",
    "WageBill",
]
