"""The pages of the plugin."""

from gonghui_core.pages import Page
from gonghui_finance.pages.accounts import ACCOUNTS
from gonghui_finance.pages.lines import LINES
from gonghui_finance.pages.periods import PERIODS
from gonghui_finance.pages.trial_balance import TRIAL_BALANCE
from gonghui_finance.pages.vouchers import VOUCHERS

PAGES: tuple[Page, ...] = (VOUCHERS, ACCOUNTS, LINES, PERIODS, TRIAL_BALANCE)
