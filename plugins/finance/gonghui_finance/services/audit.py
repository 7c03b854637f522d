"""Samples, findings, answers: the audit committee reads everything and writes nothing but these."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance.commands import audit as commands
from gonghui_finance.events import AuditNoted
from gonghui_finance.models import AuditFinding, Sample, SampleVoucher, Voucher
from gonghui_finance.queries import audit as found
from gonghui_finance.rules.sampling import draw

_ = translator("gonghui_finance")


def draw_sample(work: Work, command: commands.DrawSample) -> Outcome:
    """Draw vouchers of a year and keep which they were."""
    year = command.year or work.today.year
    candidates = found.candidates(work, year, command.account, work.today)
    if not candidates:
        raise Refusal(_("{year}年没有可抽的已记账凭证").format(year=year), field="year")
    drawn = draw(candidates, command.seed, command.size, command.largest)
    sample = Sample(
        year=year, seed=command.seed, size=command.size, account=command.account, largest=command.largest,
        population=len(candidates), officer=work.officer.name, on=work.today,
    )  # fmt: skip
    said = _("抽查{year}年凭证：{all} 张中抽 {n} 张，种子 {seed}")
    words = said.format(year=year, all=len(candidates), n=len(drawn), seed=command.seed)
    work.add(sample, AuditNoted(words))
    for candidate in drawn:
        work.session.add(SampleVoucher(sample_id=sample.id, voucher_id=candidate.key))
    work.session.flush()
    return Outcome(words, sample.id)


def record_finding(work: Work, command: commands.RecordFinding) -> Outcome:
    """Store what was found; nobody audits a voucher that he made, reviewed or posted."""
    year = work.today.year
    if command.voucher is not None:
        voucher = work.get(Voucher, command.voucher)
        year = voucher.date.year
        for name in (voucher.maker, voucher.editor, voucher.reviewer, voucher.poster):
            work.officer.differs_from(name, _("经办过这张凭证的人不能审查它"))
    finding = AuditFinding(
        year=year, voucher_id=command.voucher, finding=command.finding, found_by=work.officer.name,
        found_on=work.today,
    )  # fmt: skip
    work.add(finding, AuditNoted(_("登记审查问题")))
    return Outcome(_("已登记，等待答复"), finding.id)


def answer_finding(work: Work, command: commands.AnswerFinding) -> Outcome:
    """Store the answer; until the finding is closed it may be completed."""
    finding = _open(work, command.record)
    work.officer.differs_from(finding.found_by, _("提出问题的人不能自己答复"))
    finding.answer, finding.answered_by, finding.answered_on = command.answer, work.officer.name, work.today
    work.record(AuditNoted(_("答复审查问题 {key}").format(key=finding.id)))
    return Outcome(_("已答复，等待复核"), finding.id)


def record_sampled(work: Work, command: commands.RecordSampled) -> Outcome:
    """Store what was found on a voucher of a sample."""
    work.get(Sample, command.record)
    drawn = select(SampleVoucher.id).where(
        SampleVoucher.sample_id == command.record, SampleVoucher.voucher_id == command.voucher
    )
    if work.session.scalar(drawn) is None:
        said = _("凭证 {voucher} 不在这次抽样里").format(voucher=command.voucher)
        raise Refusal(said, field="voucher", rule="finance.sample.voucher", have=str(command.voucher))
    return record_finding(work, commands.RecordFinding(voucher=command.voucher, finding=command.finding))


def correct_finding(work: Work, command: commands.CorrectFinding) -> Outcome:
    """Store how a finding was put right; until it is closed the words may be completed."""
    finding = _open(work, command.record)
    if finding.answer is None:
        raise Refusal(_("还没有答复"), field="record", rule="finance.finding.answer")
    work.officer.differs_from(finding.found_by, _("提出问题的人不能自己整改"))
    finding.correction, finding.corrected_voucher_id = command.correction, command.voucher
    finding.corrected_by, finding.corrected_on = work.officer.name, work.today
    work.record(AuditNoted(_("整改审查问题 {key}").format(key=finding.id)))
    return Outcome(_("已登记整改，等待复核"), finding.id)


def close_finding(work: Work, command: commands.CloseFinding) -> Outcome:
    """Confirm that a finding was answered and put right."""
    finding = _open(work, command.record)
    if finding.answer is None:
        raise Refusal(_("还没有答复"), field="record", rule="finance.finding.answer")
    finding.result, finding.closed_by, finding.closed_on = command.result, work.officer.name, work.today
    work.record(AuditNoted(_("审查问题 {key} 已复核").format(key=finding.id)))
    return Outcome(_("已复核"), finding.id)


def _open(work: Work, key: int) -> AuditFinding:
    finding = work.get(AuditFinding, key)
    if finding.closed_on is not None:
        raise Refusal(_("已于 {on} 复核结束").format(on=finding.closed_on), field="record")
    return finding
