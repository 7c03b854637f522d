"""The year before the books began, as far as somebody entered it: no figure is guessed."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import false, or_, select

from gonghui_core.pages import Asked, RowValues
from gonghui_core.work import Work
from gonghui_finance.models import EarlierFigure, Opening
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules import forms
from gonghui_finance.rules.entry import ZERO

FUNDS = (
    "opening_carried_forward",
    "opening_surplus",
    "adjustments",
    "closing_carried_forward",
    "closing_surplus",
)
"""What is entered beside the accounts of income and expenditure; each stands under its line's id."""


def entered(work: Work, year: int) -> dict[str, Decimal]:
    """What was entered of a year, by account or line."""
    query = select(EarlierFigure.item, EarlierFigure.amount).where(EarlierFigure.year == year)
    return {row.item: row.amount for row in work.session.execute(query)}


def figures(work: Work, year: int) -> dict[str, Decimal] | None:
    """Every line of the yearly income statement of a year that was entered; `None` for one that was not."""
    known = entered(work, year)
    if not known:
        return None
    signed = {
        item: amount if item.startswith("5") else -amount
        for item, amount in known.items()
        if item not in FUNDS
    }
    found = forms.figures(forms.FLOW_ROWS, signed, {name: known.get(name, ZERO) for name in FUNDS})
    for name in ("opening", "closing"):
        found[f"{name}_total"] = found[f"{name}_carried_forward"] + found[f"{name}_surplus"]
    return found


def opening_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.opening_balances`: of one year, one account, or one line of a statement."""
    query = select(Opening).order_by(Opening.year, Opening.account)
    if asked.get("year") is not None:
        query = query.where(Opening.year == asked["year"])
    if asked.get("account") is not None:
        query = query.where(Opening.account.startswith(asked["account"], autoescape=True))
    if asked.get("row") is not None:
        # What is opened is not earmarked income or expenditure: those begin a year at nothing.
        wanted = [source.account for source in forms.sources(asked["row"])]
        query = query.where(or_(false(), *(Opening.account.startswith(code) for code in wanted)))
    chart = chart_of(work)
    return [
        {
            "key": row.id, "year": row.year, "account": row.account, "name": chart.full_name(row.account),
            "debit": row.debit, "credit": row.credit,
        }
        for row in work.session.scalars(query)
    ]  # fmt: skip


def opening_totals(work: Work, asked: Asked) -> dict[str, Decimal]:
    """What the openings come to."""
    rows = opening_rows(work, asked)
    return {name: sum((row[name] for row in rows), ZERO) for name in ("debit", "credit")}
