"""Setting an election up, correcting it before the count, and calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.reports import Block, Col, Figure, Figures, Grid, Paragraph, Report
from gonghui_core.verdicts import BadInput, Fault, Refusal, Verdict
from gonghui_core.work import Work
from gonghui_elections import commands, events, queries
from gonghui_elections.choices import Round, Stage
from gonghui_elections.models import Candidate, Election
from gonghui_elections.people import Person, people
from gonghui_elections.rules import Contest, Kind, contest_faults
from gonghui_elections.votes import Vote, vote

_ = translator("gonghui_elections")


@dataclass(frozen=True)
class Ballot:
    """A contest as it is about to be stored: its people, and what speaks against it."""

    contest: Contest
    people: tuple[Person, ...]
    warnings: tuple[Verdict, ...]


def set_up_election(work: Work, command: commands.SetUpElection) -> Outcome:
    """Prepare an election; whatever the rules or the register say against it is a warning with its citation."""
    ballot = ballot_of(work, command, command.kind)
    election = Election(
        title=command.title, kind=command.kind, round=Round.first, meeting=command.meeting, on=command.on,
        seats=command.seats, body_seats=command.seats, entitled=command.entitled,
    )  # fmt: skip
    put_up(work, election, ballot.people)
    said = _("已筹备“{title}”：应选 {seats} 人，候选人 {n} 人")
    message = said.format(title=command.title, seats=command.seats, n=len(ballot.people))
    return Outcome(message, election.id, list(ballot.warnings))


def ballot_of(work: Work, command: commands.SetUpElection | commands.EditElection, kind: Kind) -> Ballot:
    """The contest that the command means, without faults; refuses what could never be counted."""
    grounds = queries.grounds_on(work, command.on)
    found = people(work, command.candidates, command.on, grounds)
    size = members.count_on(work, command.on)
    names = tuple(person.name for person in found)
    contest = Contest(kind, command.seats, command.entitled, names, size)
    refuse_faults(contest_faults(contest))
    doubts = [person.doubt for person in found if person.doubt is not None]
    return Ballot(contest, tuple(found), (*queries.setup_verdicts(contest, grounds), *doubts))


def put_up(work: Work, election: Election, standing: Sequence[Person]) -> Election:
    """Store a new election with its ballot."""
    work.add(election, events.ElectionSetUp(election.title, election.seats, len(standing)))
    put_candidates(work, election, standing)
    return election


def put_candidates(work: Work, election: Election, standing: Sequence[Person]) -> None:
    """Store the names on the ballot in their order."""
    rows = [
        Candidate(election_id=election.id, place=place, name=person.name, member_id=person.member_id)
        for place, person in enumerate(standing, 1)
    ]
    work.session.add_all(rows)
    work.session.flush()


def edit_election(work: Work, command: commands.EditElection) -> Outcome:
    """Correct an election that nobody has counted yet; a later vote keeps its seats and candidates."""
    found = vote(work, command.record, lock=True)
    election = found.election
    refuse_unless(found, Stage.planned, Stage.held)
    typed = command.model_dump(include={"title", "seats", "entitled", "on", "meeting"})
    work.fresh(election, command.version, **typed)
    if election.round is Round.runoff and (command.seats, tuple(command.candidates)) != (
        election.seats,
        found.names,
    ):
        raise Refusal(_("再次投票只在票数相等者中进行，名额和候选人不能改"), field="candidates")
    if found.attendance is not None and command.entitled < found.attendance.present:
        said = _("应到会人数少于已登记的到会 {present} 人").format(present=found.attendance.present)
        raise BadInput(said, field="entitled", faults=(Fault("entitled", said),))
    ballot = ballot_of(work, command, election.kind)
    if election.round is Round.first:
        election.body_seats = command.seats
    for name, value in typed.items():
        setattr(election, name, value)
    if ballot.contest.candidates != found.names:
        for row in found.candidates:
            work.session.delete(row)
        work.session.flush()
        put_candidates(work, election, ballot.people)
    work.record(events.ElectionEdited(election.title))
    return Outcome(_("已保存"), election.id, list(ballot.warnings))


def cancel_election(work: Work, command: commands.CancelElection) -> Outcome:
    """Call an election off; a sealed one stays as it is."""
    found = vote(work, command.record, lock=True)
    if not found.stage.is_open:
        raise Refusal(closed_because(found), field="record")
    election = found.election
    election.cancelled_on, election.cancel_reason = work.today, command.reason
    work.record(events.ElectionCancelled(election.title, command.reason))
    return Outcome(_("已撤销“{title}”").format(title=election.title), election.id)


def preview_setup(work: Work, command: commands.SetUpElection) -> Report:
    """The ballot as it will be stored, and what the rules say of it."""
    ballot = ballot_of(work, command, command.kind)
    head = Figures(
        (
            Figure(_("选举种类"), command.kind), Figure(_("应选名额"), command.seats),
            Figure(_("应到会人数"), command.entitled), Figure(_("当日会员"), ballot.contest.members),
        )
    )  # fmt: skip
    columns = (
        Col("place", _("序号"), "integer", 6),
        Col("name", _("候选人"), width=16),
        Col("note", _("名册"), width=40),
    )
    rows = [
        (place, person.name, person.doubt.message if person.doubt else _("在册"))
        for place, person in enumerate(ballot.people, 1)
    ]
    blocks: list[Block] = [head, Grid(columns, rows, _("选票"))]
    blocks += [Paragraph(f"{verdict.message} {verdict.citation}".strip()) for verdict in ballot.warnings]
    return Report(command.title, tuple(blocks))


def refuse_faults(faults: Sequence[Fault]) -> None:
    """Refuse figures or names that cannot be, each beside its field."""
    if faults:
        message = "；".join(str(fault.message) for fault in faults)
        raise BadInput(message, field=faults[0].field, faults=tuple(faults))


def refuse_unless(found: Vote, *stages: Stage) -> None:
    """Refuse a change that the stage of the election no longer allows, or not yet."""
    if found.stage not in stages:
        raise Refusal(closed_because(found), field="record", rule="elections.stage")


def closed_because(found: Vote) -> str:
    """Why nothing more can be changed at this stage, in words."""
    return WHY[found.stage].format(title=found.election.title)


WHY = {
    Stage.planned: _("“{title}”还没有登记到会"),
    Stage.held: _("“{title}”还没有计票"),
    Stage.counting: _("“{title}”已有一遍计票，还缺第二遍"),
    Stage.differing: _("“{title}”两遍计票不一致，先由计票人重录或复核"),
    Stage.agreed: _("“{title}”两遍计票已一致，等待封存"),
    Stage.sealed: _("“{title}”已封存，不能再改"),
    Stage.cancelled: _("“{title}”已撤销"),
}
