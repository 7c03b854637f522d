"""Plans, the rules on outings, and what the plugin contributes elsewhere."""

from datetime import date

import pytest

from gonghui_core.contributions import Card, Task
from gonghui_core.verdicts import BadInput, NoRight, Refusal

OUTING = {"title": "秋游", "on": "2025-10-18", "place": "崇明", "capacity": 40, "kind": "outing"}


def plan(union, **values):
    return union.do("clerk", "activities.plan_activity", {**OUTING, **values})


def warned(outcome):
    return {
        verdict.rule.rsplit(".", 1)[1]: verdict.standing.value
        for verdict in outcome.warnings
        if verdict.rule.startswith("activities.outing")
    }


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"cost": "300", "area": "city"}, {}),
        ({"cost": "300.01", "area": "city"}, {"day_cost": "warn"}),
        ({"until": "2025-10-19", "cost": "900", "area": "city"}, {}),
        ({"until": "2025-10-19", "cost": "900.01", "area": "province"}, {"stay_cost": "warn", "place": "warn"}),
        ({"until": "2025-10-20", "cost": "900", "area": "city"}, {"duration": "warn"}),
        ({}, {"cost": "info", "place": "info"}),
    ],
)  # fmt: skip
def test_an_outing_in_shanghai_since_2025(plain_union, values, told):
    plain_union.today = date(2025, 9, 1)
    assert warned(plan(plain_union, **values)) == told


def test_the_fifth_outing_of_a_year_is_one_too_many(plain_union):
    plain_union.today = date(2025, 3, 1)
    for month in (3, 4, 5, 9):
        assert warned(plan(plain_union, on=date(2025, month, 20), cost="100", area="city")) == {}
    fifth = plan(plain_union, cost="100", area="city")
    assert warned(fifth) == {"times": "warn"}
    assert (fifth.warnings[0].need, fifth.warnings[0].have) == ("4", "5")
    plain_union.do("clerk", "activities.cancel_activity", {"reason": "雨"}, fifth.key)
    assert warned(plan(plain_union, cost="100", area="city")) == {"times": "warn"}
    assert warned(plan(plain_union, on="2026-03-20", cost="100", area="city")) == {}


def test_before_2025_nobody_has_set_the_amounts(plain_union):
    outcome = plan(plain_union, on="2023-12-23", cost="5000", area="city")
    assert warned(outcome) == {"times": "not_set", "day_cost": "not_set", "place": "not_set"}
    two_days = plan(plain_union, on="2023-12-23", until="2023-12-24", cost="1", area="city")
    assert warned(two_days)["duration"] == "warn"
    assert "总工办发〔2017〕32号" in str([v.document for v in two_days.warnings])


