"""The budget: drafted, approved, adjusted; against what is committed and done; the final accounts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import NoRight, Refusal
from gonghui_finance.rules.budget import Amount, Planned, line_for, positions
from tests.finance.conftest import as_lines, payment

LINES = [
    {"account": "501", "amount": "1000"}, {"account": "50105", "amount": "500"}, {"account": "402", "amount": "3000"},
]  # fmt: skip


def approved(books, lines=LINES, action="set_budget", **values):
    key = str(books.union.do("accountant", f"finance.{action}", {"year": 2023, "lines": lines, **values}).key)
    books.union.do("chair", "finance.approve_budget", {}, key)
    return key


def lines_of(books, **asked):
    found = books.union.data("audit", "finance.budget", year=2023, **asked)["lines"]
    return {
        line["account"]: (line["budget"], line["committed"], line["actual"], line["left"]) for line in found
    }


# Pure


@pytest.mark.parametrize(
    ("account", "project", "expected"),
    [("50105", None, ("50105", None)), ("50102", None, ("501", None)), ("50102", "换届", ("501", "换届")),
     ("50501", None, None), ("50105", "换届", ("501", "换届"))],
)  # fmt: skip
def test_money_falls_under_the_narrowest_line(account, project, expected):
    planned = [Planned("501", Decimal(1)), Planned("50105", Decimal(1)), Planned("501", Decimal(1), "换届")]
    line = line_for(planned, account, project)
    assert (line and (line.account, line.project)) == expected


AMOUNTS = st.lists(
    st.builds(
        Amount, st.sampled_from(["50101", "50105", "50501", "402"]), st.sampled_from([None, "换届"]),
        st.integers(-(10**6), 10**6).map(Decimal),
    )
)  # fmt: skip


@given(AMOUNTS, AMOUNTS)
def test_no_money_is_left_out_or_counted_twice(committed, actual):
    planned = [Planned("501", Decimal(10)), Planned("402", Decimal(5), "换届")]
    found = positions(planned, committed, actual)
    assert sum(p.committed for p in found) == sum(a.amount for a in committed)
    assert sum(p.actual for p in found) == sum(a.amount for a in actual)
    assert sum(p.budget for p in found) == 15


# Through the desk


def test_budget_committed_actual_and_left(books):
    approved(books)
    books.posted("2023-03-05", payment("300", "50105"))
    books.draft("2023-04-05", payment("100", "50102"))
    books.posted("2023-05-05", payment("40", "50501"))
    books.posted("2023-06-05", [("102", "2000", ""), ("402", "", "2000")])
    assert lines_of(books) == {
        "501": ("1000.00", "100.00", "0.00", "900.00"), "50105": ("500.00", "0.00", "300.00", "200.00"),
        "402": ("3000.00", "0.00", "2000.00", "1000.00"), "50501": ("0.00", "0.00", "40.00", "-40.00"),
    }  # fmt: skip
    assert lines_of(books, until="2023-03-31")["501"] == ("1000.00", "0.00", "0.00", "1000.00")
    assert books.union.desk("audit").verify_audit()[0] == []


def test_a_closing_is_no_expenditure_of_the_budget(plain_books):
    approved(plain_books)
    plain_books.posted("2023-03-05", payment("300", "50105"))
    plain_books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 3})
    plain_books.union.do("chair", "finance.review_all", {"until": "2023-12-31"})
    plain_books.union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
    assert lines_of(plain_books)["50105"][2] == "300.00"


@pytest.mark.parametrize(
    ("account", "amount", "rules"), [
        ("50105", "500", set()), ("50105", "500.01", {"finance.budget.exceeded"}),
        ("50501", "1", {"finance.budget.exceeded"}), ("50102", "1000", set()),
    ],
)  # fmt: skip
def test_exceeding_warns(plain_books, account, amount, rules):
    approved(plain_books)
    plain_books.posted("2023-01-01", [("102", "100000", ""), ("32205", "", "100000")])
    values = {
        "date": "2023-12-05",
        "summary": "x",
        "attachments": 1,
        "lines": as_lines(payment(amount, account)),
    }
    outcome = plain_books.union.do("accountant", "finance.draft_voucher", values)
    assert {w.rule for w in outcome.warnings} == rules
    key = str(outcome.key)
    plain_books.review(key)
    assert {w.rule for w in plain_books.post(key).warnings} == rules


def test_a_school_may_stop_what_exceeds(plain_books):
    (plain_books.union.kernel.workspace.folder / "rules.toml").write_text(
        '[[rule]]\nid = "finance.budget.exceeded"\ntitle = "不超预算"\ntype = "share_of_base"\nvalue = "1/1"\n'
        'base = "budget"\nseverity = "block"\nevidence = "own"\n'
    )
    plain_books.union = plain_books.union.reopen()
    approved(plain_books)
    key = plain_books.draft("2023-12-05", payment("501", "50105"))
    plain_books.review(key)
    with pytest.raises(Refusal) as refusal:
        plain_books.post(key)
    assert (refusal.value.need, refusal.value.have) == ("500.00", "501.00")


def test_a_budget_changes_by_adjustment_only(books):
    union = books.union
    first = approved(books)
    with pytest.raises(Refusal, match="预算调整"):
        union.do("accountant", "finance.set_budget", {"year": 2023, "lines": LINES})
    approved(books, [{"account": "501", "amount": "2000"}], "adjust_budget", reason="增加活动")
    assert lines_of(books) == {"501": ("2000.00", "0.00", "0.00", "2000.00")}
    outcome = union.do(
        "accountant", "finance.adjust_budget", {"year": 2023, "reason": "再调", "lines": LINES}
    )
    assert [w.rule for w in outcome.warnings] == ["finance.budget.adjustments"]
    rows = union.rows("audit", "finance.budgets", year=2023)
    assert [(row["kind"], row["status"]) for row in rows] == [
        ("adjustment", "draft"), ("adjustment", "approved"), ("initial", "approved"),
    ]  # fmt: skip
    assert rows[-1]["key"] == first
    assert len(union.desk("audit").detail("finance.budgets", first).blocks[1].rows) == 3


@pytest.mark.parametrize(
    ("lines", "rule"), [
        ([{"account": "102", "amount": "1"}], "finance.account.known"),
        ([{"account": "599", "amount": "1"}], "finance.account.known"),
        ([{"account": "501", "amount": "1"}, {"account": "501", "amount": "2"}], "finance.budget.twice"),
    ],
)  # fmt: skip
def test_wrong_lines_are_refused(plain_books, lines, rule):
    with pytest.raises(Refusal) as refusal:
        plain_books.union.do("accountant", "finance.set_budget", {"year": 2023, "lines": lines})
    assert refusal.value.rule == rule


def test_who_may_make_and_approve(plain_books):
    union = plain_books.union
    key = str(union.do("accountant", "finance.set_budget", {"year": 2023, "lines": LINES}).key)
    for officer in ("accountant", "vice_chair", "cashier", "audit", "clerk", "women", "branch", "keeper"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.approve_budget", {}, key)
    for officer in ("chair", "vice_chair", "cashier", "audit", "clerk"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.set_budget", {"year": 2023, "lines": LINES})
    union.do("keeper", "core.add_officer", {"name": "both", "roles": ["accountant", "chair"]})
    key = str(union.do("both", "finance.set_budget", {"year": 2023, "lines": LINES}).key)
    with pytest.raises(Refusal, match="编制人"):
        union.do("both", "finance.approve_budget", {}, key)
    with pytest.raises(Refusal, match="还没有批准"):
        union.do("accountant", "finance.report_budget", {"on": "2023-01-10"}, key)
    union.do("chair", "finance.approve_budget", {}, key)
    with pytest.raises(Refusal):
        union.do("chair", "finance.approve_budget", {}, key)


def test_reports_to_the_upper_union_are_told_in_the_annual_report(plain_books):
    union = plain_books.union
    missing = {m["id"] for m in union.data("clerk", "core.annual", year="2023")["missing"]}
    assert "A7" in missing
    key = approved(plain_books)
    union.do("accountant", "finance.report_budget", {"on": "2023-01-10"}, key)
    union.do("accountant", "finance.report_accounts", {"year": 2022, "on": "2023-02-20"})
    report = union.data("clerk", "core.annual", year="2023")
    (told,) = [s for part in report["sections"] for s in part["sentences"] if s["id"] == "A7"]
    assert "1月10日" in told["text"]
    assert "2月20日" in told["text"]
    final = union.data("audit", "finance.final_accounts", year=2022)
    assert final["reported_on"].isoformat() == "2023-02-20"


def test_the_footer_tells_income_and_expenditure(plain_books):
    action = plain_books.union.desk("accountant").offer("finance.set_budget").action
    assert action.live({"lines": LINES}) == ["收入 3,000.00　支出 1,500.00　差额 1,500.00"]
