"""The result of an election as officers read and sign it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.reports import Block, Col, Fact, Figure, Figures, Grid, Paragraph, Report, Signature
from gonghui_core.storage.audit import head_of
from gonghui_core.work import Work
from gonghui_elections import queries
from gonghui_elections.models import SeatReduction
from gonghui_elections.rules import Outcome
from gonghui_elections.sealing import short_form
from gonghui_elections.votes import Vote
from gonghui_elections.words import cell_name

_ = translator("gonghui_elections")


def result_report(work: Work, vote: Vote) -> Report:
    """The result in any state: what is known, every test with its numbers and citation, and the lines to sign."""
    data = queries.figures(work, vote)
    blocks: list[Block | None] = [
        _head(work, vote), _ballots(data), _sheets(vote), _differing(data), _people(vote, data),
        _open_seats(work, vote, data),
        _tests(work, vote, data), *_seal(work, vote),
    ]  # fmt: skip
    return Report(vote.election.title, tuple(block for block in blocks if block is not None), data)


def _head(work: Work, vote: Vote) -> Block:
    election = vote.election
    fact = Fact(_("选举"), election.title, "elections.elections", (str(election.id),))
    pairs: list[tuple[str, Any]] = [
        (_("选举种类"), election.kind), (_("轮次"), election.round), (_("会议"), election.meeting),
        (_("选举日期"), election.on), (_("应选名额"), election.seats), (_("应到会人数"), election.entitled),
        (_("状态"), vote.stage),
    ]  # fmt: skip
    if election.cancelled_on is not None:
        pairs.append((_("撤销原因"), election.cancel_reason))
    items = [
        Figure(title, value, fact if n == 0 else None) for n, (title, value) in enumerate(pairs) if value
    ]
    return Figures(tuple(items))


def _ballots(data: dict[str, Any]) -> Block:
    quorum, ballots = data["quorum"], data["ballots"]
    items = []
    if quorum is not None:
        met = _("达到") if quorum["met"] else _("不足")
        items.append(Figure(_("到会人数"), quorum["have"], mark="ok" if quorum["met"] else "bad"))
        items.append(Figure(_("法定人数"), _("{need}（{met}）").format(need=quorum["need"] or "？", met=met)))
    titles = {"issued": _("发出选票"), "returned": _("收回选票"), "valid": _("有效票"), "void": _("无效票")}
    items += [Figure(title, ballots[name]) for name, title in titles.items() if ballots[name] is not None]
    if data["valid"] is not None:
        said = _("有效") if data["valid"] else _("无效")
        items.append(Figure(_("本次选举"), said, mark="ok" if data["valid"] else "bad"))
    return Figures(tuple(items) or (Figure(_("到会人数"), _("未登记")),), _("到会与选票"))


def _sheets(vote: Vote) -> Block | None:
    """Who counted and when; the figures of a lone tally are not known to anybody else."""
    if not vote.sheets:
        return None
    places = {1: _("第一遍"), 2: _("第二遍"), 3: _("复核")}
    rows = [
        (places[sheet.place], sheet.officer, sheet.entered_on, sheet.entries, sheet.returned, sheet.void)
        for sheet in vote.sheets
    ]
    columns = (
        Col("place", _("计票"), width=8), Col("officer", _("计票人"), width=12), Col("on", _("日期"), "date", 10),
        Col("entries", _("录入次数"), "integer", 8), Col("returned", _("收回选票"), "integer", 8),
        Col("void", _("无效票"), "integer", 8),
    )  # fmt: skip
    note = "" if len(vote.sheets) > 1 else _("（第二遍录入前不显示数字）")
    return Grid(columns, rows, _("计票经过") + note)


def _differing(data: dict[str, Any]) -> Block | None:
    cells = data["differences"]
    rows = [(cell_name(one["candidate"], one["field"]), one["first"], one["second"]) for one in cells]
    columns = (
        Col("cell", _("栏目"), width=24), Col("first", _("第一遍"), "integer", 8),
        Col("second", _("第二遍"), "integer", 8),
    )  # fmt: skip
    return Grid(columns, rows, _("两遍不一致之处")) if rows else None


def _people(vote: Vote, data: dict[str, Any]) -> Block:
    keys = {one.name: one.member_id for one in vote.candidates}
    rows, facts = [], {}
    for line, one in enumerate(data["candidates"]):
        outcome = Outcome(one["outcome"]) if one["outcome"] else None
        need = one["majority"]["need"] if one["majority"] else None
        name = _("{name}（另选）").format(name=one["name"]) if one["write_in"] else one["name"]
        rows.append((name, one["agree"], one["oppose"], one["abstain"], need, outcome))
        member = keys.get(one["name"])
        if member is not None:
            facts[line, 0] = Fact(_("会员"), one["name"], "core.members", (str(member),))
    columns = (
        Col("name", _("候选人"), width=16), Col("agree", _("赞成"), "integer", 6),
        Col("oppose", _("不赞成"), "integer", 6), Col("abstain", _("弃权"), "integer", 6),
        Col("need", _("当选需"), "integer", 6), Col("outcome", _("结果"), width=10),
    )  # fmt: skip
    return Grid(columns, rows, _("得票"), facts)


def _open_seats(work: Work, vote: Vote, data: dict[str, Any]) -> Block | None:
    if not data["open_seats"]:
        return None
    told = [_("尚缺 {n} 席").format(n=data["open_seats"])]
    if data["runoff"]:
        said = _("票数相等者再次投票：{names}")
        told.append(said.format(names="、".join(data["runoff"]["candidates"])))
    options = queries.options_in_words(data)
    reduced = work.session.scalar(select(SeatReduction).where(SeatReduction.election_id == vote.election.id))
    if reduced is not None:
        said = _("{on} 大会以 {yes} 票同意减为 {seats} 席")
        told.append(said.format(on=reduced.decided_on, yes=reduced.yes, seats=reduced.seats))
    elif options:
        told.append(options)
    return Paragraph("；".join(told))


def _tests(work: Work, vote: Vote, data: dict[str, Any]) -> Block | None:
    """Every rule once, with its numbers and citation; each candidate's own figures stand with the votes."""
    grounds = queries.grounds_on(work, vote.election.on)
    each: dict[str, list[Any]] = defaultdict(list)
    for one in data["tests"]:
        each[one["rule"]].append(one)
    rows = [
        (str(grounds[rule].title) if rule in grounds else rule, *_test_cells(tests))
        for rule, tests in each.items()
    ]
    columns = (
        Col("rule", _("规定"), width=26), Col("need", _("应为"), width=8), Col("have", _("实为"), width=12),
        Col("verdict", _("结论"), width=10), Col("citation", _("依据"), width=36),
    )  # fmt: skip
    return Grid(columns, rows, _("依据的规定")) if rows else None


def _test_cells(tests: Sequence[Any]) -> tuple[Any, ...]:
    """Need, have, verdict and citation of one rule, over all candidates where it is asked of each."""
    one = tests[0]
    citation = f"{one['document']}{one['article']}"
    if one["need"] is None:
        return None, one["have"], _("规则未设定"), citation
    if one["subject"]:
        met = sum(test["met"] for test in tests)
        return one["need"], _("{met}/{all} 人达到").format(met=met, all=len(tests)), _("见得票"), citation
    need = _("单数") if one["need"] == "odd" else one["need"]
    return need, one["have"], _("符合") if one["met"] else _("不符合"), citation


def _seal(work: Work, vote: Vote) -> list[Block]:
    election = vote.election
    items = []
    if election.seal_digest is not None:
        items.append(Figure(_("封印"), short_form(election.seal_digest), mark="ok"))
        items.append(Figure(_("封存"), f"{election.sealed_on} {election.sealed_by}"))
    items.append(Figure(_("审计链头"), head_of(work.session).short))
    roles = (str(_("总监票人")), str(_("监票人")), str(_("计票人")), str(_("主持人")))
    return [Figures(tuple(items), _("封印")), Signature(roles, election.on)]
