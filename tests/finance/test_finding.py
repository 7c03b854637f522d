"""What `gonghui check` and the annual report say of the books, and the demo year."""

from datetime import date

import pytest

from gonghui_core.demo import make_demo
from gonghui_core.desk import Desk
from gonghui_core.kernel import Kernel


def test_what_is_left_over_or_bare_is_found(plain_books):
    plain_books.posted("2023-12-01", [("102", "1000", ""), ("402", "", "1000")])
    assert plain_books.findings() == []
    values = {"date": "2023-11-05", "summary": "无票", "lines": [
        {"account": "50102", "debit": "1"}, {"account": "101", "credit": "1"}]}  # fmt: skip
    key = str(plain_books.union.do("accountant", "finance.draft_voucher", values).key)
    assert plain_books.findings() == ["finance.drafts_left"]
    plain_books.review(key)
    plain_books.post(key)
    assert plain_books.findings() == ["finance.no_attachment", "finance.negative_cash"]


def test_the_annual_report_counts_the_vouchers(plain_books):
    key = plain_books.posted("2023-12-05")
    plain_books.draft("2023-12-06")
    report = plain_books.union.data("clerk", "core.annual", year="2023")
    sentences = {s["id"]: s for section in report["sections"] for s in section["sentences"]}
    assert "记账凭证1张" in sentences["A8"]["text"]
    assert sentences["A8"]["facts"][0]["keys"] == [key]
    assert {"A6", "A7"} <= {item["id"] for item in report["missing"]}


@pytest.mark.slow
def test_the_demo_year_is_whole(tmp_path):
    make_demo(tmp_path / "demo")
    kernel = Kernel.open(tmp_path / "demo")
    try:
        desk = Desk(kernel, kernel.sign_in("audit"))
        rows = desk.table("finance.vouchers").rows
        assert len(rows) > 60
        assert {row["status"] for row in rows} == {"draft", "reviewed", "posted", "reversed"}
        assert [f for f in desk.check() if f.check.startswith("finance.")] == []
        assert desk.verify_audit()[0] == []
        balances = desk.report("finance.trial_balance", {"year": "2023"}).data["accounts"]
        assert balances["211"]["closing"] == "0.00"
        assert max(row["date"] for row in rows) == date(2023, 12, 20)
    finally:
        kernel.close()
