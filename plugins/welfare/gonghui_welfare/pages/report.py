"""The report of one distribution: who received, who did not, what it cost, what the rules say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from gonghui_core.i18n import translator
from gonghui_core.members.models import Branch, Member
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Bars, Block, Child, Col, Fact, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_welfare import commands
from gonghui_welfare.choices import RecipientStatus
from gonghui_welfare.models import Recipient, Run
from gonghui_welfare.models import Signature as Signed
from gonghui_welfare.pages.previews import said
from gonghui_welfare.queries import runs as queries
from gonghui_welfare.rules import Tally, left_over, per_head, run_cost
from gonghui_welfare.services.runs import warnings_of

_ = translator("gonghui_welfare")


def run_report(work: Work, asked: Asked) -> Report:
    """The report of a distribution; a branch officer sees the own branch."""
    run = work.get(Run, asked["run"])
    blocks = (*_blocks(work, run), _left_out(work, run), _not_reached(work, run))
    signs = Signature((_("经办人"), _("证明人"), _("工会主席")), run.closed_on)
    return Report(run.title, (*(b for b in blocks if b is not None), signs), data_of(work, run))


def run_detail(work: Work, key: Any) -> Report:
    """All of one distribution, with its list."""
    run = work.get(Run, key)
    child = Child("welfare.recipients", {"run": str(run.id)}, _("名单"))
    return Report(run.title, (*_blocks(work, run), child), data_of(work, run))


def data_of(work: Work, run: Run) -> dict[str, Any]:
    """The figures of a distribution under English names. Money is yuan."""
    tally = queries.tallies(work, [run.id]).get(run.id, Tally())
    spent = run.cost if work.officer.scope(queries.READ) is None else None
    cost = run_cost(tally, run.unit_cost, spent)
    return {
        "run": run.id, "title": run.title, "festival": run.festival, "on": run.day, "unit_cost": run.unit_cost,
        "planned": tally.planned, "signed": tally.signed, "not_reached": tally.not_reached,
        "excepted": tally.excepted, "cost": cost, "per_head": per_head(cost, tally.signed),
        "bought": run.bought, "left_over": left_over(run.bought, tally.signed), "closed_on": run.closed_on,
        "booking": queries.run_booking(work, run),
        "verdicts": [verdict.as_json() for verdict in warnings_of(work, run)],
    }  # fmt: skip


def _blocks(work: Work, run: Run) -> list[Block]:
    data = data_of(work, run)
    planned = Fact("名单", str(data["planned"]), "welfare.recipients", params={"run": str(run.id)})
    figures = (
        Figure(_("项目"), run.festival or run.programme), Figure(_("日期"), run.day), Figure(_("物品"), run.item),
        Figure(_("形式"), run.form), Figure(_("单价"), run.unit_cost), Figure(_("范围"), run.audience),
        Figure(_("名单"), data["planned"], planned),
        Figure(_("签收"), data["signed"], mark="ok"), Figure(_("不发放"), data["excepted"]),
        Figure(_("未领到"), data["not_reached"], mark="warn" if data["not_reached"] else "ok"),
        Figure(_("发放金额"), data["cost"]), Figure(_("人均"), data["per_head"]), Figure(_("剩余"), data["left_over"]),
        Figure(_("入账"), data["booking"]), Figure(_("结束于"), run.closed_on), Figure(_("备注"), run.note),
    )  # fmt: skip
    return [Figures(figures), said(warnings_of(work, run)), *_by_branch(work, run)]


def _by_branch(work: Work, run: Run) -> list[Block]:
    query = (
        select(
            Branch.name, func.count(Recipient.id), func.count(Signed.id), func.count(Recipient.excepted_on)
        )
        .join(Branch, Branch.id == Recipient.branch_id)
        .outerjoin(Signed, queries.signed_by())
        .where(Recipient.run_id == run.id, queries.in_scope(work, queries.READ))
        .group_by(Branch.id, Branch.name)
        .order_by(Branch.id)
    )
    counted = [(name, Tally(*numbers)) for name, *numbers in work.session.execute(query)]
    columns = (
        Col("branch", _("分工会"), width=20), Col("planned", _("名单"), "integer", 8),
        Col("signed", _("签收"), "integer", 8), Col("not_reached", _("未领"), "integer", 8),
        Col("excepted", _("不发"), "integer", 8), Col("cost", _("金额"), "money", 12),
    )  # fmt: skip
    rows = [
        (name, tally.planned, tally.signed, tally.not_reached, tally.excepted, run_cost(tally, run.unit_cost))
        for name, tally in counted
    ]
    bars = tuple(
        (name, run_cost(tally, run.unit_cost), f"{tally.signed}/{tally.wanted}") for name, tally in counted
    )
    return [Grid(columns, rows, _("按分工会")), Bars(_("各分工会签收"), bars)]


def _left_out(work: Work, run: Run) -> Block | None:
    rows = _people(work, run, RecipientStatus.excepted)
    columns = (
        Col("number", _("工号"), width=10),
        Col("name", _("姓名"), width=12),
        Col("branch", _("分工会"), width=16),
        Col("reason", _("原因"), width=24),
    )
    return Grid(columns, rows, _("不发放")) if rows else None


def _not_reached(work: Work, run: Run) -> Block | None:
    wanted = RecipientStatus.planned if run.closed_on is None else RecipientStatus.not_reached
    rows = [row[:3] for row in _people(work, run, wanted)]
    columns = (
        Col("number", _("工号"), width=10),
        Col("name", _("姓名"), width=12),
        Col("branch", _("分工会"), width=16),
    )
    return Grid(columns, rows, _("未领到")) if rows else None


def _people(work: Work, run: Run, status: RecipientStatus) -> list[tuple[Any, ...]]:
    rows = queries.recipient_rows(work, Asked({"run": run.id, "status": status}))
    ordered = rows.order_by(Branch.id, Member.number)
    return [
        (row["number"], row["member"], row["branch"], row["reason"])
        for row in work.session.execute(ordered).mappings()
    ]


RUN = ReportPage(
    "welfare.run", _("发放情况"), queries.READ, build=run_report, hidden=True,
    params=(Parameter("run", _("发放"), commands.RunKey, required=True),),
    help=_("一次发放的签收、未领、金额和人均，与规定对照；可导出打印签名。"),
)  # fmt: skip
