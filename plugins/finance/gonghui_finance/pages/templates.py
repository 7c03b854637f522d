"""The page of voucher templates."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, TablePage
from gonghui_core.reports import Col, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance.commands import templates as commands
from gonghui_finance.models import Template
from gonghui_finance.pages import papers
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import templates as found
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.services import templates

_ = translator("gonghui_finance")


def template_report(work: Work, key: Any) -> Report:
    """All of a template."""
    template, chart = work.get(Template, int(key)), chart_of(work)
    columns = (
        Col("account", _("科目"), width=30), Col("side", _("借贷"), width=6), Col("amount", _("固定金额"), "money", 14),
        Col("share", _("比例%"), "money", 8), Col("memo", _("摘要"), width=20), Col("project", _("项目"), width=12),
    )  # fmt: skip
    rows = [
        (f"{x.account} {chart.full_name(x.account)}", x.side, x.amount, x.share, x.memo, x.project)
        for x in found.lines_of(work, template.id)
    ]
    head = Figures((Figure(_("模板名称"), template.name), Figure(_("摘要"), template.summary)))
    data = {"name": template.name, "summary": template.summary}
    return Report(template.name, (head, Grid(columns, rows, _("分录"))), data)


def draft_preview(work: Work, command: commands.DraftFromTemplate) -> Report:
    """The draft that a template will make."""
    return papers.draft_preview(work, templates.as_draft(work, command))


def _values(work: Work, key: Any) -> dict[str, Any]:
    template = work.get(Template, int(key))
    lines = [
        {
            "account": x.account, "side": x.side, "amount": x.amount, "share": x.share, "memo": x.memo,
            "project": x.project, "earmarked": x.earmarked or None, "branch": x.branch_id,
        }
        for x in found.lines_of(work, template.id)
    ]  # fmt: skip
    return {"name": template.name, "summary": template.summary, "lines": lines, "version": template.version}


def _name(work: Work, key: Any) -> dict[str, Any]:
    return {"name": work.get(Template, int(key)).name}


def _today(work: Work, key: Any) -> dict[str, Any]:
    return {"date": work.today}


TEMPLATES = TablePage(
    "finance.voucher_templates", _("凭证模板"), READ,
    columns=(
        Column("name", _("名称"), 20, keep=True), Column("summary", _("摘要"), 30, keep=True),
        Column("lines", _("分录数"), 6, "integer", keep=True),
    ),
    rows=found.template_rows, order=("name",), group="finance", detail=template_report,
    resolve=found.resolve_template,
    actions=(
        Action(
            commands.DraftFromTemplate, templates.draft_from_template, _("按模板制单"), "finance.draft", on="row",
            slot=8, short=_("套用"), prefill=_today, preview=draft_preview,
        ),
        Action(commands.AddTemplate, templates.add_template, _("新建模板"), "finance.draft", slot=5),
        Action(
            commands.EditTemplate, templates.edit_template, _("修改模板"), "finance.draft", on="row", slot=2,
            prefill=_values,
        ),
        Action(
            commands.RenameTemplate, templates.rename_template, _("模板改名"), "finance.draft", on="row", prefill=_name,
        ),
        Action(
            commands.DeleteTemplate, templates.delete_template, _("删除模板"), "finance.draft", on="row",
            grade=Grade.ask,
        ),
    ),
    help=_("每月重复的分录。金额可以固定、按比例，或者留空到制单时再填；填制凭证时按 F4 选用，也可在此按 F8 制单。"),
    empty=_("还没有模板：在记账凭证里选一张，F9 存为模板"),
)  # fmt: skip
