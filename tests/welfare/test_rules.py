"""The pure rules of welfare as tables of cases, and laws that must always hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_core.verdicts import Standing, Verdict
from gonghui_welfare.rules import (
    FEN,
    Handled,
    Person,
    Tally,
    by_amount,
    conflict,
    gravest,
    left_over,
    per_head,
    run_cost,
)  # fmt: skip

MONEY = st.integers(1, 10**9).map(lambda fen: Decimal(fen) / 100)


@pytest.mark.parametrize(
    ("planned", "signed", "excepted", "wanted", "not_reached"),
    [(12, 0, 0, 12, 12), (12, 10, 1, 11, 1), (12, 11, 1, 11, 0), (0, 0, 0, 0, 0), (5, 0, 5, 0, 0)],
)
def test_a_tally_adds_up(planned, signed, excepted, wanted, not_reached):
    tally = Tally(planned, signed, excepted)
    assert (tally.wanted, tally.not_reached) == (wanted, not_reached)
    assert tally.planned == tally.signed + tally.not_reached + tally.excepted


@pytest.mark.parametrize(
    ("signed", "spent", "cost", "head"),
    [
        (10, None, "2000.00", "200.00"),
        (10, "2400.00", "2400.00", "240.00"),
        (3, "1000.00", "1000.00", "333.33"),
        (8, "1000.04", "1000.04", "125.01"),  # 125.005 is rounded half up
        (0, None, "0.00", None),
        (0, "50.00", "50.00", None),
    ],
)
def test_cost_and_cost_per_head(signed, spent, cost, head):
    found = run_cost(Tally(20, signed), Decimal("200.00"), Decimal(spent) if spent else None)
    assert (str(found), per_head(found, signed)) == (cost, None if head is None else Decimal(head))


@given(MONEY, st.integers(1, 100_000))
def test_cost_per_head_is_within_half_a_fen(cost, signed):
    assert abs(per_head(cost, signed) * signed - cost) <= FEN / 2 * signed


@given(MONEY, st.integers(1, 100_000))
def test_without_other_figures_the_cost_per_head_is_the_unit_cost(unit, signed):
    assert per_head(run_cost(Tally(signed, signed), unit), signed) == unit


@pytest.mark.parametrize(("bought", "signed", "rest"), [(None, 9, None), (12, 9, 3), (9, 9, 0), (8, 9, 0)])
def test_what_is_left_over(bought, signed, rest):
    assert left_over(bought, signed) == rest


@given(st.permutations([Standing.MET, Standing.INFO, Standing.NOT_SET, Standing.WARN]))
def test_the_gravest_verdict_is_told(standings):
    verdicts = [Verdict("welfare.x", standing, "") for standing in standings]
    assert gravest(verdicts).standing is Standing.WARN
    assert gravest([v for v in verdicts if v.standing is not Standing.WARN]).standing is Standing.NOT_SET


@given(st.dictionaries(st.integers(1, 50), st.sampled_from([Decimal("0.00"), Decimal(100), Decimal(300)])))
def test_people_are_grouped_once_by_what_they_have_had(had):
    people = list(range(1, 51))
    grouped = by_amount(had, people)
    assert sorted(person for group in grouped.values() for person in group) == people
    assert list(grouped) == sorted(grouped, reverse=True)


WOMEN, VICE, CHAIR = Person("women", 9), Person("vice", 4), Person("chair", 3)


@pytest.mark.parametrize(
    ("acting", "subject", "earlier", "said"),
    [
        (VICE, 5, [Handled("requested", WOMEN)], None),
        (VICE, 4, [Handled("requested", WOMEN)], "self"),
        (WOMEN, 5, [Handled("requested", WOMEN)], "requested"),
        (Person("second account", 9), 5, [Handled("requested", WOMEN)], "requested"),
        (VICE, 5, [Handled("requested", WOMEN), Handled("reviewed", VICE)], "reviewed"),
        (CHAIR, 5, [Handled("requested", WOMEN), Handled("reviewed", VICE)], None),
        (Person("a"), 5, [Handled("requested", Person("b"))], None),  # two that are tied to no member
        (Person("a"), 5, [Handled("requested", Person("a"))], "requested"),
    ],
)
def test_three_persons_none_of_whom_is_the_member(acting, subject, earlier, said):
    assert conflict(acting, subject, earlier) == said
