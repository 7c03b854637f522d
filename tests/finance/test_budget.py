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
    again = {"year": 2023, "reason": "再调", "lines": LINES}
    (found,) = union.do("accountant", "finance.adjust_budget", again).warnings
    assert (found.rule, found.need, found.have) == ("finance.budget.adjustments", "1", "2")
    assert "32号" in found.citation
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


# The way of a budget


def test_each_body_has_its_step_and_what_is_left_out_is_told(books):
    union = books.union
    key = str(union.do("accountant", "finance.set_budget", {"year": 2023, "lines": LINES}).key)
    told = union.do("chair", "finance.approve_budget", {}, key).warnings
    assert {w.rule for w in told} == {"finance.budget.committee", "finance.budget.audited"}
    adjusted = {"year": 2023, "reason": "增加活动", "lines": LINES}
    key = str(union.do("accountant", "finance.adjust_budget", adjusted).key)
    union.do("chair", "finance.pass_budget", {"on": "2023-12-18", "document": "第3次委员会"}, key)
    union.do(
        "audit", "finance.review_budget", {"on": "2023-12-19", "agreed": "否", "opinion": "缺测算依据"}, key
    )
    assert {
        w.rule for w in union.do("audit", "finance.review_budget", {"on": "2023-12-19"}, key).warnings
    } == set()
    assert union.do("chair", "finance.approve_budget", {}, key).warnings == []
    union.do("accountant", "finance.report_budget", {"on": "2023-12-20"}, key)
    union.do(
        "accountant", "finance.confirm_budget", {"on": "2023-12-20", "document": "沪教工〔2023〕9号"}, key
    )
    data = union.desk("audit").detail("finance.budgets", key).data
    assert [(x["body"], x["agreed"], x["officer"]) for x in data["steps"]] == [
        ("committee", True, "chair"), ("audit_committee", False, "audit"), ("audit_committee", True, "audit"),
        ("upper", True, "accountant"),
    ]  # fmt: skip
    assert union.desk("audit").verify_audit()[0] == []


