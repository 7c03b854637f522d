"""What the upper union owes at the end of a year, remainders of projects, errors of earlier years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput, Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_finance import events, periods
from gonghui_finance.choices import AccrualKind, ErrorSide, MonthState, PayFrom, ReceiptKind, VoucherKind
from gonghui_finance.commands import yearend as commands
from gonghui_finance.models import Accrual, ProjectEnd, Receipt, Voucher
from gonghui_finance.queries import balances, funds, months
from gonghui_finance.queries import yearend as queries
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules import yearend as rules
from gonghui_finance.rules.entry import ZERO, Line, first_fault, marked
from gonghui_finance.services import origins, vouchers, warnings
from gonghui_finance.services.paying import account_of

_ = translator("gonghui_finance")

NOTES = "《工会会计制度》（财会〔2021〕7号）会计科目使用说明"


def accrue(work: Work, command: commands.Accrue) -> Outcome:
    """Keep what the upper union's notice promised, and draft its voucher of December 31."""
    lines = accrual_lines(work, command)
    accrual = Accrual(
        kind=command.kind, year=command.year, amount=command.amount, earmarked=command.earmarked,
        project=command.project, document=command.document, document_date=command.document_date,
        officer=work.officer.name,
    )  # fmt: skip
    words = _("{year}年末{kind} {amount:,.2f} 元").format(
        year=command.year, kind=command.kind.label, amount=command.amount
    )
    work.add(accrual, events.FundsMoved(words))
    warnings = origins.draft(
        work, queries.ACCRUALS, accrual.id, lines, day=year_end(command.year),
        summary=f"{command.kind.title_[:]}（{command.document}）", attachments=command.attachments,
    )  # fmt: skip
    return Outcome(_("{words}，已制凭证草稿").format(words=words), accrual.id, warnings)


def accrual_lines(work: Work, command: commands.Accrue) -> list[Line]:
    """The entry of an accrual; only at the end of its year (Article 8: accrual only where the rules say so)."""
    if work.today < date(command.year, 12, 1):
        said = _("应收上级经费只在年末（12月31日）计提，{year}年还没有到年末").format(year=command.year)
        raise Refusal(said, field="year", rule="finance.accrual.year_end", citation=NOTES)
    if command.document_date > work.today:
        raise BadInput(_("通知日期在今天之后"), field="document_date")
    if command.earmarked and not command.project:
        raise Refusal(_("专项补助要写明项目"), field="project", rule="finance.subsidy.project")
    transfer = command.kind is AccrualKind.transfer
    return rules.accrued(
        transfer=transfer, amount=command.amount, earmarked=command.earmarked, project=command.project
    )


def year_end(year: int) -> date:
    """The day of all entries about the end of a year."""
    return date(year, 12, 31)


def settle_accrual(work: Work, command: commands.SettleAccrual) -> Outcome:
    """Record money that came in on an accrual: the bank against the receivable, no income."""
    accrual = work.get(Accrual, command.record)
    left = queries.left_of(work, accrual.id)
    if command.date <= year_end(accrual.year):
        said = _("{year}年内收到的直接记收入，不用计提").format(year=accrual.year)
        raise Refusal(said, field="date", rule="finance.accrual.same_year")
    if command.amount > left:
        said = _("这笔应收只剩 {left:,.2f} 元；多收的另作收入登记")
        raise Refusal(
            said.format(left=left), field="amount", rule="finance.accrual.left", need=f"{left:.2f}",
            have=f"{command.amount:.2f}",
        )  # fmt: skip
    receipt = Receipt(
        kind=ReceiptKind.receivable, date=command.date, amount=command.amount, own=command.amount, upper=ZERO,
        earmarked=accrual.earmarked, project=accrual.project, accrual=accrual.id, officer=work.officer.name,
    )  # fmt: skip
    words = _("收回{year}年{kind} {amount:,.2f} 元").format(
        year=accrual.year, kind=accrual.kind.label, amount=command.amount
    )
    work.add(receipt, events.FundsMoved(words))
    due = rules.TRANSFER if accrual.kind is AccrualKind.transfer else rules.SUBSIDY
    lines = [
        Line(account_of(work, PayFrom.bank), debit=command.amount),
        Line(due, credit=command.amount, project=accrual.project),
    ]
    warnings = origins.draft(
        work, funds.RECEIPTS, receipt.id, lines, day=command.date,
        summary=f"收到{accrual.year}年{accrual.kind.title_[:]}", attachments=1,
    )  # fmt: skip
    return Outcome(_("{words}，已制凭证草稿").format(words=words), receipt.id, warnings)


def still_owed(work: Work, kind: AccrualKind, day: date) -> list[Verdict]:
    """A warning where money comes in while the upper union still owes some from an earlier year."""
    left = sum((amount for _key, amount in queries.owed(work, kind, day.year)), ZERO)
    if not left:
        return []
    said = _("以前年度计提的{kind}还有 {left:,.2f} 元没有收到：如果就是这笔钱，请冲应收，不要重复计收入")
    return [
        Verdict(
            "finance.accrual.open", Standing.WARN, said.format(kind=kind.label, left=left), document=NOTES
        )
    ]


