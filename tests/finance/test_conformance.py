"""Finance keeps to what every plugin keeps to."""

from gonghui_core.testing.conformance import PluginConformance

LINES = [{"account": "50101", "debit": "10.00"}, {"account": "10101", "credit": "10.00"}]


class TestFinance(PluginConformance):
    plugin = "finance"
    samples = {"finance.draft_voucher": {"date": "2023-12-20", "summary": "样例", "lines": LINES}}
