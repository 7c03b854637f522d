"""Policy packs: what may stand in them, what is said of errors, and which rule is in force on a day."""

from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.rules.model import (
    Band,
    DurationLimit,
    Evidence,
    IllnessLimit,
    Ratio,
    RuleType,
    Severity,
    Steps,
)
from gonghui_core.rules.packs import MAX_BYTES, PackError, load_pack, parse_pack
from gonghui_core.rules.rulebook import Rulebook
from gonghui_core.rules.titles import value_text

FULL = """
jurisdiction = "shanghai"
[[rule]]
id = "welfare.festival.per_year"
title = "逢年过节慰问品"
type = "per_year"
value = "1000.50"
unit = "yuan"
severity = "block"
issuer = "上海市总工会"
document = "沪工总财〔2025〕36号"
article = "第2条"
effective_from = 2025-01-01
effective_to = 2025-12-31
evidence = "found"
source = "http://example.org"
note = "可分次使用"
"""


def rule_of(kind, value, **more):
    lines = "".join(f"{key} = {text}\n" for key, text in more.items())
    text = f'[[rule]]\nid = "a.b"\ntitle = "甲"\ntype = "{kind}"\nvalue = {value}\n{lines}'
    return parse_pack(text, "rules.toml").rules[0]


def test_a_rule_has_everything_that_its_table_says():
    (rule,) = parse_pack(FULL, "shanghai.toml").rules
    assert rule.value == Decimal("1000.50")
    assert (rule.type, rule.severity, rule.evidence) == (RuleType.PER_YEAR, Severity.BLOCK, Evidence.FOUND)
    assert rule.citation == "沪工总财〔2025〕36号第2条"
    assert (rule.jurisdiction, rule.pack, rule.note) == ("shanghai", "shanghai.toml", "可分次使用")
    assert [rule.in_force(date(year, 1, 1)) for year in (2024, 2025, 2026)] == [False, True, False]
    assert value_text(rule) == "1000.50 元"


@pytest.mark.parametrize(
    ("kind", "written", "value", "shown"),
    [
        ("per_event", "1000", Decimal(1000), "1000.00"), ("per_festival", '"0.05"', Decimal("0.05"), "0.05"),
        ("per_illness", "2000", IllnessLimit(Decimal(2000), 1), "2000.00 元，每年 1 次"),
        ("per_illness", "{amount = 500, times = 2}", IllnessLimit(Decimal(500), 2), "500.00 元，每年 2 次"),
        ("once", "1", 1, "1"), ("times_per_year", "4", 4, "4"),
        ("share_of_people", '"2/3"', Ratio(2, 3), "2/3"),
        ("share_of_base", '"3/1"', Ratio(3, 1), "3/1"),
        ("share", '"two_thirds_or_more"', "two_thirds_or_more", "三分之二以上"),
        ("duration", "{days = 2, nights = 1}", DurationLimit(2, 1), "2 天 1 夜"),
        ("forms", '["goods", "voucher"]', ("goods", "voucher"), "goods、voucher"),
        ("flag", "false", False, "否"),
        ("at_most", "20", 20, "20"), ("ceiling", '"issued"', "issued", "issued"),
        ("bands", "[{first = 0, last = 24, low = 3, high = 5, besides = [1]}, {first = 25, low = 7}]",
         (Band(0, 24, 3, 5, (1,)), Band(25, None, 7, None)), "0–24：3–5/1、≥25：≥7"),
        ("steps", "{from = 100, to = 3000, base = 30, step = 5, per = 100, above = 175}",
         Steps(100, 3000, 30, 5, 100, 175), "100 起 30，每增加 100 加 5，超过 3000 为 175"),
        ("minimum", "25", 25, "25"), ("maximum", '"0.5"', Decimal("0.5"), "0.50"),
        ("per_event", '"not set"', None, "未设定"), ("bands", '"not set"', None, "未设定"),
    ],
)  # fmt: skip
def test_values_are_read_by_type(kind, written, value, shown):
    rule = rule_of(kind, written)
    assert rule.value == value
    assert type(rule.value) is type(value)
    assert value_text(rule) == shown
    assert rule.is_set is (value is not None)


