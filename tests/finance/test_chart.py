"""The chart of accounts, as the Ministry's table has it."""

import pytest
from pypinyin import Style, pinyin

from gonghui_finance.chart import Element, Side, standard

BASE = {
    "101", "102", "131", "135", "141", "162", "163", "182", "211", "215", "301", "321", "322", "401", "402", "403",
    "405", "408", "501", "503", "504", "505", "507", "510",
}  # fmt: skip
COUNTY = {
    "111", "121", "132", "151", "161", "171", "172", "181", "201", "212", "221", "311", "331", "332", "341", "404",
    "406", "407", "411", "502", "506", "508", "509", "521",
}  # fmt: skip


def test_the_level_one_accounts_are_those_of_the_table():
    level_one = [account for account in standard().accounts.values() if len(account.code) == 3]
    assert {a.code for a in level_one if not a.county} == BASE
    assert {a.code for a in level_one if a.county} == COUNTY


@pytest.mark.parametrize(
    ("code", "count"), [("131", 2), ("301", 6), ("321", 4), ("322", 5), ("403", 2), ("501", 6), ("503", 5), ("504", 6),
                        ("505", 4), ("507", 7)],
)  # fmt: skip
def test_prescribed_sub_accounts(code, count):
    assert len(standard().below(code)) == count
    assert not standard().is_leaf(code)


@pytest.mark.parametrize("code", ["402", "405", "408", "401", "101", "510", "221"])
def test_accounts_that_are_posted_to_directly(code):
    assert standard().is_leaf(code)


@pytest.mark.parametrize(
    ("code", "side"), [("101", "debit"), ("163", "credit"), ("172", "credit"), ("211", "credit"), ("32204", "credit"),
                       ("40302", "credit"), ("50105", "debit"), ("30104", "credit")],
)  # fmt: skip
def test_sides(code, side):
    assert standard().accounts[code].side is Side(side)


def test_codes_of_the_abolished_scheme_mean_what_they_mean_now():
    chart = standard()
    assert chart.accounts["502"].name != "维权支出"
    assert chart.accounts["504"].name == "维权支出"
    assert chart.accounts["50105"].element is Element.expenditure


def test_initials_are_a_reading_of_the_name():
    for account in standard().accounts.values():
        readings = [pinyin(char, style=Style.FIRST_LETTER, heteronym=True)[0] for char in account.name]
        assert len(account.initials) == len(account.name)
        assert all(letter in known for letter, known in zip(account.initials, readings, strict=True)), account


@pytest.mark.parametrize(
    ("typed", "codes"), [
        ("102", ["102"]), ("银行存款", ["102"]), ("yhck", ["102"]), ("YHCK", ["102"]), ("102 银行存款", ["102"]),
        ("年初余额调整", ["32101", "32201"]), ("工会资金结余-年初余额调整", ["32201"]), ("无此科目", []),
        ("维权支出", ["504"]), ("会员活动支出", ["50105"]), ("固定资产", ["162", "30104"]),
        ("资产基金-固定资产", ["30104"]), ("qtzc", ["510"]),
    ],
)  # fmt: skip
def test_what_people_mean(typed, codes):
    assert [account.code for account in standard().meant_by(typed)] == codes
