"""The statements: their form, their figures and what lies behind each, and the year before."""

from decimal import Decimal

import pytest

from gonghui_core.verdicts import BadInput, Refusal
from gonghui_finance.rules import forms

OPENING = [
    {"account": "102", "debit": "1000.00", "credit": ""}, {"account": "162", "debit": "500.00", "credit": ""},
    {"account": "30104", "debit": "", "credit": "500.00"}, {"account": "32205", "debit": "", "credit": "700.00"},
    {"account": "32104", "debit": "", "credit": "300.00"},
]  # fmt: skip


def opened(books):
    books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": OPENING})
    books.posted("2023-02-05", [("102", "2000.00", ""), ("402", "", "1200.00"), ("211", "", "800.00")])
    books.posted("2023-03-05", [("50105", "150.00", ""), ("102", "", "150.00")])
    books.posted("2023-03-06", [("102", "90.00", ""), ("40302", "", "90.00")])
    return books


def amount(page, fact):
    """What a fact's records come to: debit less credit."""
    rows = page("accountant", fact.page, **dict(fact.params))
    return sum(((row["debit"] or 0) - (row["credit"] or 0) for row in rows), Decimal())


def grid_of(report):
    return next(block for block in report.blocks if getattr(block, "facts", None))


def test_every_figure_of_the_balance_sheet_opens_what_it_was_made_from(plain_books):
    union = opened(plain_books).union
    report = union.desk("accountant").report("finance.balance_sheet", {"year": "2023", "month": "3"})
    grid = grid_of(report)
    rows = {row.title: row.id for row in (*forms.ASSETS, *forms.CLAIMS)}
    seen = 0
    for index, row in enumerate(grid.rows):
        for side in (0, 3):
            if row[side + 1] is None:
                continue
            seen += 1
            opening, closing = (amount(union.rows, grid.facts[index, side + n]) for n in (1, 2))
            sign = -1 if side or rows[row[side]] == "accumulated_depreciation" else 1
            assert row[side + 1] == sign * opening, row[side]
            assert row[side + 2] == sign * (opening + closing), row[side]
    assert seen == sum(not row.heading for row in (*forms.ASSETS, *forms.CLAIMS))


@pytest.mark.parametrize("closed", [False, True])
def test_every_figure_of_the_income_statement_opens_its_lines(plain_books, closed):
    union = opened(plain_books).union
    if closed:
        union.do("accountant", "finance.close_month", {"year": 2023, "month": 3})
        union.do("chair", "finance.review_all", {"until": "2023-12-31"})
        union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
    for asked in ({"year": "2023", "month": "3"}, {"year": "2023"}):
        grid = grid_of(union.desk("accountant").report("finance.income_statement", asked))
        figures = {fact.params["row"]: grid.rows[index][1] for (index, place), fact in grid.facts.items()}
        for (index, place), fact in grid.facts.items():
            row, value = fact.params["row"], grid.rows[index][place]
            if row.startswith("closing_"):  # what the year began with, and these lines
                value -= figures[row.replace("closing_", "opening_")]
            assert abs(amount(union.rows, fact)) == abs(value), row


@pytest.mark.parametrize("page", ["finance.trial_balance", "finance.general_ledger"])
def test_every_amount_of_the_books_opens(plain_books, page):
    union = opened(plain_books).union
    grid = grid_of(union.desk("accountant").report(page, {"year": "2023"}))
    titles = [column.id for column in grid.columns]
    for index, row in enumerate(grid.rows):
        for place, value in enumerate(row):
            if isinstance(value, Decimal) and value and row[0]:
                found = come_to(union, grid.facts[index, place], titles[place])
                shown = -value if titles[place] == "balance" and "贷" in row else value
                assert found == shown, (row, titles[place])


def come_to(union, fact, title):
    """What lies behind an amount of the books: lines of one side, or a balance."""
    if fact.page == "finance.ledger":
        return Decimal(union.data("accountant", fact.page, **dict(fact.params))["closing"])
    if title in ("debit", "credit"):
        return sum(
            (row[title] for row in union.rows("accountant", fact.page, **dict(fact.params))), Decimal()
        )
    return amount(union.rows, fact)


def test_a_year_that_nobody_knows_is_empty_and_never_nothing(plain_books):
    union = opened(plain_books).union
    data = union.data("accountant", "finance.income_statement", year=2023)
    assert {row["previous"] for row in data["rows"].values()} == {None}
    assert data["rows"]["total_income"]["year"] == "1290.00"
    assert set(data["checks"]) == {"carried"}
    union.today = union.today.replace(year=2024)
    later = union.data("accountant", "finance.income_statement", year=2024)
    assert later["rows"]["total_income"] == {"year": "0.00", "previous": "1290.00"}
    assert later["checks"]["previous_carried"] is True


EARLIER = {
    "year": 2022, "opening_carried_forward": "300", "opening_surplus": "600",
    "lines": [{"account": "402", "amount": "900"}, {"account": "501", "amount": "800"}],
}  # fmt: skip


def test_a_line_that_no_statement_has_is_named(plain_union):
    with pytest.raises(BadInput, match="cashe"):
        plain_union.rows("audit", "finance.lines", row="cashe")


def test_the_year_before_the_books_is_entered_and_leads_to_the_opening(plain_books):
    with pytest.raises(Refusal, match="先建账"):
        plain_books.union.do("accountant", "finance.enter_earlier_year", EARLIER)
    union = opened(plain_books).union
    with pytest.raises(Refusal) as wrong:
        union.do("accountant", "finance.enter_earlier_year", EARLIER | {"opening_surplus": "601"})
    assert (wrong.value.rule, wrong.value.need, wrong.value.have) == (
        "finance.earlier.carried",
        "1000.00",
        "1001.00",
    )
    union.do("accountant", "finance.enter_earlier_year", EARLIER)
    data = union.data("accountant", "finance.income_statement", year=2023)["rows"]
    assert [data[name]["previous"] for name in ("appropriated", "total_income", "activities", "surplus_of_period")] == [
        "900.00", "900.00", "800.00", "100.00",
    ]  # fmt: skip
    assert (data["closing_carried_forward"]["previous"], data["closing_surplus"]["previous"]) == (
        "300.00",
        "700.00",
    )
    assert data["opening_surplus"] == {"year": "700.00", "previous": "600.00"}
    with pytest.raises(Refusal, match="不录入"):
        union.do("accountant", "finance.enter_earlier_year", EARLIER | {"year": 2023})
    lines = [{"account": "50105", "amount": "1"}]
    with pytest.raises(Refusal, match="一级科目"):
        union.do("accountant", "finance.enter_earlier_year", EARLIER | {"lines": lines})


def test_the_notes_have_their_eight_parts_and_what_the_books_know(plain_books):
    union = opened(plain_books).union
    report = union.desk("accountant").report("finance.notes", {"year": "2023"})
    assert (report.data["parts"], report.data["adjustments"]) == (8, "0.00")
    items = next(b for b in report.blocks if getattr(b, "title", "") == "资产、负债和净资产")
    assert ["货币资金", Decimal("1000.00"), Decimal("2940.00"), Decimal("1940.00")] in [
        list(r) for r in items.rows
    ]
    for index, row in enumerate(items.rows):
        sign = 1 if row[0] in {r.title for r in forms.ASSETS} else -1
        assert sign * amount(union.rows, items.facts[index, 3]) == row[3]
    assert union.desk("accountant").report("finance.notes", {"year": "2021"}).data["parts"] == 8
    assert union.data("accountant", "finance.income_statement", year=2021)["rows"]["dues"]["year"] is None
