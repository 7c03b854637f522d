"""Closing months and years, reopening, and the statements on any day between."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gonghui_core.verdicts import NoRight, Refusal
from gonghui_finance.chart import standard
from gonghui_finance.rules import closing
from gonghui_finance.rules.entry import Line, credit_total, debit_total, first_fault
from tests.finance.conftest import OPENING, as_lines, payment


def statement(books, page, **asked):
    return books.union.data("accountant", f"finance.{page}", **asked)


def row(books, page, name, column, **asked):
    return statement(books, page, **asked)["rows"][name][column]


def pass_all(books):
    """The chair reviews and the accountant posts whatever waits."""
    books.union.do("chair", "finance.review_all", {"until": "2024-12-31"})
    books.union.do("accountant", "finance.post_all", {"until": "2024-12-31"})


def whole(books, **asked):
    """Whether every check of both statements holds."""
    pages = ("balance_sheet", "income_statement")
    return all(all(statement(books, page, **asked)["checks"].values()) for page in pages)


# The entries


def test_income_and_expenditure_are_emptied_by_earmarking():
    balances = {
        ("402", False): Decimal(-100), ("40302", True): Decimal(-50), ("50102", False): Decimal(70),
        ("50404", True): Decimal(20), ("102", False): Decimal(60), ("401", False): Decimal(0),
    }  # fmt: skip
    lines = closing.month_end(balances, "结转")
    assert [(x.account, x.debit, x.credit, x.earmarked) for x in lines] == [
        ("402", 100, 0, False), ("40302", 50, 0, True), ("50102", 0, 70, False), ("50404", 0, 20, True),
        ("32103", 0, 50, False), ("32103", 20, 0, False), ("32203", 0, 100, False), ("32203", 70, 0, False),
    ]  # fmt: skip


def test_results_are_rolled_up():
    balances = {"32101": Decimal(-5), "32103": Decimal(-30), "32203": Decimal(40), "32205": Decimal(-900)}
    lines = closing.year_end(balances, "年结")
    assert [(x.account, x.debit, x.credit) for x in lines] == [
        ("32101", 5, 0), ("32103", 30, 0), ("32104", 0, 35), ("32203", 0, 40), ("32205", 40, 0),
    ]  # fmt: skip


SIGNED = st.dictionaries(
    st.tuples(st.sampled_from([a.code for a in standard().leaves()]), st.booleans()),
    st.integers(-(10**9), 10**9).map(lambda fen: Decimal(fen).scaleb(-2)), max_size=12,
)  # fmt: skip


@given(SIGNED)
def test_a_closing_balances_empties_and_is_done_once(balances):
    lines = closing.month_end(balances, "结转")
    assert debit_total(lines) == credit_total(lines)
    assert not lines or first_fault(lines, standard()) is None
    left = closing.after(balances, lines)
    assert all(not amount for (code, _mark), amount in left.items() if code[0] in "45")
    assert closing.month_end(left, "再结转") == []
    rolled = closing.year_end(closing.by_account(left), "年结")
    final = closing.after(left, rolled)
    assert closing.year_end(closing.by_account(final), "年结") == []
    assert all(isinstance(line, Line) and (line.debit > 0) != (line.credit > 0) for line in [*lines, *rolled])


# Closing


def test_a_month_is_closed_by_a_voucher_like_others(books):
    books.posted("2023-11-02", [("102", "1000", ""), ("402", "", "600"), ("211", "", "400")])
    books.posted("2023-11-09", payment("250"))
    before = statement(books, "balance_sheet", year=2023, month=11)["rows"]
    books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    (draft,) = books.union.rows("accountant", "finance.vouchers", status="draft")
    assert (draft["kind"], draft["date"].isoformat()) == ("closing", "2023-11-30")
    pass_all(books)
    accounts = books.accounts(year=2023, month=11)
    assert (accounts["402"]["closing"], accounts["50102"]["closing"]) == ("0.00", "0.00")
    assert accounts["32203"]["closing"] == "-350.00"
    assert statement(books, "balance_sheet", year=2023, month=11)["rows"] == before
    assert row(books, "income_statement", "appropriated", "month", year=2023, month=11) == "600.00"
    assert whole(books, year=2023, month=11)
    books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    assert books.union.rows("accountant", "finance.vouchers", status="draft") == []
    assert books.findings() == []


def test_what_was_left_over_does_not_hold_up_the_closing(plain_books):
    left = plain_books.draft("2023-11-08")
    plain_books.posted("2023-11-09", payment("250"))
    plain_books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    plain_books.union.do("chair", "finance.review_all", {"until": "2023-12-31"})
    outcome = plain_books.union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
    assert [w.rule for w in outcome.warnings] == ["finance.month.closed"]
    assert plain_books.row(left)["status"] == "reviewed"
    assert plain_books.accounts(year=2023)["50102"]["closing"] == "0.00"


def test_a_year_is_rolled_up_and_locked(books):
    books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": as_lines(OPENING)})
    lines = [
        {"account": "102", "debit": "900"},
        {"account": "40302", "credit": "300"},
        {"account": "402", "credit": "600"},
    ]
    values = {"date": "2023-12-05", "summary": "收款", "attachments": 1, "lines": lines}
    books.union.do("accountant", "finance.draft_voucher", values)
    pass_all(books)
    books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 12})
    books.union.do("accountant", "finance.close_year", {"year": 2023})
    pass_all(books)
    accounts = books.accounts(year=2023)
    assert {code: accounts[code]["closing"] for code in ("32103", "32203", "32104", "32205")} == {
        "32103": "0.00", "32203": "0.00", "32104": "-300.00", "32205": "-5600.00",
    }  # fmt: skip
    yearly = statement(books, "income_statement", year=2023)
    assert yearly["rows"]["closing_carried_forward"]["year"] == "300.00"
    assert yearly["rows"]["opening_surplus"]["year"] == "5000.00"
    assert yearly["rows"]["surplus_of_period"] == {"year": "900.00", "previous": None}
    assert whole(books, year=2023)
    books.union.do("accountant", "finance.close_year", {"year": 2023})
    assert books.union.rows("accountant", "finance.vouchers", status="draft") == []
    assert {r["state"] for r in books.union.rows("audit", "finance.periods", year=2023)} == {"locked"}
    for officer in ("chair", "audit"):
        with pytest.raises(Refusal, match="已锁定"):
            books.union.do(officer, "finance.reopen_month", {"year": 2023, "month": 12, "reason": "改"})
    with pytest.raises(Refusal):
        books.draft("2023-06-05")


def test_reopening_needs_both_sides(books):
    union, values = books.union, {"year": 2023, "month": 11, "reason": "漏记一笔"}
    books.posted("2023-11-09", payment("250"))
    union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    pass_all(books)
    for officer in ("accountant", "vice_chair", "cashier", "clerk"):
        with pytest.raises(NoRight):
            union.do(officer, "finance.reopen_month", values)
    union.do("chair", "finance.reopen_month", values)
    union.do("chair", "finance.reopen_month", values)
    with pytest.raises(Refusal):
        books.draft("2023-11-20")
    union.do("audit", "finance.reopen_month", values)
    books.posted("2023-11-20", payment("30"))
    union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    pass_all(books)
    assert books.accounts(year=2023)["50102"]["closing"] == "0.00"
    assert whole(books, year=2023, month=11)
    (month,) = [r for r in union.rows("audit", "finance.periods", year=2023) if r["month"] == 11]
    assert month["state"] == "closed"


def test_a_preview_shows_what_a_closing_will_write(plain_books):
    plain_books.posted("2023-11-09", payment("250"))
    report = plain_books.union.desk("accountant").preview("finance.close_month", {"year": 2023, "month": 11})
    grid = report.blocks[1]
    assert [cells[1].split()[0] for cells in grid.rows[:-1]] == ["50102", "32203"]
    report = plain_books.union.desk("accountant").preview("finance.close_year", {"year": 2023})
    assert [cells[1].split()[0] for cells in report.blocks[2].rows[:-1]] == ["32203", "32205"]


CODES = [a.code for a in standard().leaves()]


@st.composite
def year_of_vouchers(draw):
    """Some vouchers of 2023 on any accounts."""
    made = []
    for _voucher in range(draw(st.integers(1, 5))):
        amount = f"{draw(st.integers(1, 10**8)) / 100:.2f}"
        day = f"2023-{draw(st.integers(1, 12)):02d}-{draw(st.integers(1, 28)):02d}"
        made.append(
            (day, draw(st.sampled_from(CODES)), draw(st.sampled_from(CODES)), amount, draw(st.booleans()))
        )
    return made


@settings(
    max_examples=6, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(year_of_vouchers(), st.lists(st.integers(1, 12), max_size=2, unique=True))
def test_identities_hold_before_and_after_each_closing(tmp_path_factory, made, months):
    from gonghui_core.testing.union import make_union
    from tests.finance.conftest import Books

    books = Books(make_union(tmp_path_factory.mktemp("year") / "union"))
    try:
        for day, debit, credit, amount, earmarked in made:
            lines = [
                {"account": debit, "debit": amount, "earmarked": earmarked},
                {"account": credit, "credit": amount},
            ]
            values = {"date": day, "summary": "x", "lines": lines}
            books.union.do("accountant", "finance.draft_voucher", values)
        pass_all(books)
        _holds(books)
        for month in months:
            books.union.do("accountant", "finance.close_month", {"year": 2023, "month": month})
            _holds(books)
            pass_all(books)
            _holds(books)
        books.union.do("accountant", "finance.close_year", {"year": 2023})
        pass_all(books)
        _holds(books)
        assert all(
            row["closing"] == "0.00" for code, row in books.accounts(year=2023).items() if code[0] in "45"
        )
        kept = books.accounts(year=2023)
        for month in [*months, 12]:
            books.union.do("accountant", "finance.close_month", {"year": 2023, "month": month})
        books.union.do("accountant", "finance.close_year", {"year": 2023})
        assert books.union.rows("accountant", "finance.vouchers", status="draft") == []
        assert books.accounts(year=2023) == kept
        assert "finance.balances_differ" not in books.findings()
    finally:
        books.union.kernel.close()


def _holds(books):
    for asked in ({"year": 2023}, {"year": 2023, "month": 6}, {"year": 2024, "month": 1}):
        sheet = statement(books, "balance_sheet", **asked)["checks"]
        assert sheet["equation"]
        assert sheet["opening_equation"]
        assert all(statement(books, "income_statement", **asked)["checks"].values())


# Ledgers


def test_a_ledger_runs_on_from_what_came_before(books):
    books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": as_lines(OPENING)})
    for day, amount in (("2023-10-05", "1"), ("2023-11-05", "20"), ("2023-11-20", "300")):
        books.posted(day, payment(amount))
    found = statement(books, "ledger", account="102", since="2023-11-06", until="2023-11-30")
    assert (found["opening"], found["closing"]) == ("4979.00", "4679.00")
    (line,) = found["lines"]
    assert (line["number"], line["credit"], line["balance"]) == (2, "300.00", "4679.00")
    book = statement(books, "bank_book", since="2023-01-01", until="2023-12-31")
    assert book["days"] == {"2023-10-05": "4999.00", "2023-11-05": "4979.00", "2023-11-20": "4679.00"}
    general = statement(books, "general_ledger", year=2023)["accounts"]
    assert [month["balance"] for month in general["102"]] == ["5000.00", "4999.00", "4679.00"]
    assert sorted(general) == ["102", "162", "163", "301", "322", "501"]


@pytest.mark.parametrize("form", ["xlsx", "docx", "json", "csv", "md"])
def test_statements_are_written(plain_books, tmp_path, form):
    plain_books.posted("2023-11-09", payment("250"))
    for page in ("balance_sheet", "income_statement", "general_ledger", "cash_book"):
        path = tmp_path / f"{page}.{form}"
        plain_books.union.desk("audit").export(f"finance.{page}", {}, form, path)
        assert path.stat().st_size > 0
