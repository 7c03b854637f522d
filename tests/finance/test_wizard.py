"""Closing a month and a year step by step: each step says how it stands; the last writes what was shown."""

import pytest

from gonghui_core.desk.exports import report_json
from gonghui_core.verdicts import NoRight, Refusal
from tests.finance.conftest import payment

INCOME = [("102", "1000", ""), ("402", "", "600"), ("211", "", "400")]
NOVEMBER = {"year": 2023, "month": 11}


def month(books, officer="accountant", **asked):
    """The report of the wizard, with its steps by id."""
    report = books.union.desk(officer).report("finance.month_end", {k: str(v) for k, v in asked.items()})
    return report, {step.id: step for step in report.blocks[0].items}


def states(books, **asked):
    return {name: str(step.state) for name, step in month(books, **asked)[1].items()}


def pass_all(books):
    books.union.do("chair", "finance.review_all", {"until": "2024-12-31"})
    books.union.do("accountant", "finance.post_all", {"until": "2024-12-31"})


def statement(books, tmp_path, text):
    path = tmp_path / "bank.csv"
    path.write_text("日期,摘要,收入,支出,余额\n" + text, encoding="utf-8")
    books.union.desk("cashier").import_sheet("finance.bank", path)


def test_an_empty_month_needs_nothing_but_its_closing(plain_books):
    assert states(plain_books, year=2023, month=11) == {
        "drafts": "done", "cash": "none", "bank": "none", "depreciation": "none", "remittance": "none",
        "entries": "none", "confirm": "todo",
    }  # fmt: skip


def test_a_month_from_drafts_to_its_closing(books, tmp_path):
    union = books.union
    union.do("accountant", "finance.receive_funds", {"date": "2023-11-10", "amount": "1000", "mode": "full"})
    for lines in ([("101", "100", ""), ("102", "", "100")], [("50102", "30", ""), ("101", "", "30")]):
        books.draft("2023-11-10", lines)
    asset = {"name": "电脑", "kind": "computer", "cost": "7200", "on": "2023-11-02", "booked": True}
    union.do("accountant", "finance.add_asset", asset)
    report, steps = month(books, **NOVEMBER)
    assert report.data["left"] == 4
    assert (str(steps["drafts"].state), steps["drafts"].note) == ("todo", "3 张草稿待审核，0 张待记账")
    assert steps["drafts"].params == {"status": "draft", "year": "2023", "month": "11"}
    union.do("chair", "finance.review_all", {"until": "2023-11-30"})
    steps = month(books, **NOVEMBER)[1]
    assert steps["drafts"].params["status"] == "reviewed"
    union.do("accountant", "finance.post_all", {"until": "2023-11-30"})
    assert states(books, **NOVEMBER) == {
        "drafts": "done", "cash": "todo", "bank": "todo", "depreciation": "todo", "remittance": "todo",
        "entries": "todo", "confirm": "todo",
    }  # fmt: skip

    # the way is the action for who may do it, else the page
    cashier = month(books, "cashier", **NOVEMBER)[1]["cash"]
    assert (cashier.action, dict(cashier.values)) == ("finance.count_cash", {"on": "2023-11-30"})
    assert (month(books, **NOVEMBER)[1]["cash"].action, month(books, **NOVEMBER)[1]["cash"].page) == (
        "", "finance.cash_counts",
    )  # fmt: skip

    union.do("cashier", "finance.count_cash", {"on": "2023-11-30", "counted": "60"})
    assert "差 -10.00" in month(books, **NOVEMBER)[1]["cash"].note
    union.do("cashier", "finance.count_cash", {"on": "2023-11-30", "counted": "70"})
    statement(
        books, tmp_path, "2023-11-10,经费,1000,,1000\n2023-11-10,取现,,100,900\n2023-11-30,手续费,,5,895\n"
    )
    assert month(books, **NOVEMBER)[1]["bank"].note == "对账单有 3 笔账上没有"
    union.do("cashier", "finance.match_all", {"until": "2023-11-30"})
    assert month(books, **NOVEMBER)[1]["bank"].note == "对账单有 1 笔账上没有"
    books.posted("2023-11-30", [("50504", "5", ""), ("102", "", "5")])
    union.do("cashier", "finance.match_all", {"until": "2023-11-30"})
    found = month(books, **NOVEMBER)[1]
    union.do("accountant", found["depreciation"].action, dict(found["depreciation"].values))
    union.do("accountant", found["remittance"].action, dict(found["remittance"].values))
    assert states(books, **NOVEMBER)["drafts"] == "todo"
    for day in ("2023-11-30", "2023-12-31"):
        union.do("chair", "finance.review_all", {"until": day})
        union.do("accountant", "finance.post_all", {"until": day})
    assert states(books, **NOVEMBER) == {
        "drafts": "done", "cash": "done", "bank": "done", "depreciation": "done", "remittance": "done",
        "entries": "todo", "confirm": "todo",
    }  # fmt: skip
    confirm = month(books, **NOVEMBER)[1]["confirm"]
    assert (confirm.action, dict(confirm.values)) == ("finance.close_month", NOVEMBER)
    union.do("accountant", confirm.action, dict(confirm.values))
    assert states(books, **NOVEMBER)["entries"] == "todo"
    pass_all(books)
    assert set(states(books, **NOVEMBER).values()) == {"done"}
    assert month(books, **NOVEMBER)[0].data["left"] == 0


