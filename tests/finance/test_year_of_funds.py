"""What the books tell of funds and claims: the annual report, tasks, checks, and the demo year."""

import pytest

from gonghui_core.annual.draft import draft

FUNDS = {"amount": "100000", "mode": "full"}


def sentence(union, wanted, year=2023):
    with union.kernel.work(union.kernel.sign_in("chair")) as work:
        report = draft(work, year)
    found = [s for chapter in report.chapters for s in chapter.sentences if s.id == wanted]
    return found[0] if found else None


def receive(union, month):
    union.do("accountant", "finance.receive_funds", {"date": f"2023-{month:02d}-10", **FUNDS})


def remit(union, day, amount="40000"):
    union.do("accountant", "finance.remit", {"date": day, "amount": amount})


@pytest.mark.parametrize(
    ("payments", "text"),
    [
        ([("2023-10-12", "40000"), ("2023-11-15", "40000")],
         "按时按规足额上缴工会经费，全年2个月应上解80,000.00元，已全部按期上解。"),
        ([("2023-10-12", "40000"), ("2023-11-16", "40000")],
         "足额上缴工会经费，全年应上解80,000.00元已全部上解，其中11月晚于规定日期。"),
        ([("2023-10-12", "40000")], "全年应上解工会经费80,000.00元，已上解40,000.00元，尚欠40,000.00元。"),
    ],
)  # fmt: skip
def test_on_time_and_in_full_is_computed(plain_union, payments, text):
    assert sentence(plain_union, "A6") is None
    receive(plain_union, 10)
    receive(plain_union, 11)
    for day, amount in payments:
        remit(plain_union, day, amount)
    found = sentence(plain_union, "A6")
    assert found.text == text
    assert [fact.keys for fact in found.facts][1] == tuple(str(n + 1) for n in range(len(payments)))


def claim(union, officer="clerk", invoice="1", **values):
    line = {"account": "50102", "amount": "100", "invoice": invoice, "seller": "甲店"}
    given = {"member": "1008", "date": "2023-12-11", "summary": "购器材", "lines": [line]} | values
    return str(union.do(officer, "finance.submit_claim", given).key)


def missing(union):
    with union.kernel.work(union.kernel.sign_in("chair")) as work:
        return {item.id for item in draft(work, 2023).missing}


def test_the_year_is_compared_with_the_one_before_only_where_that_is_known(plain_union):
    assert "finance.previous" not in missing(plain_union)
    receive(plain_union, 10)
    plain_union.do("chair", "finance.review_all", {"until": "2023-12-31"})
    plain_union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
    assert "上年" not in sentence(plain_union, "finance.flows").text
    assert (sentence(plain_union, "finance.previous"), "finance.previous" in missing(plain_union)) == (
        None,
        True,
    )
    earlier = {"year": 2022, "opening_surplus": "-50000", "lines": [{"account": "402", "amount": "50000"}]}
    plain_union.do("accountant", "finance.enter_earlier_year", earlier)
    found = sentence(plain_union, "finance.previous")
    assert found.text == (
        "与上年相比，收入60,000.00元，比上年50,000.00元增加10,000.00元，增幅20.0%，支出与上年持平，为0.00元。"
    )
    assert [(fact.label, fact.value) for fact in found.facts] == [
        ("收入合计", "60000.00元"), ("上年收入合计", "50000.00元"), ("支出合计", "0.00元"), ("上年支出合计", "0.00元"),
    ]  # fmt: skip
    assert "finance.previous" not in missing(plain_union)


def test_the_budget_is_told_with_the_bodies_that_passed_it(plain_union):
    lines = [{"account": "501", "amount": "100"}]
    key = str(plain_union.do("accountant", "finance.set_budget", {"year": 2023, "lines": lines}).key)
    plain_union.do("chair", "finance.pass_budget", {"on": "2023-12-18"}, key)
    plain_union.do("audit", "finance.review_budget", {"on": "2023-12-19"}, key)
    plain_union.do("chair", "finance.approve_budget", {}, key)
    text = sentence(plain_union, "finance.budget").text
    assert "年度预算经工会委员会、经费审查委员会审查同意，12月20日经批准" in text


def test_claims_are_told_with_what_was_sent_back(plain_union):
    key = claim(plain_union)
    for officer, verb in (("accountant", "check"), ("chair", "approve"), ("cashier", "pay")):
        plain_union.do(officer, f"finance.{verb}_claim", {}, key)
    plain_union.do(
        "accountant", "finance.reject_claim", {"reason": "缺发票"}, claim(plain_union, invoice="2")
    )
    found = sentence(plain_union, "finance.claims")
    assert "受理报销2件" in found.text
    assert "已付款1件、100.00元，不合规定退回1件" in found.text
    assert [fact.keys for fact in found.facts] == [("1", "2"), ("1",), ("2",)]


def tasks(union, officer):
    return [row["title"] for row in union.rows(officer, "core.tasks") if row["page"].startswith("finance.")]


def test_each_officer_is_told_of_the_own_step_only(plain_union):
    key = claim(plain_union)
    claim(plain_union, invoice="2", member="1005")
    assert tasks(plain_union, "accountant") == ["1 张报销单待审核"]
    assert tasks(plain_union, "chair") == tasks(plain_union, "clerk") == []
    plain_union.do("accountant", "finance.check_claim", {}, key)
    assert tasks(plain_union, "chair") == tasks(plain_union, "vice_chair") == ["1 张报销单待审批"]
    plain_union.do("chair", "finance.approve_claim", {}, key)
    assert tasks(plain_union, "cashier") == ["1 张报销单待付款"]


def test_what_is_owed_and_what_is_to_be_collected_is_a_task(plain_union):
    receive(plain_union, 12)
    plain_union.do(
        "accountant", "finance.set_dues_base", {"member": "1001", "base": "3456", "since": "2023-01-01"}
    )
    plain_union.do("accountant", "finance.collect_dues", {"year": 2023, "month": 11, "date": "2023-11-18"})
    found = tasks(plain_union, "accountant")
    assert "上解2023年12月经费 40,000.00 元" in found
    assert "收缴2023年12月会费" in found
    assert not [title for title in tasks(plain_union, "audit") if "上解" in title]


def test_an_edit_of_a_claim_with_another_tool_is_found(plain_union):
    from sqlalchemy import text

    claim(plain_union)
    with plain_union.kernel.engine.begin() as connection:
        connection.execute(text("UPDATE finance_claim SET amount = 999, checked_by = 'clerk'"))
        connection.execute(text("UPDATE finance_claim_line SET invoice_key = NULL"))
    found = {f.check for f in plain_union.desk("audit").check()}
    assert {"finance.claim_total", "finance.claim_hands", "finance.invoice_twice"} <= found
    assert plain_union.desk("audit").verify_audit()[0]


def test_open_claims_count_as_committed_in_the_budget(plain_union):
    values = {"year": 2023, "lines": [{"account": "501", "amount": "150"}]}
    key = plain_union.do("accountant", "finance.set_budget", values).key
    plain_union.do("chair", "finance.approve_budget", {}, key)
    first = claim(plain_union)
    (line,) = plain_union.data("chair", "finance.budget", year=2023)["lines"]
    assert (line["committed"], line["left"]) == ("100.00", "50.00")
    second = claim(plain_union, invoice="2")
    for number in (first, second):
        plain_union.do("accountant", "finance.check_claim", {}, number)
    outcome = plain_union.do("chair", "finance.approve_claim", {}, second)
    assert "finance.budget.exceeded" in {w.rule for w in outcome.warnings}