@pytest.mark.parametrize(
    ("kind", "written", "words"),
    [
        ("per_event", "1000.5", "金额"), ("per_event", '"1,000"', "金额"), ("per_event", '"-1"', "金额"),
        ("per_event", "true", "金额"), ("per_event", '"0.005"', "金额"), ("per_event", '"1e5"', "金额"),
        ("per_event", '"not_set"', "not set"), ("share_of_people", "0.667", "分数"),
        ("share_of_people", '"2/0"', "分数"),
        ("share", '"most"', "计数词"), ("once", '"1"', "整数"), ("once", "-1", "整数"),
        ("flag", '"yes"', "true"),
        ("forms", '"goods"', "列表"), ("forms", "[]", "列表"), ("duration", "{days = 1}", "days"),
        ("bands", "[{low = 1}]", "first"), ("bands", "3", "各档"), ("steps", "{from = 1}", "per"),
        ("at_most", "120", "100"),
        ("per_illness", "{sum = 3}", "amount"), ("ceiling", "3", "名称"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_what_would_be_right(kind, written, words):
    with pytest.raises(PackError, match=words) as caught:
        rule_of(kind, written)
    assert "rules.toml" in str(caught.value)
    assert "a.b" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rule]]\nid = ", "不是正确的 TOML"), ("[[rules]]\n", "是否应为“rule”"), ("rule = 3", "[[rule]]"),
        ("rule = [3]", "[[rule]]"), ("jurisdiction = 3", "jurisdiction 应为文字"),
        ("a = " + "[" * 5000, "不是正确的 TOML"),
        (FULL.replace("severity", "severety"), "是否应为“severity”"),
        (FULL.replace('"block"', '"blok"'), "是否应为“block”"),
        (FULL.replace('"per_year"', '"per_yaer"'), "是否应为“per_year”"),
        (FULL.replace('"found"', '"seen"'), "found"),
        (FULL.replace('evidence = "found"\n', ""), "缺少 evidence"),
        (FULL.replace('title = "逢年过节慰问品"\n', ""), "缺少 title"),
        (FULL.replace("2025-01-01", '"2025-01-01"'), "effective_from 应为日期"),
        (FULL.replace("2025-01-01", "2025-01-01T00:00:00"), "effective_from 应为日期"),
        (FULL.replace("2025-12-31", "2024-12-31"), "早于"),
        (FULL.replace('"可分次使用"', "3"), "note 应为文字"),
        (FULL + FULL[FULL.index("[[") :], "重叠"),
        *[(FULL.replace('"found"', f'"{weak}"'), "只能写") for weak in ("medium", "low", "unsure")],
    ],
)  # fmt: skip
def test_an_error_names_file_and_place(text, words):
    with pytest.raises(PackError) as caught:
        parse_pack(text, "shanghai.toml")
    assert words in str(caught.value)
    assert "shanghai.toml" in str(caught.value)


def test_files_that_are_no_packs_are_refused(tmp_path):
    (tmp_path / "big.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    (tmp_path / "gbk.toml").write_bytes("# 政策".encode("gbk"))
    (tmp_path / "mark.toml").write_text(FULL, encoding="utf-8-sig")
    for name, words in (("big.toml", "1 MB"), ("gbk.toml", "UTF-8"), ("none.toml", "无法读取")):
        with pytest.raises(PackError, match=words):
            load_pack(tmp_path / name)
    assert len(load_pack(tmp_path / "mark.toml").rules) == 1


@given(st.text())
def test_any_text_is_a_pack_or_refused(text):
    try:
        rules = parse_pack(text, "x.toml").rules
    except PackError:
        return
    assert all(rule.pack == "x.toml" for rule in rules)


def version(jurisdiction, value, begun, ended=""):
    until = f"effective_to = {ended}\n" if ended else ""
    return parse_pack(
        f'[[rule]]\nid = "a.b"\ntitle = "甲"\ntype = "once"\nvalue = {value}\n'
        f'jurisdiction = "{jurisdiction}"\nevidence = "found"\neffective_from = {begun}\n{until}',
        f"{jurisdiction}.toml",
    )


def test_the_nearest_jurisdiction_in_force_wins():
    packs = [version("school", 4, "2025-01-01"), version("national", 1, "2010-01-01"),
             version("shanghai", 2, "2020-01-01",
             "2022-12-31"), version("shanghai", '"not set"', "2024-01-01"),
             version("anhui", 9, "2000-01-01")]  # fmt: skip
    book = Rulebook(packs, ("national", "shanghai", "school"))
    wins = {year: book.on(date(year, 6, 1), "a.b") for year in (2009, 2010, 2020, 2023, 2024, 2025)}
    assert {year: rule and rule.value for year, rule in wins.items()} == {
        2009: None, 2010: 1, 2020: 2, 2023: 1, 2024: None, 2025: 4,
    }  # fmt: skip
    assert wins[2009] is None
    assert wins[2024] is not None
    assert not wins[2024].is_set
    assert [rule.value for rule in book.in_force(date(2020, 1, 1))] == [2]
    assert len(book.versions("a.b")) == 4
    assert book.on(date(2020, 1, 1), "a.c") is None
    assert book.nearest("a.bb") == "a.b"


def test_without_a_jurisdiction_the_rules_are_the_schools_own():
    rule = rule_of("once", "1")
    assert (rule.jurisdiction, rule.evidence) == ("school", Evidence.OWN)


PACKS = [load_pack(files("gonghui_core") / "policy" / f"{name}.toml") for name in ("national", "shanghai")]
SHIPPED = [rule for pack in PACKS for rule in pack.rules]


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.id)
def test_what_ships_is_cited_and_not_guessed(rule):
    assert rule.id.startswith("core.")
    assert rule.is_set is rule.evidence.may_have_value
    assert rule.evidence is not Evidence.OWN
    assert "~" not in rule.article
    assert not rule.article or (rule.document and rule.evidence is Evidence.FOUND)
    assert rule.evidence is not Evidence.FOUND or rule.source


def test_the_rules_of_the_demo_year():
    book = Rulebook(PACKS, ("national", "shanghai", "school"))
    day = date(2023, 12, 20)
    values = {rule.id: rule.value for rule in book.in_force(day)}
    assert values["core.women_committee.threshold"] == 10
    assert values["core.committee.required_at"] == 25
    assert values["core.members.retained_vote"] is False
    assert values["core.chair.transfer_reply"] == 15
    assert values["core.members.rehired_vote"] is None
    national = Rulebook(PACKS, ("national", "school"))
    assert national.on(day, "core.chair.transfer_reply") is None
    assert book.on(date(2016, 10, 8), "core.members.retained_vote") is None


def test_no_pack_of_core_is_forgotten():
    shipped = {path.name for path in Path(str(files("gonghui_core") / "policy")).iterdir()}
    assert shipped == {pack.name for pack in PACKS}
