"""Opening the books with the balances that a year begins with."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_finance import commands, events, periods
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import Balance, Opening, Voucher
from gonghui_finance.queries import months
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.entry import ZERO, Line, credit_total, debit_total, first_fault
from gonghui_finance.rules.opening import fund_gaps, proof_of
from gonghui_finance.services import balances

_ = translator("gonghui_finance")


def open_books(work: Work, command: commands.OpenBooks) -> Outcome:
    """Store the opening balances of the first year; until a month of it is closed they may be entered anew."""
    _refuse_later_opening(work, command.year)
    lines = read_balances(work, command)
    _drop(work, command.year)
    for line in lines:
        work.session.add(
            Opening(year=command.year, account=line.account, debit=line.debit, credit=line.credit)
        )
    posted = balances.Posted()
    posted.add(periods.period(command.year, 0), lines, closing=False)
    balances.keep(work, posted)
    said = _("已建账：{year}年初，资产与负债、净资产相等，借贷各 {total:.2f} 元")
    words = said.format(year=command.year, total=debit_total(lines))
    work.record(events.BooksOpened(words))
    return Outcome(words, command.year, _unlike_funds(work, lines))


def _unlike_funds(work: Work, lines: Sequence[Line]) -> list[Verdict]:
    """Parts of the asset fund that are not the value of their things: told, since the equation holds all the same."""
    chart = chart_of(work)
    said = _("{fund} {have:,.2f} 元，对应的资产净值是 {need:,.2f} 元，两者应当相等")
    return [
        Verdict(
            "finance.opening.asset_fund", Standing.WARN,
            said.format(fund=chart.full_name(gap.account), have=gap.fund, need=gap.value),
            need=f"{gap.value:.2f}", have=f"{gap.fund:.2f}", document=chart.document,
        )
        for gap in fund_gaps(lines)
    ]  # fmt: skip


def read_balances(work: Work, command: commands.OpenBooks) -> list[Line]:
    """The balances as entered; refuses what no year can begin with."""
    lines = [Line(b.account, b.debit or ZERO, b.credit or ZERO) for b in command.balances]
    lines = [line for line in lines if line.debit or line.credit]
    fault = first_fault(lines, chart_of(work))
    if fault is not None:
        field = fault.field.replace("lines", "balances")
        said = _unequal(lines) if fault.rule == "finance.voucher.balanced" else fault.message
        raise Refusal(said, field=field, rule=fault.rule, need=fault.need, have=fault.have)
    _refuse_flows(lines)
    codes = [line.account for line in lines]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise Refusal(_("科目 {code} 写了两次").format(code=twice), field="balances")
    return lines


def _unequal(lines: Sequence[Line]) -> str:
    """Why balances are no opening, in the words of the equation."""
    proof = proof_of(line for line in lines if line.account[0] in "123")
    words = _("年初余额不平：资产 {assets:,.2f}，负债 {liabilities:,.2f}＋净资产 {net:,.2f}，差 {gap:,.2f}")
    gap = debit_total(lines) - credit_total(lines)
    return words.format(assets=proof.assets, liabilities=proof.liabilities, net=proof.net_assets, gap=gap)


def _refuse_flows(lines: Sequence[Line]) -> None:
    """At the beginning of a year income and expenditure are empty, so that the equation holds by itself."""
    for index, line in enumerate(lines):
        if line.account[0] in "45":
            said = _("第{n}行：{code} 是收支科目，年初没有余额；请先结转到 32104 或 32205")
            raise Refusal(
                said.format(n=index + 1, code=line.account), field=f"balances.{index}.account",
                rule="finance.opening.flows",
            )  # fmt: skip


def _refuse_later_opening(work: Work, year: int) -> None:
    other = work.session.scalar(select(Opening.year).where(Opening.year != year).limit(1))
    if other is not None:
        raise Refusal(
            _("账已在 {year} 年初建立").format(year=other), field="year", rule="finance.opening.once"
        )
    earlier = select(func.count()).where(
        Voucher.status == VoucherStatus.posted, Voucher.period < periods.period(year, 1)
    )
    if work.session.scalar(earlier):
        raise Refusal(_("{year}年以前已有记账凭证，年初余额由它们得出").format(year=year), field="year")
    if any(months.is_closed(work, periods.period(year, month)) for month in range(1, 13)):
        raise Refusal(_("{year}年已有月份结账，年初余额不能再改").format(year=year), field="year")


def _drop(work: Work, year: int) -> None:
    """Take away what was entered before."""
    for row in work.session.scalars(select(Opening).where(Opening.year == year)).all():
        work.session.delete(row)
    for sums in work.session.scalars(select(Balance).where(Balance.period == periods.period(year, 0))).all():
        work.session.delete(sums)
    work.session.flush()
