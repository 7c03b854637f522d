"""The pages of the plugin, in the order of the menu; those below it are opened from others."""

from gonghui_core.i18n import translator
from gonghui_core.pages import Page, in_sections
from gonghui_finance.pages import (
    assets,
    audit,
    bank,
    budget,
    claims,
    counts,
    dues,
    goods,
    held,
    income,
    yearend,
)
from gonghui_finance.pages.accounts import ACCOUNTS
from gonghui_finance.pages.earlier import OPENINGS
from gonghui_finance.pages.execution import EXECUTION, FINAL_ACCOUNTS
from gonghui_finance.pages.files import VOUCHER_FILES
from gonghui_finance.pages.journal import JOURNAL
from gonghui_finance.pages.ledger import BANK_BOOK, CASH_BOOK, GENERAL_LEDGER, LEDGER
from gonghui_finance.pages.lines import LINES
from gonghui_finance.pages.notes import NOTES
from gonghui_finance.pages.periods import PERIODS
from gonghui_finance.pages.posting_accounts import POSTING_ACCOUNTS
from gonghui_finance.pages.statements import BALANCE_SHEET, INCOME_STATEMENT
from gonghui_finance.pages.templates import TEMPLATES
from gonghui_finance.pages.transfers import COMMITMENTS, TRANSFERS
from gonghui_finance.pages.trial_balance import TRIAL_BALANCE
from gonghui_finance.pages.voucher_book import VOUCHER_BOOK
from gonghui_finance.pages.vouchers import VOUCHERS
from gonghui_finance.pages.wizards import MONTH_END, YEAR_END

_ = translator("gonghui_finance")

MENU = in_sections(
    (_("凭证"), (VOUCHERS, TEMPLATES, claims.CLAIMS, VOUCHER_BOOK)),
    (_("收缴"), (
        income.RECEIPTS, income.REMITTANCE, income.REMITTANCES, income.WAGE_BILLS, dues.COLLECTIONS,
        dues.DUES_REPORT, dues.BASES,
    )),
    (_("出纳"), (
        CASH_BOOK, bank.CASH_COUNTS, BANK_BOOK, bank.BANK_LINES, bank.BANK_ENTRIES, bank.RECONCILIATION,
    )),
    (_("账簿"), (TRIAL_BALANCE, GENERAL_LEDGER, LEDGER, JOURNAL)),
    (_("报表"), (BALANCE_SHEET, INCOME_STATEMENT, NOTES)),
    (_("预算"), (budget.BUDGETS, EXECUTION, TRANSFERS, FINAL_ACCOUNTS)),
    (_("结账"), (MONTH_END, YEAR_END, PERIODS, yearend.ACCRUALS, yearend.PROJECTS)),
    (_("财产"), (
        assets.ASSETS, assets.RUNS, assets.DISPOSALS, held.CAPITAL, goods.GOODS, goods.SLIPS, counts.COUNTS,
        held.PENDING, held.HELD, held.RECEIVABLES,
    )),
    (_("审查"), (audit.SAMPLES, audit.FINDINGS, audit.AUDIT_REPORT)),
    (_("设置"), (ACCOUNTS,)),
)  # fmt: skip
BEHIND: tuple[Page, ...] = (
    LINES, VOUCHER_FILES, POSTING_ACCOUNTS, OPENINGS, COMMITMENTS, claims.ACCOUNTS, goods.MOVES, goods.SLIP,
    counts.LINES, counts.SHEET, held.HELD_MOVES, audit.SAMPLE_VOUCHERS,
)  # fmt: skip

PAGES: tuple[Page, ...] = (*MENU, *BEHIND)
