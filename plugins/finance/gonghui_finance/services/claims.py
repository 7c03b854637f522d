"""Claims and advances up to their approval: submitted, checked, approved, or sent back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Member
from gonghui_core.office import commands as office
from gonghui_core.office import services as offices
from gonghui_core.office.choices import DocumentKind, Retention
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_finance import events
from gonghui_finance.choices import ClaimKind, ClaimStatus
from gonghui_finance.commands import claims as commands
from gonghui_finance.models import Claim, ClaimLine, Voucher
from gonghui_finance.queries import claims as queries
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules import claims as rules
from gonghui_finance.rules.entry import ZERO, Line, first_fault
from gonghui_finance.services import warnings

_ = translator("gonghui_finance")

SUBMIT = "finance.submit_claim"
PAIR = "finance.claim.hands"


def submit_claim(work: Work, command: commands.SubmitClaim) -> Outcome:
    """Take in a claim; an invoice that another claim holds is refused and that claim named."""
    member = _claimant(work, command.member, command.date)
    _refuse_accounts(work, command.lines)
    _refuse_advance(work, command.advance, member.id)
    keys = _invoice_keys(work, command.lines)
    total = sum((line.amount for line in command.lines), ZERO)
    claim = _claim(work, member, command.date, command.summary, total, ClaimKind.expense)
    claim.project, claim.branch_id, claim.advance_id = command.project, command.branch, command.advance
    work.add(claim)
    for position, (line, key) in enumerate(zip(command.lines, keys, strict=True)):
        work.session.add(
            ClaimLine(
                claim_id=claim.id, position=position, account=line.account, amount=line.amount,
                invoice=line.invoice, seller=line.seller, invoice_key=key,
            )
        )  # fmt: skip
    work.session.flush()
    _told(work, claim, _("报销 {amount:,.2f} 元").format(amount=total))
    said = _("已提交报销 {amount:,.2f} 元，等待会计审核").format(amount=total)
    return Outcome(said, claim.id, [*policy.broken(*papers(work, claim)), *_same_numbers(work, claim, keys)])


def submit_advance(work: Work, command: commands.SubmitAdvance) -> Outcome:
    """Take in a wish for an advance; what is still out with the member is told."""
    member = _claimant(work, command.member, command.date)
    open_before = [left for claim, left in queries.overdue_advances(work) if claim.member_id == member.id]
    claim = _claim(work, member, command.date, command.summary, command.amount, ClaimKind.advance)
    work.add(claim)
    line = ClaimLine(claim_id=claim.id, position=0, account=rules.ADVANCE, amount=command.amount)
    work.session.add(line)
    work.session.flush()
    _told(work, claim, _("借款 {amount:,.2f} 元").format(amount=command.amount))
    said = _("已提交借款 {amount:,.2f} 元，等待会计审核").format(amount=command.amount)
    if open_before:
        said += _("；{name}还有 {n} 笔借款没有结清").format(name=member.name, n=len(open_before))
    return Outcome(said, claim.id)


def attach_invoice(work: Work, command: commands.AttachInvoice) -> Outcome:
    """Put a file into the archive, attached to a claim."""
    claim = queries.readable(work, command.record)
    title = command.title or f"发票和附件：{claim.summary}"
    document = office.AddDocument(
        title=title, kind=DocumentKind.proof, date=work.today, file=command.file, retention=Retention.thirty_years,
        page=queries.CLAIMS, attached_to=str(claim.id),
    )  # fmt: skip
    offices.add_document(work, document)
    return Outcome(_("已附上“{title}”").format(title=title), claim.id)


def check_claim(work: Work, command: commands.CheckClaim) -> Outcome:
    """Confirm a claim. One that touches a ban on spending union funds cannot pass."""
    claim = at_step(work, command.record, ClaimStatus.submitted)
    if command.breaches:
        rule = policy.rule(work, "finance.claim.bans")
        touched = "；".join(ban.label for ban in command.breaches)
        raise Refusal(
            _("触犯“八不准”，不能通过，请退回：{touched}").format(touched=touched), field="breaches",
            rule="finance.claim.bans", citation=rule.citation if rule else "",
        )  # fmt: skip
    take_step(work, claim, "checked", ClaimStatus.checked)
    return Outcome(_("已审核，等待审批"), claim.id, policy.broken(*papers(work, claim)))


def approve_claim(work: Work, command: commands.ApproveClaim) -> Outcome:
    """Approve a checked claim; what budget and cash say of it is told."""
    claim = at_step(work, command.record, ClaimStatus.checked)
    take_step(work, claim, "approved", ClaimStatus.approved)
    return Outcome(_("已批准，等待付款"), claim.id, foreseen(work, claim))


def reject_claim(work: Work, command: commands.RejectClaim) -> Outcome:
    """Send a claim back: whoever has the next step, or an approver until it is paid."""
    claim = _held(work, command.record)
    if claim.status not in NEXT:
        raise _wrong_status(claim, _("还没有付款的才能退回"))
    if not (work.may(NEXT[claim.status]) or work.may("finance.approve_claim")):
        work.require(NEXT[claim.status])
    _send_back(work, claim, command.reason)
    return Outcome(_("已退回：{reason}").format(reason=command.reason), claim.id)


def withdraw_claim(work: Work, command: commands.WithdrawClaim) -> Outcome:
    """Take back a claim that one handed in, while nobody has checked it."""
    claim = _held(work, command.record)
    if claim.submitted_by != work.officer.name:
        raise Refusal(_("只有经办人能撤回"), field="record", rule=PAIR)
    if claim.status is not ClaimStatus.submitted:
        raise _wrong_status(claim, _("还没有审核的才能撤回"))
    _send_back(work, claim, str(_("经办人撤回")))
    return Outcome(_("已撤回"), claim.id)


NEXT = {
    ClaimStatus.submitted: "finance.check_claim",
    ClaimStatus.checked: "finance.approve_claim",
    ClaimStatus.approved: "finance.pay",
}
"""The right that the next step of a claim needs."""


def at_step(work: Work, key: int, status: ClaimStatus) -> Claim:
    """A claim held against others, in `status`, that the acting officer has had no hand in."""
    claim = _held(work, key)
    if claim.status is not status:
        raise _wrong_status(claim, _("“{need}”的才行").format(need=status.label))
    why = queries.objection(work, queries.hands(claim))
    if why is not None:
        raise Refusal(why, field="record", rule=PAIR)
    return claim


def take_step(work: Work, claim: Claim, step: str, status: ClaimStatus) -> None:
    """Note who took a step, and when."""
    claim.status = status
    setattr(claim, f"{step}_on", work.today)
    setattr(claim, f"{step}_by", work.officer.name)
    setattr(claim, f"{step}_member", work.officer.member_id)
    _told(work, claim, status.label)


def papers(work: Work, claim: Claim) -> list[Verdict]:
    """What the rules say of a claim's papers: an invoice for each line, a contract for large purchases."""
    if claim.kind is ClaimKind.advance:
        return []
    lines = queries.lines_of(work, claim.id)
    largest = max(line.amount for line in lines)
    return [
        policy.check(work, "finance.claim.invoice", claim.date, have=all(line.invoice for line in lines)),
        policy.check(work, "finance.claim.contract", claim.date, have=largest),
    ]


