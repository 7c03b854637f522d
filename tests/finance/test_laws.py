"""Laws of the books for any vouchers: they balance, red restores, numbers have no gaps, the sums are the lines'."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gonghui_finance.chart import standard

CODES = [account.code for account in standard().leaves()]
AMOUNT = st.integers(1, 10**9).map(lambda fen: Decimal(fen).scaleb(-2))


@st.composite
def vouchers(draw):
    """A day of 2023 and lines that balance, on any leaf accounts, red ones among them."""
    day = f"2023-{draw(st.integers(1, 12)):02d}-{draw(st.integers(1, 28)):02d}"
    amounts = draw(st.lists(AMOUNT, min_size=1, max_size=4))
    sign = draw(st.sampled_from((1, 1, 1, -1)))
    lines = [(draw(st.sampled_from(CODES)), f"{sign * amount:.2f}", "") for amount in amounts]
    return day, [*lines, (draw(st.sampled_from(CODES)), "", f"{sign * sum(amounts):.2f}")]


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(vouchers(), min_size=1, max_size=4), st.data())
def test_books_balance_red_restores_and_numbers_have_no_gaps(plain_books, made, data):
    before = plain_books.accounts(year=2023)
    keys = [plain_books.draft(day, lines) for day, lines in made]
    plain_books.union.do("chair", "finance.review_all", {"until": "2023-12-31"})
    plain_books.union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
    accounts = plain_books.accounts(year=2023)
    for column in ("opening", "closing"):
        assert sum(Decimal(row[column]) for row in accounts.values()) == 0
    assert sum(Decimal(r["debit"]) for r in accounts.values()) == sum(
        Decimal(r["credit"]) for r in accounts.values()
    )
    for key in keys:
        plain_books.reversed(key, data.draw(st.sampled_from(("2023-12-31", "2023-06-30"))))
    after = {
        code: row for code, row in plain_books.accounts(year=2023).items() if any(map(float, row.values()))
    }
    assert after == {code: row for code, row in before.items() if any(map(float, row.values()))}
    assert not {"finance.number_gaps", "finance.balances_differ", "finance.balanced"} & set(
        plain_books.findings()
    )
