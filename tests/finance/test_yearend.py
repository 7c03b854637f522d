"""What the upper union owes at a year's end, projects that are finished, surplus, errors of earlier years."""

from decimal import Decimal

import pytest

from gonghui_core.verdicts import BadInput, NoRight, Refusal
from gonghui_finance.rules import yearend
from tests.finance.conftest import as_lines

NOTICE = {"document": "总工财〔2023〕88号", "document_date": "2023-12-18"}
TRANSFER = {"year": 2023, "kind": "transfer", "amount": "4000", **NOTICE}


def pass_all(books, until="2024-12-31"):
    books.union.do("chair", "finance.review_all", {"until": until})
    books.union.do("accountant", "finance.post_all", {"until": until})


def lines_of(books, key):
    grid = books.union.desk("audit").detail("finance.vouchers", str(key)).data["lines"]
    return [(x["account"], str(x["debit"]), str(x["credit"])) for x in grid]


def last_voucher(books):
    return max(books.union.rows("audit", "finance.vouchers"), key=lambda row: int(row["key"]))


# The entries


def test_entries_of_accruals():
    def entry(**given):
        lines = yearend.accrued(**given)
        return [(x.account, x.debit, x.credit, x.earmarked) for x in lines]

    amount = Decimal(5)
    assert entry(transfer=True, amount=amount, earmarked=False, project=None) == [
        ("13102", 5, 0, False), ("402", 0, 5, False),
    ]  # fmt: skip
    assert entry(transfer=False, amount=amount, earmarked=True, project="技能竞赛") == [
        ("13101", 5, 0, False), ("40302", 0, 5, True),
    ]  # fmt: skip
    assert entry(transfer=False, amount=amount, earmarked=False, project=None)[1][0] == "40301"


@pytest.mark.parametrize(
    ("left", "entry"), [
        (Decimal(7), [("32104", 7, 0), ("32204", 0, 7)]), (Decimal(-7), [("32204", 7, 0), ("32104", 0, 7)]),
    ],
)  # fmt: skip
def test_entries_of_finished_projects(left, entry):
    assert [(x.account, x.debit, x.credit) for x in yearend.finished(left, "x")] == entry


def test_projects_are_summed_by_year():
    moved = [
        ("a", 2022, "40302", Decimal(100)), ("a", 2022, "50102", Decimal(-30)), ("a", 2023, "50102", Decimal(-20)),
        ("a", 2023, "32102", Decimal(5)), ("b", 2023, "40302", Decimal(9)), ("b", 2024, "50102", Decimal(-9)),
    ]  # fmt: skip
    found = yearend.projects(moved, 2023)
    a = found["a"]
    assert (a.brought, a.income, a.expenditure, a.moved, a.left) == (70, 0, 20, 5, 55)
    assert found["b"].left == 9
    assert set(yearend.projects(moved, 2022)) == {"a"}


# Accruals


