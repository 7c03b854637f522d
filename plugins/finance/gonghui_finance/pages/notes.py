"""The notes to the yearly statements: what they must cover, with what the books know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import (
    Block,
    Col,
    Fact,
    Figure,
    Figures,
    Grid,
    Heading,
    Paragraph,
    Report,
    Signature,
)
from gonghui_core.work import Work
from gonghui_finance.commands import Year
from gonghui_finance.models import Asset
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.statements import SIGNS
from gonghui_finance.pages.trial_balance import money
from gonghui_finance.queries import assets, statements
from gonghui_finance.queries import budget as found_budget
from gonghui_finance.rules import forms
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

COMPLIANCE = _(
    "本单位会计报表按照《工会会计制度》（财会〔2021〕7号）编制，真实、完整地反映了财务状况和收支情况。"
)
BASIS = _(
    "会计核算一般采用收付实现制；年末应收上级补助和上级转拨经费按权责发生制入账。以人民币为记账本位币。"
)
DEPRECIATION = _(
    "固定资产按年限平均法逐月计提折旧，不留残值，取得当月计提、处置当月不提；折旧冲减资产基金，不计支出。"
)
TO_FILL = _("（请填写）")


def notes(work: Work, asked: Asked) -> Report:
    """The eight parts that notes have at least (domain sheet 5.5); what only people know is left to fill in."""
    year = asked["year"]
    this = statements.of_year(work, year) or {}
    adjusted = this.get("adjustments", ZERO)
    parts: tuple[tuple[str, Sequence[Block]], ...] = (
        (_("一、遵循工会会计制度的声明"), (Paragraph(COMPLIANCE),)),
        (_("二、总体财务状况和预算执行情况"), (_flows(this, year), _budget(work, year), Paragraph(TO_FILL))),
        (
            _("三、会计政策、会计估计及其变更"),
            (Paragraph(BASIS), Paragraph(DEPRECIATION), Paragraph(TO_FILL)),
        ),
        (_("四、报表重要项目的说明"), (_items(work, year), Paragraph(TO_FILL))),
        (_("五、重大资产处置和损失"), (_assets(_disposed(work, year)),)),
        (_("六、以名义金额计量的资产"), (_assets(_nominal(work)),)),
        (
            _("七、以前年度结转结余调整"),
            (Figures((Figure(_("调整"), adjusted, _adjusted(year, adjusted)),)),),
        ),
        (_("八、其他需要说明的事项"), (Paragraph(TO_FILL),)),
    )
    blocks: list[Block] = []
    for title, body in parts:
        blocks += [Heading(title, 2), *body]
    blocks.append(Signature(SIGNS))
    data = {"year": year, "adjustments": money(adjusted), "parts": len(parts)}
    return Report(_("{year}年会计报表附注").format(year=year), tuple(blocks), data)


def _adjusted(year: int, amount: Decimal) -> Fact:
    span = {"row": "adjustments", "since": f"{year}-01-01", "until": f"{year}-12-31"}
    return Fact(str(_("调整")), money(amount), "finance.lines", params=span)


def _budget(work: Work, year: int) -> Block:
    """How much of the budget was received and spent, by element."""
    lines = found_budget.standing(work, year).lines
    rows = []
    for first, title in (("4", _("收入")), ("5", _("支出"))):
        planned = sum((x.budget for x in lines if x.account.startswith(first)), ZERO)
        actual = sum((x.actual for x in lines if x.account.startswith(first)), ZERO)
        share = f"{actual * 100 / planned:.1f}%" if planned else None
        rows.append((title, planned, actual, share))
    columns = (
        Col("kind", _("项目"), width=10), Col("budget", _("预算"), "money", 16), Col("actual", _("实际"), "money", 16),
        Col("share", _("完成"), width=10),
    )  # fmt: skip
    facts = {
        (index, 2): Fact(str(row[0]), money(row[2]), "finance.budget", params={"year": str(year)})
        for index, row in enumerate(rows)
    }
    return Grid(columns, rows, _("预算执行情况"), facts)


def _items(work: Work, year: int) -> Block:
    """The lines of the balance sheet that hold something, at the beginning and at the end of the year."""
    at = statements.balance_sheet(work, year, None).values
    chosen = [
        row for row in (*forms.ASSETS, *forms.CLAIMS) if row.accounts and (at[0][row.id] or at[1][row.id])
    ]
    rows = [(row.title, at[0][row.id], at[1][row.id], at[1][row.id] - at[0][row.id]) for row in chosen]
    columns = (
        Col("item", _("项目"), width=20), Col("opening", _("年初余额"), "money", 16),
        Col("closing", _("年末余额"), "money", 16), Col("change", _("变动"), "money", 16),
    )  # fmt: skip
    span = {"since": f"{year}-01-01", "until": f"{year}-12-31"}
    facts = {
        (index, 3): Fact(row.title, money(rows[index][3]), "finance.lines", params={"row": row.id, **span})
        for index, row in enumerate(chosen)
    }
    return Grid(columns, rows, _("资产、负债和净资产"), facts)


def _flows(figures: Mapping[str, Decimal], year: int) -> Figures:
    names = {
        "total_income": _("收入合计"), "total_expenditure": _("支出合计"), "surplus_of_period": _("本年收支差额"),
    }  # fmt: skip
    return Figures(tuple(
        Figure(title, figures[name], Fact(
            str(title), money(figures[name]), "finance.income_statement", params={"year": str(year)}
        ))
        for name, title in names.items()
        if name in figures
    ))  # fmt: skip


def _assets(found: Sequence[Asset]) -> Block:
    if not found:
        return Paragraph(_("无"))
    return Figures(tuple(
        Figure(a.name, a.cost, Fact(a.name, money(a.cost), "finance.assets", (str(a.id),))) for a in found
    ))  # fmt: skip


def _disposed(work: Work, year: int) -> list[Asset]:
    return [asset for asset, _how in assets.went(work, date(year, 1, 1), date(year, 12, 31))]


def _nominal(work: Work) -> list[Asset]:
    return [held.asset for held in assets.holdings(work) if held.asset.nominal and held.in_use]


NOTES = ReportPage(
    "finance.notes", _("会计报表附注"), READ, build=notes, group="finance",
    params=(Parameter("year", _("年"), Year, default=lambda work: work.today.year),),
    help=_("年度报表的附注提纲：账上有的已填好，其余由会计填写。"),
)  # fmt: skip
