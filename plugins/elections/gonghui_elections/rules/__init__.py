"""The rules of elections and congresses as pure functions of plain values.

Everything about the law comes in as `Grounds`, rules from the policy packs in force on the day; every test
goes out as a `Check` with its numbers and its citation.
"""

from gonghui_elections.rules.contest import Contest, Kind, contest_faults, may_vote, setup_checks
from gonghui_elections.rules.figures import result_figures
from gonghui_elections.rules.grounds import Check, Grounds
from gonghui_elections.rules.outcome import (
    Attendance,
    CandidateResult,
    Option,
    Outcome,
    Remedy,
    Result,
    attendance_faults,
    ballots_issued,
    decide,
    elected_over,
    quorum,
    seat_reduction,
)
from gonghui_elections.rules.sheet import (
    Box,
    Difference,
    Mark,
    Tally,
    WriteIn,
    agreement,
    box_faults,
    differences,
    tally_faults,
)

__all__ = [
    "Attendance", "Box", "CandidateResult", "Check", "Contest", "Difference", "Grounds", "Kind",
    "Mark", "Option", "Outcome", "Remedy", "Result", "Tally", "WriteIn", "agreement", "attendance_faults",
    "ballots_issued", "box_faults", "contest_faults", "decide", "differences", "elected_over", "may_vote",
    "quorum", "result_figures", "seat_reduction", "setup_checks", "tally_faults",
]  # fmt: skip