def test_an_accrual_is_of_the_last_day_and_what_comes_next_year_clears_it(books):
    union = books.union
    key = union.do("accountant", "finance.accrue", TRANSFER).key
    draft = last_voucher(books)
    assert (draft["date"].isoformat(), draft["origin"]) == ("2023-12-31", f"finance.accruals/{key}")
    assert lines_of(books, draft["key"]) == [("13102", "4000.00", "0.00"), ("402", "0.00", "4000.00")]
    pass_all(books)
    rows = union.data("audit", "finance.income_statement", year=2023)["rows"]
    assert rows["appropriated"]["year"] == "4000.00"
    sheet = union.data("audit", "finance.balance_sheet", year=2023)["rows"]
    assert sheet["receivable_upper"]["closing"] == "4000.00"

    with pytest.raises(Refusal, match="直接记收入"):
        union.do("accountant", "finance.settle_accrual", {"date": "2023-12-31", "amount": "1"}, str(key))
    plain = {"date": "2024-01-09", "amount": "3000", "mode": "retained"}
    told = union.do("accountant", "finance.receive_funds", plain).warnings
    assert "finance.accrual.open" in [w.rule for w in told]
    union.do("accountant", "finance.discard_voucher", {"reason": "冲应收"}, last_voucher(books)["key"])
    union.do("accountant", "finance.receive_funds", {**plain, "settles": key})
    assert lines_of(books, last_voucher(books)["key"]) == [
        ("102", "3000.00", "0.00"),
        ("13102", "0.00", "3000.00"),
    ]
    union.do("accountant", "finance.settle_accrual", {"date": "2024-02-01", "amount": "900"}, str(key))
    (row,) = union.rows("audit", "finance.accruals")
    assert (str(row["settled"]), str(row["left"])) == ("3900.00", "100.00")
    with pytest.raises(Refusal, match=r"只剩 100\.00"):
        union.do("accountant", "finance.settle_accrual", {"date": "2024-02-01", "amount": "101"}, str(key))
    pass_all(books)
    rows = union.data("audit", "finance.income_statement", year=2024, month=2)["rows"]
    assert rows["appropriated"]["year_to_date"] == "0.00"
    assert books.accounts(year=2024)["13102"]["closing"] == "100.00"
    kinds = {r["kind"] for r in union.rows("audit", "finance.receipts") if str(r["booking"]) == "posted"}
    assert kinds == {"receivable"}
    assert books.findings() == []
    assert union.desk("audit").verify_audit()[0] == []


def test_a_subsidy_that_was_promised(plain_books):
    union = plain_books.union
    values = {"year": 2023, "kind": "subsidy", "amount": "500", "earmarked": True, **NOTICE}
    with pytest.raises(Refusal, match="项目"):
        union.do("accountant", "finance.accrue", values)
    key = union.do("accountant", "finance.accrue", {**values, "project": "劳模创新工作室"}).key
    assert lines_of(plain_books, last_voucher(plain_books)["key"]) == [
        ("13101", "500.00", "0.00"), ("40302", "0.00", "500.00"),
    ]  # fmt: skip
    came = {"date": "2024-03-01", "amount": "500", "source": "upper"}
    told = union.do("accountant", "finance.receive_subsidy", came).warnings
    assert "finance.accrual.open" in [w.rule for w in told]
    union.do("accountant", "finance.receive_subsidy", {**came, "settles": key})
    told = union.do("accountant", "finance.receive_subsidy", came).warnings
    assert "finance.accrual.open" not in [w.rule for w in told]


@pytest.mark.parametrize(
    ("values", "said"), [
        ({"document": ""}, "必须填写"), ({"document_date": None}, "必须填写"), ({"year": 2024}, "还没有到年末"),
        ({"document_date": "2023-12-21"}, "在今天之后"), ({"amount": "0"}, "应大于"),
    ],
)  # fmt: skip
def test_an_accrual_needs_its_notice_and_its_day(plain_books, values, said):
    with pytest.raises((Refusal, BadInput), match=said):
        plain_books.union.do("accountant", "finance.accrue", TRANSFER | values)


def test_no_accrual_in_a_closed_year(plain_books):
    plain_books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 12})
    with pytest.raises(Refusal, match="已结账"):
        plain_books.union.do("accountant", "finance.accrue", TRANSFER)


def test_what_the_retained_share_lacks_is_proposed(plain_union):
    with (plain_union.kernel.workspace.folder / "gonghui.toml").open("a") as settings:
        settings.write('\n[finance]\nfunds_mode = "retained"\n')
    union = plain_union.reopen()
    union.do("accountant", "finance.set_wage_bill", {"year": 2023, "month": 10, "base": "500000"})
    union.do(
        "accountant", "finance.receive_funds", {"date": "2023-11-10", "amount": "1000", "mode": "retained"}
    )

    def proposed():
        return {field.id: field.value for field in union.desk("accountant").form("finance.accrue").fields}

    found = proposed()
    assert (found["year"], found["kind"], found["amount"]) == (2023, "transfer", Decimal(5000))
    union.do("accountant", "finance.accrue", {**TRANSFER, "amount": "4500"})
    assert proposed()["amount"] == Decimal(500)


