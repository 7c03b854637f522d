"""The page of vouchers."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade, Templates
from gonghui_core.fields import Day
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, RowValues, TablePage
from gonghui_core.work import Work
from gonghui_finance import commands
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.commands import files as filed
from gonghui_finance.commands import templates as templated
from gonghui_finance.models import Voucher
from gonghui_finance.pages import papers
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import templates as template_queries
from gonghui_finance.queries import vouchers as found
from gonghui_finance.services import files, posting, templates, vouchers

_ = translator("gonghui_finance")


def _shape(work: Work, rows: list[RowValues]) -> None:
    """The origin in words, for people; machines read it as page and key."""
    for row in rows:
        if row["origin"]:
            row["origin"] = papers.origin_of(work, *str(row["origin"]).split("/", 1))


def _not_a_draft(work: Work, row: Any) -> str | None:
    return None if row["status"] is VoucherStatus.draft else str(_("已不是草稿"))


def _not_editable(work: Work, row: Any) -> str | None:
    if row["kind"] is VoucherKind.closing:
        return str(_("结转凭证由程序算出，不能改"))
    return _not_a_draft(work, row)


def _not_copied(work: Work, row: Any) -> str | None:
    return str(_("结转凭证由程序算出，不能复制")) if row["kind"] is VoucherKind.closing else None


def _not_adoptable(work: Work, row: Any) -> str | None:
    if row["maker"]:
        return _("已由{maker}制单").format(maker=row["maker"])
    return _not_a_draft(work, row)


def _not_reviewable(work: Work, row: Any) -> str | None:
    why = _not_a_draft(work, row)
    return why or posting.not_reviewable(work, row["maker"], row["editor"], None)


def _not_reviewed(work: Work, row: Any) -> str | None:
    return None if row["status"] is VoucherStatus.reviewed else str(_("不是“已审核”"))


def _not_posted(work: Work, row: Any) -> str | None:
    if row["status"] is VoucherStatus.reversed:
        return str(_("已冲销"))
    return None if row["status"] is VoucherStatus.posted else str(_("还没有记账"))


def _edit_values(work: Work, key: Any) -> dict[str, Any]:
    voucher = work.get(Voucher, int(key))
    lines = [
        {
            "account": x.account, "debit": x.debit or None, "credit": x.credit or None, "memo": x.memo,
            "project": x.project, "earmarked": x.earmarked or None, "branch": x.branch_id,
        }
        for x in found.lines_of(work, voucher.id)
    ]  # fmt: skip
    return {
        "date": voucher.date, "summary": voucher.summary, "attachments": voucher.attachments, "lines": lines,
        "version": voucher.version,
    }  # fmt: skip


def _today(work: Work, key: Any) -> dict[str, Any]:
    return {"date": work.today}


def _until_today(work: Work, key: Any) -> dict[str, Any]:
    return {"until": work.today}


TEMPLATES = Templates("finance.voucher_templates", template_queries.form_values)

VOUCHERS = TablePage(
    "finance.vouchers", _("记账凭证"), READ,
    columns=(
        Column("number", _("号"), 6, "integer", keep=True),
        Column("date", _("日期"), 10, "date", keep=True),
        Column("summary", _("摘要"), 28, keep=True),
        Column("amount", _("金额"), 12, "money", keep=True),
        Column("status", _("状态"), 6, "choice", VoucherStatus, keep=True),
        Column("origin", _("来源"), 16),
        Column("attachments", _("附件"), 4, "integer", wide=True),
        Column("files", _("文件"), 4, "integer", wide=True),
        Column("maker", _("制单"), 6, wide=True),
        Column("reviewer", _("审核"), 6, wide=True),
        Column("poster", _("记账"), 6, wide=True),
        Column("kind", _("种类"), 4, "choice", VoucherKind, wide=True),
    ),
    rows=found.voucher_rows, order=("-date", "-key"), group="finance", find=found.find,
    params=(
        Parameter("status", _("状态"), VoucherStatus), Parameter("year", _("年"), commands.Year),
        Parameter("month", _("月"), commands.Month), Parameter("since", _("从"), Day),
        Parameter("until", _("到"), Day), Parameter("account", _("科目"), commands.AccountCode),
    ),
    shape=_shape, detail=papers.voucher_report, resolve=found.resolve_voucher, label="summary",
    actions=(
        Action(
            commands.DraftVoucher, vouchers.draft_voucher, _("填制凭证"), "finance.draft", slot=5, prefill=_today,
            preview=papers.draft_preview, live=papers.live_totals, templates=TEMPLATES,
        ),
        Action(
            commands.EditVoucher, vouchers.edit_voucher, _("修改草稿"), "finance.draft", on="row", slot=2,
            prefill=_edit_values, allowed=_not_editable, live=papers.live_totals, templates=TEMPLATES,
        ),
        Action(
            commands.CopyVoucher, vouchers.copy_voucher, _("复制"), "finance.draft", on="row", prefill=_today,
            allowed=_not_copied,
        ),
        Action(
            filed.AttachFile, files.attach_file, _("附上文件"), "finance.draft", on="row",
        ),
        Action(
            templated.SaveTemplate, templates.save_template, _("存为模板"), "finance.draft", on="row",
            allowed=_not_copied,
        ),
        Action(
            commands.ReviewVoucher, posting.review_voucher, _("审核"), "finance.review", on="row", slot=8,
            allowed=_not_reviewable,
        ),
        Action(
            commands.PostVoucher, posting.post_voucher, _("记账"), "finance.post", on="row", slot=8,
            grade=Grade.ask, allowed=_not_reviewed, preview=papers.posting_preview,
        ),
        Action(
            commands.AdoptVoucher, vouchers.adopt_voucher, _("接收为制单人"), "finance.draft", on="row",
            allowed=_not_adoptable,
        ),
        Action(
            commands.ReverseVoucher, posting.reverse_voucher, _("红字冲销"), "finance.reverse", on="row",
            grade=Grade.ask, prefill=_today, allowed=_not_posted, preview=papers.reversal_preview,
        ),
        Action(
            commands.ReturnVoucher, posting.return_voucher, _("退回"), "finance.review", on="row",
            allowed=_not_reviewed,
        ),
        Action(
            commands.DiscardVoucher, vouchers.discard_voucher, _("作废草稿"), "finance.draft", on="row",
            grade=Grade.ask, allowed=_not_a_draft,
        ),
        Action(
            commands.ReviewAll, posting.review_all, _("成批审核"), "finance.review", grade=Grade.ask,
            prefill=_until_today,
        ),
        Action(
            commands.PostAll, posting.post_all, _("成批记账"), "finance.post", grade=Grade.ask, prefill=_until_today,
        ),
    ),
    help=_("填制、审核、记账都在这里。制单人不能审核自己的凭证；记账时按月连续编号，记账后只能红字冲销。"),
    empty=_("还没有凭证：按 F5 填制一张"),
)  # fmt: skip