def finish_project(work: Work, command: commands.FinishProject) -> Outcome:
    """Take what is left of a project to surplus, by a closing voucher of December 31."""
    left = project_left(work, command)
    end = ProjectEnd(
        project=command.project,
        year=command.year,
        amount=left,
        document=command.document,
        officer=work.officer.name,
    )
    words = _("{year}年项目“{project}”完成，余额 {left:,.2f} 元转入结余").format(
        year=command.year, project=command.project, left=left
    )
    work.add(end, events.FundsMoved(words))
    voucher = Voucher(
        date=year_end(command.year), summary=f"项目“{command.project}”完成，结转余额", kind=VoucherKind.closing,
        maker=work.officer.name, maker_member_id=work.officer.member_id, page=queries.ENDS, record=str(end.id),
        attachments=0,
    )  # fmt: skip
    vouchers.store(work, voucher, rules.finished(left, command.project))
    return Outcome(_("{words}，凭证等待审核").format(words=words), end.id)


def project_left(work: Work, command: commands.FinishProject) -> Decimal:
    """What is left of a project that may be finished now."""
    found = queries.projects(work, command.year)
    if command.project not in found:
        known = "、".join(found) or str(_("没有"))
        said = _("没有专项项目“{project}”；已有的：{known}")
        raise BadInput(said.format(project=command.project, known=known), field="project")
    december = periods.period(command.year, 12)
    if months.state_of(work, december) is MonthState.locked:
        raise Refusal(
            _("{year}年已年结").format(year=command.year), field="year", rule="finance.month.closed"
        )
    unposted = queries.waiting(work, command.project)
    if unposted:
        said = _("还有 {n} 张涉及这个项目的凭证没有记账，先记账才知道余额")
        raise Refusal(said.format(n=unposted), field="project", rule="finance.project.unposted")
    left = found[command.project].left
    if not left:
        raise Refusal(_("这个项目没有余额可转"), field="project", rule="finance.project.empty")
    return left


def name_project(work: Work, command: commands.NameProject) -> Outcome:
    """Draft the voucher that gives nameless earmarked money to a project."""
    lines = naming_lines(work, command)
    basis = f"（{command.document}）" if command.document else ""
    summary = f"专项结转写明项目“{command.project}”{basis}"[:300]
    return _draft(work, command.date, summary, 1, lines)


def naming_lines(work: Work, command: commands.NameProject) -> list[Line]:
    """The entry; refuses more than there is without a name."""
    there = queries.unnamed(work, command.date.year, queries.projects(work, command.date.year))
    if command.amount > there:
        said = _("没有写明项目的专项资金只有 {there:,.2f} 元")
        raise Refusal(
            said.format(there=there), field="amount", rule="finance.project.unnamed", need=f"{there:.2f}",
            have=f"{command.amount:.2f}",
        )  # fmt: skip
    return rules.named(command.amount, command.project)


def use_surplus(work: Work, command: commands.UseSurplus) -> Outcome:
    """Draft the voucher that takes surplus to an unfinished project (entry 22)."""
    lines = surplus_lines(work, command)
    summary = f"动用结余用于“{command.project}”（{command.document}）"[:300]
    return _draft(work, command.date, summary, 1, lines)


def surplus_lines(work: Work, command: commands.UseSurplus) -> list[Line]:
    """The entry; refuses to use more surplus than there is."""
    there = -balances.balance(work, "322")
    if command.amount > there:
        said = _("工会资金结余只有 {there:,.2f} 元")
        raise Refusal(
            said.format(there=there), field="amount", rule="finance.surplus.enough", need=f"{there:.2f}",
            have=f"{command.amount:.2f}",
        )  # fmt: skip
    return rules.surplus_used(command.amount, command.project)


def correct_earlier(work: Work, command: commands.CorrectEarlier) -> Outcome:
    """Draft the voucher of an earlier year's error (entry 21)."""
    return _draft(work, command.date, command.summary, command.attachments, correction_lines(work, command))


def correction_lines(work: Work, command: commands.CorrectEarlier) -> list[Line]:
    """The entry; against this year's income and expenditure, or another fund, it would be none of an earlier year."""
    if command.account[0] not in "12":
        said = _("以前年度的差错不进本年收支：对方科目应是资产或负债科目，不是 {code}")
        raise Refusal(
            said.format(code=command.account), field="account", rule="finance.correction.account", citation=NOTES,
            have=command.account,
        )  # fmt: skip
    if command.earmarked and not command.project:
        raise Refusal(_("专项的差错要写明项目"), field="project", rule="finance.subsidy.project")
    lines = rules.corrected(
        command.account, command.amount, more=command.side is ErrorSide.more, earmarked=command.earmarked,
        project=command.project,
    )  # fmt: skip
    fault = first_fault(lines, chart_of(work))
    if fault is not None:
        raise Refusal(fault.message, field="account", rule=fault.rule, have=fault.have)
    return lines


def _draft(work: Work, day: date, summary: str, attachments: int, lines: Sequence[Line]) -> Outcome:
    """Draft a voucher that needs no record beside it."""
    vouchers.refuse_closed(work, day)
    voucher = Voucher(
        date=day, summary=summary, attachments=attachments, maker=work.officer.name,
        maker_member_id=work.officer.member_id,
    )  # fmt: skip
    entered = [marked(line, chart_of(work)) for line in lines]
    vouchers.store(work, voucher, entered)
    return Outcome(_("已制凭证草稿，等待审核"), voucher.id, warnings.while_drafting(work, voucher, entered))
