"""Sealing a result, and what follows from it: run-offs, votes for open seats, seats given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.policy import settle
from gonghui_core.reports import Paragraph, Report
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_elections import commands, events, queries
from gonghui_elections.choices import Round, Stage
from gonghui_elections.models import BlindSheet, Election, MarkSum, SeatReduction, WriteInSum
from gonghui_elections.people import Person, people
from gonghui_elections.reports import result_report
from gonghui_elections.rules import Contest, contest_faults, seat_reduction, setup_checks
from gonghui_elections.rules.figures import Figures
from gonghui_elections.rules.grounds import rule_for
from gonghui_elections.sealing import seal as seal_of
from gonghui_elections.services.setup import closed_because, put_up, refuse_faults, refuse_unless
from gonghui_elections.votes import Vote, vote

_ = translator("gonghui_elections")


def seal_election(work: Work, command: commands.SealElection) -> Outcome:
    """Freeze the verdict with its evidence; a tie makes the run-off of those tied, open seats stay open."""
    found = vote(work, command.record, lock=True)
    figures = _sealable(work, found)
    sealed = seal_of(figures, roll=found.election.entitled, boxes=())
    broken = queries.verdicts(work, found)
    election = found.election
    election.sealed_on, election.sealed_by = work.today, work.officer.name
    election.seal_document, election.seal_digest = sealed.document, sealed.digest
    work.session.flush()
    elected = queries.elected_names(figures)
    work.record(events.ElectionSealed(election.title, bool(figures["valid"]), len(elected), sealed.short))
    runoff = _runoff(work, found, figures)
    message = _sealed_message(found, figures, elected, sealed.short, runoff)
    return Outcome(message, election.id, [*broken, *_open_seats(work, found, figures)])


def _sealable(work: Work, found: Vote) -> Figures:
    """The figures about to be sealed; refuses without attendance or without two tallies that agree."""
    refuse_unless(found, Stage.agreed)
    if found.attendance is None:
        raise Refusal(_("还没有登记到会人数和发出的选票"), field="record", rule="elections.stage")
    return queries.figures(work, found)


def _sealed_message(
    found: Vote, figures: Figures, elected: Sequence[str], short: str, runoff: Election | None
) -> str:
    title = found.election.title
    told = [
        _("“{title}”已封存，封印 {short}").format(title=title, short=short),
        verdict_in_words(figures, elected),
    ]
    if runoff is not None:
        told.append(_("票数相等，已筹备“{title}”").format(title=runoff.title))
    return "。".join(told)


def verdict_in_words(figures: Figures, elected: Sequence[str]) -> str:
    """The result of one vote in a sentence."""
    if not figures["valid"]:
        return str(_("选举无效，须重新选举"))
    if not elected:
        return str(_("选举有效，无人当选"))
    return _("选举有效，当选 {n} 人：{names}").format(n=len(elected), names="、".join(elected))


def _open_seats(work: Work, found: Vote, figures: Figures) -> list[Verdict]:
    """What the rule offers for seats that were left open."""
    options = queries.options_in_words(figures)
    if not options:
        return []
    said = _("缺额 {n} 席：{options}").format(n=figures["open_seats"], options=options)
    on = rule_for(queries.grounds_on(work, found.election.on), "elections.reduce_seats")
    return [Verdict("elections.open_seats", Standing.WARN, said, document=on.document, article=on.article)]


def _runoff(work: Work, found: Vote, figures: Figures) -> Election | None:
    """The second vote among those tied, as a new draft behind the sealed one."""
    tied: Any = figures["runoff"]
    if tied is None:
        return None
    keys = {one.name: one.member_id for one in found.candidates}
    standing = [Person(name, keys.get(name)) for name in tied["candidates"]]
    return _next_vote(work, found, Round.runoff, tied["seats"], standing, found.election.on)


def _next_vote(
    work: Work, found: Vote, kind: Round, seats: int, standing: Sequence[Person], on: date
) -> Election:
    """A later vote for seats that an earlier one left open, numbered within its chain."""
    earlier = found.election
    root = queries.root_of(work, earlier)
    number = queries.chain_length(work, root)
    title = (
        f"{root.title}（{kind.title_[:]}）" if number == 1 else f"{root.title}（{kind.title_[:]} {number}）"
    )
    election = Election(
        title=title, kind=earlier.kind, round=kind, follows_id=earlier.id, meeting=earlier.meeting, on=on,
        seats=seats, body_seats=earlier.body_seats, entitled=earlier.entitled,
    )  # fmt: skip
    return put_up(work, election, standing)


def preview_seal(work: Work, command: commands.SealElection) -> Report:
    """The verdict exactly as it will be frozen, and what sealing brings about."""
    found = vote(work, command.record)
    figures = _sealable(work, found)
    elected = queries.elected_names(figures)
    told = [verdict_in_words(figures, elected)]
    tied: Any = figures["runoff"]
    if tied is not None:
        said = _("封存后将为票数相等的 {names} 筹备再次投票，名额 {n}")
        told.append(said.format(names="、".join(tied["candidates"]), n=tied["seats"]))
    options = queries.options_in_words(figures)
    if options:
        told.append(_("缺额 {n} 席：{options}").format(n=figures["open_seats"], options=options))
    told.append(str(_("封存后任何人、任何工具都不能再改")))
    report = result_report(work, found)
    return Report(report.title, (*(Paragraph(line) for line in told), *report.blocks), report.data)


def recount_election(work: Work, command: commands.RecountElection) -> Outcome:
    """Set all tallies aside; those that were compared stay in the audit log, and the count begins anew."""
    found = vote(work, command.record, lock=True)
    refuse_unless(found, Stage.counting, Stage.differing, Stage.agreed)
    keys = [sheet.id for sheet in found.sheets]
    for model in (MarkSum, WriteInSum, BlindSheet):
        column: Any = model.tally_id
        for row in work.session.scalars(select(model).where(column.in_(keys))).all():
            work.session.delete(row)
    work.session.flush()
    for sheet in found.sheets:
        work.session.delete(sheet)
    work.record(events.RecountOrdered(found.election.title, command.reason))
    return Outcome(_("计票已作废，请两人重新计票"), found.election.id)


def hold_another_vote(work: Work, command: commands.HoldAnotherVote) -> Outcome:
    """Prepare the vote for seats left open: of those tied where there was a tie, else of the candidates named."""
    found = vote(work, command.record, lock=True)
    figures = _short(work, found)
    seats = int(str(figures["open_seats"]))
    tied: Any = figures["runoff"]
    again = found.election.round is Round.runoff and not figures["valid"]
    names = list(found.names) if again else tied["candidates"] if tied else command.candidates
    kind = Round.runoff if again or tied else Round.another
    grounds = queries.grounds_on(work, command.on)
    standing = people(work, names, command.on, grounds)
    contest = Contest(
        found.election.kind, seats, found.election.entitled, tuple(person.name for person in standing),
        members.count_on(work, command.on), kind is Round.runoff, found.election.body_seats,
    )  # fmt: skip
    refuse_faults(contest_faults(contest))
    election = _next_vote(work, found, kind, seats, standing, command.on)
    doubts = [person.doubt for person in standing if person.doubt is not None]
    message = _("已筹备“{title}”：名额 {n}").format(title=election.title, n=seats)
    return Outcome(message, election.id, [*queries.warnings(setup_checks(contest, grounds)), *doubts])


def reduce_seats(work: Work, command: commands.ReduceSeats) -> Outcome:
    """Record the congress's agreement to a smaller body; refused where the rule does not offer it or too few agreed."""
    found = vote(work, command.record, lock=True)
    figures = _short(work, found)
    options: Any = figures["options"] or []
    offer = next((one for one in options if one["remedy"] == "reduce_seats"), None)
    grounds = queries.grounds_on(work, found.election.on)
    contest = queries.contest_of(work, found)
    test = seat_reduction(contest, command.yes, grounds)
    if offer is None:
        said = _("不能减少名额：只有工会委员会且当选人数仍在规定范围内时可以")
        raise Refusal(said, field="record", rule=test.rule, citation=f"{test.document}{test.article}")
    if command.yes > contest.entitled:
        said = _("同意 {yes} 票多于应到会 {entitled} 人").format(yes=command.yes, entitled=contest.entitled)
        raise Refusal(said, field="yes")
    verdict = settle(work, test.verdict(), field="yes")
    row = SeatReduction(
        election_id=found.election.id, seats=offer["seats"], yes=command.yes, decided_on=work.today,
        officer=work.officer.name,
    )  # fmt: skip
    work.add(row, events.SeatsReduced(found.election.title, row.seats))
    message = _("名额减为 {n} 人，不再选举").format(n=row.seats)
    return Outcome(message, found.election.id, [] if verdict.met else [verdict])


def _short(work: Work, found: Vote) -> Figures:
    """The sealed figures of a vote whose open seats nothing has resolved yet."""
    if found.stage is not Stage.sealed:
        raise Refusal(closed_because(found), field="record", rule="elections.stage")
    if not queries.overview(work, Election.id == found.election.id).is_short(found):
        said = _("“{title}”没有待定的名额").format(title=found.election.title)
        raise Refusal(said, field="record", rule="elections.stage")
    return queries.sealed_figures(found.election)


def another_vote_values(work: Work, key: int | str | None) -> dict[str, Any]:
    """What the form of another vote starts from: those tied, else those who were not elected, on the same day."""
    found = vote(work, int(key or 0))
    figures = queries.figures(work, found)
    tied: Any = figures["runoff"]
    elected = set(queries.elected_names(figures))
    names = tied["candidates"] if tied else [name for name in found.names if name not in elected]
    return {"candidates": "\n".join(names), "on": found.election.on}
