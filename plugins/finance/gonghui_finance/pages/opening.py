"""What the books are opened with, and the proof that it holds, before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.reports import Block, Col, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance import commands
from gonghui_finance.chart import abolished
from gonghui_finance.choices import ElementKind
from gonghui_finance.models import Opening
from gonghui_finance.pages.papers import typed
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.entry import Line, credit_total, debit_total
from gonghui_finance.rules.opening import fund_gaps, proof_of
from gonghui_finance.services.opening import read_balances

_ = translator("gonghui_finance")


def opening_preview(work: Work, command: commands.OpenBooks) -> Report:
    """The balances by element with their sums, the equation, and where the asset fund differs from the assets."""
    lines = read_balances(work, command)
    proof = proof_of(lines)
    said = f"{proof.assets:,.2f} = {proof.liabilities:,.2f} + {proof.net_assets:,.2f}"
    items = [
        Figure(_("资产合计"), proof.assets), Figure(_("负债合计"), proof.liabilities),
        Figure(_("净资产合计"), proof.net_assets),
        Figure(_("资产 = 负债 + 净资产"), said, mark="ok" if proof.holds else "bad"),
    ]  # fmt: skip
    chart = chart_of(work)
    for gap in fund_gaps(lines):
        words = _("{fund:,.2f}，对应资产 {value:,.2f}").format(fund=gap.fund, value=gap.value)
        items.append(Figure(chart.full_name(gap.account), words, mark="warn"))
    blocks: tuple[Block, ...] = (Figures(tuple(items), _("平衡验证")), _grid(work, lines))
    data = {
        "year": command.year, "assets": proof.assets, "liabilities": proof.liabilities,
        "net_assets": proof.net_assets, "holds": proof.holds,
    }  # fmt: skip
    return Report(_("{year}年初余额").format(year=command.year), blocks, data)


def opening_values(work: Work, key: Any) -> dict[str, Any]:
    """What the books were opened with, to be put right; this year where they were not."""
    rows = work.session.scalars(select(Opening).order_by(Opening.account)).all()
    balances = [
        {
            "account": row.account, "debit": f"{row.debit:.2f}" if row.debit else None,
            "credit": f"{row.credit:.2f}" if row.credit else None,
        }
        for row in rows
    ]  # fmt: skip
    return {"year": rows[0].year if rows else work.today.year, "balances": balances}


def live_balances(values: Mapping[str, Any]) -> list[str]:
    """The footer of the grid: the totals, and the equation as far as accounts are entered."""
    rows = [row for row in values.get("balances") or [] if isinstance(row, Mapping)]
    lines = [Line(_code(row), typed(row.get("debit")), typed(row.get("credit"))) for row in rows]
    debit, credit = debit_total(lines), credit_total(lines)
    state = _("已平") if debit and debit == credit else _("差 {gap:,.2f}").format(gap=debit - credit)
    totals = _("借方 {debit:,.2f}　贷方 {credit:,.2f}　{state}")
    proof = proof_of(line for line in lines if line.account[:1] in ("1", "2", "3"))
    sides = _("资产 {assets:,.2f}　负债 {liabilities:,.2f}　净资产 {net:,.2f}")
    return [
        totals.format(debit=debit, credit=credit, state=state),
        sides.format(assets=proof.assets, liabilities=proof.liabilities, net=proof.net_assets),
    ]


def _code(row: Mapping[str, Any]) -> str:
    return abolished.split(str(row.get("account") or ""))[0]


def _grid(work: Work, lines: Sequence[Line]) -> Grid:
    chart = chart_of(work)
    columns = (
        Col("element", _("类别"), width=8), Col("account", _("科目"), width=30), Col("debit", _("借方"), "money", 16),
        Col("credit", _("贷方"), "money", 16),
    )  # fmt: skip
    rows: list[Sequence[object]] = [
        (
            ElementKind[chart.accounts[line.account].element.name],
            f"{line.account} {chart.full_name(line.account)}",
            line.debit or None,
            line.credit or None,
        )
        for line in sorted(lines, key=lambda line: line.account)
    ]
    rows.append((_("合计"), "", debit_total(lines), credit_total(lines)))
    return Grid(columns, rows, _("年初余额"))
