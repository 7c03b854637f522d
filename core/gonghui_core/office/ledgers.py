"""Core's registers of a year, for the archive."""

from __future__ import annotations

from gonghui_core.contributions import Ledger
from gonghui_core.i18n import translator
from gonghui_core.office.choices import Retention
from gonghui_core.work import Work

_ = translator("gonghui_core")


def ledgers(work: Work, year: int) -> list[Ledger]:
    """The annual report, members and their changes, bodies and posts, documents, the rules in force."""
    last, asked = f"{year}-12-31", {"year": str(year)}
    until = min(last, work.today.isoformat())
    return [
        Ledger("工作报告.docx", _("年度工作报告"), "core.annual", asked, Retention.permanent),
        Ledger("会员/会员名册.xlsx", _("会员名册"), "core.members", {"on": until}, Retention.permanent),
        Ledger("会员/增减变动.xlsx", _("增减变动"), "core.changes", asked),
        Ledger("组织/任职.xlsx", _("机构与任职"), "core.posts", {"on": until}, Retention.permanent),
        Ledger("组织/文件档案.xlsx", _("文件档案"), "core.documents"),
        Ledger("组织/规章与限额.xlsx", _("规章与限额"), "core.rules", {"on": until}),
    ]
