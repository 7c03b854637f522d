"""What the annual report tells of income and expenditure: by kind, against budget and the year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gonghui_core.annual.sections import Expected, Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work
from gonghui_finance.queries import budget, statements
from gonghui_finance.rules.entry import ZERO
from gonghui_finance.rules.forms import EXPENDITURE, INCOME, Row

PAGE = "finance.income_statement"
PREVIOUS = Expected("finance.previous", "与上年收支的比较（上年数未录入）", PAGE)


def flows(work: Work, year: int) -> Sentence | None:
    """Income and expenditure of a year by kind; no word of a budget that there is not."""
    this = statements.of_year(work, year)
    if not _any(this):
        return None
    assert this is not None
    planned = _planned(work, year)
    parts, facts = [], []
    for name, title, first, rows in (
        ("total_income", "收入", "4", INCOME), ("total_expenditure", "支出", "5", EXPENDITURE)
    ):  # fmt: skip
        total = this[name]
        parts.append(f"{title}{total:,.2f}元（{_kinds(this, rows)}）{_beside(total, planned[first])}")
        facts.append(_fact(f"{title}合计", total, year))
        facts += [_fact(_name(row), this[row.id], year) for row in rows if this[row.id]]
    facts += _planned_facts(work, year, planned)
    return Sentence("finance.flows", f"全年{'；'.join(parts)}。", tuple(facts))


def compared(work: Work, year: int) -> Sentence | None:
    """This year beside the year before, where that one is in the books or was entered."""
    this, before = statements.of_year(work, year), statements.of_year(work, year - 1)
    if not _any(this) or not _any(before):
        return None
    assert this is not None
    assert before is not None
    parts, facts = [], []
    for name, title in (("total_income", "收入"), ("total_expenditure", "支出")):
        parts.append(f"{title}{_change(this[name], before[name])}")
        facts += [_fact(f"{title}合计", this[name], year), _fact(f"上年{title}合计", before[name], year - 1)]
    return Sentence("finance.previous", f"与上年相比，{'，'.join(parts)}。", tuple(facts))


def expected(work: Work, year: int) -> tuple[Expected, ...]:
    """What is missing beside the year's figures: those of the year before, if nobody knows them."""
    known = statements.of_year(work, year - 1) is not None
    return () if known or not _any(statements.of_year(work, year)) else (PREVIOUS,)


def _any(figures: Mapping[str, Decimal] | None) -> bool:
    return bool(figures and (figures["total_income"] or figures["total_expenditure"]))


def _planned(work: Work, year: int) -> dict[str, Decimal]:
    """The budget in force, income and expenditure, by the first digit of the accounts."""
    sums = {"4": ZERO, "5": ZERO}
    for line in budget.planned(work, budget.in_force(work, year)):
        sums[line.account[0]] += line.amount
    return sums


def _planned_facts(work: Work, year: int, planned: Mapping[str, Decimal]) -> list[Fact]:
    plan = budget.in_force(work, year)
    if plan is None:
        return []
    titles = {"4": "收入预算", "5": "支出预算"}
    return [
        Fact(titles[first], f"{amount:.2f}元", "finance.budgets", (str(plan.id),))
        for first, amount in planned.items()
        if amount
    ]


def _kinds(figures: Mapping[str, Decimal], rows: Sequence[Row]) -> str:
    return "，".join(f"{_name(row)}{figures[row.id]:,.2f}元" for row in rows if figures[row.id]) or "无"


def _name(row: Row) -> str:
    return row.title.partition("）")[2]


def _beside(total: Decimal, planned: Decimal) -> str:
    return f"，为预算的{total * 100 / planned:.1f}%" if planned else ""


def _change(now: Decimal, before: Decimal) -> str:
    """How much more or less than before, in yuan and (where there was something) in percent."""
    gap = now - before
    if not gap:
        return f"与上年持平，为{now:,.2f}元"
    word = "增加" if gap > 0 else "减少"
    share = f"，{word[0]}幅{abs(gap) * 100 / before:.1f}%" if before > 0 else ""
    return f"{now:,.2f}元，比上年{before:,.2f}元{word}{abs(gap):,.2f}元{share}"


def _fact(label: str, amount: Decimal, year: int) -> Fact:
    return Fact(label, f"{amount:.2f}元", PAGE, params={"year": str(year)})
