"""The elections of the demo year: the re-election of 25 June 2023, and a by-election that is being counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gonghui_core.demo import Scene

PREPARED, HELD = date(2023, 6, 5), date(2023, 6, 25)
BY_ELECTION = date(2023, 12, 19)
BRANCH = "图书馆"
CONGRESS = "第四届“双代会”"
DELEGATES, PRESENT = 73, 68
TELLERS = ("clerk", "clerk2")


@dataclass(frozen=True)
class Count:
    """The sums of one demo vote: ballots returned and void, and the yes votes in the ballot's order."""

    returned: int
    void: int
    agrees: Sequence[int]

    def sheet(self, names: Sequence[str]) -> dict[str, Any]:
        """The sheet that a teller enters; who did not agree opposed by half and abstained by half."""
        valid = self.returned - self.void
        marks = []
        for name, agree in zip(names, self.agrees, strict=True):
            oppose = (valid - agree + 1) // 2
            line = {"candidate": name, "agree": agree, "oppose": oppose, "abstain": valid - agree - oppose}
            marks.append(line)
        return {"returned": self.returned, "void": self.void, "marks": marks}


def play(scene: Scene) -> None:
    """Committee with a run-off for the last seat, audit committee, chair and vice chair; then a by-election."""
    offices = scene.desk("chair").table("core.posts", {"on": HELD.isoformat()}).rows
    committee = [row["number"] for row in offices if row["body"].endswith("工会委员会")]
    audit = [row["number"] for row in offices if row["body"].endswith("经费审查委员会")]
    taken = {*committee, *audit, *scene.people.values()}
    others = _others(scene, taken)
    _committee(scene, committee, others[:2])
    key = _set_up(scene, "第四届经费审查委员会委员选举", "audit_committee", 3, DELEGATES, [*audit, others[2]])
    _count_and_seal(scene, key, PRESENT, Count(68, 0, (66, 63, 60, 12)))
    seats = len(committee)
    for title, kind, who, agree in (
        ("第四届工会主席选举", "chair", "chair", 9), ("第四届工会副主席选举", "vice_chair", "vice_chair", 8)
    ):  # fmt: skip
        key = _set_up(scene, title, kind, 1, seats, [scene.people[who]], "第四届工会委员会第一次会议")
        _count_and_seal(scene, key, seats, Count(seats, 0, (agree,)))
    library = [row["number"] for row in scene.members(status="active", branch=BRANCH)]
    _by_election(scene, [number for number in library if number not in taken][:4])


def _others(scene: Scene, taken: set[str]) -> list[str]:
    rows = scene.members(status="active", on=PREPARED.isoformat())
    return [row["number"] for row in rows if row["number"] not in taken][::40]


def _committee(scene: Scene, elected: Sequence[str], others: Sequence[str]) -> None:
    """Nine seats, eleven candidates; the ninth and the tenth are level, and vote again."""
    ballot = [*elected, *others]
    key = _set_up(scene, "第四届工会委员会委员选举", "committee", len(elected), DELEGATES, ballot)
    yes = (66, 65, 64, 63, 62, 61, 60, 58, 41, 41, 15)
    _count_and_seal(scene, key, PRESENT, Count(68, 1, yes), misread=8)
    rows = scene.desk("chair").table("elections.elections", {"year": HELD.year}).rows
    runoff = next(row["key"] for row in rows if str(row["follows"]) == str(key))
    _count_and_seal(scene, runoff, PRESENT, Count(68, 0, (39, 27)))


def _set_up(
    scene: Scene, title: str, kind: str, seats: int, entitled: int, candidates: Sequence[str], meeting: str = CONGRESS,
) -> Any:  # fmt: skip
    values: Mapping[str, Any] = {
        "title": title, "kind": kind, "seats": seats, "entitled": entitled, "candidates": list(candidates),
        "on": HELD, "meeting": meeting,
    }  # fmt: skip
    return scene.do("clerk", PREPARED, "elections.set_up_election", values).key


def _count_and_seal(
    scene: Scene, key: Any, present: int, count: Count, *, misread: int | None = None
) -> None:
    """Attendance, both tallies, the seal; with `misread` the second teller first writes one figure wrong."""
    come = {"present": present, "issued": present}
    scene.do("clerk", HELD, "elections.record_attendance", come, [key])
    sheet = count.sheet(_names(scene, key))
    scene.do(TELLERS[0], HELD, "elections.enter_tally", sheet, [key])
    if misread is not None:
        scene.do(TELLERS[1], HELD, "elections.enter_tally", _misread(sheet, misread), [key])
    scene.do(TELLERS[1], HELD, "elections.enter_tally", sheet, [key])
    scene.do("chair", HELD, "elections.seal_election", {}, [key])


def _names(scene: Scene, key: Any) -> list[str]:
    return [row["name"] for row in scene.desk("clerk").table("elections.candidates", {"election": key}).rows]


def _misread(sheet: Mapping[str, Any], line: int) -> dict[str, Any]:
    marks = [dict(mark) for mark in sheet["marks"]]
    marks[line] |= {"agree": marks[line]["agree"] - 1, "oppose": marks[line]["oppose"] + 1}
    return {**sheet, "marks": marks}


def _by_election(scene: Scene, candidates: Sequence[str]) -> None:
    """Delegates of one branch: those present have voted, and one of the two tallies is in."""
    values = {
        "title": f"{BRANCH}增补会员代表选举", "kind": "delegates", "seats": 3, "entitled": 40,
        "candidates": list(candidates), "on": BY_ELECTION, "meeting": f"{BRANCH}分工会会员大会",
    }  # fmt: skip
    key = scene.do("clerk", date(2023, 12, 11), "elections.set_up_election", values).key
    scene.do("clerk", BY_ELECTION, "elections.record_attendance", {"present": 36, "issued": 36}, [key])
    sheet = Count(36, 0, (33, 30, 28, 9)).sheet(_names(scene, key))
    scene.do(TELLERS[0], BY_ELECTION, "elections.enter_tally", sheet, [key])
