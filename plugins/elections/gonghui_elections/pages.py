"""Pages of elections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import extract, select

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import Whole
from gonghui_core.i18n import translator
from gonghui_core.members.models import Branch, Member
from gonghui_core.pages import Asked, Column, Parameter, ReportPage, RowValues, TablePage
from gonghui_core.reports import Child, Report
from gonghui_core.work import Work
from gonghui_elections import commands, queries, services
from gonghui_elections.choices import Round, Stage
from gonghui_elections.live import tally_footer
from gonghui_elections.models import Election
from gonghui_elections.reports import result_report
from gonghui_elections.rules import Kind, Outcome
from gonghui_elections.services.setup import WHY
from gonghui_elections.votes import Vote, vote

_ = translator("gonghui_elections")


def _rows(work: Work, asked: Asked) -> list[RowValues]:
    year, status = asked.get("year"), asked.get("status")
    found = queries.overview(work, *([extract("year", Election.on) == year] if year else []))
    rows = [_row(one, found) for one in reversed(found.votes)]
    return [row for row in rows if status is None or row["status"] is status]


def _row(one: Vote, found: queries.Overview) -> RowValues:
    election = one.election
    elected = queries.elected_names(queries.sealed_figures(election)) if one.stage is Stage.sealed else None
    return {
        "key": election.id, "title": election.title, "kind": election.kind, "on": election.on, "seats": election.seats,
        "candidates": len(one.candidates), "entitled": election.entitled,
        "present": one.attendance.present if one.attendance else None, "status": one.stage,
        "elected": None if elected is None else len(elected), "names": "、".join(elected or []),
        "round": election.round, "follows": election.follows_id, "meeting": election.meeting,
        "short": found.is_short(one),
    }  # fmt: skip


def _candidate_rows(work: Work, asked: Asked) -> list[RowValues]:
    found = vote(work, asked["election"])
    data: Any = queries.figures(work, found)
    figures = {one["name"]: one for one in data["candidates"]}
    keys = [one.member_id for one in found.candidates]
    query = select(Member.id, Member.number, Branch.name).join(Branch).where(Member.id.in_(keys))
    register = {key: (number, branch) for key, number, branch in work.session.execute(query)}
    rows = []
    for one in found.candidates:
        number, branch = register.get(one.member_id, (None, None)) if one.member_id else (None, None)
        votes = figures[one.name]
        outcome = Outcome(votes["outcome"]) if votes["outcome"] else None
        rows.append({
            "key": one.id, "place": one.place, "name": one.name, "number": number, "branch": branch,
            "agree": votes["agree"], "oppose": votes["oppose"], "abstain": votes["abstain"], "outcome": outcome,
        })  # fmt: skip
    return rows


def _detail(work: Work, key: Any) -> Report:
    found = vote(work, int(key))
    report = result_report(work, found)
    ballot = Child("elections.candidates", {"election": str(found.election.id)}, _("选票"))
    return Report(report.title, (*report.blocks, ballot), report.data)


def _edit_values(work: Work, key: Any) -> dict[str, Any]:
    found = vote(work, int(key))
    election = found.election
    names = ("title", "seats", "entitled", "on", "meeting", "version")
    return {name: getattr(election, name) for name in names} | {"candidates": "\n".join(found.names)}


def _only(*stages: Stage) -> Any:
    """The reason why an action does not fit the stage that an election is at."""

    def allowed(work: Work, row: Mapping[str, Any]) -> str | None:
        stage = row["status"]
        return None if stage in stages else WHY[stage].format(title=row["title"])

    return allowed


def _only_short(work: Work, row: Mapping[str, Any]) -> str | None:
    return None if row["short"] else str(_("没有待定的名额"))


OPEN = tuple(stage for stage in Stage if stage.is_open)
BEFORE_COUNT = (Stage.planned, Stage.held)
COUNTABLE = (Stage.planned, Stage.held, Stage.counting, Stage.differing)
SET_UP, ATTENDANCE, TALLY, SEAL = (f"elections.{verb}" for verb in ("set_up", "attendance", "tally", "seal"))

ELECTIONS = TablePage(
    "elections.elections", _("选举"), queries.READ,
    columns=(
        Column("title", _("名称"), 30, keep=True),
        Column("kind", _("选举种类"), 14, "choice", Kind),
        Column("on", _("日期"), 10, "date"),
        Column("seats", _("名额"), 5, "integer", keep=True),
        Column("candidates", _("候选"), 5, "integer"),
        Column("entitled", _("应到"), 5, "integer"),
        Column("present", _("到会"), 5, "integer"),
        Column("status", _("状态"), 12, "choice", Stage, keep=True),
        Column("elected", _("当选"), 5, "integer"),
        Column("names", _("当选人"), 30, wide=True),
        Column("round", _("轮次"), 8, "choice", Round, wide=True),
        Column("follows", _("接续选举"), 8, "integer", wide=True),
        Column("meeting", _("会议"), 20, wide=True),
    ),
    rows=_rows, number=10, label="title", resolve=queries.resolve,
    params=(Parameter("year", _("年份"), Whole), Parameter("status", _("状态"), Stage)),
    detail=_detail,
    actions=(
        Action(
            commands.SetUpElection, services.set_up_election, _("筹备选举"), SET_UP, slot=5,
            preview=services.preview_setup,
        ),
        Action(
            commands.EditElection, services.edit_election, _("修改"), SET_UP, on="row", slot=2, prefill=_edit_values,
            allowed=_only(*BEFORE_COUNT),
        ),
        Action(
            commands.RecordAttendance, services.record_attendance, _("登记到会"), ATTENDANCE, on="row",
            prefill=services.attendance_values, allowed=_only(*OPEN),
        ),
        Action(
            commands.EnterTally, services.enter_tally, _("录入计票"), TALLY, on="row", slot=8, short=_("计票"),
            prefill=services.own_sheet, live=tally_footer, allowed=_only(*COUNTABLE),
        ),
        Action(
            commands.SealElection, services.seal_election, _("封存结果"), SEAL, on="row", grade=Grade.legal,
            word="封存", preview=services.preview_seal, allowed=_only(Stage.agreed),
        ),
        Action(
            commands.RecountElection, services.recount_election, _("作废计票，重新计票"), SEAL, on="row",
            grade=Grade.ask, allowed=_only(Stage.counting, Stage.differing, Stage.agreed),
        ),
        Action(
            commands.HoldAnotherVote, services.hold_another_vote, _("对缺额另行选举"), SET_UP, on="row",
            prefill=services.another_vote_values, allowed=_only_short,
        ),
        Action(
            commands.ReduceSeats, services.reduce_seats, _("登记减少名额"), SEAL, on="row", grade=Grade.ask,
            allowed=_only_short,
        ),
        Action(
            commands.CancelElection, services.cancel_election, _("撤销选举"), SET_UP, on="row", grade=Grade.ask,
            allowed=_only(*OPEN),
        ),
    ),
    help=_(
        "筹备、到会、两人分别计票、封存。两遍计票互不可见，逐格比对；到会不足、票数不符都如实记录并给出条文。"
        "不保存任何单张选票。"
    ),
    empty=_("还没有选举：按 F5 筹备一次"),
)  # fmt: skip

CANDIDATES = TablePage(
    "elections.candidates", _("候选人"), queries.READ,
    columns=(
        Column("place", _("序号"), 5, "integer"),
        Column("name", _("姓名"), 14, keep=True),
        Column("number", _("工号"), 10),
        Column("branch", _("分工会"), 16),
        Column("agree", _("赞成"), 6, "integer", keep=True),
        Column("oppose", _("不赞成"), 6, "integer"),
        Column("abstain", _("弃权"), 6, "integer"),
        Column("outcome", _("结果"), 10, "choice", Outcome, keep=True),
    ),
    rows=_candidate_rows, hidden=True, child_of="elections.elections",
    params=(Parameter("election", _("选举"), commands.ElectionKey, required=True),),
    help=_("选票上的候选人；票数在两遍计票都录入并一致后显示。"),
)  # fmt: skip

RESULT = ReportPage(
    "elections.result", _("选举结果报告单"), queries.READ,
    build=lambda work, asked: result_report(work, vote(work, asked["election"])),
    number=20,
    params=(Parameter("election", _("选举"), commands.ElectionKey, required=True),),
    help=_("到会、选票、得票、各项规定及其条文，供监票人签字；封存前后都可以看。"),
)  # fmt: skip

PAGES = (ELECTIONS, CANDIDATES, RESULT)