# Projects and surplus


@pytest.fixture
def project(books):
    """An earmarked project with 300 left of 1000, another with nothing spent, and 50 without a name."""
    for summary, lines in (
        ("补助", [("102", "1000", ""), ("40302", "", "1000")]), ("竞赛", [("50301", "700", ""), ("102", "", "700")]),
    ):  # fmt: skip
        given = [
            line | {"project": "技能竞赛", "earmarked": line["account"] != "102"} for line in as_lines(lines)
        ]
        values = {"date": "2023-12-05", "summary": summary, "attachments": 1, "lines": given}
        books.union.do("accountant", "finance.draft_voucher", values)
    books.posted("2023-12-06", [("102", "50", ""), ("40302", "", "50")])
    books.posted("2023-12-07", [("102", "2000", ""), ("402", "", "2000")])
    pass_all(books)
    return books


def rows_of(books, year=2023):
    return {row["name"]: str(row["left"]) for row in books.union.rows("audit", "finance.projects", year=year)}


def test_a_finished_project_becomes_surplus_at_the_years_end(project):
    union = project.union
    assert rows_of(project) == {"技能竞赛": "300.00", "—": "50.00"}
    report = union.desk("accountant").preview("finance.finish_project", {"project": "技能竞赛", "year": 2023})
    assert [row[1].split()[0] for row in report.blocks[1].rows[:-1]] == ["32104", "32204"]
    union.do(
        "accountant", "finance.finish_project", {"project": "技能竞赛", "year": 2023, "document": "验收单"}
    )
    with pytest.raises(Refusal, match="没有记账"):
        union.do("accountant", "finance.finish_project", {"project": "技能竞赛", "year": 2023})
    union.do("accountant", "finance.close_year", {"year": 2023})
    pass_all(project)
    accounts = project.accounts(year=2023)
    assert {c: accounts[c]["closing"] for c in ("32104", "32204", "32205", "32103")} == {
        "32104": "-50.00", "32204": "0.00", "32205": "-2300.00", "32103": "0.00",
    }  # fmt: skip
    assert rows_of(project) == {"技能竞赛": "0.00", "—": "50.00"}
    statement = union.data("audit", "finance.income_statement", year=2023)
    assert all(statement["checks"].values())
    assert statement["rows"]["closing_surplus"]["year"] == "2300.00"
    with pytest.raises(Refusal, match="已年结"):
        union.do("accountant", "finance.finish_project", {"project": "技能竞赛", "year": 2023})
    assert project.findings() == []


def test_a_project_goes_on_in_the_next_year(project):
    union = project.union
    union.do("accountant", "finance.close_year", {"year": 2023})
    pass_all(project)
    line = {"account": "50301", "debit": "120", "project": "技能竞赛", "earmarked": True}
    union.do("accountant", "finance.draft_voucher", {
        "date": "2024-02-05", "summary": "竞赛", "attachments": 1, "lines": [line, {"account": "102", "credit": "120"}],
    })  # fmt: skip
    pass_all(project)
    row = next(r for r in union.rows("audit", "finance.projects", year=2024) if r["name"] == "技能竞赛")
    assert [str(row[c]) for c in ("brought", "income", "expenditure", "left")] == [
        "300.00", "0.00", "120.00", "180.00",
    ]  # fmt: skip
    assert rows_of(project, 2024) == {"技能竞赛": "180.00", "—": "50.00"}


def test_an_unknown_project_is_told_the_known_ones(project):
    with pytest.raises(BadInput, match="已有的：技能竞赛"):
        project.union.do("accountant", "finance.finish_project", {"project": "无", "year": 2023})


