"""Journals and sheets, both ways: what goes out comes back, hledger agrees, one bad line imports nothing."""

import csv
import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gonghui_core.testing.union import in_ci
from gonghui_core.verdicts import BadInput, NoRight
from gonghui_finance.chart import standard
from gonghui_finance.rules import journals
from gonghui_finance.rules.journals import Posting, Transaction
from tests.finance.conftest import as_lines, payment

NAMES = {account.code: account.name for account in standard().leaves()}
HEADER = ("date", "number", "summary", "account", "debit", "credit", "memo")
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20
)


@st.composite
def transactions(draw):
    amounts = draw(st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=3))
    cents = [*amounts, -sum(amounts)]
    postings = [
        Posting(
            draw(st.sampled_from(sorted(NAMES))), Decimal(fen).scaleb(-2), earmarked=draw(st.booleans()),
            red=draw(st.booleans()), project=draw(st.sampled_from(["", "迎新年"])),
        )
        for fen in cents if fen
    ]  # fmt: skip
    day = draw(st.dates(date(2022, 1, 1), date(2030, 1, 1)))
    return Transaction(day, draw(TEXT), "202312-1", attachments=draw(st.integers(0, 99)), postings=postings)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(transactions(), max_size=3))
def test_journals_come_back_as_they_went_out(made):
    for write, read in (
        (journals.hledger, journals.read_hledger), (journals.beancount, journals.read_beancount),
    ):  # fmt: skip
        back = read(write(made, NAMES))
        assert [(t.date, t.attachments, list(map(_told, t.postings))) for t in back] == [
            (t.date, t.attachments, list(map(_told, t.postings))) for t in made
        ]


def _told(posting):
    return (
        journals.code_in(posting.account),
        posting.amount,
        posting.debit,
        posting.project,
        posting.earmarked,
    )