def test_the_last_step_shows_exactly_what_is_written(books):
    books.posted("2023-11-02", INCOME)
    books.posted("2023-11-09", payment("250"))
    report, _steps = month(books, **NOVEMBER)
    shown = report.data["writes"]
    assert shown["months"] == [202311]
    books.union.do("accountant", "finance.close_month", NOVEMBER)
    (draft,) = books.union.rows("accountant", "finance.vouchers", status="draft")
    (planned,) = shown["vouchers"]
    assert (draft["date"], draft["summary"]) == (planned["date"], planned["summary"])
    stored = books.union.desk("audit").detail("finance.vouchers", draft["key"]).data["lines"]
    assert [(x["account"], x["debit"], x["credit"]) for x in stored] == [
        (x["account"], x["debit"], x["credit"]) for x in planned["lines"]
    ]
    after = month(books, **NOVEMBER)[0]
    assert after.data["writes"] == {"months": [], "vouchers": []}
    assert after.data["state"].value == "closed"


def test_the_oldest_open_month_is_meant(plain_books):
    plain_books.posted("2023-10-05")
    plain_books.posted("2023-11-05")
    assert month(plain_books)[0].data["month"] == 10
    plain_books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 10})
    assert month(plain_books)[0].data["month"] == 10
    pass_all(plain_books)
    assert month(plain_books)[0].data["month"] == 11
    assert month(plain_books, year=2023)[0].data["month"] == 1
    form = plain_books.union.desk("accountant").form("finance.close_month")
    assert [field.value for field in form.fields] == [2023, 11]
    form = plain_books.union.desk("accountant").form("finance.close_month", params={"month": "7"})
    assert [field.value for field in form.fields] == [2023, "7"]


def test_a_sequence_as_the_command_line_prints_it(plain_books):
    plain_books.posted("2023-11-05")
    printed = report_json("finance.month_end", month(plain_books, **NOVEMBER)[0])
    assert printed["blocks"][0]["kind"] == "steps"
    assert printed["data"]["steps"]["confirm"] == "todo"
    assert printed["data"]["writes"]["vouchers"][0]["lines"][0] == {
        "account": "50102", "debit": "0.00", "credit": "100.00", "earmarked": False,
    }  # fmt: skip


def test_who_reads_the_books_sees_the_steps_and_only_the_accountant_closes(plain_books):
    for officer in ("chair", "audit", "cashier"):
        step = month(plain_books, officer, **NOVEMBER)[1]["confirm"]
        assert step.action == ""
    with pytest.raises(NoRight):
        month(plain_books, "clerk", **NOVEMBER)


# The year


def year(books, **asked):
    report = books.union.desk("accountant").report("finance.year_end", {k: str(v) for k, v in asked.items()})
    return report, {step.id: step for step in report.blocks[0].items}


def test_a_year_step_by_step(plain_books):
    union = plain_books.union
    plain_books.posted("2023-12-05", INCOME)
    plain_books.posted("2023-12-06", [("182", "20", ""), ("102", "", "20")])
    left = plain_books.draft("2023-12-07")
    asset = {"name": "电脑", "kind": "computer", "cost": "7200", "on": "2023-11-02", "booked": True}
    union.do("accountant", "finance.add_asset", asset)
    report, steps = year(plain_books, year=2023)
    todo = {name for name, step in steps.items() if str(step.state) == "todo"}
    assert todo == {
        "months", "drafts", "bank", "depreciation", "remittance", "counts", "pending", "entries", "confirm",
    }  # fmt: skip
    assert steps["pending"].note == "182 还有 20.00 元，年末应处理完毕"
    assert "最早的是 2023年1月" in steps["months"].note
    assert [v["summary"] for v in report.data["writes"]["vouchers"]] == ["结转2023年收支", "2023年末结转结余"]
    warned = {w.rule for w in union.do("accountant", "finance.close_year", {"year": 2023}).warnings}
    assert warned == {
        "finance.month.unposted", "finance.year.open_months", "finance.year.depreciation", "finance.pending.year_end",
        "finance.period.ended",
    }  # fmt: skip
    union.do("accountant", "finance.discard_voucher", {"reason": "过期"}, left)
    pass_all(plain_books)
    rows = len(union.rows("audit", "finance.vouchers"))
    again = union.do("accountant", "finance.close_year", {"year": 2023})
    assert (again.message, again.warnings) == ("2023年已经年结", [])
    assert len(union.rows("audit", "finance.vouchers")) == rows
    assert year(plain_books, year=2023)[0].data["state"].value == "locked"


