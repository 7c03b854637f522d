"""An election as it is stored: its ballot, its attendance, and the tallies of its officers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_elections.choices import Round, Stage
from gonghui_elections.models import (
    Attendance,
    Candidate,
    Election,
    MarkSum,
    TallySheet,
    WriteInSum,
)
from gonghui_elections.rules import Attendance as Came
from gonghui_elections.rules import Contest, Difference, Mark, Tally, WriteIn, agreement, differences

_ = translator("gonghui_elections")


@dataclass(frozen=True)
class Vote:
    """An election with everything below it. `tallies` holds those that are open, by place; a blind one is not."""

    election: Election
    candidates: tuple[Candidate, ...]
    attendance: Attendance | None
    sheets: tuple[TallySheet, ...]
    tallies: Mapping[int, Tally]

    @property
    def names(self) -> tuple[str, ...]:
        """The candidates in the order of the ballot."""
        return tuple(candidate.name for candidate in self.candidates)

    @property
    def came(self) -> Came | None:
        """The attendance as the rules take it."""
        return None if self.attendance is None else Came(self.attendance.present, self.attendance.issued)

    @property
    def agreed(self) -> Tally | None:
        """The tally that two officers agree on; None as long as no two do."""
        return agreement([self.tallies[place] for place in sorted(self.tallies)])

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The cells in which the first two tallies differ; nothing once two tallies agree."""
        if self.agreed is not None or len(self.tallies) < 2:
            return ()
        return differences(self.tallies[1], self.tallies[2])

    @property
    def stage(self) -> Stage:
        """How far the election has come."""
        election = self.election
        if election.sealed_on is not None:
            return Stage.sealed
        if election.cancelled_on is not None:
            return Stage.cancelled
        if len(self.sheets) > 1:
            return Stage.agreed if self.agreed else Stage.differing
        if self.sheets:
            return Stage.counting
        return Stage.planned if self.attendance is None else Stage.held

    def contest(self, members: int) -> Contest:
        """What is to be elected, in a union of `members`."""
        election = self.election
        body = None if election.body_seats == election.seats else election.body_seats
        runoff = election.round is Round.runoff
        return Contest(election.kind, election.seats, election.entitled, self.names, members, runoff, body)


def vote(work: Work, key: int, *, lock: bool = False) -> Vote:
    """One election; `lock` keeps other officers waiting until this unit of work is done."""
    query = select(Election).where(Election.id == key)
    election = work.session.scalar(query.with_for_update() if lock else query)
    if election is None:
        raise NotFound(_("没有这次选举：{key}").format(key=key), field="record")
    return votes(work, [election])[0]


def votes(work: Work, elections: Sequence[Election], *, recount: bool = False) -> list[Vote]:
    """Several elections, each with everything below it, in a handful of queries.

    The result of a sealed election lies in its seal: its tallies are loaded for a `recount` only.
    """
    candidates = _below(work, Candidate, elections, Candidate.place)
    attendance = _below(work, Attendance, elections, Attendance.id)
    sheets = _below(work, TallySheet, elections, TallySheet.place)
    names = {one.id: one.name for found in candidates.values() for one in found}
    counted = [sheet for one in elections if recount or one.sealed_on is None for sheet in sheets[one.id]]
    tallies = _tallies(work, counted, names)
    return [
        Vote(
            election,
            tuple(candidates[election.id]),
            next(iter(attendance[election.id]), None),
            tuple(sheets[election.id]),
            {sheet.place: tallies[sheet.id] for sheet in sheets[election.id] if sheet.id in tallies},
        )
        for election in elections
    ]


def _below(work: Work, model: Any, elections: Sequence[Election], order: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    keys = [election.id for election in elections]
    for row in work.session.scalars(select(model).where(model.election_id.in_(keys)).order_by(order)):
        found[row.election_id].append(row)
    return found


def _tallies(work: Work, sheets: Iterable[TallySheet], names: Mapping[int, str]) -> dict[int, Tally]:
    """The open tallies by the key of their sheet, lines in the order of the ballot."""
    opened = {sheet.id: sheet for sheet in sheets if sheet.returned is not None}
    if not opened:
        return {}
    marks: dict[int, list[Mark]] = defaultdict(list)
    query = select(MarkSum).join(Candidate).where(MarkSum.tally_id.in_(opened)).order_by(Candidate.place)
    for row in work.session.scalars(query):
        marks[row.tally_id].append(Mark(names[row.candidate_id], row.agree, row.oppose, row.abstain))
    others: dict[int, list[WriteIn]] = defaultdict(list)
    named = select(WriteInSum).where(WriteInSum.tally_id.in_(opened)).order_by(WriteInSum.id)
    for other in work.session.scalars(named):
        others[other.tally_id].append(WriteIn(other.name, other.agree))
    return {
        key: Tally(sheet.returned or 0, sheet.void or 0, tuple(marks[key]), tuple(others[key]))
        for key, sheet in opened.items()
    }
