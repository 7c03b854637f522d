"""Part three of the annual report: each sentence from its records, and what is missing."""

from typing import Any

import pytest

from gonghui_core.plugins import installed
from gonghui_core.testing.union import Union

GIFT = {
    "title": "国庆慰问", "festival": "national_day", "on": "2023-09-27", "item": "水果", "form": "goods",
    "unit_cost": "200",
}  # fmt: skip


@pytest.fixture
def alone(plain_union: Union) -> Union:
    opened = plain_union.reopen([c for c in installed() if c.name == "welfare"])
    yield opened
    opened.kernel.close()


def report(union: Union, year: str = "2023") -> tuple[dict[str, Any], dict[str, str]]:
    data = union.data("clerk", "core.annual", year=year)
    told = {
        s["id"]: s for section in data["sections"] for s in section["sentences"] if section["id"] == "care"
    }
    return told, {item["id"]: item["page"] for item in data["missing"]}


def hand_out(union: Union, *, sign: object = None, **changes: object) -> str:
    run = str(union.do("clerk", "welfare.plan_run", {**GIFT, **changes}).key)
    union.do("clerk", "welfare.sign_off", {"recipients": sign} if sign else {"all": True}, run)
    return run


def test_what_is_missing_names_its_page(alone: Union) -> None:
    told, missing = report(alone)
    assert told == {}
    expected = {"C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C13"}
    assert expected <= set(missing)
    assert (missing["C5"], missing["C6"], missing["C7"]) == ("welfare.runs", "welfare.runs", "welfare.aids")
    pages = alone.kernel.catalogue.pages
    assert all(page in pages for key, page in missing.items() if key.startswith("C") and page)


def test_the_sentence_of_the_festivals(alone: Union) -> None:
    alone.do("clerk", "welfare.plan_run", GIFT)
    assert "C5" in report(alone)[1], "a plan that reached nobody is not told"
    first = hand_out(alone, title="春节慰问", festival="spring_festival", on="2023-01-13", item="年货")
    second = hand_out(alone, sign=["1001", "1002"], unit_cost="100.50")
    sentence = report(alone)[0]["C5"]
    assert sentence["text"] == (
        "全年在春节、国庆节为教职工送上节日慰问品2次（1月13日年货12人、9月27日水果2人），发放金额2601元。"
    )
    assert [(f["label"], f["value"], f["page"], f["keys"]) for f in sentence["facts"]] == [
        ("春节慰问", "12人", "welfare.runs", [first]), ("国庆慰问", "2人", "welfare.runs", [second]),
        ("发放金额", "2601元", "welfare.runs", [first, second]),
    ]  # fmt: skip
    alone.do("clerk", "welfare.sign_off", {"recipients": ["1003"]}, second)
    assert "水果3人），发放金额2701.50元" in report(alone)[0]["C5"]["text"]
    assert "C5" in report(alone, "2022")[1]


def test_the_other_sentences_of_distributions(alone: Union) -> None:
    duty = {"festival": "", "members": ["1001", "1002"], "item": "礼包"}
    hand_out(alone, programme="warmth", title="寒假送温暖", on="2023-01-17", **duty)
    hand_out(alone, programme="cooling", title="暑期送清凉", on="2023-07-18", **duty)
    hand_out(alone, programme="women_day", title="三八", festival="", on="2023-03-08", item="鲜花")
    hand_out(alone, programme="newcomers", title="新教师", **duty)
    hand_out(alone, programme="birthday", title="生日", festival="", item="蛋糕券", form="voucher")
    hand_out(alone, programme="film", title="电影", festival="", item="电影票", form="voucher")
    told, missing = report(alone)
    assert told["C6"]["text"] == "寒暑假期间对值班、在岗人员送温暖2人次、送清凉2人次，发放金额800元。"
    assert told["C11"]["text"] == "“三八”妇女节慰问女教工6人，发放金额1200元。"
    assert told["C9"]["text"] == "关心新进教师和青年教工，看望慰问2人次。"
    assert told["C10"]["text"] == "为会员发放蛋糕券、电影票24人次，发放金额4800元。"
    assert not {"C6", "C9", "C10", "C11"} & set(missing)


def test_an_aid_is_told_once_it_is_paid(plain_union: Union) -> None:
    union = plain_union
    asked = {"kind": "hardship", "amount": "1500", "reason": "家庭困难"}
    for member, kind in (("1011", "hardship"), ("1008", "illness"), ("1012", "bereavement")):
        aid = union.do("women", "welfare.request_aid", {**asked, "member": member, "kind": kind}).key
        union.do("vice_chair", "welfare.review_aid", {}, aid)
        union.do("chair", "welfare.approve_aid", {}, aid)
    assert "C7" in report(union)[1]
    for row in union.rows("chair", "welfare.aids"):
        voucher = row["voucher"].partition("/")[2]
        union.do("accountant", "finance.adopt_voucher", {}, voucher)
        union.do("chair", "finance.review_voucher", {}, voucher)
        union.do("accountant", "finance.post_voucher", {}, voucher)
    told, missing = report(union)
    assert told["C7"]["text"] == (
        "对生活困难、患病和突遇变故的教职工进行帮扶，其中困难补助1人次、患病慰问1人次，共发放3000元。"
    )
    assert told["welfare.bereavement"]["text"] == "对家中有丧事的教职工慰问1人次，发放慰问金1500元。"
    assert "C8" in missing, "marriages and births cannot be recorded yet"
    assert "仇英" not in str(told)