@pytest.mark.parametrize(
    ("text", "said"), [
        ("2023-12-05 x\n    102  1 USD\n", "只收人民币"), ("2023-13-05 x\n", "第1行.*没有这一天"), ("haha\n", "第1行"),
        ("    102  1\n", "没有日期"), ("2023-12-05 x\n  102\n  101\n", "一行省略金额"),
        ("include other.journal\n", "第1行"), ("2023-12-05 x\n    (102)  1\n", "虚拟分录"),
        ("2023-12-05 x\n    102  1 CNY @ 2\n", "只收人民币"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_names_its_line(text, said):
    with pytest.raises(BadInput, match=said):
        journals.read_hledger(text)


def test_a_journal_written_by_hand_is_read():
    text = "; 说明\n2023/12/5 * (7) 购器材  ; x\n  支出:50102  ¥1,200.5\n  银行存款  ; 转账\n\n"
    text += "2023-12-06 y\n\t101\t-3\n\t102\t3\n"
    first, second = journals.read_hledger(text)
    assert (first.code, first.summary) == ("7", "购器材")
    assert [(p.account, p.amount, p.memo) for p in first.postings] == [
        ("支出:50102", Decimal("1200.50"), ""), ("银行存款", Decimal("-1200.50"), "转账"),
    ]  # fmt: skip
    assert [p.amount for p in second.postings] == [-3, 3]


def test_marks_assertions_and_directives_of_others_move_nothing():
    text = "commodity 1.00 CNY\n    format 1.00 CNY\n\nP 2023-01-01 USD 7 CNY\n2023-12-05 购器材\n"
    text += "    * 50102  12.00 CNY\n    ; project:迎新年, earmarked:yes\n    ! 102  -12.00 CNY = 88.00 CNY\n"
    (found,) = journals.read_hledger(text)
    assert [(p.account, p.amount, p.project, p.earmarked) for p in found.postings] == [
        ("50102", 12, "迎新年", True), ("102", -12, "", False)
    ]  # fmt: skip


# Through the desk


def rows_of(*vouchers):
    """Rows of a sheet: a voucher is date, number, and its lines."""
    return [(day, n, "购器材", a, d, c, "") for day, n, lines in vouchers for a, d, c in lines]


def write_csv(path: Path, rows, header=HEADER):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def test_vouchers_of_a_sheet_become_drafts_of_the_importer(books, tmp_path):
    rows = rows_of(
        ("2023-12-05", 9, payment("10")), ("2023-12-06", 9, payment("20")), ("2023-12-05", 3, payment("30"))
    )
    result = books.union.desk("accountant").import_sheet(
        "finance.vouchers", write_csv(tmp_path / "v.csv", rows)
    )
    assert result.counts["new"] == 6
    found = books.union.rows("accountant", "finance.vouchers")
    assert {(row["date"].day, row["number"], f"{row['amount']:.2f}", row["status"], row["maker"]) for row in found} == {
        (5, None, "10.00", "draft", "accountant"), (6, None, "20.00", "draft", "accountant"),
        (5, None, "30.00", "draft", "accountant"),
    }  # fmt: skip
    books.union.do("chair", "finance.review_all", {"until": "2023-12-31"})
    books.union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
    assert books.accounts(year=2023)["102"]["credit"] == "60.00"
    assert books.union.desk("audit").verify_audit()[0] == []


@pytest.mark.parametrize(
    ("row", "code"), [
        (("2023-12-05", 1, "x", "999", "1", "", ""), "finance.account.known"),
        (("2023-12-05", 1, "x", "501", "1", "", ""), "finance.account.leaf"),
        (("2023-12-05", 1, "x", "50102", "一百", "", ""), "money"), (("昨晚", 1, "x", "50102", "1", "", ""), "date"),
        (("2023-12-05", 1, "x", "50102", "1", "", ""), "finance.voucher.balanced"),
        (("2023-12-05", 1, "x", "50102", "1", "1", ""), "finance.voucher.one_side"),
        (("2023-11-05", 1, "x", "50102", "1", "", ""), "finance.month.closed"),
    ],
)  # fmt: skip
def test_one_bad_line_imports_nothing_and_all_bad_ones_are_named(plain_books, tmp_path, row, code):
    plain_books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    path = write_csv(tmp_path / "v.csv", [*rows_of(("2023-12-06", 2, payment("10"))), row])
    desk = plain_books.union.desk("accountant")
    assert [r.code for r in desk.import_sheet("finance.vouchers", path, dry_run=True).rejected] == [code]
    with pytest.raises(BadInput, match="第4行"):
        desk.import_sheet("finance.vouchers", path)
    assert plain_books.union.rows("accountant", "finance.vouchers") == []


def test_columns_of_other_packages_are_known(plain_books, tmp_path):
    header = ("制单日期", "凭证字号", "摘要", "科目名称", "科目编码", "借方金额", "贷方金额", "附单据数")
    rows = [("2023.12.05", "记-1", "购器材", "文体活动支出", "50102", "1,200.50", "", 2),
            ("2023.12.05", "记-1", "购器材", "银行存款", "102", "", "1200.5", 2)]  # fmt: skip
    path = write_csv(tmp_path / "v.csv", rows, header)
    plain_books.union.desk("accountant").import_sheet("finance.vouchers", path)
    (row,) = plain_books.union.rows("accountant", "finance.vouchers")
    assert (f"{row['amount']:.2f}", row["attachments"]) == ("1200.50", 2)


def test_only_the_accountant_imports(plain_books, tmp_path):
    path = write_csv(tmp_path / "v.csv", rows_of(("2023-12-06", 2, payment("10"))))
    with pytest.raises(NoRight):
        plain_books.union.desk("chair").import_sheet("finance.vouchers", path)


@pytest.fixture
def full(plain_books):
    """Books with an opening, a red voucher and names that journals have to quote."""
    opening = as_lines([("102", "5000", ""), ("32205", "", "5000")])
    plain_books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": opening})
    plain_books.posted("2023-11-05", payment("300"))
    plain_books.reversed(plain_books.posted("2023-12-05", payment("1200.50")), "2023-12-06")
    lines = as_lines(payment("9.99"))
    lines[0] |= {"memo": "排球, 2 只; 备用", "project": "迎新年", "earmarked": "是"}
    given = {"date": "2023-12-07", "summary": '购“器材”;  a|b "c"', "lines": lines, "attachments": 3}
    key = str(plain_books.union.do("accountant", "finance.draft_voucher", given).key)
    plain_books.review(key)
    plain_books.post(key)
    return plain_books


KINDS = {
    "hledger": "finance.hledger",
    "beancount": "finance.beancount",
    "xlsx": "finance.vouchers",
    "csv": "finance.vouchers",
}


@pytest.mark.parametrize("form", KINDS)
def test_a_journal_taken_in_elsewhere_gives_the_same_trial_balance(full, tmp_path, form):
    from gonghui_core.testing.union import make_union
    from tests.finance.conftest import Books

    path = tmp_path / f"books.{form}"
    full.union.desk("audit").export("finance.journal", {"year": "2023"}, form, path)
    other = Books(make_union(tmp_path / "other"))
    other.union.desk("accountant").import_sheet(KINDS[form], path)
    other.union.do("chair", "finance.review_all", {"until": "2023-12-31"})
    other.union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
    assert {c: row["closing"] for c, row in other.accounts(year=2023).items()} == {
        c: row["closing"] for c, row in full.accounts(year=2023).items()
    }
    for month in (11, 12):
        assert _turnover(other, month) == _turnover(full, month)
    assert _dimensions(other) == _dimensions(full)
    other.union.kernel.close()


def _turnover(books, month):
    return {c: (row["debit"], row["credit"]) for c, row in books.accounts(year=2023, month=month).items()}


def _dimensions(books):
    rows = books.union.rows("accountant", "finance.lines", since="2023-01-02")
    return sorted((r["account"], r["debit"], r["project"] or "", r["earmarked"]) for r in rows)


def test_hledger_agrees_with_the_trial_balance(full, tmp_path):
    if shutil.which("hledger") is None:
        assert not in_ci()
        pytest.skip("hledger is not installed")
    path = tmp_path / "books.journal"
    full.union.desk("audit").export("finance.journal", {"year": "2023"}, "hledger", path)
    command = ["hledger", "-f", str(path), "balance", "--flat", "--empty", "-O", "json"]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    found = {row[0].split()[0]: _amount(row[3]) for row in answer[0]}
    assert found == {code: Decimal(row["closing"]) for code, row in full.accounts(year=2023).items()}
    checked = subprocess.run(
        ["hledger", "-f", str(path), "check", "--strict"], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr


def test_beancount_takes_the_exported_journal(full, tmp_path):
    loader = pytest.importorskip("beancount.loader", reason="beancount is not installed")
    path = tmp_path / "books.beancount"
    full.union.desk("audit").export("finance.journal", {"year": "2023"}, "beancount", path)
    entries, errors, _options = loader.load_file(str(path))
    assert errors == []
    assert any(getattr(entry, "narration", "") for entry in entries)


def _amount(amounts) -> Decimal:
    if not amounts:
        return Decimal(0)
    quantity = amounts[0]["aquantity"]
    return Decimal(quantity["decimalMantissa"]).scaleb(-quantity["decimalPlaces"])
