"""Entering what a year before the books came to, so that a statement can stand beside it."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.commands.earlier import EnterEarlierYear
from gonghui_finance.events import BooksOpened
from gonghui_finance.models import EarlierFigure
from gonghui_finance.queries import statements
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")


def enter_earlier_year(work: Work, command: EnterEarlierYear) -> Outcome:
    """Keep a year's figures; what was entered of it before is replaced. They must lead to the opening balances."""
    if not statements.begun(work):
        raise Refusal(_("请先建账，再录入建账前一年的数"), field="year", rule="finance.earlier.year")
    first = statements.first_year(work)
    if command.year >= first:
        said = _("{year}年的账在本系统内，上年数从账上取，不录入").format(year=command.year)
        raise Refusal(
            said, field="year", rule="finance.earlier.year", need=f"< {first}", have=str(command.year)
        )
    figures = _accounts(work, command)
    figures |= _funds(work, command, first, _difference(figures))
    for row in work.session.scalars(select(EarlierFigure).where(EarlierFigure.year == command.year)).all():
        work.session.delete(row)
    work.session.flush()
    for item, amount in figures.items():
        work.session.add(EarlierFigure(year=command.year, item=item, amount=amount))
    work.session.flush()
    words = _("已录入{year}年收入支出 {n} 项").format(year=command.year, n=len(command.lines))
    work.record(BooksOpened(words))
    return Outcome(words)


def _accounts(work: Work, command: EnterEarlierYear) -> dict[str, Decimal]:
    chart, found = chart_of(work), dict[str, Decimal]()
    for index, line in enumerate(command.lines):
        if chart.get(line.account) is None or line.account[0] not in "45" or len(line.account) != 3:
            said = _("第{n}行：{code} 不是收入或支出的一级科目").format(n=index + 1, code=line.account)
            raise Refusal(
                said, field=f"lines.{index}.account", rule="finance.account.known", have=line.account
            )
        if line.account in found:
            said = _("第{n}行：{code} 写了两次").format(n=index + 1, code=line.account)
            raise Refusal(
                said, field=f"lines.{index}.account", rule="finance.budget.twice", have=line.account
            )
        found[line.account] = line.amount
    return found


def _difference(figures: dict[str, Decimal]) -> Decimal:
    return sum((amount if code.startswith("4") else -amount for code, amount in figures.items()), ZERO)


def _funds(work: Work, command: EnterEarlierYear, first: int, difference: Decimal) -> dict[str, Decimal]:
    """The funds that the year began and ended with; of the last year before the books the opening balances tell."""
    begun = command.opening_carried_forward + command.opening_surplus
    ended = begun + command.adjustments + difference
    at = statements.position(work, first * 100)
    known = at["carried_forward"] + at["surplus"]
    if command.year == first - 1 and ended != known:
        said = _("年初结转结余 {begun:,.2f}＋调整 {adjusted:,.2f}＋收支差额 {gap:,.2f}＝{ended:,.2f}，"
                 "与建账的结转结余 {known:,.2f} 不符")  # fmt: skip
        words = said.format(
            begun=begun, adjusted=command.adjustments, gap=difference, ended=ended, known=known
        )
        raise Refusal(
            words,
            field="opening_surplus",
            rule="finance.earlier.carried",
            need=f"{known:.2f}",
            have=f"{ended:.2f}",
        )
    carried = at["carried_forward"] if command.year == first - 1 else command.opening_carried_forward
    return {
        "opening_carried_forward": command.opening_carried_forward, "opening_surplus": command.opening_surplus,
        "adjustments": command.adjustments, "closing_carried_forward": carried,
        "closing_surplus": ended - carried,
    }  # fmt: skip
