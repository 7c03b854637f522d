"""Counting an election twice, beside a bare loop over the same marks."""

from __future__ import annotations

import random

from measure import Table, timed

from gonghui_elections.rules.contest import Contest, Kind
from gonghui_elections.rules.outcome import Attendance, decide
from gonghui_elections.rules.sheet import Mark, Tally, differences, tally_faults

SHEETS = 1000
CANDIDATES = 30
VALID = 50


def run(table: Table, size: str) -> None:
    """A thousand tally sheets checked, compared and decided."""
    chance = random.Random(1)
    names = tuple(f"候选人{n}" for n in range(CANDIDATES))
    contest = Contest(Kind("committee"), 25, 60, names, members=480)
    sheets = []
    for _sheet in range(SHEETS):
        agreed = [chance.randrange(20, 40) for _name in names]
        marks = tuple(Mark(n, a, 5, VALID - a - 5) for n, a in zip(names, agreed, strict=True))
        sheets.append(Tally(VALID, 0, marks))
    with timed() as floor:
        for sheet in sheets:
            totals = {mark.candidate: mark.agree for mark in sheet.marks}
            sorted(totals, key=totals.__getitem__, reverse=True)
    with timed() as ours:
        for sheet in sheets:
            assert not tally_faults(contest, sheet)
            assert not differences(sheet, sheet)
            decide(contest, Attendance(VALID, VALID), sheet, {})
    table.add(f"{SHEETS:,} tally sheets of {CANDIDATES} checked, compared, decided", ours.wall,
              "summing and sorting only", floor.wall, "≤ 1 s")  # fmt: skip
