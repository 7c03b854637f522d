"""What the books tell in the annual report: funds remitted, budget and accounts, orderly books."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from gonghui_core.annual.sections import Expected, Part, Section, Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.annual_cash import agreed, audited
from gonghui_finance.annual_flows import compared, expected, flows
from gonghui_finance.annual_funds import claimed, remitted
from gonghui_finance.choices import ApprovalBody, VoucherStatus
from gonghui_finance.models import ApprovalStep, Voucher
from gonghui_finance.queries import approvals, budget
from gonghui_finance.queries.vouchers import unpapered

EXPECTS = (
    Expected("A6", "按时足额上缴工会经费", "finance.remittances"),
    Expected("A7", "报送预算和决算", "finance.budgets"),
    Expected("A8", "报销规范、钱账相符、凭证齐全", "finance.vouchers"),
)


def sections(work: Work, year: int) -> list[Section]:
    """The plugin's part of the report of `year`."""
    parts = (remitted, _budget, flows, compared, claimed, _books, agreed, audited)
    told = [part(work, year) for part in parts]
    sentences = [sentence for sentence in told if sentence]
    title = "加强工会经费使用以及财务工作管理。"
    return [
        Section("finance.funds", Part.organisation, 30, title, sentences, (*EXPECTS, *expected(work, year)))
    ]


def _budget(work: Work, year: int) -> Sentence | None:
    """The budget of the year and the final accounts of the year before, approved and sent to the upper union.

    A7 is told when both were sent; one of them alone is told too, and A7 stays missing.
    """
    parts, facts = [], []
    plans = budget.approved(work, year)
    sent = plans[0].reported_on if plans else None
    for plan in plans:
        reported = f"、{_day(plan.reported_on)}报送上级工会" if plan.reported_on else ""
        passed = _passed(approvals.steps(work, year, plan.id))
        parts.append(f"{year}年{plan.kind.label}{passed}{_day(plan.approved_on)}经批准{reported}")
        facts.append(Fact(plan.kind.label, f"{year}年", "finance.budgets", (str(plan.id),)))
    final = budget.final_accounts(work, year - 1)
    if final is not None:
        passed = _passed(approvals.steps(work, year - 1, None))
        parts.append(f"{year - 1}年决算{passed}{_day(final.reported_on)}报送上级工会")
        facts.append(Fact("决算", f"{year - 1}年", "finance.final_accounts", params={"year": str(year - 1)}))
    if not parts:
        return None
    whole = final is not None and sent is not None
    return Sentence(
        "A7" if whole else "finance.budget", f"按时编制并报送财务预决算：{'，'.join(parts)}。", tuple(facts)
    )


def _passed(steps: list[ApprovalStep]) -> str:
    """The bodies that agreed before, in words: 经工会委员会、经费审查委员会审查同意后."""
    bodies = [b for b in (ApprovalBody.committee, ApprovalBody.audit_committee) if approvals.agreed(steps, b)]
    return f"经{'、'.join(body.title_[:] for body in bodies)}审查同意，" if bodies else ""


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _books(work: Work, year: int) -> Sentence | None:
    """How the books were kept: vouchers, their attachments, maker and reviewer."""
    query = select(Voucher.id, Voucher.maker, Voucher.reviewer, unpapered().label("bare")).where(
        Voucher.status == VoucherStatus.posted, Voucher.period.between(*periods.span(year, None))
    )
    found = work.session.execute(query.order_by(Voucher.id)).all()
    if not found:
        return None
    bare = [row.id for row in found if row.bare]
    alone = [row.id for row in found if row.reviewer in (None, row.maker)]
    keys = tuple(str(row.id) for row in found)
    reviewed = "均由制单人以外的负责人审核" if not alone else f"其中{len(alone)}张制单和审核不是两个人"
    complete = "附件齐全" if not bare else f"其中{len(bare)}张尚缺附件"
    facts = (
        Fact("记账凭证", f"{len(found)}张", "finance.vouchers", keys),
        Fact("缺附件的凭证", f"{len(bare)}张", "finance.vouchers", tuple(map(str, bare))),
    )
    text = f"规范财务报销制度，全年记账凭证{len(found)}张，{reviewed}，{complete}。"
    return Sentence("A8", text, facts)
