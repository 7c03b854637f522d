"""What the books are opened with, and the proof that it holds, before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from gonghui_core.i18n import translator
from gonghui_core.reports import Block, Col, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance import commands
from gonghui_finance.choices import ElementKind
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