def test_nameless_money_is_given_to_a_project(project):
    union = project.union
    values = {"project": "劳模工作室", "date": "2023-12-10", "amount": "50.01"}
    with pytest.raises(Refusal, match=r"只有 50\.00"):
        union.do("accountant", "finance.name_project", values)
    key = union.do("accountant", "finance.name_project", {**values, "amount": "20"}).key
    assert lines_of(project, key) == [("32104", "20.00", "0.00"), ("32104", "0.00", "20.00")]
    pass_all(project)
    assert rows_of(project) == {"劳模工作室": "20.00", "技能竞赛": "300.00", "—": "30.00"}
    assert union.data("audit", "finance.income_statement", year=2023)["rows"]["adjustments"]["year"] == "0.00"


def test_surplus_is_used_for_a_project(project):
    union = project.union
    union.do("accountant", "finance.close_year", {"year": 2023})
    pass_all(project)
    values = {
        "project": "技能竞赛",
        "date": "2024-01-10",
        "amount": "500",
        "document": "委员会决议〔2024〕1号",
    }
    with pytest.raises(Refusal, match=r"只有 2,000\.00"):
        union.do("accountant", "finance.use_surplus", {**values, "amount": "2000.01"})
    key = union.do("accountant", "finance.use_surplus", values).key
    assert lines_of(project, key) == [("32202", "500.00", "0.00"), ("32102", "0.00", "500.00")]
    pass_all(project)
    assert rows_of(project, 2024)["技能竞赛"] == "800.00"
    sheet = union.data("audit", "finance.balance_sheet", year=2024, month=1)["rows"]
    assert (sheet["carried_forward"]["closing"], sheet["surplus"]["closing"]) == ("850.00", "1500.00")
    assert union.data("audit", "finance.income_statement", year=2024)["rows"]["adjustments"]["year"] == "0.00"


def test_errors_of_earlier_years_pass_by_this_years_income(project):
    union = project.union
    given = {
        "date": "2024-01-10",
        "summary": "退回上年多付场租",
        "amount": "80",
        "side": "more",
        "account": "102",
    }
    key = union.do("accountant", "finance.correct_earlier", given).key
    assert lines_of(project, key) == [("102", "80.00", "0.00"), ("32201", "0.00", "80.00")]
    less = {
        **given,
        "side": "less",
        "account": "135",
        "earmarked": True,
        "project": "技能竞赛",
        "amount": "30",
    }
    key = union.do("accountant", "finance.correct_earlier", less).key
    assert lines_of(project, key) == [("32101", "30.00", "0.00"), ("135", "0.00", "30.00")]
    pass_all(project)
    rows = union.data("audit", "finance.income_statement", year=2024)["rows"]
    assert (rows["adjustments"]["year"], rows["total_income"]["year"]) == ("50.00", "0.00")
    assert rows_of(project, 2024)["技能竞赛"] == "270.00"


@pytest.mark.parametrize(
    ("values", "said"), [
        ({"account": "402"}, "资产或负债科目"), ({"account": "30104"}, "资产或负债科目"),
        ({"earmarked": True}, "写明项目"), ({"account": "131"}, "有明细科目"),
    ],
)  # fmt: skip
def test_a_correction_that_is_none(plain_books, values, said):
    given = {"date": "2023-12-10", "summary": "x", "amount": "80", "side": "more", "account": "102"}
    with pytest.raises(Refusal, match=said):
        plain_books.union.do("accountant", "finance.correct_earlier", given | values)


@pytest.mark.parametrize("officer", ["chair", "vice_chair", "cashier", "clerk", "audit"])
@pytest.mark.parametrize(
    "action", ["accrue", "settle_accrual", "finish_project", "name_project", "use_surplus", "correct_earlier"]
)
def test_the_years_end_is_the_accountants(plain_books, officer, action):
    with pytest.raises(NoRight):
        plain_books.union.do(officer, f"finance.{action}", {})
