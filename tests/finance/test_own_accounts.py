"""The union's own sub-accounts, what stays as the Ministry prescribes it, and charts of the abolished system."""

import pytest

from gonghui_core.verdicts import BadInput, NoRight, Refusal
from gonghui_finance.chart import standard
from gonghui_finance.chart.abolished import recognise
from tests.finance.conftest import as_lines

NOTE = {"document": "关于同意增设明细科目的批复", "number": "省总财〔2023〕5号", "date": "2023-03-01"}
OWN = {"code": "50107", "name": "云课堂学习支出", **NOTE}


def add(books, officer="accountant", **values):
    return books.union.do(officer, "finance.add_account", OWN | values)


def test_an_own_sub_account_works_everywhere(books, tmp_path):
    assert add(books).key == "50107"
    row = next(r for r in books.union.rows("audit", "finance.accounts") if r["code"] == "50107")
    assert (row["leaf"], row["own"], row["initials"]) == (True, True, "yktxxzc")
    assert row["note"] == "关于同意增设明细科目的批复 省总财〔2023〕5号 2023-03-01"
    for typed in ("50107", "云课堂学习支出", "yktxxzc", "50107 云课堂学习支出"):
        books.posted("2023-12-05", [(typed, "10", ""), ("102", "", "10")])
    assert books.accounts(year=2023)["50107"]["closing"] == "40.00"
    picked = books.union.desk("accountant").pick("finance.accounts", "云课堂")
    assert [p.key for p in picked] == ["50107"]
    rows = books.union.data("audit", "finance.income_statement", year=2023, month=12)["rows"]
    assert rows["activities"]["month"] == "40.00"
    path = tmp_path / "x.journal"
    books.union.desk("audit").export("finance.journal", {"year": "2023"}, "hledger", path)
    assert "account 50107 云课堂学习支出" in path.read_text(encoding="utf-8")
    assert books.findings() == ["finance.negative_cash"]
    assert books.union.desk("audit").verify_audit()[0] == []


def test_a_sub_account_of_an_own_one(plain_books):
    add(plain_books)
    add(plain_books, code="5010701", name="教学平台")
    with pytest.raises(Refusal, match="有明细科目"):
        plain_books.draft("2023-12-05", [("50107", "1", ""), ("102", "", "1")])
    plain_books.posted("2023-12-05", [("5010701", "1", ""), ("102", "", "1")])
    with pytest.raises(Refusal, match="还有明细"):
        plain_books.union.do("accountant", "finance.remove_account", {}, "50107")


@pytest.mark.parametrize("lacking", ["document", "number", "date"])
def test_without_the_authority_of_the_provincial_union_none_is_added(plain_books, lacking):
    with pytest.raises(Refusal) as refusal:
        add(plain_books, **{lacking: ""})
    found = refusal.value
    assert (found.rule, found.field) == ("finance.account.authority", lacking)
    assert "财会〔2021〕7号" in found.citation
    assert "总说明二" in found.citation


@pytest.mark.parametrize(
    ("code", "rule"), [
        ("509", "finance.account.level_one"), ("511", "finance.account.level_one"),
        ("51", "finance.account.level_one"), ("50105", "finance.account.prescribed"),
        ("59901", "finance.account.above"),
        ("5011", "finance.account.above"), ("32206", "finance.account.closed"), ("3220501", "finance.account.closed"),
        ("40201", "finance.account.closed"), ("50201", "finance.account.base"),
    ],
)  # fmt: skip
def test_where_no_sub_account_may_stand(plain_books, code, rule):
    with pytest.raises(Refusal) as refusal:
        add(plain_books, code=code)
    assert refusal.value.rule == rule


@pytest.mark.parametrize(
    ("values", "message"), [
        ({"name": "会员活动支出"}, "下面已有"), ({"name": "职工教育费"}, "2009年"),
        ({"code": "501A1"}, "只用数字"), ({"date": "2023-12-31"}, "在今天之后"),
    ],
)  # fmt: skip
def test_a_name_or_a_date_that_will_not_do(plain_books, values, message):
    with pytest.raises((Refusal, BadInput), match=message):
        add(plain_books, **values)


def test_what_is_booked_on_gets_no_sub_accounts(plain_books):
    plain_books.posted("2023-12-05", [("510", "1", ""), ("102", "", "1")])
    with pytest.raises(Refusal, match="已有分录或余额"):
        add(plain_books, code="51001")
    with pytest.raises(Refusal, match="已有分录或余额"):
        add(plain_books, code="10201", name="基本户")


def test_the_setting_that_books_on_the_account_above_is_told_of(plain_books):
    outcome = add(plain_books, code="10201", name="基本户")
    assert [w.rule for w in outcome.warnings] == ["finance.account.setting"]


@pytest.mark.parametrize("action", ["finance.rename_account", "finance.remove_account"])
@pytest.mark.parametrize("code", ["504", "50405", "102"])
def test_prescribed_accounts_stay(plain_books, action, code):
    values = {"name": "别名"} if action.endswith("rename_account") else {}
    with pytest.raises(Refusal, match="不得合并、改名"):
        plain_books.union.do("accountant", action, values, code)