def foreseen(work: Work, claim: Claim) -> list[Verdict]:
    """What will be said of the claim's voucher if it is paid from the bank today."""
    voucher = Voucher(date=work.today, summary=claim.summary, attachments=invoices(work, claim))
    return warnings.while_drafting(work, voucher, voucher_lines(work, claim, "102"))


def invoices(work: Work, claim: Claim) -> int:
    """How many invoices a claim has."""
    return sum(1 for line in queries.lines_of(work, claim.id) if line.invoice)


def voucher_lines(work: Work, claim: Claim, money: str) -> list[Line]:
    """The lines of a claim's voucher, paid from the account `money`."""
    spent = [(line.account, line.amount) for line in queries.lines_of(work, claim.id)]
    paid = rules.Settlement(claim.advance_used, claim.amount - claim.advance_used)
    if claim.status is not ClaimStatus.paid:
        paid = rules.settlement(claim.amount, advance_left(work, claim))
    member = work.get(Member, claim.member_id)
    memo = f"{claim.summary}（{member.name}）"
    return rules.payment_lines(spent, paid, money, memo=memo, project=claim.project, branch=claim.branch_id)


def advance_left(work: Work, claim: Claim) -> Decimal:
    """What is left of the advance that a claim settles."""
    if claim.advance_id is None:
        return ZERO
    return queries.outstanding(work, [claim.advance_id]).get(claim.advance_id, ZERO)


def _claimant(work: Work, key: int, day: date) -> Member:
    member = members.active(work, key)
    members.require_in_scope(work, SUBMIT, member)
    if day > work.today:
        raise Refusal(_("{day} 还没有到").format(day=day), field="date")
    return member


def _claim(work: Work, member: Member, day: date, summary: str, amount: Decimal, kind: ClaimKind) -> Claim:
    return Claim(
        kind=kind, member_id=member.id, date=day, summary=summary, amount=amount, status=ClaimStatus.submitted,
        advance_used=ZERO, submitted_by=work.officer.name, submitted_member=work.officer.member_id,
    )  # fmt: skip


