"""Tables of the plugin, by what they are for."""

from gonghui_finance.models.assets import Asset, Depreciation, DepreciationRun, Disposal, NoAsset
from gonghui_finance.models.audit import AuditFinding, Sample, SampleVoucher
from gonghui_finance.models.bank import BankLine, BankMatch, CashCount, DifferenceFollowed
from gonghui_finance.models.base import FinanceTable
from gonghui_finance.models.books import Balance, MonthLog, Opening, Voucher, VoucherLine
from gonghui_finance.models.budget import (
    ApprovalStep,
    Budget,
    BudgetLine,
    BudgetTransfer,
    DifferenceNote,
    FinalAccounts,
)
from gonghui_finance.models.chart import OwnAccount
from gonghui_finance.models.claims import Claim, ClaimLine
from gonghui_finance.models.counts import Count, CountLine
from gonghui_finance.models.earlier import EarlierFigure
from gonghui_finance.models.goods import Goods, GoodsMove, GoodsSlip
from gonghui_finance.models.held import HeldFund, Pending
from gonghui_finance.models.income import DuesBase, DuesCollection, DuesPayment, Receipt, Remittance, WageBill
from gonghui_finance.models.templates import Template, TemplateLine
from gonghui_finance.models.yearend import Accrual, ProjectEnd

__all__ = [
    "Accrual",
    "ApprovalStep",
    "Asset",
    "AuditFinding",
    "Balance",
    "BankLine",
    "BankMatch",
    "Budget",
    "BudgetLine",
    "BudgetTransfer",
    "CashCount",
    "Claim",
    "ClaimLine",
    "Count",
    "CountLine",
    "Depreciation",
    "DepreciationRun",
    "DifferenceFollowed",
    "DifferenceNote",
    "Disposal",
    "DuesBase",
    "DuesCollection",
    "DuesPayment",
    "EarlierFigure",
    "FinalAccounts",
    "FinanceTable",
    "Goods",
    "GoodsMove",
    "GoodsSlip",
    "HeldFund",
    "MonthLog",
    "NoAsset",
    "Opening",
    "OwnAccount",
    "Pending",
    "ProjectEnd",
    "Receipt",
    "Remittance",
    "Sample",
    "SampleVoucher",
    "Template",
    "TemplateLine",
    "Voucher",
    "VoucherLine",
    "WageBill",
]
