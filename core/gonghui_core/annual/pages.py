"""The page of the annual report."""

from __future__ import annotations

from gonghui_core.annual.draft import as_report, draft
from gonghui_core.fields import Year
from gonghui_core.i18n import translator
from gonghui_core.pages import Parameter, ReportPage

_ = translator("gonghui_core")

ANNUAL = ReportPage(
    "core.annual", _("年度工作报告"), "core.annual",
    build=lambda work, asked: as_report(draft(work, asked["year"])),
    group="annual", number=10,
    params=(Parameter("year", _("年份"), Year, default=lambda work: work.today.year),),
    help=_("由记录写成的年度报告：每句话都能打开它的出处；记录改了，句子跟着改；后面列出还缺什么。"),
)  # fmt: skip

PAGES = (ANNUAL,)
