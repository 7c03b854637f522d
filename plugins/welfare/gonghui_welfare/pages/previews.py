"""What an action of welfare will write, shown before it is written."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Branch
from gonghui_core.reports import Block, Col, Figure, Figures, Grid, Report
from gonghui_core.verdicts import Verdict
from gonghui_core.work import Work
from gonghui_welfare import commands
from gonghui_welfare.queries import aids as aid_queries
from gonghui_welfare.queries import runs as queries
from gonghui_welfare.rules import Tally, left_over, per_head, run_cost
from gonghui_welfare.services import aids, limits, runs, signing

_ = translator("gonghui_welfare")


def of_run(work: Work, command: commands.PlanRun) -> Report:
    """How many are to receive, by branch, what it will cost, and what the rules say."""
    run = runs.draft(work, command)
    people = runs.chosen(work, run, command.members)
    figures = Figures(
        (
            Figure(_("人数"), len(people)), Figure(_("单价"), run.unit_cost),
            Figure(_("预计支出"), run.unit_cost * len(people)), Figure(_("名单截至"), run.day),
            Figure(_("范围"), run.audience),
        )
    )  # fmt: skip
    counted = Counter(branch for _member, branch in people)
    names = dict(work.session.execute(select(Branch.id, Branch.name)).all())
    rows = [(names[branch], number) for branch, number in sorted(counted.items())]
    columns = (Col("branch", _("分工会"), width=20), Col("count", _("人数"), "integer", 8))
    verdicts = limits.of_run(work, run, [member for member, _branch in people])
    twice = limits.run_twice(work, run)
    blocks = (figures, said(verdicts + ([twice] if twice else [])), Grid(columns, rows, _("按分工会")))
    data = {
        "planned": len(people),
        "cost": run.unit_cost * len(people),
        "verdicts": [v.as_json() for v in verdicts],
    }
    return Report(run.title, blocks, data)


def said(verdicts: list[Verdict]) -> Block:
    """Verdicts as a table: the sentence, what is needed, what there is, the source."""
    columns = (
        Col("standing", _("结论"), width=8), Col("message", _("规则"), width=44), Col("need", _("标准"), width=10),
        Col("have", _("实际"), width=10), Col("citation", _("依据"), width=30),
    )  # fmt: skip
    rows = [(STANDINGS[v.standing], v.message, v.need, v.have, v.citation) for v in verdicts]
    return Grid(columns, rows, _("规则"))


STANDINGS = {
    "met": _("符合"), "warn": _("不符"), "block": _("禁止"), "not_set": _("未设定"), "info": _("提示"),
}  # fmt: skip


def of_signing(work: Work, command: commands.SignOff) -> Report:
    """Who is going to be noted as having received."""
    run = runs.open_run(work, command.record)
    people = list(command.recipients or signing.unsigned(work, run))
    figures = Figures(
        (
            Figure(_("将签收"), len(people)), Figure(_("物品"), run.item),
            Figure(_("计入各人全年"), run.unit_cost), Figure(_("签收日期"), command.on or work.today),
        )
    )  # fmt: skip
    return Report(run.title, (figures,), {"count": len(people)})


def of_closing(work: Work, command: commands.CloseRun) -> Report:
    """What ending a distribution fixes."""
    run = runs.open_run(work, command.record)
    tally = queries.tallies(work, [run.id]).get(run.id, Tally())
    cost = run_cost(tally, run.unit_cost, command.cost)
    figures = Figures(
        (
            Figure(_("签收"), tally.signed), Figure(_("不发放"), tally.excepted),
            Figure(_("未领到"), tally.not_reached, mark="warn" if tally.not_reached else "ok"),
            Figure(_("剩余"), left_over(command.bought, tally.signed)), Figure(_("发放金额"), cost),
            Figure(_("人均"), per_head(cost, tally.signed)),
        )
    )  # fmt: skip
    return Report(
        run.title, (figures,), {"signed": tally.signed, "not_reached": tally.not_reached, "cost": cost}
    )


def of_approval(work: Work, command: commands.ApproveAid) -> Report:
    """The request for money that an approval will make, and what the rules say."""
    aid, member = aid_queries.readable(work, command.record)
    titles = {h.id: h.title for m in work.hooks.host.manifests.values() for h in m.money_heads}
    figures = Figures(
        (
            Figure(_("会员"), members.get(work, aid.member_id).name), Figure(_("类别"), aid.kind),
            Figure(_("金额"), aid.amount), Figure(_("请款项目"), titles.get(aids.HEADS[aid.kind], "")),
            Figure(_("收款人"), member.name), Figure(_("申请人"), aid.requested_by),
            Figure(_("审核人"), aid.reviewed_by), Figure(_("日期"), work.today),
        )
    )  # fmt: skip
    verdicts = limits.of_aid(
        work, aid.member_id, aid.kind, aid.amount, file_number=aid.file_number, besides=aid.id
    )
    return Report(_("批准帮扶"), (figures, said(verdicts)), {"amount": aid.amount})
