"""The steps before a year is closed, from open months to what becomes of surplus."""

from __future__ import annotations

from sqlalchemy import func, select

from gonghui_core.i18n import translator
from gonghui_core.reports import Step
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import CountKind
from gonghui_finance.models import Accrual
from gonghui_finance.queries import counts, months, origins, pending, yearend
from gonghui_finance.queries import month_steps as month
from gonghui_finance.queries.closing import Plan
from gonghui_finance.queries.month_steps import DONE, NONE, TODO, to_page, way
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")


def year_steps(work: Work, year: int, plan: Plan) -> tuple[Step, ...]:
    """All steps of a year, the last of which closes it."""
    first, december = periods.span(year, None)
    return (
        months_closed(work, year), month.drafts(work, first, december), month.cash(work, december),
        month.bank_agreed(work, december), month.depreciation(work, december), month.remittance(work, december),
        counted(work, year), settled(work, year), accruals(work, year), projects(work, year),
        month.entries(work, december, plan),
        month.confirm(work, december, plan, "finance.close_year", {"year": year}),
    )  # fmt: skip


def months_closed(work: Work, year: int) -> Step:
    """Whether the months of the year that have vouchers are closed."""
    title = _("各月已结账")
    span = range(periods.period(year, 1), periods.period(year, 12) + 1)
    open_ = [period for period in span if not months.is_closed(work, period)]
    if not open_:
        return Step("months", title, DONE, _("12 个月都已结账"), **to_page("finance.periods", year=year))
    said = _("{n} 个月没有结账，最早的是 {month}；年结会一并结清")
    link = to_page("finance.month_end", year=year, month=open_[0] % 100)
    return Step("months", title, TODO, said.format(n=len(open_), month=periods.title(open_[0])), **link)


def counted(work: Work, year: int) -> Step:
    """Whether assets and goods were counted in the year, as is asked at least once."""
    title, page = _("清查盘点"), to_page("finance.counts")
    wanted = [kind for kind in CountKind if counts.wanted_in(work, kind, year)]
    if not wanted:
        return Step("counts", title, NONE, _("没有资产和库存物品"))
    lacking = [kind.label for kind in wanted if not counts.done_in(work, kind, year)]
    if lacking:
        said = _("{year}年还没有盘点：{kinds}").format(year=year, kinds="、".join(lacking))
        return Step("counts", title, TODO, said, **page)
    return Step("counts", title, DONE, _("已盘点"), **page)


def settled(work: Work, year: int) -> Step:
    """Whether account 182 is empty."""
    title, left = _("待处理财产损溢"), pending.left_at_year_end(work, year)
    if left:
        said = _("182 还有 {left:,.2f} 元，年末应处理完毕").format(left=left)
        return Step("pending", title, TODO, said, **to_page(pending.PAGE))
    return Step("pending", title, DONE, _("182 没有余额"), **to_page(pending.PAGE))


def accruals(work: Work, year: int) -> Step:
    """What the upper union has promised and not paid."""
    title = _("年末应收上级")
    lacking = yearend.proposed_transfer(work, year)
    if lacking:
        said = _("留成经费按工资总额还差 {left:,.2f} 元：有上级通知的，请计提").format(left=lacking)
        values = {"year": year, "kind": "transfer", "amount": f"{lacking:.2f}"}
        link = way(work, "finance.close", "finance.accrue", values, yearend.ACCRUALS, year=year)
        return Step("accruals", title, TODO, said, **link)
    booked = work.session.scalar(
        select(func.sum(Accrual.amount)).where(
            Accrual.year == year, origins.live(yearend.ACCRUALS, Accrual.id)
        )
    )
    if booked:
        said = _("已计提 {amount:,.2f} 元").format(amount=booked)
        return Step("accruals", title, DONE, said, **to_page(yearend.ACCRUALS, year=year))
    said = _("没有算出应收；有上级通知的，请计提")
    return Step("accruals", title, NONE, said, **to_page(yearend.ACCRUALS, year=year))


def projects(work: Work, year: int) -> Step:
    """Earmarked projects with money left: what is finished goes to surplus, the rest stays carried forward."""
    title, link = _("专项项目"), to_page(yearend.ENDS, year=year)
    left = [project for project in yearend.projects(work, year).values() if project.left]
    if not left:
        return Step("projects", title, NONE, _("没有专项余额"), **link)
    idle = [project for project in left if not project.income and not project.expenditure]
    total = sum((project.left for project in left), ZERO)
    said = _("{n} 个项目余额 {total:,.2f} 元留在结转；已完成的请办“项目完成”")
    words = said.format(n=len(left), total=total)
    if idle:
        words += _("（{names} 全年没有收支）").format(names="、".join(project.name for project in idle[:3]))
    return Step("projects", title, TODO if idle else DONE, words, **link)
