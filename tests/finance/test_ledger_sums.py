"""A ledger has the sums of each month and of its year so far, whatever day it begins on."""

from __future__ import annotations

from tests.finance.conftest import payment


def sums(books, **asked):
    report = books.union.desk("audit").report("finance.ledger", {"account": "102", **asked})
    grid = next(block for block in report.blocks if hasattr(block, "rows"))
    return [
        (str(row[2]), str(row[3] or ""), str(row[4] or ""), str(row[6]))
        for row in grid.rows
        if row[0] is None
    ]


def test_months_and_years_are_summed(plain_books):
    plain_books.posted("2022-12-05", [("102", "900", ""), ("402", "", "900")])
    plain_books.posted("2023-02-05", payment("40"))
    plain_books.posted("2023-02-06", payment("60"))
    plain_books.posted("2023-12-05", payment("7"))
    whole = sums(plain_books, since="2022-01-01", until="2023-12-31")
    assert whole == [
        ("期初余额", "", "", "0.00"),
        ("本月合计", "900.00", "", "900.00"), ("本年累计", "900.00", "", "900.00"),
        ("本月合计", "", "100.00", "800.00"), ("本年累计", "", "100.00", "800.00"),
        ("本月合计", "", "7.00", "793.00"), ("本年累计", "", "107.00", "793.00"),
        ("合计", "900.00", "107.00", "793.00"),
    ]  # fmt: skip
    december = sums(plain_books, since="2023-12-01", until="2023-12-31")
    assert december[1:3] == [("本月合计", "", "7.00", "793.00"), ("本年累计", "", "107.00", "793.00")]
