"""What the annual report tells of income and expenditure: by kind, against budget and the year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gonghui_core.annual.sections import Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work
from gonghui_finance.queries import budget, statements
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.rules.forms import EXPENDITURE, INCOME, Row


def flows(work: Work, year: int) -> Sentence | None:
    """Income and expenditure of a year by kind; no word of a budget or an earlier year that there is not."""
    this, before = statements.income_statement(work, year, None).values
    if not (this["total_income"] or this["total_expenditure"]):
        return None
    planned = _planned(work, year)
    parts, facts = [], []
    for name, title, first, rows in (
        ("total_income", "收入", "4", INCOME), ("total_expenditure", "支出", "5", EXPENDITURE)
    ):  # fmt: skip
        total = this[name]
        parts.append(
            f"{title}{total:,.2f}元（{_kinds(this, rows)}）{_beside(total, planned[first], before[name])}"
        )
        facts.append(_fact(f"{title}合计", total, year))
        facts += [_fact(_name(row), this[row.id], year) for row in rows if this[row.id]]
    return Sentence("finance.flows", f"全年{'；'.join(parts)}。", tuple(facts))


def _planned(work: Work, year: int) -> dict[str, Decimal]:
    """The budget in force, income and expenditure, by the first digit of the accounts."""
    sums = {"4": ZERO, "5": ZERO}
    for line in budget.planned(work, budget.in_force(work, year)):
        sums[line.account[0]] += line.amount
    return sums


def _kinds(figures: Mapping[str, Decimal], rows: Sequence[Row]) -> str:
    return "，".join(f"{_name(row)}{figures[row.id]:,.2f}元" for row in rows if figures[row.id]) or "无"


def _name(row: Row) -> str:
    return row.title.partition("）")[2]


def _beside(total: Decimal, planned: Decimal, before: Decimal) -> str:
    said = f"，为预算的{total * 100 / planned:.1f}%" if planned else ""
    return said + (f"，上年{before:,.2f}元" if before else "")


def _fact(label: str, amount: Decimal, year: int) -> Fact:
    return Fact(label, f"{amount:.2f}元", "finance.income_statement", params={"year": str(year)})
