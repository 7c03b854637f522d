"""The pages beside the budget: transfers between its lines, and what is asked for and not booked yet."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import Day, Text
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.reports import Fact, Figure, Figures, Report
from gonghui_core.work import Work
from gonghui_finance.choices import CommitmentKind, TransferStatus
from gonghui_finance.commands import AccountCode, Year
from gonghui_finance.commands import budget as commands
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import approvals, commitments
from gonghui_finance.services import transfers as services

_ = translator("gonghui_finance")


def _this_year(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year}


def _decided(work: Work, row: Any) -> str | None:
    return None if row["status"] is TransferStatus.draft else str(row["status"].label)


def _commitment(work: Work, key: Any) -> Report:
    """What asks for the money: the record to open."""
    page, record, _position = str(key).rsplit("/", 2)
    fact = Fact(record, record, page, (record,))
    return Report(_("已请未付"), (Figures((Figure(_("单据"), record, fact),)),))


TRANSFER = Action(
    commands.TransferBudget,
    services.transfer_budget,
    _("预算调剂"),
    "finance.budget",
    slot=5,
    prefill=_this_year,
)

TRANSFERS = TablePage(
    "finance.budget_transfers", _("预算调剂"), READ,
    columns=(
        Column("made_on", _("日期"), 10, "date", keep=True),
        Column("source", _("从科目"), 8, keep=True),
        Column("source_project", _("从项目"), 10, wide=True),
        Column("target", _("到科目"), 8, keep=True),
        Column("target_project", _("到项目"), 10, wide=True),
        Column("amount", _("金额"), 14, "money", keep=True),
        Column("reason", _("原因"), 20, keep=True),
        Column("status", _("状态"), 8, "choice", TransferStatus, keep=True),
        Column("maker", _("申请"), 10),
        Column("decided_by", _("批准"), 10),
        Column("decided_on", _("批准日期"), 10, "date", wide=True),
        Column("year", _("年度"), 6, "integer", wide=True),
    ),
    rows=approvals.transfer_rows, order=("-made_on", "-key"), group="finance", label="reason",
    params=(Parameter("year", _("年度"), Year), Parameter("budget", _("预算"), commands.BudgetKey)),
    actions=(
        TRANSFER,
        Action(
            commands.ApproveTransfer, services.approve_transfer, _("批准"), "finance.approve_budget", on="row", slot=8,
            grade=Grade.ask, allowed=_decided,
        ),
        Action(
            commands.RefuseTransfer, services.refuse_transfer, _("不批准"), "finance.approve_budget", on="row",
            grade=Grade.ask, allowed=_decided,
        ),
    ),
    help=_("预算各行之间的调剂：会计申请，主席批准后生效，总额不变，不算预算调整；历次都留着。"),
    empty=_("还没有调剂：按 F5 申请"),
)  # fmt: skip

COMMITMENTS = TablePage(
    "finance.commitments", _("已请未付"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("kind", _("来自"), 10, "choice", CommitmentKind, keep=True),
        Column("summary", _("事由"), 26, keep=True),
        Column("account", _("科目"), 8, keep=True),
        Column("project", _("项目"), 12, wide=True),
        Column("amount", _("金额"), 14, "money", keep=True),
    ),
    rows=commitments.commitment_rows, order=("date", "key"), group="finance", hidden=True,
    label="summary", detail=_commitment,
    params=(
        Parameter("year", _("年度"), Year, default=lambda work: work.today.year),
        Parameter("account", _("预算科目"), AccountCode), Parameter("project", _("项目"), Text),
        Parameter("until", _("截至"), Day),
    ),
    help=_("占用预算而没有记账的：凭证草稿、没有付款的报销单、等待入账的请款。"),
)  # fmt: skip
