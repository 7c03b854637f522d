"""An election as plain figures under English names: what the report shows and the seal is taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gonghui_elections.rules.contest import Contest, setup_checks
from gonghui_elections.rules.grounds import Check, Grounds
from gonghui_elections.rules.outcome import Attendance, CandidateResult, Result, decide, quorum
from gonghui_elections.rules.sheet import Difference, Tally

Figures = dict[str, object]


def result_figures(
    contest: Contest, attendance: Attendance | None, tally: Tally | None, grounds: Grounds,
    found: Sequence[Difference] = (),
) -> Figures:  # fmt: skip
    """The result in any state; what is not known yet is None.

    `found` are the cells in which two tallies differ; as long as there are any, give no tally.
    """
    known = None if attendance is None else quorum(contest, attendance.present, grounds)
    counted = None if attendance is None or tally is None else decide(contest, attendance, tally, grounds)
    checks = counted.tests if counted else (*setup_checks(contest, grounds), *([known] if known else []))
    return {
        "quorum": _need_have(known),
        "ballots": _ballots(attendance, tally),
        "valid": _valid(known, counted),
        "differences": [cell.figures() for cell in found],
        "candidates": _people(contest, counted),
        "open_seats": counted.open_seats if counted else None,
        "runoff": _runoff(counted),
        "options": _options(counted),
        "tests": [one.figures() for one in checks],
    }


def _need_have(test: Check | None) -> Figures | None:
    return None if test is None else {"need": test.need, "have": test.have, "met": test.met}


def _ballots(attendance: Attendance | None, tally: Tally | None) -> Mapping[str, int | None]:
    counted = (tally.returned, tally.valid, tally.void) if tally else (None, None, None)
    figures = (attendance.issued if attendance else None, *counted)
    return dict(zip(("issued", "returned", "valid", "void"), figures, strict=True))


def _valid(known: Check | None, counted: Result | None) -> bool | None:
    if counted:
        return counted.valid
    return False if known and not known.met else None


def _people(contest: Contest, counted: Result | None) -> list[Figures]:
    if counted:
        return [_person(one) for one in counted.candidates]
    unknown = dict.fromkeys(("agree", "oppose", "abstain", "majority", "outcome"))
    return [{"name": name, **unknown, "write_in": False} for name in contest.candidates]


def _person(one: CandidateResult) -> Figures:
    return {
        "name": one.name, "agree": one.agree, "oppose": one.oppose, "abstain": one.abstain,
        "majority": _need_have(one.majority), "outcome": one.outcome.value, "write_in": one.is_write_in,
    }  # fmt: skip


def _runoff(counted: Result | None) -> Figures | None:
    if counted is None or counted.runoff is None:
        return None
    return {"candidates": list(counted.runoff.candidates), "seats": counted.runoff.seats}


def _options(counted: Result | None) -> list[Figures] | None:
    if counted is None:
        return None
    return [{"remedy": one.remedy.value, "seats": one.seats} for one in counted.options]
