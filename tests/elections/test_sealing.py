"""The seal of a result, and what it must not know: anything of a single ballot."""

import json
import re
from dataclasses import fields, is_dataclass
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.i18n import use_language
from gonghui_elections import rules
from gonghui_elections.rules import Attendance, Box, Contest, Kind, Mark, Tally, WriteIn, result_figures
from gonghui_elections.sealing import canonical, seal, short_form

RACE = Contest(Kind.COMMITTEE, 1, 73, ("王芳", "李强"), 480)
BOXES = (Box("主会场", 50, 49, 48, 1), Box("流动票箱", 10, 9, 9, 0))


def figures(grounds, agree=40, scale=1):
    valid = 57 * scale
    marks = (Mark("王芳", agree * scale, valid - agree * scale, 0), Mark("李强", 0, valid, 0))
    contest = Contest(RACE.kind, 1, 73 * scale, RACE.candidates, 480)
    tally = Tally(valid + scale, scale, marks, (WriteIn("赵六", 3 * scale),))
    return result_figures(contest, Attendance(60 * scale, 60 * scale), tally, grounds)


def test_the_seal_is_the_hash_of_what_can_be_read_again(grounds):
    sealed = seal(figures(grounds), roll=73, boxes=BOXES)
    assert sealed.digest == sha256(sealed.document.encode()).hexdigest()
    again = json.loads(sealed.document)
    assert again["roll"] == 73
    assert again["result"]["candidates"][0]["agree"] == 40
    assert [box["name"] for box in again["boxes"]] == ["主会场", "流动票箱"]


def test_the_short_form_is_four_groups_of_five(grounds):
    sealed = seal(figures(grounds), roll=73, boxes=BOXES)
    assert re.fullmatch(r"[0-9a-f]{5}(-[0-9a-f]{5}){3}", sealed.short)
    assert sealed.digest.startswith(sealed.short.replace("-", ""))
    assert short_form("0123456789abcdef0123ffff") == "01234-56789-abcde-f0123"


def test_order_and_language_do_not_change_the_seal(grounds):
    one = seal(figures(grounds), roll=73, boxes=BOXES)
    use_language("en")
    try:
        assert seal(figures(grounds), roll=73, boxes=BOXES[::-1]) == one
    finally:
        use_language("zh")


def test_any_other_figure_is_another_seal(grounds):
    seals = {
        seal(figures(grounds), roll=73, boxes=BOXES).digest,
        seal(figures(grounds, agree=41), roll=73, boxes=BOXES).digest,
        seal(figures(grounds), roll=74, boxes=BOXES).digest,
        seal(figures(grounds), roll=73, boxes=BOXES[:1]).digest,
    }
    assert len(seals) == 4


@pytest.mark.parametrize("value", [0.5, {"a": [1, {"b": 2.0}]}, (1, 2.5)])
def test_a_fraction_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_canonical_json_reads_back_and_is_stable(value):
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


def test_the_result_does_not_grow_with_the_ballots(grounds):
    few, many = (re.sub(r"\d+", "0", canonical(figures(grounds, scale=scale))) for scale in (1, 1000))
    assert few == many


def test_no_value_of_the_rules_has_room_for_a_single_ballot():
    shapes = [value for value in vars(rules).values() if is_dataclass(value)]
    names = {field.name for shape in shapes for field in fields(shape)}
    assert not names & {"ballot", "ballots", "voter", "voters", "number", "at", "time", "sequence"}
