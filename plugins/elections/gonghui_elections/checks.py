"""What can be wrong in elections, for `gonghui check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from gonghui_core.contributions import Finding
from gonghui_core.i18n import translator
from gonghui_core.work import Work
from gonghui_elections import blind, queries
from gonghui_elections.choices import Stage
from gonghui_elections.votes import Vote

_ = translator("gonghui_elections")


def findings(work: Work) -> list[Finding]:
    """Seals that do not fit their document or their tallies, and lone tallies that were changed meanwhile."""
    found = queries.overview(work, recount=True).votes
    return [
        Finding(check, f"{one.election.title}：{said}", "elections.elections", str(one.election.id))
        for one in found
        for check, said in (*_seal(one), *_blind(work, one))
    ]


def _seal(one: Vote) -> Iterator[tuple[str, str]]:
    election = one.election
    if one.stage is not Stage.sealed:
        return
    document = election.seal_document or ""
    if sha256(document.encode()).hexdigest() != election.seal_digest:
        yield "elections.seal", str(_("封存的结果与封印不符"))
    elif _counted(one) != _sealed_counts(json.loads(document)["result"]):
        yield "elections.count", str(_("封存的票数与计票表不符"))


def _counted(one: Vote) -> Any:
    tally = one.agreed
    if tally is None:
        return None
    votes = {mark.candidate: mark.agree for mark in tally.marks}
    return tally.returned, tally.void, votes | {other.name: other.agree for other in tally.write_ins}


def _sealed_counts(result: Any) -> Any:
    ballots = result["ballots"]
    return ballots["returned"], ballots["void"], {one["name"]: one["agree"] for one in result["candidates"]}


def _blind(work: Work, one: Vote) -> Iterator[tuple[str, str]]:
    for sheet in one.sheets:
        if sheet.returned is None and not blind.is_intact(work.session, sheet):
            said = _("{officer}的计票数字在第二遍录入前被别的工具改过")
            yield "elections.blind", said.format(officer=sheet.officer)
