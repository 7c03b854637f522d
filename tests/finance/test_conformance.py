"""Finance keeps to what every plugin keeps to."""

from gonghui_core.testing.conformance import PluginConformance

TEMPLATE = [{"account": "102", "side": "debit"}, {"account": "40302", "side": "credit"}]
LINES = [{"account": "102", "debit": "10.00"}, {"account": "40302", "credit": "10.00"}]
ACCRUAL = {
    "year": 2023, "kind": "transfer", "amount": "10.00", "document": "样例", "document_date": "2023-12-20",
}  # fmt: skip


class TestFinance(PluginConformance):
    plugin = "finance"
    samples = {
        "finance.draft_voucher": {"date": "2023-12-20", "summary": "样例", "attachments": 1, "lines": LINES},
        "finance.add_template": {"name": "样例", "summary": "样例", "lines": TEMPLATE},
        "finance.report_accounts": {"year": 2023, "on": "2023-12-20"},
        "finance.set_budget": {"year": 2023, "lines": [{"account": "501", "amount": "10.00"}]},
        "finance.accrue": ACCRUAL,
        "finance.correct_earlier": {
            "date": "2023-12-20", "summary": "样例", "amount": "10.00", "side": "more", "account": "102",
        },
    }  # fmt: skip
    refusing = {
        "finance.add_template": "each name once, and a voucher was kept under it before",
        "finance.add_account": "a code is given once",
        "finance.rename_account": "needs an account of the union's own",
        "finance.finish_project": "needs a project with money left",
        "finance.name_project": "needs earmarked money without a project",
        "finance.use_surplus": "needs a surplus",
        "finance.explain_difference": "needs a line of the final accounts",
        "finance.pass_accounts": "needs final accounts that were drawn up before",
        "finance.review_accounts": "needs final accounts that were passed before",
        "finance.confirm_accounts": "needs final accounts that were examined before",
        "finance.transfer_budget": "needs a budget that was approved before",
        "finance.reopen_month": "needs a month that was closed before, each time",
        "finance.open_count": "one stock-taking of a kind at a time",
        "finance.adjust_budget": "needs a budget that was approved before",
    }
