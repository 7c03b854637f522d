"""Rates of a democratic evaluation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_elections.rules.ratings import rates, rating_faults, share

COUNTS = {"满意": 50, "基本满意": 4, "不满意": 1, "不了解": 1}


def test_rates_with_and_without_those_who_do_not_know():
    assert rating_faults(60, 58, 2, COUNTS) == ()
    result = rates(COUNTS, "满意", "基本满意", {"不了解"})
    assert result.valid == 56
    assert result.rates == {"满意": "0.8929", "基本满意": "0.0714", "不满意": "0.0179", "不了解": "0.0179"}
    assert (result.satisfied, result.satisfied_or_basically) == ("0.8929", "0.9643")
    assert result.without_unknown == "0.9818"


def test_of_no_ballots_there_is_no_rate():
    result = rates({"满意": 0}, "满意", "基本满意")
    assert (result.valid, result.satisfied, result.rates) == (0, None, {"满意": None})


@pytest.mark.parametrize(
    ("issued", "returned", "void", "counts", "field"),
    [
        (57, 58, 2, COUNTS, "returned"),
        (60, 58, 1, COUNTS, "counts"),
        (60, 58, -1, COUNTS, "returned"),
        (60, 58, 59, COUNTS, "returned"),
        (60, 58, 2, COUNTS | {"满意": 52, "不满意": -1}, "counts.不满意"),
    ],
)
def test_a_rating_sheet_that_does_not_add_up(issued, returned, void, counts, field):
    assert field in [fault.field for fault in rating_faults(issued, returned, void, counts)]


@given(st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_rate_is_within_half_of_its_last_place(case):
    part, whole = case
    written = share(part, whole)
    assert len(written) == 6
    assert abs(int(written.replace(".", "")) * whole - part * 10_000) * 2 <= whole