def test_a_school_may_make_any_of_it_block(plain_books):
    path = plain_books.union.kernel.workspace.folder / "rules"
    path.mkdir(exist_ok=True)
    rule = """
jurisdiction = "school"
title = "本单位规则"
[[rule]]
id = "finance.pending.year_end"
title = "年末待处理财产损溢余额"
type = "maximum"
value = 0
unit = "yuan"
severity = "block"
issuer = "本校工会"
document = "财务管理办法"
evidence = "known"
"""
    for name in ("rules.toml", "policy.toml"):
        (plain_books.union.kernel.workspace.folder / name).write_text(rule, encoding="utf-8")
    union = plain_books.union.reopen()
    plain_books.union = union
    plain_books.posted("2023-12-06", [("182", "20", ""), ("102", "", "20")])
    with pytest.raises(Refusal) as refusal:
        union.do("accountant", "finance.close_year", {"year": 2023})
    assert refusal.value.rule == "finance.pending.year_end"


# Reopening is shown ever after


def test_a_reopening_is_shown_ever_after(plain_books):
    union, values = plain_books.union, {**NOVEMBER, "reason": "漏记一笔"}
    plain_books.posted("2023-11-09", payment("250"))
    union.do("accountant", "finance.close_month", NOVEMBER)
    pass_all(plain_books)
    union.do("chair", "finance.reopen_month", values)
    union.do("audit", "finance.reopen_month", values)
    union.do("accountant", "finance.close_month", NOVEMBER)
    pass_all(plain_books)
    union.do("accountant", "finance.close_year", {"year": 2023})
    pass_all(plain_books)
    row = next(r for r in union.rows("audit", "finance.periods", year=2023) if r["month"] == 11)
    assert (str(row["state"]), row["reopened"]) == ("locked", 1)
    report = union.desk("audit").detail("finance.periods", "202311")
    log = report.blocks[1].rows
    assert [str(event) for _on, event, *_rest in log] == [
        "closed",
        "reopen_asked",
        "reopened",
        "closed",
        "locked",
    ]
    assert log[1][2:] == ("chair", "主席", "漏记一笔")
    assert [item.value for item in report.blocks[0].items if item.label == "反结账"] == ["1 次"]


def test_what_a_reopened_month_brings_is_carried_again(plain_books):
    union = plain_books.union
    plain_books.posted("2023-11-09", payment("250"))
    plain_books.posted("2023-12-01", INCOME)
    for period in (11, 12):
        union.do("accountant", "finance.close_month", {"year": 2023, "month": period})
        pass_all(plain_books)
    values = {**NOVEMBER, "reason": "漏记一笔"}
    union.do("chair", "finance.reopen_month", values)
    union.do("audit", "finance.reopen_month", values)
    plain_books.posted("2023-11-20", [("50103", "30", ""), ("102", "", "30")])
    (finding,) = [f for f in union.desk("audit").check() if f.check == "finance.not_carried"]
    assert finding.message == "2023年12月已结账，50103 还有收支没有结转：请再结一次"
    union.do("accountant", "finance.close_month", NOVEMBER)
    pass_all(plain_books)
    assert "finance.not_carried" not in plain_books.findings()
    november = union.data("audit", "finance.trial_balance", year=2023, month=11)["accounts"]
    assert november["50103"]["closing"] == "0.00"
    rows = len(union.rows("audit", "finance.vouchers"))
    union.do("accountant", "finance.close_month", NOVEMBER)
    union.do("accountant", "finance.close_month", {"year": 2023, "month": 12})
    assert len(union.rows("audit", "finance.vouchers")) == rows


def test_months_before_that_are_open_are_told_of(plain_books):
    plain_books.posted("2023-10-05")
    plain_books.posted("2023-11-05")
    assert "2023年10月还没有结账" in month(plain_books, **NOVEMBER)[1]["confirm"].note
    assert "2023-12-31 还没有到" in month(plain_books, year=2023, month=12)[1]["confirm"].note


def due(books, officer="accountant"):
    return {task.page: str(task.title) for task in books.union.desk(officer).home().tasks}


def test_closings_that_wait_are_among_what_is_due(plain_books):
    plain_books.posted("2023-11-05")
    assert due(plain_books)["finance.month_end"] == "2023年11月还没有结账"
    assert "finance.month_end" not in due(plain_books, "cashier")
    plain_books.union.do("accountant", "finance.close_month", NOVEMBER)
    assert "finance.month_end" not in due(plain_books)
