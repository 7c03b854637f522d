"""Pages of what the upper union owes and of earmarked projects, with what is done about them at a year's end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonghui_core.commands import Action, Grade, Row
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.reports import Figure, Figures, Report
from gonghui_core.work import Work
from gonghui_finance import commands as books
from gonghui_finance.choices import AccrualKind, Booking
from gonghui_finance.commands import yearend as commands
from gonghui_finance.models import Accrual
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.papers import lines_grid
from gonghui_finance.queries import months
from gonghui_finance.queries import yearend as queries
from gonghui_finance.rules import yearend as rules
from gonghui_finance.rules.entry import Line
from gonghui_finance.services import yearend as services

_ = translator("gonghui_finance")

CLOSE, RECEIVE = "finance.close", "finance.receive"


def _proposal(work: Work, key: Any) -> dict[str, Any]:
    """What the retained share still lacks in the year that is to be closed."""
    year = months.year_to_close(work)
    amount = queries.proposed_transfer(work, year)
    return {"year": year, "kind": AccrualKind.transfer, "amount": amount or None}


def _left(work: Work, key: Any) -> dict[str, Any]:
    return {"date": work.today, "amount": queries.left_of(work, int(key)) if key else None}


def _nothing_left(work: Work, row: Row) -> str | None:
    return None if row["left"] else str(_("已全部收到，或凭证已作废"))


def _year(work: Work, key: Any) -> dict[str, Any]:
    return {"year": months.year_to_close(work)}


def _today(work: Work, key: Any) -> dict[str, Any]:
    return {"date": work.today}


def _report(work: Work, day: Any, lines: Sequence[Line]) -> Report:
    items = (Figure(_("日期"), day),)
    return Report(_("将制的凭证"), (Figures(items), lines_grid(work, lines)))


def accrual_preview(work: Work, command: commands.Accrue) -> Report:
    """The voucher of an accrual."""
    return _report(work, services.year_end(command.year), services.accrual_lines(work, command))


def project_preview(work: Work, command: commands.FinishProject) -> Report:
    """The voucher that finishes a project."""
    lines = rules.finished(services.project_left(work, command), command.project)
    return _report(work, services.year_end(command.year), lines)


def naming_preview(work: Work, command: commands.NameProject) -> Report:
    """The voucher that names a project."""
    return _report(work, command.date, services.naming_lines(work, command))


def surplus_preview(work: Work, command: commands.UseSurplus) -> Report:
    """The voucher that uses surplus."""
    return _report(work, command.date, services.surplus_lines(work, command))


def correction_preview(work: Work, command: commands.CorrectEarlier) -> Report:
    """The voucher of an earlier year's error."""
    return _report(work, command.date, services.correction_lines(work, command))


def _accrual(work: Work, key: Any) -> Report:
    """One accrual with its voucher."""
    from gonghui_finance.pages.income import behind

    accrual = work.get(Accrual, int(key))
    items = (
        Figure(_("年"), accrual.year), Figure(_("类别"), accrual.kind), Figure(_("金额"), accrual.amount),
        Figure(_("未收"), queries.left_of(work, accrual.id)), Figure(_("上级通知"), accrual.document),
        Figure(_("通知日期"), accrual.document_date), Figure(_("项目"), accrual.project),
        Figure(_("登记人"), accrual.officer),
    )  # fmt: skip
    title = f"{accrual.year} {accrual.kind.label}"
    return Report(title, (Figures(items), *behind(work, queries.ACCRUALS, accrual.id)))


ACCRUALS = TablePage(
    "finance.accruals", _("年末应收上级"), READ,
    columns=(
        Column("year", _("年"), 6, "integer", keep=True),
        Column("kind", _("类别"), 18, "choice", AccrualKind, keep=True),
        Column("amount", _("金额"), 14, "money", keep=True),
        Column("settled", _("已收"), 14, "money"),
        Column("left", _("未收"), 14, "money", keep=True),
        Column("document", _("上级通知"), 24),
        Column("document_date", _("通知日期"), 10, "date", wide=True),
        Column("earmarked", _("专项"), 4, "yes_no", wide=True),
        Column("project", _("项目"), 12, wide=True),
        Column("booking", _("入账"), 8, "choice", Booking),
        Column("officer", _("登记人"), 10, wide=True),
    ),
    rows=queries.accrual_rows, shape=queries.shape, order=("-year", "key"), group="finance",
    params=(Parameter("year", _("年"), books.Year),), detail=_accrual,
    actions=(
        Action(
            commands.Accrue, services.accrue, _("计提"), CLOSE, slot=5, grade=Grade.ask, prefill=_proposal,
            preview=accrual_preview,
        ),
        Action(
            commands.SettleAccrual, services.settle_accrual, _("收到应收款"), RECEIVE, on="row", slot=8, prefill=_left,
            allowed=_nothing_left,
        ),
    ),
    help=_(
        "上级工会通知要拨、年末还没有到账的经费和补助：按通知在12月31日计入应收上级经费，平时不计提。"
        "次年到账时按 F8 冲应收，不再计收入。"
    ),
    empty=_("没有年末应收：按 F5 凭上级通知计提"),
)  # fmt: skip

PROJECTS = TablePage(
    "finance.projects", _("专项项目"), READ,
    columns=(
        Column("name", _("项目"), 18, keep=True),
        Column("brought", _("年初结转"), 12, "money"),
        Column("income", _("收入"), 12, "money"),
        Column("expenditure", _("支出"), 12, "money"),
        Column("moved", _("调整、转出"), 12, "money", wide=True),
        Column("left", _("余额"), 12, "money", keep=True),
        Column("finished", _("完成年度"), 8, "integer"),
    ),
    rows=queries.project_rows, group="finance",
    params=(Parameter("year", _("年"), books.Year, default=lambda work: work.today.year),),
    actions=(
        Action(
            commands.FinishProject, services.finish_project, _("项目完成"), CLOSE, on="row", into="project", slot=8,
            short=_("完成"), grade=Grade.ask, prefill=_year, preview=project_preview,
        ),
        Action(
            commands.NameProject, services.name_project, _("写明项目"), CLOSE, grade=Grade.ask, prefill=_today,
            preview=naming_preview,
        ),
        Action(
            commands.UseSurplus, services.use_surplus, _("动用结余"), CLOSE, grade=Grade.ask, prefill=_today,
            preview=surplus_preview,
        ),
        Action(
            commands.CorrectEarlier, services.correct_earlier, _("以前年度差错"), CLOSE, grade=Grade.ask,
            prefill=_today, preview=correction_preview,
        ),
    ),
    help=_(
        "专项资金按项目：年初结转、本年收支和余额，只算已记账的。项目完成，余额由累计结转转入结余；"
        "未完成的留在工会资金结转。没有写明项目的（如建账时的累计结转）合成一行，F9 可写明。"
    ),
    empty=_("没有专项资金"),
)  # fmt: skip
