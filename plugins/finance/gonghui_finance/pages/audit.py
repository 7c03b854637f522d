"""The audit committee's pages: samples, findings, and its report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonghui_core.commands import Action
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Column, Parameter, ReportPage, TablePage
from gonghui_core.reports import (
    Block,
    Child,
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
from gonghui_finance.choices import FindingStatus
from gonghui_finance.commands import VoucherKey, Year
from gonghui_finance.commands import audit as commands
from gonghui_finance.models import AuditFinding, Sample
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.papers import voucher_report
from gonghui_finance.queries import audit as found
from gonghui_finance.services import audit as services

_ = translator("gonghui_finance")

RIGHT = "finance.audit"


def _sample_detail(work: Work, key: Any) -> Report:
    """How a sample was drawn, so that anybody can draw it again, and its vouchers."""
    sample = work.get(Sample, int(key))
    keys = [str(row[0]) for row in work.session.execute(found.sampled(work, sample.id))]
    same = sorted(keys) == sorted(map(str, found.drawn_again(work, sample)))
    again = _("一致") if same else _("不一致：之后又有当天的凭证记账")
    head = Figures((
        Figure(_("年度"), sample.year), Figure(_("种子"), sample.seed), Figure(_("抽取"), sample.size),
        Figure(_("另取最大"), sample.largest), Figure(_("科目"), sample.account), Figure(_("总数"), sample.population),
        Figure(_("抽取人"), sample.officer), Figure(_("日期"), sample.on),
        Figure(_("按种子重抽"), again, mark="ok" if same else "warn"),
    ))  # fmt: skip
    drawn = Child("finance.sample_vouchers", {"sample": str(sample.id)}, _("抽到的凭证"))
    return Report(_("抽查样本"), (head, drawn), {"vouchers": keys, "drawn_again": same})


def _finding_detail(work: Work, key: Any) -> Report:
    """A finding with its steps."""
    row = work.get(AuditFinding, int(key))
    figures = [Figure(_("年度"), row.year)]
    for title, voucher in ((_("凭证"), row.voucher_id), (_("更正凭证"), row.corrected_voucher_id)):
        if voucher is not None:
            fact = Fact(str(title), str(voucher), "finance.vouchers", (str(voucher),))
            figures.append(Figure(title, voucher, fact))
    steps = (
        (_("提出"), row.found_on, row.found_by, row.finding), (_("答复"), row.answered_on, row.answered_by, row.answer),
        (_("整改"), row.corrected_on, row.corrected_by, row.correction),
        (_("复核"), row.closed_on, row.closed_by, row.result),
    )  # fmt: skip
    columns = (
        Col("step", _("步骤"), width=6), Col("on", _("日期"), "date", 10), Col("by", _("经办"), width=10),
        Col("text", _("内容"), width=44),
    )  # fmt: skip
    papers = Child("core.documents", {"page": "finance.findings", "record": str(row.id)}, _("附件"))
    grid = Grid(columns, [step for step in steps if step[1] is not None])
    return Report(_("审查问题 {key}").format(key=row.id), (Figures(tuple(figures)), grid, papers))


def audit_report(work: Work, asked: Asked) -> Report:
    """What the audit committee looked at in a year, what it found and what came of it."""
    year = asked["year"]
    total, looked = len(found.candidates(work, year)), found.sampled_count(work, year)
    samples, findings = found.samples_of(work, year), found.findings_of(work, year)
    closed = sum(finding.closed_on is not None for finding in findings)
    blocks = (
        Heading(_("一、审查情况"), 1), Paragraph(_looked(year, total, looked, samples)), _head(total, looked, findings),
        _samples(samples), Heading(_("二、发现的问题和整改"), 1), *_findings(findings),
        Heading(_("三、审查意见"), 1), Paragraph(_opinion(findings, closed)),
        Signature((_("经费审查委员会"),), work.today),
    )  # fmt: skip
    data = {
        "year": year, "vouchers": total, "sampled": looked, "findings": len(findings), "closed": closed,
        "samples": [{"seed": s.seed, "size": s.size, "largest": s.largest, "account": s.account} for s in samples],
    }  # fmt: skip
    return Report(_("{year}年经费审查报告").format(year=year), blocks, data)


def _looked(year: int, total: int, looked: int, samples: Sequence[Sample]) -> str:
    if not samples:
        return f"{year}年记账凭证{total}张，本年尚未抽查。"
    share = f"占全部{total}张的{looked * 100 / (total or 1):.1f}%"
    return f"经费审查委员会对{year}年经费收支进行了审查，分{len(samples)}次抽查记账凭证{looked}张，{share}。"


def _opinion(findings: Sequence[AuditFinding], closed: int) -> str:
    if not findings:
        return "抽查的凭证手续完备，未发现问题。"
    left = len(findings) - closed
    return f"提出问题{len(findings)}条，已整改并复核{closed}条" + (
        f"，尚有{left}条未办结。" if left else "，全部办结。"
    )


def _head(total: int, looked: int, findings: Sequence[AuditFinding]) -> Figures:
    closed = sum(finding.closed_on is not None for finding in findings)
    keys = tuple(str(finding.id) for finding in findings)
    return Figures((
        Figure(_("已记账凭证"), total), Figure(_("抽查"), looked),
        Figure(_("发现问题"), len(findings), Fact(str(_("发现问题")), str(len(findings)), "finance.findings", keys)),
        Figure(_("已整改复核"), closed, mark="ok" if closed == len(findings) else "warn"),
    ))  # fmt: skip


def _samples(samples: Sequence[Sample]) -> Grid:
    columns = (
        Col("on", _("日期"), "date", 10), Col("seed", _("种子"), "integer", 10),
        Col("size", _("随机抽取"), "integer", 8),
        Col("largest", _("另取最大"), "integer", 8), Col("account", _("科目"), width=8),
        Col("population", _("总数"), "integer", 8), Col("officer", _("抽取人"), width=10),
    )  # fmt: skip
    rows = [(s.on, s.seed, s.size, s.largest, s.account, s.population, s.officer) for s in samples]
    facts = {
        (index, 1): Fact(str(s.seed), str(s.seed), "finance.samples", (str(s.id),))
        for index, s in enumerate(samples)
    }
    return Grid(columns, rows, _("抽查（同一种子可重抽）"), facts)


def _findings(findings: Sequence[AuditFinding]) -> list[Block]:
    if not findings:
        return [Paragraph(str(_("无")))]
    columns = (
        Col("number", _("序号"), "integer", 4), Col("finding", _("问题"), width=24), Col("answer", _("答复"), width=24),
        Col("correction", _("整改"), width=24), Col("result", _("复核"), width=16),
    )  # fmt: skip
    rows = [(n, f.finding, f.answer, f.correction, f.result) for n, f in enumerate(findings, 1)]
    facts = {
        (index, 1): Fact(str(f.id), f.finding, "finance.findings", (str(f.id),))
        for index, f in enumerate(findings)
    }
    return [Grid(columns, rows, _("问题与整改"), facts)]


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
    rows=found.sample_rows, order=("-on", "-key"), group="finance", label="seed", detail=_sample_detail,
    actions=(Action(commands.DrawSample, services.draw_sample, _("抽样"), RIGHT, slot=5),),
    help=_("按种子随机抽取已记账凭证，可限科目、另取金额最大的；同一种子抽出同样的凭证。"), empty=_("还没有抽样"),
)  # fmt: skip
SAMPLE_VOUCHERS = TablePage(
    "finance.sample_vouchers", _("抽到的凭证"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("number", _("号"), 6, "integer", keep=True),
        Column("summary", _("摘要"), 28, keep=True),
        Column("amount", _("金额"), 14, "money", keep=True),
        Column("attachments", _("附件"), 6, "integer", keep=True),
        Column("findings", _("问题"), 6, "integer", keep=True),
        Column("maker", _("制单"), 10, wide=True),
        Column("reviewer", _("审核"), 10, wide=True),
    ),
    rows=found.sampled_rows, order=("date", "number"), group="finance", hidden=True, label="summary",
    params=(Parameter("sample", _("抽样"), commands.SampleKey, required=True),), child_of="finance.samples",
    detail=voucher_report,
    actions=(
        Action(
            commands.RecordSampled, services.record_sampled, _("登记问题"), RIGHT, on="row", slot=5, parent="sample",
            into="voucher",
        ),
    ),
    help=_("一次抽样抽到的凭证；看过的有问题就登记。"),
)  # fmt: skip
FINDINGS = TablePage(
    "finance.findings", _("审查问题"), READ,
    columns=(
        Column("found_on", _("日期"), 10, "date", keep=True),
        Column("finding", _("问题"), 30, keep=True),
        Column("voucher", _("凭证系统号"), 10, "integer"),
        Column("status", _("状态"), 8, "choice", FindingStatus, keep=True),
        Column("answer", _("答复"), 20, keep=True),
        Column("correction", _("整改"), 20),
        Column("result", _("复核"), 16),
        Column("found_by", _("提出"), 10, wide=True),
        Column("answered_by", _("答复人"), 10, wide=True),
        Column("closed_on", _("复核日期"), 10, "date", wide=True),
    ),
    rows=found.finding_rows, order=("-found_on", "-key"), group="finance", label="finding",
    params=(
        Parameter("year", _("年度"), Year), Parameter("status", _("状态"), FindingStatus),
        Parameter("voucher", _("凭证"), VoucherKey),
    ),
    detail=_finding_detail,
    actions=(
        Action(commands.RecordFinding, services.record_finding, _("登记问题"), RIGHT, slot=5),
        Action(
            commands.AnswerFinding, services.answer_finding, _("答复"), "finance.answer_finding", on="row", slot=8,
            allowed=_answered,
        ),
        Action(
            commands.CorrectFinding, services.correct_finding, _("整改"), "finance.answer_finding", on="row",
            allowed=_unanswered,
        ),
        Action(commands.CloseFinding, services.close_finding, _("复核"), RIGHT, on="row", allowed=_unanswered),
    ),
    help=_("经审委员会提出问题，会计或主席答复、整改，经审委员会复核。"), empty=_("没有审查问题"),
)  # fmt: skip
AUDIT_REPORT = ReportPage(
    "finance.audit_report", _("经费审查报告"), READ, build=audit_report, group="finance",
    params=(Parameter("year", _("年度"), Year, default=lambda work: work.today.year),),
    help=_("一年里抽查了多少、发现了什么、整改如何。"),
)  # fmt: skip
