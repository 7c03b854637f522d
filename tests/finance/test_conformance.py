"""Finance keeps to what every plugin keeps to."""

from gonghui_core.testing.conformance import PluginConformance

LINES = [{"account": "102", "debit": "10.00"}, {"account": "40302", "credit": "10.00"}]


class TestFinance(PluginConformance):
    plugin = "finance"
    samples = {
        "finance.draft_voucher": {"date": "2023-12-20", "summary": "样例", "attachments": 1, "lines": LINES},
        "finance.report_accounts": {"year": 2023, "on": "2023-12-20"},
        "finance.set_budget": {"year": 2023, "lines": [{"account": "501", "amount": "10.00"}]},
    }
    refusing = {
        "finance.reopen_month": "needs a month that was closed before, each time",
        "finance.open_count": "one stock-taking of a kind at a time",
        "finance.adjust_budget": "needs a budget that was approved before",
    }
