"""The tables of elections, and the guards that freeze a sealed result with everything below it."""

from __future__ import annotations

from gonghui_core.storage.guards import Guard
from gonghui_core.storage.migrate import Schema
from gonghui_elections.models import ElectionsTable

_SEALED = (
    "EXISTS (SELECT 1 FROM elections_election e WHERE e.id = {row}.election_id AND e.sealed_on IS NOT NULL)"
)
_SEALED_TALLY = (
    "EXISTS (SELECT 1 FROM elections_tally t JOIN elections_election e ON e.id = t.election_id"
    " WHERE t.id = {row}.tally_id AND e.sealed_on IS NOT NULL)"
)
_SAY = "a sealed election cannot change"


def _child(table: str, condition: str, *more: tuple[str, ...]) -> Guard:
    return Guard(table, condition, keys=(("id",), *more), closed=True, say=_SAY)


GUARDS = (
    Guard("elections_election", "{row}.sealed_on IS NOT NULL", say=_SAY),
    _child("elections_candidate", _SEALED, ("election_id", "place")),
    _child("elections_attendance", _SEALED, ("election_id",)),
    _child("elections_tally", _SEALED, ("election_id", "place"), ("election_id", "officer")),
    _child("elections_mark", _SEALED_TALLY, ("tally_id", "candidate_id")),
    _child("elections_write_in", _SEALED_TALLY, ("tally_id", "name")),
)

SCHEMA = Schema(
    "elections", "gonghui_elections", head="0001", metadata=ElectionsTable.metadata, guards=GUARDS
)