def test_own_accounts_are_renamed_and_removed_while_nothing_stands_on_them(plain_books):
    union = plain_books.union
    add(plain_books)
    union.do("accountant", "finance.rename_account", {"name": "网络课程支出"}, "50107")
    key = plain_books.draft("2023-12-05", [("网络课程支出", "1", ""), ("102", "", "1")])
    with pytest.raises(Refusal, match="不能删去"):
        union.do("accountant", "finance.remove_account", {}, "50107")
    union.do("accountant", "finance.discard_voucher", {"reason": "不要"}, key)
    union.do("accountant", "finance.remove_account", {}, "50107")
    assert "50107" not in {r["code"] for r in union.rows("audit", "finance.accounts")}


@pytest.mark.parametrize("officer", ["chair", "vice_chair", "cashier", "clerk", "women", "branch", "audit"])
def test_only_the_accountant_changes_the_chart(plain_books, officer):
    with pytest.raises(NoRight):
        add(plain_books, officer)


# What a base union may take, and what it may not


def test_accounts_of_the_county_level(plain_books):
    plain_books.posted("2023-12-05", [("102", "5", ""), ("221", "", "5")])
    plain_books.posted("2023-12-05", [("171", "5", ""), ("30105", "", "5")])
    for code in ("502", "506", "508"):
        with pytest.raises(Refusal) as refusal:
            plain_books.draft("2023-12-05", [(code, "1", ""), ("102", "", "1")])
        assert refusal.value.rule == "finance.account.base"
        assert "县级以上" in refusal.value.message
        lines = [{"account": code, "amount": "1"}]
        with pytest.raises(Refusal, match="基层工会"):
            plain_books.union.do("accountant", "finance.set_budget", {"year": 2023, "lines": lines})


# The abolished system


@pytest.mark.parametrize(
    ("text", "old"), [
        ("502 维权支出", "502"), ("503业务支出", "503"), ("支出:维权支出:50205 送温暖费", "50205"), ("固定基金", "301"),
        ("Expenses:508-其他支出", "508"), ("225", "225"), ("221 应付上级经费", "221"), ("结余", "331"),
        ("502", None), ("504 维权支出", None), ("维权支出", None), ("其他支出", None), ("102 银行存款", None),
        ("50102 职工活动支出-文体活动支出", None), ("221", None), ("无此科目", None), ("", None),
    ],
)  # fmt: skip
def test_accounts_of_2009_are_recognised(text, old):
    found = recognise(text, standard())
    assert (found.code if found else None) == old


def test_every_account_of_2009_leads_to_one_of_today():
    from gonghui_finance.chart.abolished import old_accounts

    today = standard()
    for old in old_accounts().values():
        assert all(code in today.accounts for code in old.now)
        assert recognise(f"{old.code} {old.name}", today) == old or old.name == today.accounts[old.code].name


def test_a_voucher_or_an_opening_with_an_old_account_is_refused(plain_books):
    with pytest.raises(BadInput) as voucher:
        plain_books.draft("2023-12-05", [("502 维权支出", "1", ""), ("102", "", "1")])
    for part in ("502 维权支出", "2009年", "504 维权支出"):
        assert part in voucher.value.message
    balances = as_lines([("301 固定基金", "", "5"), ("162", "5", "")])
    with pytest.raises(BadInput, match="30104 资产基金-固定资产"):
        plain_books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": balances})
    with pytest.raises(Refusal, match=r"225 其他应付款.*215"):
        plain_books.draft("2023-12-05", [("225", "1", ""), ("102", "", "1")])


def test_a_code_beside_another_accounts_name_is_refused(plain_books):
    with pytest.raises(BadInput, match="不是“职工活动支出”"):
        plain_books.draft("2023-12-05", [("503 职工活动支出", "1", ""), ("102", "", "1")])
    plain_books.draft("2023-12-05", [("50102 文体活动支出", "1", ""), ("102 银行存款基本户", "", "1")])


@pytest.mark.parametrize(
    ("kind", "name", "text"), [
        ("finance.vouchers", "x.csv",
         "日期,凭证号,摘要,科目,借方,贷方\n2023-12-05,1,慰问,502 维权支出,1,\n2023-12-05,1,慰问,102,,1\n"),
        ("finance.hledger", "x.journal", "2023-12-05 慰问\n    支出:502 维权支出  1.00 CNY\n    102 银行存款\n"),
        ("finance.beancount", "x.beancount",
         '2023-12-05 * "" "慰问"\n  Expenses:502-维权支出  1.00 CNY\n  Assets:102-银行存款\n'),
    ],
)  # fmt: skip
def test_no_import_mixes_both_systems(plain_books, tmp_path, kind, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as told:
        plain_books.union.desk("accountant").import_sheet(kind, path)
    assert "“502 维权支出”" in told.value.message
    assert "504 维权支出" in told.value.message
    assert plain_books.union.rows("accountant", "finance.vouchers") == []
