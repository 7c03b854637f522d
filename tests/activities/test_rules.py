"""The pure rules of activities."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_activities.rules import (
    Outing,
    Window,
    age_on,
    free_places,
    moving_up,
    outing_questions,
    window,
)

DAY = date(2023, 6, 10)


@pytest.mark.parametrize(
    ("today", "opens", "closes", "stand"),
    [
        (date(2023, 1, 1), None, None, Window.open),
        (DAY, None, None, Window.open),
        (date(2023, 6, 11), None, None, Window.over),
        (date(2023, 5, 31), date(2023, 6, 1), None, Window.early),
        (date(2023, 6, 1), date(2023, 6, 1), None, Window.open),
        (date(2023, 6, 5), None, date(2023, 6, 5), Window.open),
        (date(2023, 6, 6), None, date(2023, 6, 5), Window.over),
        (date(2023, 7, 1), None, date(2023, 12, 31), Window.open),
    ],
)
def test_when_registration_is_open(today, opens, closes, stand):
    assert window(today, DAY, opens, closes) is stand


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1988, 6, 10), date(2023, 6, 10), 35),
        (date(1988, 6, 11), date(2023, 6, 10), 34),
        (date(2000, 2, 29), date(2023, 2, 28), 22),
        (date(2000, 2, 29), date(2023, 3, 1), 23),
    ],
)
def test_age_in_full_years(birth, day, age):
    assert age_on(day, birth) == age


@given(st.integers(1, 200), st.integers(0, 250), st.integers(0, 50))
def test_those_who_move_up_fit_in_and_leave_no_place_free_beside_a_waiting_one(capacity, taken, waiting):
    up = moving_up(capacity, taken, waiting)
    assert 0 <= up <= waiting
    assert taken + up <= max(capacity, taken)
    assert up == waiting or free_places(capacity, taken + up) == 0


@pytest.mark.parametrize(
    ("outing", "asked"),
    [
        (Outing(DAY, DAY, 1), {"times": {"times": 1}, "duration": {"days": 1, "nights": 0}}),
        (
            Outing(DAY, DAY, 2, Decimal("300"), "city"),
            {
                "times": {"times": 2},
                "duration": {"days": 1, "nights": 0},
                "day_cost": {"amount": Decimal("300")},
                "place": {"place": "city"},
            },
        ),
        (
            Outing(DAY, date(2023, 6, 11), 5, Decimal("900")),
            {
                "times": {"times": 5},
                "duration": {"days": 2, "nights": 1},
                "stay_cost": {"amount": Decimal("900")},
            },
        ),
    ],
)
def test_what_an_outing_is_asked(outing, asked):
    questions = {question.rule.rsplit(".", 1)[1]: question.facts for question in outing_questions(outing)}
    assert questions == asked
