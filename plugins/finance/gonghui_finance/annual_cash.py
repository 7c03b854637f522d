"""What the annual report tells of cash and bank: counted, reconciled, and looked at by the audit committee."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from gonghui_core.annual.sections import Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work
from gonghui_finance.models import BankLine, CashCount, Sample
from gonghui_finance.queries import audit, bank


def agreed(work: Work, year: int) -> Sentence | None:
    """Whether cash agreed with the books at every count, and the bank on the last day asked for."""
    inside = (date(year, 1, 1), date(year, 12, 31))
    counts = work.session.scalars(
        select(CashCount).where(CashCount.on.between(*inside)).order_by(CashCount.id)
    ).all()
    query = select(BankLine.id).where(BankLine.date.between(*inside)).order_by(BankLine.id)
    lines = tuple(str(key) for key in work.session.scalars(query))
    parts, facts = [], []
    if counts:
        wrong = [str(count.id) for count in counts if count.counted != count.book]
        parts.append(
            f"盘点现金{len(counts)}次，" + (f"其中{len(wrong)}次有差额" if wrong else "均与账面相符")
        )
        facts.append(
            Fact("现金盘点", f"{len(counts)}次", "finance.cash_counts", tuple(str(c.id) for c in counts))
        )
    if lines:
        holds = bank.reconciliation(work, min(inside[1], work.today)).agreed
        parts.append("银行存款与对账单核对" + ("相符" if holds else "尚有差额"))
        facts.append(Fact("对账单", f"{len(lines)}行", "finance.bank_lines", lines))
    if not parts:
        return None
    return Sentence("finance.cash", f"坚持钱账核对，{'；'.join(parts)}。", tuple(facts))


def audited(work: Work, year: int) -> Sentence | None:
    """How many vouchers the audit committee looked at, what it found, and what was put right."""
    samples = tuple(str(key) for key in work.session.scalars(select(Sample.id).where(Sample.year == year)))
    findings = audit.findings_of(work, year)
    if not samples and not findings:
        return None
    looked = audit.sampled_count(work, year)
    closed = [finding for finding in findings if finding.closed_on is not None]
    found = f"，提出问题{len(findings)}条，已整改{len(closed)}条" if findings else "，未发现问题"
    facts = (
        Fact("审查抽样", f"{looked}张", "finance.samples", samples),
        Fact("审查问题", f"{len(findings)}条", "finance.findings", tuple(str(f.id) for f in findings)),
    )
    return Sentence("finance.audit", f"经费审查委员会抽查记账凭证{looked}张{found}。", facts)