def test_steps_are_those_of_the_bodies(plain_books):
    union = plain_books.union
    key = str(union.do("accountant", "finance.set_budget", {"year": 2023, "lines": LINES}).key)
    step = {"on": "2023-12-18"}
    for officer in ("accountant", "vice_chair", "cashier", "audit", "clerk", "women", "branch"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.pass_budget", step, key)
    for officer in ("accountant", "chair", "vice_chair", "cashier", "clerk", "women", "branch"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.review_budget", step, key)
    with pytest.raises(Refusal, match="还没有到"):
        union.do("audit", "finance.review_budget", {"on": "2023-12-21"}, key)
    with pytest.raises(Refusal, match="还没有批准"):
        union.do("accountant", "finance.confirm_budget", step, key)
    union.do("chair", "finance.approve_budget", {}, key)
    with pytest.raises(Refusal, match="已批准"):
        union.do("audit", "finance.review_budget", step, key)


# Transfers


def transfer(books, amount="200", **values):
    given = {"year": 2023, "source": "501", "target": "50105", "amount": amount, "reason": "中秋人数增加"}
    return books.union.do("accountant", "finance.transfer_budget", given | values)


def test_a_transfer_counts_once_it_is_approved_and_is_no_adjustment(books):
    approved(books)
    union = books.union
    outcome = transfer(books)
    assert outcome.warnings == []
    assert lines_of(books)["50105"][0] == "500.00"
    for officer in ("accountant", "vice_chair", "cashier", "audit", "clerk"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.approve_transfer", {}, outcome.key)
    union.do("chair", "finance.approve_transfer", {}, outcome.key)
    assert (lines_of(books)["501"][0], lines_of(books)["50105"][0]) == ("800.00", "700.00")
    with pytest.raises(Refusal):
        union.do("chair", "finance.refuse_transfer", {}, outcome.key)
    (row,) = union.rows("audit", "finance.budget_transfers", year=2023)
    assert (row["maker"], row["decided_by"], row["source"], row["target"], row["reason"], row["status"]) == (
        "accountant", "chair", "501", "50105", "中秋人数增加", "approved",
    )  # fmt: skip
    assert (
        union.do(
            "accountant", "finance.adjust_budget", {"year": 2023, "reason": "调", "lines": LINES}
        ).warnings
        == []
    )


def test_an_adjustment_has_the_transfers_in_it(plain_books):
    approved(plain_books)
    union = plain_books.union
    union.do("chair", "finance.approve_transfer", {}, transfer(plain_books).key)
    form = union.desk("accountant").form("finance.adjust_budget")
    (lines,) = [view.value for view in form.fields if view.id == "lines"]
    given = {line["account"]: line["amount"] for line in lines}
    assert given == {"501": Decimal(800), "50105": Decimal(700), "402": Decimal(3000)}
    open_ = transfer(plain_books, "10")
    with pytest.raises(Refusal, match="等待批准"):
        union.do("accountant", "finance.adjust_budget", {"year": 2023, "reason": "调", "lines": LINES})
    union.do("chair", "finance.refuse_transfer", {}, open_.key)
    approved(plain_books, [{"account": "501", "amount": "2000"}], "adjust_budget", reason="调")
    assert lines_of(plain_books)["501"][0] == "2000.00"


@pytest.mark.parametrize(
    ("values", "rule"), [
        ({"amount": "1000.01"}, "finance.budget.transfer"), ({"target": "501"}, "finance.budget.transfer"),
        ({"target": "402"}, "finance.budget.transfer"), ({"target": "102"}, "finance.account.known"),
        ({"year": 2022}, "finance.budget.approved"), ({"source": "503"}, "finance.budget.transfer"),
    ],
)  # fmt: skip
def test_transfers_that_cannot_be_are_refused(plain_books, values, rule):
    approved(plain_books)
    with pytest.raises(Refusal) as refusal:
        transfer(plain_books, **values)
    assert refusal.value.rule == rule


def test_what_no_rule_has_said_of_transfers_is_told(plain_books):
    approved(plain_books)
    plain_books.draft("2023-12-05", payment("900", "50102"))
    told = transfer(plain_books, "200", target="50501").warnings
    assert {w.rule for w in told} == {"finance.budget.transfer_across", "finance.budget.transfer_left"}


# What is committed, and what is behind each figure


def test_every_figure_of_the_execution_opens_what_it_was_made_from(plain_books):
    union = plain_books.union
    lines = [*LINES, {"account": "501", "amount": "300", "project": "换届"}]
    approved(plain_books, lines)
    plain_books.posted("2023-03-05", payment("300", "50105"))
    plain_books.posted("2023-03-06", payment("70", "50102"))
    line = {"account": "50102", "amount": "25", "invoice": "88", "seller": "店"}
    claim = {"member": "1001", "date": "2023-04-01", "summary": "奖品", "lines": [line], "project": "换届"}
    union.do("clerk", "finance.submit_claim", claim)
    plain_books.draft("2023-05-05", payment("11", "50102"))
    union.do("accountant", "finance.close_month", {"year": 2023, "month": 3})
    union.do("chair", "finance.review_all", {"until": "2023-03-31"})
    union.do("accountant", "finance.post_all", {"until": "2023-03-31"})
    report = union.desk("audit").report("finance.budget", {"year": "2023"})
    grid = next(block for block in report.blocks if getattr(block, "facts", None))
    seen = set()
    for (index, place), fact in grid.facts.items():
        rows = union.rows("audit", fact.page, **dict(fact.params)) if fact.params else []
        value = grid.rows[index][place]
        if fact.page == "finance.lines":
            assert sum(row["debit"] - row["credit"] for row in rows) == value
        elif fact.page == "finance.commitments":
            assert sum(row["amount"] for row in rows) == value
            seen |= {row["kind"] for row in rows}
    assert seen == {"claim", "voucher"}
    assert {(x["account"], x["project"]): x["committed"] for x in report.data["lines"]}[
        "501", "换届"
    ] == "25.00"


def test_a_paid_claim_whose_voucher_is_gone_stays_committed(plain_books):
    union = plain_books.union
    approved(plain_books)
    line = {"account": "50102", "amount": "25", "invoice": "88", "seller": "店"}
    claim = {"member": "1008", "date": "2023-12-01", "summary": "奖品", "lines": [line]}
    key = union.do("clerk", "finance.submit_claim", claim).key
    for officer, verb in (("accountant", "check"), ("vice_chair", "approve"), ("cashier", "pay")):
        union.do(officer, f"finance.{verb}_claim", {}, key)
        assert lines_of(plain_books)["501"][1] == "25.00"
    (draft,) = union.rows("accountant", "finance.vouchers", status="draft")
    union.do("accountant", "finance.discard_voucher", {"reason": "重制"}, draft["key"])
    assert lines_of(plain_books)["501"][1] == "25.00"


@pytest.mark.parametrize("severity", ["block", "warn", "info"])
def test_a_school_stops_warns_or_ignores_what_exceeds(plain_books, severity):
    (plain_books.union.kernel.workspace.folder / "rules.toml").write_text(
        '[[rule]]\nid = "finance.budget.exceeded"\ntitle = "不超预算"\ntype = "share_of_base"\nvalue = "1/1"\n'
        f'base = "budget"\nseverity = "{severity}"\nevidence = "own"\n'
    )
    plain_books.union = plain_books.union.reopen()
    approved(plain_books)
    plain_books.posted("2023-01-01", [("102", "100000", ""), ("32205", "", "100000")])
    key = plain_books.draft("2023-12-05", payment("501", "50105"))
    plain_books.review(key)
    if severity == "block":
        with pytest.raises(Refusal, match="501"):
            plain_books.post(key)
    else:
        told = [w.rule for w in plain_books.post(key).warnings]
        assert told == (["finance.budget.exceeded"] if severity == "warn" else [])


# Final accounts


def test_final_accounts_explain_their_differences_and_have_a_way(books):
    union = books.union
    approved(books)
    books.posted("2023-03-05", payment("300", "50105"))
    note = {"year": 2023, "account": "50105", "note": "按实际人数发放"}
    union.do("accountant", "finance.explain_difference", note | {"note": "旧"})
    union.do("accountant", "finance.explain_difference", note)
    with pytest.raises(Refusal, match="没有科目"):
        union.do("accountant", "finance.explain_difference", note | {"account": "510"})
    step = {"year": 2023, "on": "2023-12-19"}
    union.do("chair", "finance.pass_accounts", step)
    told = union.do("accountant", "finance.report_accounts", {"year": 2023, "on": "2023-12-20"}).warnings
    assert {w.rule: w.have for w in told} == {
        "finance.accounts.audited": "否",
        "finance.accounts.explained": "2",
    }
    union.do("audit", "finance.review_accounts", step)
    data = union.data("chair", "finance.final_accounts", year=2023)
    assert {x["account"]: x["explanation"] for x in data["lines"]} == {
        "402": None, "501": None, "50105": "按实际人数发放",
    }  # fmt: skip
    assert {x["previous"] for x in data["lines"]} == {None}
    report = union.desk("chair").report("finance.final_accounts", {"year": "2023"})
    grid = next(block for block in report.blocks if getattr(block, "facts", None))
    rows = union.rows("chair", "finance.lines", **dict(grid.facts[2, 3].params))
    assert sum(row["debit"] - row["credit"] for row in rows) == grid.rows[2][3] == 300
    assert [x["body"] for x in data["steps"]] == ["committee", "audit_committee"]
    with pytest.raises(NoRight):
        union.do("accountant", "finance.review_accounts", step)


def test_the_footer_tells_income_and_expenditure(plain_books):
    action = plain_books.union.desk("accountant").offer("finance.set_budget").action
    assert action.live({"lines": LINES}) == ["收入 3,000.00　支出 1,500.00　差额 1,500.00"]
