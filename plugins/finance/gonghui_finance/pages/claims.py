"""The pages of claims and advances."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import MemberKey
from gonghui_core.i18n import translator
from gonghui_core.members.models import Branch, Member
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.reports import Block, Col, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance import commands as books
from gonghui_finance.choices import Ban, ClaimKind, ClaimStatus
from gonghui_finance.commands import claims as commands
from gonghui_finance.models import Claim
from gonghui_finance.pages.income import behind
from gonghui_finance.pages.papers import lines_grid
from gonghui_finance.queries import claims as queries
from gonghui_finance.queries.accounts import chart_of, resolve_account
from gonghui_finance.rules.capitals import capitals
from gonghui_finance.services import claims, payments
from gonghui_finance.services.paying import account_of

_ = translator("gonghui_finance")


def claim_report(work: Work, key: Any) -> Report:
    """All of one claim: what was spent, its invoices, who took which step, its voucher and papers."""
    claim = queries.readable(work, int(key))
    title = _("{kind}单 {key}").format(kind=claim.kind.label, key=claim.id)
    blocks = (
        _head(work, claim), _lines(work, claim), _steps(claim), *_checklist(claim),
        *behind(work, queries.CLAIMS, claim.id),
    )  # fmt: skip
    return Report(title, blocks)


def _head(work: Work, claim: Claim) -> Block:
    left = queries.outstanding(work, [claim.id]).get(claim.id)
    pairs = (
        (_("报销人"), work.get(Member, claim.member_id).name), (_("日期"), claim.date), (_("事由"), claim.summary),
        (_("金额"), claim.amount), (_("金额大写"), capitals(claim.amount)), (_("状态"), claim.status),
        (_("项目"), claim.project),
        (_("分工会"), work.get(Branch, claim.branch_id).name if claim.branch_id else None),
        (_("冲借款单"), claim.advance_id), (_("其中冲抵借款"), claim.advance_used or None),
        (_("付自"), claim.paid_from), (_("借款未结清"), left), (_("退回原因"), claim.reason),
    )  # fmt: skip
    return Figures(tuple(Figure(title, value) for title, value in pairs if value is not None))


def _lines(work: Work, claim: Claim) -> Block:
    chart = chart_of(work)
    columns = (
        Col("account", _("科目"), width=28), Col("amount", _("金额"), "money", 12),
        Col("invoice", _("发票号码"), width=20), Col("seller", _("销售方"), width=20),
    )  # fmt: skip
    rows = [
        (f"{line.account} {chart.full_name(line.account)}", line.amount, line.invoice, line.seller)
        for line in queries.lines_of(work, claim.id)
    ]
    return Grid(columns, rows, _("明细"))


def _steps(claim: Claim) -> Block:
    days = {
        "submitted": claim.date,
        "checked": claim.checked_on,
        "approved": claim.approved_on,
        "paid": claim.paid_on,
    }
    rows: list[tuple[Any, ...]] = [
        (title, days[step], getattr(claim, f"{step}_by"), _note(step))
        for step, title in queries.STEPS
        if getattr(claim, f"{step}_by") is not None
    ]
    if claim.rejected_by:
        rows.append((_("退回"), claim.rejected_on, claim.rejected_by, claim.reason))
    columns = (
        Col("step", _("步骤"), width=8), Col("on", _("日期"), "date", 10), Col("by", _("经办"), width=12),
        Col("note", _("说明"), width=24),
    )  # fmt: skip
    return Grid(columns, rows, _("办理"))


def _checklist(claim: Claim) -> list[Block]:
    """The eight bans as the checker answered them: who did, confirmed of each that there is none."""
    if claim.checked_by is None:
        return []
    rows = [(number, ban, _("无此情形")) for number, ban in enumerate(Ban, 1)]
    columns = (
        Col("number", _("序号"), "integer", 4), Col("ban", _("不准"), width=40), Col("state", _("核对"), width=10)
    )  # fmt: skip
    title = _("八不准（{officer} {day} 逐项核对）").format(officer=claim.checked_by, day=claim.checked_on)
    return [Grid(columns, rows, title)]


def _note(step: str) -> str | None:
    return str(_("已确认“八不准”八项均无")) if step == "checked" else None


def check_preview(work: Work, command: commands.CheckClaim) -> Report:
    """The checklist that the checker confirms."""
    claim = work.get(Claim, command.record)
    rows = [(ban, _("有") if ban in command.breaches else _("无此情形")) for ban in Ban]
    checklist = Grid((Col("ban", _("不准"), width=40), Col("state", _("核对"), width=10)), rows, _("八不准"))
    return Report(_("审核确认"), (_head(work, claim), _lines(work, claim), checklist))


def pay_preview(work: Work, command: commands.PayClaim) -> Report:
    """The voucher that paying will draft."""
    claim = work.get(Claim, command.record)
    lines = claims.voucher_lines(work, claim, account_of(work, command.source))
    return Report(_("将制的凭证"), (_head(work, claim), lines_grid(work, lines)))


def _next_is(status: ClaimStatus) -> Any:
    def allowed(work: Work, row: Any) -> str | None:
        if row["status"] is not status:
            return _("现在是“{have}”，到了“{need}”才能办").format(have=row["status"].label, need=status.label)
        return queries.objection(work, row)

    return allowed


def _not_open(work: Work, row: Any) -> str | None:
    return None if row["status"] in queries.OPEN else str(row["status"].label)


def _not_mine(work: Work, row: Any) -> str | None:
    if row["submitted_by"] != work.officer.name:
        return str(_("只有经办人能撤回"))
    return None if row["status"] is ClaimStatus.submitted else str(row["status"].label)


def _not_bookable(work: Work, row: Any) -> str | None:
    if row["voucher"] is not None:
        return _("已有凭证（编号 {key}）").format(key=row["voucher"])
    return None if row["status"] is ClaimStatus.paid else str(row["status"].label)


def _nothing_left(work: Work, row: Any) -> str | None:
    if row["kind"] is not ClaimKind.advance:
        return str(_("不是借款"))
    return None if row.get("outstanding") else str(_("没有未结清的借款"))


def _today(work: Work, key: Any) -> dict[str, Any]:
    return {"date": work.today}


def _mine(work: Work, key: Any) -> dict[str, Any]:
    return {"date": work.today, "member": work.officer.member_id}


CLAIMS = TablePage(
    queries.CLAIMS, _("报销和借款"), queries.SEE,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("member", _("报销人"), 10, keep=True),
        Column("summary", _("事由"), 24, keep=True),
        Column("kind", _("种类"), 6, "choice", ClaimKind),
        Column("amount", _("金额"), 12, "money", keep=True),
        Column("status", _("状态"), 8, "choice", ClaimStatus, keep=True),
        Column("outstanding", _("未结清"), 12, "money", wide=True),
        Column("voucher", _("凭证系统号"), 10, "integer", wide=True),
        Column("submitted_by", _("经办"), 10, wide=True),
        Column("checked_by", _("审核"), 10, wide=True),
        Column("approved_by", _("审批"), 10, wide=True),
        Column("paid_by", _("付款"), 10, wide=True),
        Column("reason", _("退回原因"), 20, wide=True),
    ),
    rows=queries.claim_rows, order=("-date", "-key"), group="finance", find=queries.find,
    shape=queries.add_outstanding, label="summary", detail=claim_report,
    params=(
        Parameter("status", _("状态"), ClaimStatus), Parameter("kind", _("种类"), ClaimKind),
        Parameter("member", _("报销人"), MemberKey), Parameter("year", _("年"), books.Year),
    ),
    actions=(
        Action(commands.SubmitClaim, claims.submit_claim, _("报销"), claims.SUBMIT, slot=5, prefill=_mine),
        Action(commands.SubmitAdvance, claims.submit_advance, _("借款"), claims.SUBMIT, prefill=_mine),
        Action(
            commands.CheckClaim, claims.check_claim, _("审核"), "finance.check_claim", on="row", slot=8,
            grade=Grade.ask, allowed=_next_is(ClaimStatus.submitted), preview=check_preview,
        ),
        Action(
            commands.ApproveClaim, claims.approve_claim, _("审批"), "finance.approve_claim", on="row", slot=8,
            grade=Grade.ask, allowed=_next_is(ClaimStatus.checked),
        ),
        Action(
            commands.PayClaim, payments.pay_claim, _("付款"), "finance.pay", on="row", slot=8, grade=Grade.ask,
            prefill=_today, allowed=_next_is(ClaimStatus.approved), preview=pay_preview,
        ),
        Action(
            commands.RejectClaim, claims.reject_claim, _("退回"), "finance.return_claim", on="row",
            grade=Grade.ask, allowed=_not_open,
        ),
        Action(
            commands.WithdrawClaim, claims.withdraw_claim, _("撤回"), claims.SUBMIT, on="row", grade=Grade.ask,
            allowed=_not_mine,
        ),
        Action(
            commands.AttachInvoice, claims.attach_invoice, _("附上发票"), "finance.attach_invoice", on="row",
        ),
        Action(
            commands.BookClaim, payments.book_claim, _("重制凭证"), "finance.draft", on="row",
            allowed=_not_bookable,
        ),
        Action(
            commands.ReturnAdvance, payments.return_advance, _("退回借款"), "finance.receive", on="row",
            prefill=_today, allowed=_nothing_left,
        ),
    ),
    help=_("提交、会计审核、主席或副主席审批、出纳付款、记账，各由不同的人办，谁也不能办自己的；一张发票只能报一次。"),
    empty=_("还没有报销单：按 F5 提交一张"),
)  # fmt: skip

ACCOUNTS = TablePage(
    "finance.claim_accounts", _("可报销的科目"), queries.SEE,
    columns=(
        Column("code", _("代码"), 8, keep=True), Column("name", _("名称"), 20, keep=True),
        Column("initials", _("首字母"), 12), Column("full_name", _("全称"), 30, keep=True),
    ),
    rows=queries.account_rows, group="finance", hidden=True, resolve=resolve_account,
    help=_("报销单上可用的科目：各支出科目和代管经费。"),
)  # fmt: skip