def _refuse_accounts(work: Work, given: Sequence[commands.ClaimLine]) -> None:
    chart = chart_of(work)
    total = sum((line.amount for line in given), ZERO)
    entered = [Line(line.account, debit=line.amount) for line in given]
    fault = first_fault([*entered, Line("102", credit=total)], chart)
    if fault is not None:
        raise Refusal(fault.message, field=fault.field, rule=fault.rule, citation=chart.document)
    for index, line in enumerate(given):
        if not queries.may_be_claimed(chart.accounts[line.account]):
            said = _("第{n}行：{account} 不是支出科目，不能报销")
            raise Refusal(
                said.format(n=index + 1, account=chart.full_name(line.account)), field=f"lines.{index}.account",
                rule="finance.claim.account",
            )  # fmt: skip


def _refuse_advance(work: Work, key: int | None, member: int) -> None:
    if key is None:
        return
    advance = work.get(Claim, key)
    left = queries.outstanding(work, [key]).get(key, ZERO)
    if advance.member_id != member or left <= ZERO:
        raise Refusal(
            _("单据 {key} 不是这位会员没有结清的借款").format(key=key),
            field="advance",
            rule="finance.advance",
        )


def _invoice_keys(work: Work, given: Sequence[commands.ClaimLine]) -> list[str | None]:
    """The invoice of each line in one spelling; refuses one that is held, by another claim or another line."""
    keys: list[str | None] = []
    for index, line in enumerate(given):
        if line.invoice is None:
            keys.append(None)
            continue
        if line.seller is None:
            said = _("第{n}行：有发票号码，还要写销售方").format(n=index + 1)
            raise Refusal(said, field=f"lines.{index}.seller", rule="finance.claim.seller")
        key = rules.invoice_key(line.seller, line.invoice)
        _refuse_held(work, line, index, keys.index(key) if key in keys else None, key)
        keys.append(key)
    return keys


def _same_numbers(work: Work, claim: Claim, keys: Sequence[str | None]) -> list[Verdict]:
    """Warnings of other claims with an invoice of the same number: the seller may be written otherwise."""
    numbers = {key.partition("|")[2] for key in keys if key}
    query = select(ClaimLine).where(ClaimLine.invoice_key.is_not(None), ClaimLine.claim_id != claim.id)
    either = [ClaimLine.invoice_key.endswith("|" + number, autoescape=True) for number in sorted(numbers)]
    if not either:
        return []
    said = _("报销单 {key} 有同一号码的发票 {invoice}，销售方写作“{seller}”，请核对是不是同一张")
    return [
        Verdict(
            "finance.claim.invoice_number", Standing.WARN,
            said.format(key=line.claim_id, invoice=line.invoice, seller=line.seller),
        )
        for line in work.session.scalars(query.where(or_(*either)).order_by(ClaimLine.id))
    ]  # fmt: skip


def _refuse_held(work: Work, line: commands.ClaimLine, index: int, twin: int | None, key: str) -> None:
    query = select(Claim).join(ClaimLine, ClaimLine.claim_id == Claim.id).where(ClaimLine.invoice_key == key)
    earlier = work.session.scalars(query).first()
    if earlier is None and twin is None:
        return
    words = _("第{n}行：{seller}的发票 {invoice} 已在{where}")
    where = _("本单第{n}行").format(n=twin + 1) if twin is not None else _earlier(earlier)
    raise Refusal(
        words.format(n=index + 1, seller=line.seller, invoice=line.invoice, where=where),
        field=f"lines.{index}.invoice", rule="finance.claim.invoice_twice",
        have=str(earlier.id) if earlier is not None else "",
    )  # fmt: skip


def _earlier(claim: Claim | None) -> str:
    assert claim is not None
    return _("报销单 {key}（{day}）中报销").format(key=claim.id, day=claim.date)


def _send_back(work: Work, claim: Claim, reason: str) -> None:
    claim.status, claim.reason = ClaimStatus.rejected, reason
    claim.rejected_on, claim.rejected_by = work.today, work.officer.name
    for line in queries.lines_of(work, claim.id):
        line.invoice_key = None
    _told(work, claim, ClaimStatus.rejected.label)


def _held(work: Work, key: int) -> Claim:
    """A claim held against others who take a step of it."""
    return work.session.get(Claim, key, with_for_update=True) or work.get(Claim, key)


def _wrong_status(claim: Claim, need: str) -> Refusal:
    said = _("这张单据是“{status}”，{need}").format(status=claim.status.label, need=need)
    return Refusal(said, field="record", rule="finance.claim.status", have=claim.status.value)


def _told(work: Work, claim: Claim, words: str) -> None:
    work.record(events.ClaimMoved(claim.id, _("单据 {key}：{words}").format(key=claim.id, words=words)))
