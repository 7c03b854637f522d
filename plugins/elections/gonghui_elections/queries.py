"""Questions to elections."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.verdicts import NotFound, Standing, Verdict
from gonghui_core.work import Work
from gonghui_elections.choices import Stage
from gonghui_elections.models import Candidate, Election, SeatReduction
from gonghui_elections.rules import Contest, Grounds, Remedy, decide, result_figures, setup_checks
from gonghui_elections.rules.figures import Figures
from gonghui_elections.rules.grounds import Check
from gonghui_elections.votes import Vote, votes

_ = translator("gonghui_elections")

READ = "elections.read"


def grounds_on(work: Work, day: date) -> Grounds:
    """The rules of elections in force on a day, by id."""
    return {rule.id: rule for rule in work.rulebook.in_force(day) if rule.id.startswith("elections.")}


def contest_of(work: Work, vote: Vote) -> Contest:
    """What is to be elected, with the number of members that the register had on the day."""
    return vote.contest(members.count_on(work, vote.election.on))


def figures(work: Work, vote: Vote) -> Figures:
    """The result in any state: as sealed, else as the records and the rules of the day have it."""
    if vote.election.seal_document is not None:
        return sealed_figures(vote.election)
    grounds = grounds_on(work, vote.election.on)
    return result_figures(contest_of(work, vote), vote.came, vote.agreed, grounds, vote.differences)


def sealed_figures(election: Election) -> Figures:
    """The frozen result of a sealed election."""
    found: Figures = json.loads(election.seal_document or "{}")["result"]
    return found


def setup_verdicts(contest: Contest, grounds: Grounds) -> list[Verdict]:
    """What the rules say against a contest before the vote: surplus, size of the body."""
    return warnings(setup_checks(contest, grounds))


def warnings(checks: Sequence[Check]) -> list[Verdict]:
    """The verdicts of those checks that people are to be warned of; nothing here is refused."""
    found = [check.verdict() for check in checks]
    return [verdict for verdict in found if verdict.standing not in (Standing.MET, Standing.INFO)]


def verdicts(work: Work, vote: Vote) -> list[Verdict]:
    """The tests that a counted vote did not pass, apart from the majorities of those not elected."""
    if vote.agreed is None or vote.came is None:
        return []
    grounds = grounds_on(work, vote.election.on)
    return warnings(decide(contest_of(work, vote), vote.came, vote.agreed, grounds).tests)


def elected_names(figures: Figures) -> list[str]:
    """Those elected by one vote."""
    people: Any = figures["candidates"]
    return [one["name"] for one in people if one["outcome"] == "elected"]


@dataclass(frozen=True)
class Overview:
    """All elections with what connects them: which votes follow one, and where seats were given up."""

    votes: tuple[Vote, ...]
    followed: frozenset[int]
    reduced: frozenset[int]

    def is_complete(self, chain: Sequence[Vote]) -> bool:
        """Whether a first vote and those that followed it filled all seats, or gave the rest up."""
        if any(one.stage is not Stage.sealed for one in chain):
            return False
        last = chain[-1].election
        return last.id in self.reduced or not sealed_figures(last)["open_seats"]

    def is_short(self, vote: Vote) -> bool:
        """Whether a sealed vote left seats open that nothing has resolved."""
        election = vote.election
        if vote.stage is not Stage.sealed or election.id in self.followed | self.reduced:
            return False
        return bool(sealed_figures(election)["open_seats"])


def overview(work: Work, *conditions: Any, recount: bool = False) -> Overview:
    """The elections that meet the conditions, in the order of their days."""
    query = select(Election).where(*conditions).order_by(Election.on, Election.id)
    found = votes(work, list(work.session.scalars(query)), recount=recount)
    following = select(Election.follows_id).where(
        Election.follows_id.is_not(None), Election.cancelled_on.is_(None)
    )
    followed = frozenset(key for key in work.session.scalars(following) if key is not None)
    reduced = frozenset(work.session.scalars(select(SeatReduction.election_id)))
    return Overview(tuple(found), followed, reduced)


def root_of(work: Work, election: Election) -> Election:
    """The first vote of the chain that an election belongs to."""
    while election.follows_id is not None:
        election = work.get(Election, election.follows_id)
    return election


def chain_length(work: Work, root: Election) -> int:
    """How many votes there are for the seats of a first one, that one included."""
    keys, count = [root.id], 0
    while keys:
        count += len(keys)
        keys = list(work.session.scalars(select(Election.id).where(Election.follows_id.in_(keys))))
    return count


def resolve(work: Work, text: str) -> int:
    """The election meant by a title or a key, in that order."""
    wanted = text.strip()
    same = work.session.scalars(select(Election.id).where(Election.title == wanted).limit(2)).all()
    if len(same) == 1:
        return same[0]
    if same:
        raise NotFound(_("叫“{title}”的选举不止一次，请用编号").format(title=wanted))
    if wanted.isascii() and wanted.isdecimal():
        found = work.session.scalar(select(Election.id).where(Election.id == int(wanted)))
        if found is not None:
            return found
    raise NotFound(_("没有选举“{text}”（可用编号或名称）").format(text=wanted))


def stood_for(work: Work, member_id: int) -> list[Vote]:
    """The elections that a member stood in, the newest first."""
    query = select(Election).join(Candidate).where(Candidate.member_id == member_id)
    return votes(work, list(work.session.scalars(query.order_by(Election.on.desc(), Election.id.desc()))))


def options_in_words(figures: Figures) -> str:
    """What the rule allows where seats stay open, in words; empty where nothing is open or a tie is voted on."""
    options: Any = figures["options"] or []
    told = []
    for option in options:
        if option["remedy"] == Remedy.ANOTHER_VOTE:
            told.append(_("对不足的 {n} 个名额另行选举").format(n=option["seats"]))
        else:
            told.append(_("经大会过半数同意，名额减为 {n} 人").format(n=option["seats"]))
    return _("；或").join(told)
