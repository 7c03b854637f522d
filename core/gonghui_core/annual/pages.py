"""The page of the annual report."""

from __future__ import annotations

from gonghui_core.annual.draft import as_report, draft
from gonghui_core.annual.public import public
from gonghui_core.fields import Year, YesNo
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Report
from gonghui_core.work import Work

_ = translator("gonghui_core")


def _build(work: Work, asked: Asked) -> Report:
    annual = draft(work, asked["year"])
    if asked.get("public"):
        return as_report(public(work, annual), annex=False)
    return as_report(annual)


ANNUAL = ReportPage(
    "core.annual", _("年度工作报告"), "core.annual",
    build=_build,
    group="annual", number=10,
    params=(
        Parameter("year", _("年份"), Year, default=lambda work: work.today.year),
        Parameter("public", _("公开版"), YesNo),
    ),
    help=_("由记录写成的年度报告：每句话都能打开它的出处；记录改了，句子跟着改；后面列出还缺什么。"),
)  # fmt: skip

PAGES = (ANNUAL,)