def test_other_kinds_are_not_outings(plain_union):
    assert plan(plain_union, kind="sport", on="2023-12-23").warnings == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until": "2025-10-17"}, "until"),
        ({"opens": "2025-10-19"}, "opens"),
        ({"opens": "2025-10-10", "closes": "2025-10-09"}, "opens"),
    ],
)
def test_crossed_days_are_refused(plain_union, values, field):
    with pytest.raises(Refusal) as refused:
        plan(plain_union, **values)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"capacity": 0}, "capacity"), ({"capacity": "很多"}, "capacity"), ({"capacity": "-3"}, "capacity"),
        ({"kind": "picnic"}, "kind"), ({"on": "二月三十"}, "on"), ({"cost": "-1"}, "cost"), ({"title": " "}, "title"),
        ({"colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_names_the_field(plain_union, values, field):
    with pytest.raises(BadInput) as fault:
        plan(plain_union, **values)
    assert fault.value.field == field


def test_a_past_activity_can_be_entered_with_its_list(plain_union):
    late = plan(plain_union, kind="sport", on="2023-05-05")
    assert [verdict.rule for verdict in late.warnings] == ["activities.window"]
    with pytest.raises(Refusal, match="报名截止"):
        plain_union.do("clerk", "activities.register", {"member": "1001"}, late.key)
    plain_union.do("clerk", "activities.edit_activity", {"closes": "2023-12-31"}, late.key)
    plain_union.do("clerk", "activities.register_many", {"members": ["1001", "1002"]}, late.key)
    plain_union.do("clerk", "activities.check_in", {"member": "1001"}, late.key)
    plain_union.do("clerk", "activities.close_activity", {}, late.key)
    row = plain_union.rows("clerk", "activities.activities")[0]
    assert (row["present"], row["registered"], row["status"].value) == (1, 2, "closed")


def test_clearing_an_optional_field_empties_it(plain_union):
    key = plan(plain_union, cost="88", closes="2025-10-10").key
    plain_union.do("clerk", "activities.edit_activity", {"cost": "", "closes": "", "title": ""}, key)
    row = plain_union.rows("clerk", "activities.activities")[0]
    assert (row["cost"], row["closes"], row["title"]) == (None, None, "秋游")


def test_only_the_clerk_plans(plain_union):
    for officer in ("chair", "women", "branch", "audit", "vice_chair"):
        with pytest.raises(NoRight):
            plain_union.do(officer, "activities.plan_activity", OUTING)
        assert plain_union.rows(officer, "activities.activities") == []
    for officer in ("keeper", "accountant", "cashier"):
        with pytest.raises(NoRight):
            plain_union.rows(officer, "activities.activities")


@pytest.fixture
def held(plain_union):
    """A women's day activity with two of three present, and a family day with one."""
    plain_union.today = date(2023, 3, 1)
    women = {
        "title": "采草莓",
        "on": "2023-03-08",
        "place": "草莓园",
        "capacity": 5,
        "kind": "women",
        "open_to": "women",
    }
    family = {"title": "亲子日", "on": "2023-06-01", "place": "公园", "capacity": 5, "kind": "family"}
    first = plain_union.do("clerk", "activities.plan_activity", women).key
    second = plain_union.do("clerk", "activities.plan_activity", family).key
    plain_union.do("clerk", "activities.register_many", {"members": ["1003", "1005", "1009"]}, first)
    plain_union.do("clerk", "activities.register_many", {"members": ["1001"]}, second)
    plain_union.today = date(2023, 3, 8)
    plain_union.do("clerk", "activities.check_in_many", {"members": ["1003", "1009", "1001"]}, first)
    plain_union.do("clerk", "activities.close_activity", {"summary": "很好"}, first)
    plain_union.today = date(2023, 6, 1)
    plain_union.do("clerk", "activities.check_in", {"member": "1001"}, second)
    plain_union.today = date(2023, 12, 20)
    return first, second


def sentences(union):
    data = union.data("clerk", "core.annual", year="2023")
    told = {s["id"]: s for section in data["sections"] for s in section["sentences"]}
    return told, {item["id"] for item in data["missing"]}


def test_the_annual_report_tells_what_was_held(plain_union, held):
    told, missing = sentences(plain_union)
    assert "各类活动2场，教职工参加3人次" in told["D2"]["text"]
    assert told["D2"]["facts"][0]["keys"] == [str(key) for key in held]
    assert "3月8日，2人参加" in told["C11"]["text"]
    assert "亲子日" in told["C12"]["text"]
    assert {"A4", "A5", "C9", "D1", "D3", "D4", "D5", "D6"} <= missing
    plain_union.do("clerk", "activities.check_in", {"member": "1005"}, held[0])
    assert "教职工参加4人次" in sentences(plain_union)[0]["D2"]["text"]


def test_a_year_without_activities_says_what_is_missing(plain_union):
    told, missing = sentences(plain_union)
    assert not {"C12", "D2"} & set(told)
    assert {"C12", "D2"} <= missing


def test_participation_by_branch(plain_union, held):
    data = plain_union.data("chair", "activities.participation", year="2023")
    assert data["branches"] == [
        {"branch": "信息工程学院", "members": 4, "times": 2, "people": 2},
        {"branch": "商学院", "members": 4, "times": 0, "people": 0},
        {"branch": "图书馆", "members": 4, "times": 1, "people": 1},
    ]
    own = plain_union.data("branch", "activities.participation", year="2023")
    assert [part["branch"] for part in own["branches"]] == ["图书馆"]


def test_home_search_and_the_member_tell_of_activities(plain_union, held):
    plan(plain_union, title="登高", on="2024-01-06")
    shown = plain_union.desk("clerk").home()
    card = next(
        item for item in shown.cards if isinstance(item, Card) and item.page == "activities.activities"
    )
    assert (card.figure, card.note) == ("2 场", "到场 3 人次；将举办 1 场")
    titles = [task.title for task in shown.tasks if isinstance(task, Task)]
    assert any("“登高”：报名 0/40" in title for title in titles)
    assert any("“亲子日”已过" in title for title in titles)
    for text in ("登高", "dg", "崇明"):
        assert any("登高" in lead.title for lead in plain_union.desk("clerk").search(text))
    report = plain_union.desk("clerk").detail("core.members", "1009")
    assert "采草莓" in str(report.blocks)
    assert "采草莓" not in str(plain_union.desk("accountant").detail("core.members", "1009").blocks)


def test_the_page_of_one_activity_tells_its_rules_and_lists(plain_union):
    key = plan(plain_union, cost="999", area="elsewhere", description="自备雨具").key
    text = str(plain_union.desk("clerk").detail("activities.activities", str(key)).blocks)
    for words in ("自备雨具", "一日春秋游的人均费用", "activities.registrations"):
        assert words in text


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "md"])
def test_pages_go_out_as_files(plain_union, held, tmp_path, form):
    for page, params in (
        ("activities.activities", {}), ("activities.registrations", {"activity": str(held[0])}),
        ("activities.activity", {"activity": str(held[0])}), ("activities.participation", {}),
    ):  # fmt: skip
        path = tmp_path / f"{page}.{form}"
        plain_union.desk("clerk").export(page, params, form, path)
        assert path.stat().st_size > 50
