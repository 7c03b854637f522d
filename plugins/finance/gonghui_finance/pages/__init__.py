"""The pages of the plugin."""

from gonghui_core.pages import Page
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
    wizards,
    yearend,
)
from gonghui_finance.pages.accounts import ACCOUNTS
from gonghui_finance.pages.earlier import OPENINGS
from gonghui_finance.pages.files import VOUCHER_FILES
from gonghui_finance.pages.journal import JOURNAL
from gonghui_finance.pages.ledger import BANK_BOOK, CASH_BOOK, GENERAL_LEDGER, LEDGER
from gonghui_finance.pages.lines import LINES
from gonghui_finance.pages.notes import NOTES
from gonghui_finance.pages.periods import PERIODS
from gonghui_finance.pages.posting_accounts import POSTING_ACCOUNTS
from gonghui_finance.pages.statements import BALANCE_SHEET, INCOME_STATEMENT
from gonghui_finance.pages.templates import TEMPLATES
from gonghui_finance.pages.trial_balance import TRIAL_BALANCE
from gonghui_finance.pages.voucher_book import VOUCHER_BOOK
from gonghui_finance.pages.vouchers import VOUCHERS

PAGES: tuple[Page, ...] = (VOUCHERS, VOUCHER_FILES, TEMPLATES, ACCOUNTS, POSTING_ACCOUNTS, LINES, OPENINGS, PERIODS,
    TRIAL_BALANCE, GENERAL_LEDGER, LEDGER, JOURNAL, CASH_BOOK, BANK_BOOK, BALANCE_SHEET, INCOME_STATEMENT, NOTES,
    VOUCHER_BOOK,
    *bank.PAGES, *assets.PAGES, *goods.PAGES, *counts.PAGES, *held.PAGES, *audit.PAGES,
    *budget.PAGES, *claims.PAGES, *income.PAGES, *dues.PAGES, *yearend.PAGES, *wizards.PAGES,
)  # fmt: skip
