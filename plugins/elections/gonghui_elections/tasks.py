"""What is due in elections, and the figure of the home screen."""

from __future__ import annotations

from sqlalchemy import extract

from gonghui_core.contributions import Card, Task
from gonghui_core.i18n import translator
from gonghui_core.work import Work
from gonghui_elections import queries
from gonghui_elections.choices import Stage
from gonghui_elections.models import Election
from gonghui_elections.votes import Vote

_ = translator("gonghui_elections")

PAGE = "elections.elections"
DUE = {
    Stage.planned: ("elections.attendance", _("“{title}”登记到会")),
    Stage.held: ("elections.tally", _("“{title}”录入第一遍计票")),
    Stage.counting: ("elections.tally", _("“{title}”还缺第二遍计票")),
    Stage.differing: ("elections.tally", _("“{title}”两遍计票不一致，须重录")),
    Stage.agreed: ("elections.seal", _("“{title}”计票一致，待封存")),
}


def tasks(work: Work) -> list[Task]:
    """The next step of every election that is not over, and open seats that nothing has resolved."""
    found = queries.overview(work)
    due = [_next_step(one) for one in found.votes if one.stage in DUE]
    for one in found.votes:
        if found.is_short(one):
            said = _("“{title}”还有缺额，须另行选举或减少名额").format(title=one.election.title)
            due.append(Task(said, "elections.set_up", one.election.on, PAGE, str(one.election.id)))
    return due


def _next_step(one: Vote) -> Task:
    right, said = DUE[one.stage]
    election = one.election
    return Task(said.format(title=election.title), right, election.on, PAGE, str(election.id))


def cards(work: Work) -> list[Card]:
    """How many elections there are this year, and how many wait."""
    found = queries.overview(work, extract("year", Election.on) == work.today.year).votes
    if not found:
        return []
    sealed = [one for one in found if one.stage is Stage.sealed]
    elected = sum(len(queries.elected_names(queries.sealed_figures(one.election))) for one in sealed)
    waiting = sum(one.stage.is_open for one in found)
    note = _("当选 {n} 人；未封存 {waiting} 次").format(n=elected, waiting=waiting)
    figure = _("{n} 次").format(n=len([one for one in found if one.stage is not Stage.cancelled]))
    return [Card(_("选举"), figure, queries.READ, note, PAGE, number=40)]
