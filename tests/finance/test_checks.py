"""Every check of `gonghui check` is provoked, where the guards stand behind their back, and says what and where."""

from datetime import date

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from tests.finance.conftest import as_lines, payment

INCOME = [("102", "1000", ""), ("402", "", "1000")]
CASH = [("50102", "1", ""), ("101", "", "1")]


@pytest.fixture
def kept(plain_books):
    """Two posted vouchers and a draft of December, in which nothing is wrong."""
    plain_books.posted("2023-12-01", INCOME)
    plain_books.posted("2023-12-05")
    plain_books.draft("2023-12-06")
    assert plain_books.findings() == []
    return plain_books


def behind(books, *statements):
    """Run statements as another tool would after it had taken the guards away."""
    connection = sqlcipher.connect(str(books.union.kernel.workspace.database))
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for statement in (*(f'DROP TRIGGER "{name}"' for (name,) in triggers), *statements):
        connection.execute(statement)
    connection.commit()
    connection.close()


def found(books, check):
    """The one finding of a check: its sentence, its page and the record."""
    (finding,) = [f for f in books.union.desk("audit").check() if f.check == f"finance.{check}"]
    return str(finding.message), finding.page, finding.key


PROVOKED = [
    ("balanced", "UPDATE finance_voucher_line SET debit = debit + 1 WHERE voucher_id = 2 AND debit > 0",
     "凭证 2 借贷不平", "2"),
    ("balanced", "DELETE FROM finance_voucher_line WHERE voucher_id = 3", "凭证 3 借贷不平", "3"),
    ("number_gaps", "UPDATE finance_voucher SET number = 7 WHERE id = 2",
     "2023年12月凭证断号：2 张，号从 1 到 7", ""),
    ("account_not_in_chart", "UPDATE finance_voucher_line SET account = '50299' WHERE account = '50102'",
     "科目 50299 不在科目表末级", "2"),
    ("account_not_in_chart", "UPDATE finance_voucher_line SET account = '501' WHERE voucher_id = 3 AND debit > 0",
     "科目 501 不在科目表末级", "3"),
    ("balances_differ", "UPDATE finance_balance SET debit = debit + 1 WHERE account = '50102'",
     "2023年12月科目 50102 的余额表与分录不符", ""),
    ("no_attachment", "UPDATE finance_voucher SET attachments = 0 WHERE id = 2", "2023年12月记-2没有附件", "2"),
    ("maker_reviewer", "UPDATE finance_voucher SET reviewer = maker WHERE id = 2",
     "凭证 2 的制单和审核不是两个人", "2"),
    ("maker_reviewer", "UPDATE finance_voucher SET reviewer = NULL WHERE id = 2",
     "凭证 2 的制单和审核不是两个人", "2"),
    ("equation", "UPDATE finance_balance SET debit = debit + 250 WHERE account = '50102'",
     "2023年12月资产与负债、净资产不相等，差 2.50 元", ""),
]  # fmt: skip


@pytest.mark.parametrize(("check", "statement", "sentence", "key"), PROVOKED)
def test_what_another_tool_did_is_found(kept, check, statement, sentence, key):
    behind(kept, statement)
    said, page, record = found(kept, check)
    assert (said, record) == (sentence, key)
    assert page in kept.union.kernel.catalogue.pages


def test_an_opening_that_was_bent_breaks_the_equation_of_its_year(plain_books):
    balances = as_lines([("102", "50", ""), ("32205", "", "50")])
    plain_books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": balances})
    behind(plain_books, "UPDATE finance_balance SET credit = credit - 1 WHERE account = '32205'")
    assert found(plain_books, "equation")[0] == "2023年初资产与负债、净资产不相等，差 0.01 元"
    assert found(plain_books, "balances_differ")[0] == "2023年初科目 32205 的余额表与分录不符"


def test_drafts_of_past_months_are_left(kept):
    key = kept.draft("2023-11-05")
    assert found(kept, "drafts_left") == (
        f"2023-11-05 的凭证（编号 {key}）还没有记账", "finance.vouchers", key,
    )  # fmt: skip


def test_cash_is_told_of_on_the_first_day_that_it_was_negative(kept):
    kept.posted("2023-12-07", [("50102", "30", ""), ("101", "", "30")])
    kept.posted("2023-12-08", [("101", "100", ""), ("102", "", "100")])
    assert found(kept, "negative_cash")[0] == "库存现金余额为负：2023-12-07 为 -30.00 元"


def test_a_closed_month_with_a_later_entry(kept):
    values = {"year": 2023, "month": 11}
    kept.posted("2023-11-20", INCOME)
    kept.union.do("accountant", "finance.close_month", values)
    kept.union.do("chair", "finance.review_all", {"until": "2023-11-30"})
    kept.union.do("accountant", "finance.post_all", {"until": "2023-11-30"})
    assert kept.findings() == []
    behind(kept, "UPDATE finance_voucher SET posted_on = '2023-12-31' WHERE date = '2023-11-20'")
    said, _page, key = found(kept, "closed_month_later")
    assert said == f"2023年11月结账后又记了凭证 {key}"


def test_what_the_bank_has_and_the_books_have_not(kept, tmp_path):
    sheet = tmp_path / "bank.csv"
    sheet.write_text("日期,摘要,借方,贷方,余额\n2023-11-21,结息,,6.13,6.13\n", encoding="utf-8")
    kept.union.desk("cashier").import_sheet("finance.bank", sheet)
    said, page, _key = found(kept, "unreconciled_bank")
    assert (said, page) == ("对账单 2023-11-21 6.13 元还没有对上账", "finance.bank_lines")


def test_expenditure_above_the_budget(kept):
    lines = [{"account": "50102", "amount": "60"}]
    key = kept.union.do("accountant", "finance.set_budget", {"year": 2023, "lines": lines}).key
    kept.union.do("chair", "finance.approve_budget", {}, str(key))
    assert "50102 超预算 140.00 元" in found(kept, "budget_overrun")[0]


def test_a_request_that_lost_its_voucher(kept):
    behind(
        kept,
        "INSERT INTO core_money_request (id, page, record, head, amount, day, payee, memo, state, version)"
        " VALUES (1, 'x.y', '1', 'x.y', 100, '2023-12-01', '', '慰问金', 'taken', 1)",
    )
    assert found(kept, "request_unbooked")[0] == "请款 1（慰问金）没有凭证"


def test_a_clean_year_has_no_finding(plain_books):
    plain_books.posted("2023-12-01", INCOME)
    plain_books.posted("2023-12-02", payment("10"))
    assert plain_books.findings() == []
    assert plain_books.union.kernel.today() >= date(2023, 12, 1)
