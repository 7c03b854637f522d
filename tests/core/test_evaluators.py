"""What rules say of cases: tables with the edge on both sides, the sentence, and the law of "not set"."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.rules.evaluators import EVALUATORS, evaluate, not_set, unknown_rule
from gonghui_core.rules.model import Band, DurationLimit, IllnessLimit, Ratio, Rule, RuleType, Severity, Steps
from gonghui_core.verdicts import Standing

SIZES = (Band(0, 24, 3, 5, (1,)), Band(25, 200, 3, 7), Band(201, 1000, 7, 15), Band(50001, None, 37, None))
DELEGATES = Steps(100, 3000, 30, 5, 100, 175)
FESTIVALS = ("goods", "voucher")


def rule(kind, value, **more):
    return Rule("a.b", "某项", RuleType(kind), value, document="《某办法》", article="第8条", **more)


def yuan(text):
    return Decimal(text)


@pytest.mark.parametrize(
    ("kind", "value", "facts", "met", "need", "have"),
    [
        ("per_event", yuan("900"), {"amount": yuan("900.00")}, True, "900.00", "900.00"),
        ("per_event", yuan("900"), {"amount": yuan("900.01")}, False, "900.00", "900.01"),
        ("per_year", yuan("1000"), {"amount": yuan("200"), "already": yuan("800")}, True, "1000.00",
        "1000.00"),
        ("per_year", yuan("1000"), {"amount": yuan("300"), "already": yuan("800")}, False, "1000.00",
        "1100.00"),
        ("per_festival", yuan("500"), {"amount": yuan("500")}, True, "500.00", "500.00"),
        ("per_festival", yuan("500"), {"amount": yuan("1"), "already": yuan("500")}, False, "500.00",
        "501.00"),
        ("per_illness", IllnessLimit(yuan("2000"), 1), {"amount": yuan("2000")}, True, "2000.00", "2000.00"),
        ("per_illness", IllnessLimit(yuan("2000"), 1), {"amount": yuan("2001")}, False, "2000.00", "2001.00"),
        ("per_illness", IllnessLimit(yuan("2000"), 1), {"amount": yuan("1"), "times": 2}, False, "1", "2"),
        ("once", 1, {"times": 1}, True, "1", "1"),
        ("once", 1, {"times": 2}, False, "1", "2"),
        ("share_of_base", Ratio(3, 1), {"amount": yuan("1"), "already": yuan("2"), "base": yuan("1")}, True,
         "3.00", "3.00"),
        ("share_of_base", Ratio(3, 10), {"amount": yuan("0.03"), "base": yuan("0.11")}, True, "0.03", "0.03"),
        ("share_of_base", Ratio(3, 10), {"amount": yuan("0.04"), "base": yuan("0.11")}, False, "0.03",
        "0.04"),
        ("share_of_base", Ratio(1, 3), {"amount": yuan("33.34"), "base": yuan("100")}, False, "33.33",
        "33.34"),
        ("share_of_people", Ratio(2, 3), {"have": 50, "base": 75}, True, "50", "50"),
        ("share_of_people", Ratio(2, 3), {"have": 51, "base": 75}, False, "50", "51"),
        ("share_of_people", Ratio(1, 3), {"have": 1, "base": 2}, False, "0", "1"),
        ("least_share", Ratio(5, 100), {"have": 1, "base": 9}, True, "1", "1"),
        ("least_share", Ratio(5, 100), {"have": 0, "base": 9}, False, "1", "0"),
        ("least_share", Ratio(5, 100), {"have": 1, "base": 21}, False, "2", "1"),
        ("share", "two_thirds_or_more", {"have": 48, "base": 73}, False, "49", "48"),
        ("share", "two_thirds_or_more", {"have": 49, "base": 73}, True, "49", "49"),
        ("share", "half_or_more", {"have": 36, "base": 72}, True, "36", "36"),
        ("share", "more_than_half", {"have": 36, "base": 72}, False, "37", "36"),
        ("share", "more_than_a_quarter", {"have": 19, "base": 73}, True, "19", "19"),
        ("at_least", 75, {"have": 75, "base": 100}, True, "75", "75"),
        ("at_least", 75, {"have": 7, "base": 10}, False, "8", "7"),
        ("at_least", 75, {"have": 0, "base": 0}, False, "0", "0"),
        ("at_most", 20, {"have": 14, "base": 73}, True, "14", "14"),
        ("at_most", 20, {"have": 15, "base": 73}, False, "14", "15"),
        ("surplus", 5, {"candidates": 9, "seats": 9}, False, "10", "9"),
        ("surplus", 5, {"candidates": 10, "seats": 9}, True, "10", "10"),
        ("surplus", 5, {"candidates": 22, "seats": 21}, False, "23", "22"),
        ("surplus", 5, {"candidates": 23, "seats": 21}, True, "23", "23"),
        ("surplus", 0, {"candidates": 1, "seats": 1}, True, "1", "1"),
        ("ceiling", "issued", {"have": 61, "limit": 60}, False, "60", "61"),
        ("ceiling", "issued", {"have": 60, "limit": 60}, True, "60", "60"),
        ("times_per_year", 4, {"times": 4}, True, "4", "4"),
        ("times_per_year", 4, {"times": 5}, False, "4", "5"),
        ("duration", DurationLimit(2, 1), {"days": 2, "nights": 1}, True, "2 天 1 夜", "2 天 1 夜"),
        ("duration", DurationLimit(1, 0), {"days": 1, "nights": 1}, False, "1 天 0 夜", "1 天 1 夜"),
        ("place", ("city",), {"place": "province"}, False, "city", "province"),
        ("sub_share", Ratio(1, 2), {"part": yuan("150"), "whole": yuan("300")}, True, "150.00", "150.00"),
        ("sub_share", Ratio(1, 2), {"part": yuan("150.01"), "whole": yuan("300.01")}, False, "150.00",
        "150.01"),
        ("forms", FESTIVALS, {"form": "money", "labels": {"goods": "实物",
        "money": "现金"}}, False, "实物、voucher", "现金"),
        ("forms", FESTIVALS, {"form": "goods"}, True, "goods、voucher", "goods"),
        ("relatives", ("spouse", "child"), {"relation": "child"}, True, "spouse、child", "child"),
        ("relatives", ("spouse", "child"), {"relation": "other"}, False, "spouse、child", "other"),
        ("eligibility", ("dues_paid", "in_base"), {"holds": {"dues_paid"}}, False, "dues_paid、in_base",
        "dues_paid"),
        ("eligibility", ("dues_paid",), {"holds": {"dues_paid", "x"}}, True, "dues_paid", "dues_paid"),
        ("proof", ("certificate", "receipt"), {"given": []}, False, "certificate、receipt", ""),
        ("payer", ("dues",), {"payer": "school"}, False, "dues", "school"),
        ("choice", ("3", "5"), {"chosen": "4"}, False, "3、5", "4"),
        ("statuses", ("active",), {"status": "retained"}, False, "active", "retained"),
        ("incompatible", ("chair", "cashier"), {"holds": ["chair", "member"]}, False, "chair、cashier",
        "chair"),
        ("incompatible", ("chair", "cashier"), {"holds": ["member"]}, True, "chair、cashier", ""),
        ("minimum", 25, {"have": 24}, False, "25", "24"),
        ("minimum", 25, {"have": 25}, True, "25", "25"),
        ("maximum", 30, {"have": 31}, False, "30", "31"),
        ("maximum", yuan("0.5"), {"have": yuan("0.5")}, True, "0.50", "0.50"),
        ("bands", SIZES, {"whole": 480, "have": 17}, False, "7–15", "17"),
        ("bands", SIZES, {"whole": 480, "have": 15}, True, "7–15", "15"),
        ("bands", SIZES, {"whole": 20, "have": 1}, True, "3–5/1", "1"),
        ("bands", SIZES, {"whole": 60000, "have": 99}, True, "≥37", "99"),
        ("steps", DELEGATES, {"whole": 960, "have": 70}, True, "70", "70"),
        ("steps", DELEGATES, {"whole": 960, "have": 69}, False, "70", "69"),
        ("steps", DELEGATES, {"whole": 3001, "have": 174}, False, "175", "174"),
        ("flag", False, {"have": True}, False, "否", "是"),
        ("flag", True, {"have": True}, True, "是", "是"),
    ],
)  # fmt: skip
def test_a_case_on_each_side_of_the_edge(kind, value, facts, met, need, have):
    verdict = evaluate(rule(kind, value), **facts)
    assert verdict.standing is (Standing.MET if met else Standing.WARN)
    assert (verdict.need, verdict.have) == (need, have)
    assert verdict.message.startswith("某项：")
    assert verdict.message.endswith("（《某办法》第8条）")
    assert ("不符合规定" in verdict.message) is not met
    assert (verdict.rule, verdict.document, verdict.article) == ("a.b", "《某办法》", "第8条")


def test_the_sentence_names_numbers_rule_and_article():
    found = evaluate(rule("per_year", yuan("1000"), unit="yuan"), amount=yuan("300"), already=yuan("800"))
    assert found.message == (
        "某项：每人每年不超过 1000.00 元，已有 800.00 元，本次 300.00 元，共 1100.00 元，"
        "不符合规定（《某办法》第8条）"
    )
    found = evaluate(rule("share_of_base", Ratio(3, 1), base="dues"), amount=yuan("4"), base=yuan("1"))
    assert "不超过会费收入 1.00 元的 3 倍，即 3.00 元，累计 4.00 元" in found.message
    found = evaluate(rule("proof", ("certificate",)), given=[], labels={"certificate": "结婚证"})
    assert "缺少：结婚证" in found.message


@pytest.mark.parametrize(
    ("severity", "standing"),
    [(Severity.BLOCK, Standing.BLOCK), (Severity.WARN, Standing.WARN), (Severity.INFO, Standing.INFO)],
)
def test_a_broken_rule_stands_by_its_severity(severity, standing):
    assert evaluate(rule("once", 1, severity=severity), times=2).standing is standing
    assert evaluate(rule("once", 1, severity=severity), times=1).standing is Standing.MET


FACTS = {
    "per_event": {"amount": Decimal(0)},
    "per_year": {"amount": Decimal(0)},
    "per_festival": {"amount": Decimal(0)},
    "per_illness": {"amount": Decimal(0)},
    "once": {"times": 1},
    "times_per_year": {"times": 1},
    "share_of_base": {"amount": Decimal(0), "base": Decimal(1)},
    "share_of_people": {"have": 0, "base": 1},
    "least_share": {"have": 1, "base": 1},
    "share": {"have": 1, "base": 1},
    "at_least": {"have": 1, "base": 1},
    "at_most": {"have": 0, "base": 1},
    "surplus": {"candidates": 9, "seats": 1},
    "ceiling": {"have": 0, "limit": 1},
    "duration": {"days": 1, "nights": 0},
    "place": {"place": ""},
    "sub_share": {"part": Decimal(0), "whole": Decimal(1)},
    "forms": {"form": ""},
    "relatives": {"relation": ""},
    "eligibility": {"holds": []},
    "proof": {"given": []},
    "payer": {"payer": ""},
    "choice": {"chosen": ""},
    "statuses": {"status": ""},
    "incompatible": {"holds": []},
    "minimum": {"have": 1},
    "maximum": {"have": 0},
    "bands": {"whole": 1, "have": 1},
    "steps": {"whole": 1, "have": 1},
    "flag": {"have": False},
}


@pytest.mark.parametrize("kind", list(RuleType))
def test_a_rule_that_nobody_filled_in_never_passes(kind):
    """Domain vector 20: a gift of any sum under a pack without the limit."""
    verdict = evaluate(rule(kind, None, severity=Severity.INFO), **FACTS[kind])
    assert verdict.standing is Standing.NOT_SET
    assert not verdict.met
    assert "未设定，请查本单位文件" in verdict.message
    assert kind in EVALUATORS


def test_what_no_band_covers_is_not_set():
    assert evaluate(rule("bands", SIZES), whole=20_000, have=30).standing is Standing.NOT_SET


def test_a_rule_that_does_not_exist_is_not_set():
    assert unknown_rule("a.z").standing is Standing.NOT_SET
    assert "未设定，请查本单位文件" in unknown_rule("a.z").message
    assert not_set(rule("once", None)).document == "《某办法》"


def test_a_wrong_fact_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError):
        evaluate(rule("once", 1), amount=3)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 100), st.integers(1, 100))
def test_shares_agree_with_their_own_need(have, base, numerator, denominator):
    share = Ratio(numerator, denominator)
    most = evaluate(rule("share_of_people", share), have=have, base=base)
    assert most.met is (have <= int(most.need))
    least = evaluate(rule("least_share", share), have=have, base=base)
    assert least.met is (have >= int(least.need))


sums = st.decimals(0, 10**9, places=2)


@given(sums, sums, sums)
def test_money_is_compared_exactly(limit, already, amount):
    verdict = evaluate(rule("per_year", limit), amount=amount, already=already)
    assert verdict.met is (already + amount <= limit)
    assert Decimal(verdict.have) == already + amount
