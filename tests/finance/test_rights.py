"""Who may do what in the books: each role against each action, as the table of rights says."""

import pytest

from gonghui_core.verdicts import NoRight

ROLES = {
    "keeper": "keeper", "clerk": "clerk", "chair": "chair", "vice_chair": "vice_chair", "accountant": "accountant",
    "cashier": "cashier", "audit": "audit", "women": "women", "branch": "branch",
}  # fmt: skip
CLAIMANTS = {"clerk", "women", "branch"}
TABLE = {
    "accountant": {
        "draft_voucher", "edit_voucher", "copy_voucher", "adopt_voucher", "discard_voucher", "post_voucher", "post_all",
        "reverse_voucher", "open_books", "close_month", "close_year", "set_budget", "adjust_budget", "report_budget",
        "confirm_budget", "transfer_budget", "report_accounts", "explain_difference", "confirm_accounts",
        "receive_funds", "receive_subsidy", "remit", "attach_proof", "set_wage_bill", "set_dues_base", "collect_dues",
        "add_asset", "depreciate", "check_claim", "book_claim", "return_advance", "enter_earlier_year",
    },
    "chair": {
        "review_voucher", "review_all", "approve_budget", "pass_budget", "pass_accounts", "approve_transfer",
        "refuse_transfer", "approve_claim", "reopen_month", "answer_finding", "correct_finding",
    },
    "vice_chair": {"review_voucher", "review_all", "approve_claim"},
    "cashier": {
        "pay_claim", "count_cash", "match_bank", "match_all", "unmatch_bank", "follow_bank_line", "follow_entry",
    },
    "audit": {
        "draw_sample", "record_finding", "record_sampled", "close_finding", "reopen_month", "review_budget",
        "review_accounts",
    },
}  # fmt: skip
TABLE["accountant"] |= {"answer_finding", "correct_finding"}
for claimant in CLAIMANTS:
    TABLE[claimant] = {"submit_claim", "submit_advance", "withdraw_claim"}
KNOWN = set().union(*TABLE.values())
READERS = {"chair", "vice_chair", "accountant", "cashier", "audit"}


@pytest.mark.parametrize("officer", ROLES)
def test_each_role_has_the_actions_of_the_table_and_no_others(plain_union, officer):
    desk = plain_union.desk(officer)
    allowed = set()
    for action in KNOWN:
        try:
            desk.offer(f"finance.{action}")
        except NoRight:
            continue
        allowed.add(action)
    assert allowed == TABLE.get(officer, set())
    assert NoRight.exit_code == 4


@pytest.mark.parametrize("officer", ROLES)
def test_who_reads_the_books(plain_union, officer):
    desk = plain_union.desk(officer)
    for page in ("finance.trial_balance", "finance.budget", "finance.remittance", "finance.audit_report"):
        if officer in READERS:
            desk.report(page, {})
        else:
            with pytest.raises(NoRight):
                desk.report(page, {})


@pytest.mark.parametrize("officer", ROLES)
@pytest.mark.parametrize(
    ("kind", "holders"), [
        ("finance.vouchers", {"accountant"}), ("finance.hledger", {"accountant"}), ("finance.payroll", {"accountant"}),
        ("finance.bank", {"accountant", "cashier"}),
    ],
)  # fmt: skip
def test_who_brings_what_in(plain_union, tmp_path, officer, kind, holders):
    path = tmp_path / "x.csv"
    path.write_text("日期,摘要\n", encoding="utf-8")
    if officer not in holders:
        with pytest.raises(NoRight):
            plain_union.desk(officer).import_sheet(kind, path)
