"""The audit committee's pages: samples, findings, and its report."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Column, Page, Parameter, ReportPage, TablePage
from gonghui_core.reports import Col, Fact, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_finance.commands import Year
from gonghui_finance.commands import audit as commands
from gonghui_finance.models import Sample
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import audit as found
from gonghui_finance.services import audit as services

_ = translator("gonghui_finance")

RIGHT = "finance.audit"


def _sample_detail(work: Work, key: Any) -> Report:
    sample = work.get(Sample, int(key))
    columns = (
        Col("date", _("日期"), "date", 10), Col("number", _("号"), "integer", 6), Col("summary", _("摘要"), width=30),
        Col("amount", _("金额"), "money", 14), Col("attachments", _("附件"), "integer", 6),
    )  # fmt: skip
    rows = work.session.execute(found.sampled(work, sample.id)).all()
    facts = {
        (i, 2): Fact(row[3], f"{row[4]:.2f}", "finance.vouchers", (str(row[0]),))
        for i, row in enumerate(rows)
    }
    head = Figures((
        Figure(_("年度"), sample.year), Figure(_("种子"), sample.seed), Figure(_("抽取"), sample.size),
        Figure(_("另取最大"), sample.largest), Figure(_("总数"), sample.population),
        Figure(_("抽取人"), sample.officer),
    ))  # fmt: skip
    data = {"vouchers": [str(row[0]) for row in rows]}
    return Report(_("抽查样本"), (head, Grid(columns, [tuple(row[1:]) for row in rows], facts=facts)), data)


def audit_report(work: Work, asked: Asked) -> Report:
    """What the audit committee looked at in a year, what it found and what came of it."""
    year = asked["year"]
    total, looked = len(found.candidates(work, year)), found.sampled_count(work, year)
    findings = found.findings_of(work, year)
    closed = sum(finding.closed_on is not None for finding in findings)
    head = Figures((
        Figure(_("已记账凭证"), total), Figure(_("抽查"), looked), Figure(_("发现问题"), len(findings)),
        Figure(_("已整改复核"), closed, mark="ok" if closed == len(findings) else "warn"),
    ))  # fmt: skip
    columns = (
        Col("finding", _("问题"), width=30),
        Col("answer", _("答复"), width=30),
        Col("result", _("复核"), width=20),
    )
    grid = Grid(columns, [(f.finding, f.answer, f.result) for f in findings], _("问题与整改"))
    data = {
        "year": year, "vouchers": total, "sampled": looked, "findings": len(findings), "closed": closed,
    }  # fmt: skip
    return Report(
        _("{year}年经费审查报告").format(year=year), (head, grid, Signature((_("经费审查委员会"),))), data
    )


def _answered(work: Work, row: Any) -> str | None:
    return str(_("已复核结束")) if row["closed_on"] else None


def _unanswered(work: Work, row: Any) -> str | None:
    return _answered(work, row) or (None if row["answer"] else str(_("还没有答复")))


SAMPLES = TablePage(
    "finance.samples", _("审查抽样"), READ,
    columns=(
        Column("on", _("日期"), 10, "date", keep=True),
        Column("year", _("年度"), 6, "integer", keep=True),
        Column("seed", _("种子"), 10, "integer", keep=True),
        Column("size", _("抽取"), 6, "integer", keep=True),
        Column("largest", _("另取最大"), 8, "integer"),
        Column("account", _("科目"), 8),
        Column("population", _("总数"), 8, "integer"),
        Column("officer", _("抽取人"), 10),
    ),
    rows=found.sample_rows, order=("-on", "-key"), group="finance", number=95, label="seed", detail=_sample_detail,
    actions=(Action(commands.DrawSample, services.draw_sample, _("抽样"), RIGHT, slot=5),),
    help=_("按种子随机抽取已记账凭证，可限科目、另取金额最大的；同一种子抽出同样的凭证。"), empty=_("还没有抽样"),
)  # fmt: skip
FINDINGS = TablePage(
    "finance.findings", _("审查问题"), READ,
    columns=(
        Column("found_on", _("日期"), 10, "date", keep=True),
        Column("finding", _("问题"), 30, keep=True),
        Column("voucher", _("凭证编号"), 8, "integer"),
        Column("answer", _("答复"), 24, keep=True),
        Column("result", _("复核"), 16),
        Column("found_by", _("提出"), 10, wide=True),
        Column("answered_by", _("答复人"), 10, wide=True),
        Column("closed_on", _("复核日期"), 10, "date", wide=True),
    ),
    rows=found.finding_rows, order=("-found_on", "-key"), group="finance", number=96, label="finding",
    params=(Parameter("year", _("年度"), Year),),
    actions=(
        Action(commands.RecordFinding, services.record_finding, _("登记问题"), RIGHT, slot=5),
        Action(
            commands.AnswerFinding, services.answer_finding, _("答复"), "finance.answer_finding", on="row", slot=8,
            allowed=_answered,
        ),
        Action(commands.CloseFinding, services.close_finding, _("复核"), RIGHT, on="row", allowed=_unanswered),
    ),
    help=_("经审委员会提出问题，会计或主席答复、整改，经审委员会复核。"), empty=_("没有审查问题"),
)  # fmt: skip
AUDIT_REPORT = ReportPage(
    "finance.audit_report", _("经费审查报告"), READ, build=audit_report, group="finance", number=97,
    params=(Parameter("year", _("年度"), Year, default=lambda work: work.today.year),),
    help=_("一年里抽查了多少、发现了什么、整改如何。"),
)  # fmt: skip

PAGES: tuple[Page, ...] = (SAMPLES, FINDINGS, AUDIT_REPORT)
