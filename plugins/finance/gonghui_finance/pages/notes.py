"""The notes to the yearly statements: what they must cover, with what the books know of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Block, Fact, Figure, Figures, Heading, Paragraph, Report
from gonghui_core.work import Work
from gonghui_finance.commands import Year
from gonghui_finance.models import Asset
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.trial_balance import money
from gonghui_finance.queries import assets, statements

_ = translator("gonghui_finance")

COMPLIANCE = _(
    "本单位会计报表按照《工会会计制度》（财会〔2021〕7号）编制，真实、完整地反映了财务状况和收支情况。"
)
TO_FILL = _("（请填写）")


def notes(work: Work, asked: Asked) -> Report:
    """The eight parts that notes have at least (domain sheet 5.5); what only people know is left to fill in."""
    year = asked["year"]
    flows = statements.income_statement(work, year, None)
    this = flows.values[0]
    parts: tuple[tuple[str, Sequence[Block]], ...] = (
        (_("一、遵循工会会计制度的声明"), (Paragraph(COMPLIANCE),)),
        (_("二、总体财务状况和预算执行情况"), (_flows(this, year), Paragraph(TO_FILL))),
        (_("三、会计政策、会计估计及其变更"), (Paragraph(TO_FILL),)),
        (_("四、报表重要项目的说明"), (Paragraph(TO_FILL),)),
        (_("五、重大资产处置和损失"), (_assets(_disposed(work, year)),)),
        (_("六、以名义金额计量的资产"), (_assets(_nominal(work)),)),
        (_("七、以前年度结转结余调整"), (Figures((Figure(_("调整"), this["adjustments"]),)),)),
        (_("八、其他需要说明的事项"), (Paragraph(TO_FILL),)),
    )
    blocks: list[Block] = []
    for title, body in parts:
        blocks += [Heading(title, 2), *body]
    data = {"year": year, "adjustments": money(this["adjustments"]), "parts": len(parts)}
    return Report(_("{year}年会计报表附注").format(year=year), tuple(blocks), data)


def _flows(figures: dict[str, Decimal], year: int) -> Figures:
    names = {
        "total_income": _("收入合计"), "total_expenditure": _("支出合计"), "surplus_of_period": _("本年收支差额"),
    }  # fmt: skip
    return Figures(tuple(
        Figure(title, figures[name], Fact(
            str(title), money(figures[name]), "finance.income_statement", params={"year": str(year)}
        ))
        for name, title in names.items()
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
    "finance.notes", _("会计报表附注"), READ, build=notes, group="finance", number=62,
    params=(Parameter("year", _("年"), Year, default=lambda work: work.today.year),),
    help=_("年度报表的附注提纲：账上有的已填好，其余由会计填写。"),
)  # fmt: skip
