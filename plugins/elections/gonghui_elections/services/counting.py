"""Attendance, and the tallies: two officers, blind to one another, compared cell by cell."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.text import code, person_name
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_elections import blind, commands, events, queries
from gonghui_elections.choices import Stage
from gonghui_elections.models import Attendance, MarkSum, TallySheet, WriteInSum
from gonghui_elections.rules import Attendance as Came
from gonghui_elections.rules import (
    Difference,
    Mark,
    Tally,
    WriteIn,
    attendance_faults,
    ballots_issued,
    quorum,
    tally_faults,
)
from gonghui_elections.services.setup import closed_because, refuse_faults, refuse_unless
from gonghui_elections.votes import Vote, vote
from gonghui_elections.words import cell_name

_ = translator("gonghui_elections")

PAIR = "core.forbidden_pair"
MOST_SHEETS = 3
COUNTABLE = (Stage.planned, Stage.held, Stage.counting, Stage.differing)


def record_attendance(work: Work, command: commands.RecordAttendance) -> Outcome:
    """Record who came; too few is stored with the verdict, since that is what happened."""
    found = vote(work, command.record, lock=True)
    if not found.stage.is_open:
        raise Refusal(closed_because(found), field="record", rule="elections.stage")
    contest, came = queries.contest_of(work, found), Came(command.present, command.issued)
    refuse_faults(attendance_faults(contest, came))
    event = events.AttendanceRecorded(found.election.title, came.present, came.issued)
    _put_attendance(work, found, came, event)
    grounds = queries.grounds_on(work, found.election.on)
    tests = (quorum(contest, came.present, grounds), ballots_issued(came, grounds))
    verdict = _("达到法定人数") if tests[0].met else _("不足法定人数，选举不能成立")
    said = _("到会 {have}/{base} 人，需 {need} 人：{verdict}")
    message = said.format(
        have=came.present, base=contest.entitled, need=tests[0].need or "？", verdict=verdict
    )
    return Outcome(message, found.election.id, queries.warnings(tests))


def _put_attendance(work: Work, found: Vote, came: Came, event: events.AttendanceRecorded) -> None:
    row = found.attendance
    if row is None:
        row = Attendance(
            election_id=found.election.id, present=came.present, issued=came.issued, officer=work.officer.name
        )
        work.add(row, event)
        return
    row.present, row.issued, row.officer = came.present, came.issued, work.officer.name
    work.record(event)


def enter_tally(work: Work, command: commands.EnterTally) -> Outcome:
    """Enter a count: the first officer's lies apart until another's is in; then they are compared cell by cell."""
    found = vote(work, command.record, lock=True)
    refuse_unless(found, *COUNTABLE)
    refuse_partial(work, found)
    tally = _tally_of(work, found, command)
    refuse_faults(tally_faults(queries.contest_of(work, found), tally))
    row = _own_row(work, found)
    others = [sheet for sheet in found.sheets if sheet is not row]
    work.record(events.TallyEntered(found.election.title, row.place, row.entries))
    if not others:
        blind.put_away(work, row, tally)
        return Outcome(_first_message(row), found.election.id, _without_attendance(found))
    _open(work, found, row, tally)
    for other in others:
        if other.returned is None:
            _open(work, found, other, blind.bring_out(work, other))
    work.session.flush()
    return _compared(work, vote(work, command.record))


def refuse_partial(work: Work, found: Vote) -> None:
    """Refuse a teller who stands in the election, and one person who would count for two.

    Election regulation of 2016: scrutineers are chosen from those who are not candidates.
    """
    officer = work.officer
    if officer.member_id is not None and _stands(work, found, officer.member_id):
        raise Refusal(_("本人是候选人，不能计票"), field="record", rule=PAIR)
    same = [
        sheet
        for sheet in found.sheets
        if sheet.member_id == officer.member_id and sheet.officer != officer.name
    ]
    if officer.member_id is not None and same:
        said = _("{other}和你是同一名会员：两遍计票须由两人分别进行")
        raise Refusal(said.format(other=same[0].officer), field="record", rule=PAIR)
    if len(found.sheets) == MOST_SHEETS and all(sheet.officer != officer.name for sheet in found.sheets):
        who = "、".join(sheet.officer for sheet in found.sheets)
        raise Refusal(_("{who}已分别计票，请由其中计错的人重录").format(who=who), field="record")


def _stands(work: Work, found: Vote, member_id: int) -> bool:
    """Whether a member is a candidate; a candidate whom the register does not know is held to be a namesake."""
    name = work.session.scalar(select(Member.name).where(Member.id == member_id))
    return any(
        one.member_id == member_id or (one.member_id is None and one.name == name) for one in found.candidates
    )


def _own_row(work: Work, found: Vote) -> TallySheet:
    """The acting officer's sheet, once more; or a new one in the next place."""
    officer = work.officer
    for sheet in found.sheets:
        if sheet.officer == officer.name:
            sheet.entries += 1
            sheet.entered_on = work.today
            return sheet
    return TallySheet(
        election_id=found.election.id, place=len(found.sheets) + 1, officer=officer.name,
        member_id=officer.member_id, entered_on=work.today, entries=1, commitment="",
    )  # fmt: skip


def _tally_of(work: Work, found: Vote, command: commands.EnterTally) -> Tally:
    """The sheet with candidates named as on the ballot, whether typed by name, staff number or place."""
    known = {name: name for name in found.names}
    keys = [one.member_id for one in found.candidates if one.member_id is not None]
    numbers = work.session.execute(select(Member.id, Member.number).where(Member.id.in_(keys))).all()
    by_member = {one.member_id: one.name for one in found.candidates}
    known |= {number: by_member[key] for key, number in numbers}
    marks = [
        Mark(_named(known, line.candidate), line.agree, line.oppose, line.abstain) for line in command.marks
    ]
    others = [WriteIn(line.name, line.agree) for line in command.write_ins]
    return Tally(command.returned, command.void, tuple(marks), tuple(others))


def _named(known: dict[str, str], typed: str) -> str:
    return known.get(person_name(typed)) or known.get(code(typed)) or person_name(typed)


def _open(work: Work, found: Vote, row: TallySheet, tally: Tally) -> None:
    """Store the figures of a tally where they can be seen."""
    row.returned, row.void = tally.returned, tally.void
    if row.id is None:
        work.add(row)
    keys = {one.name: one.id for one in found.candidates}
    kept = {mark.candidate_id: mark for mark in _rows(work, MarkSum, row)}
    for mark in tally.marks:
        values = {"agree": mark.agree, "oppose": mark.oppose, "abstain": mark.abstain}
        _put(
            work,
            kept.pop(keys[mark.candidate], None),
            MarkSum,
            values,
            row,
            candidate_id=keys[mark.candidate],
        )
    named = {other.name: other for other in _rows(work, WriteInSum, row)}
    for other in tally.write_ins:
        _put(work, named.pop(other.name, None), WriteInSum, {"agree": other.agree}, row, name=other.name)
    for gone in (*kept.values(), *named.values()):
        work.session.delete(gone)
    work.session.flush()


def _rows(work: Work, model: Any, row: TallySheet) -> list[Any]:
    return list(work.session.scalars(select(model).where(model.tally_id == row.id)))


def _put(work: Work, kept: Any, model: Any, values: dict[str, int], row: TallySheet, **key: Any) -> None:
    if kept is None:
        work.session.add(model(tally_id=row.id, **key, **values))
        return
    for name, value in values.items():
        setattr(kept, name, value)


def _first_message(row: TallySheet) -> str:
    said = _("第一遍计票已录入，等待另一人录入第二遍") if row.entries == 1 else _("第一遍计票已重录")
    return str(said)


def _without_attendance(found: Vote) -> list[Verdict]:
    if found.attendance is not None:
        return []
    return [Verdict("elections.stage", Standing.WARN, _("还没有登记到会人数和发出的选票"))]


def _compared(work: Work, found: Vote) -> Outcome:
    """What the comparison says: every cell that differs by name, or the verdict of the vote."""
    cells = found.differences
    work.record(events.TalliesCompared(found.election.title, len(cells)))
    if cells:
        said = _("与另一遍有 {n} 处不一致，请计错的人重录，或由第三人复核").format(n=len(cells))
        return Outcome(said, found.election.id, [_difference(cell) for cell in cells])
    warnings = queries.verdicts(work, found) or _without_attendance(found)
    return Outcome(str(_("计票一致，可以封存")), found.election.id, warnings)


def in_words(cell: Difference) -> str:
    """A differing cell: whose figure, which, and both numbers."""
    name = cell_name(cell.candidate, cell.field)
    return _("{cell} 第一遍 {first}，第二遍 {second}").format(cell=name, first=cell.first, second=cell.second)


def _difference(cell: Difference) -> Verdict:
    return Verdict("elections.tallies", Standing.WARN, in_words(cell), str(cell.first), str(cell.second))


def own_sheet(work: Work, key: int | str | None) -> dict[str, Any]:
    """What the form of a tally starts from: the ballot's candidates, with the officer's own figures if any."""
    found = vote(work, int(key or 0))
    mine = next((sheet for sheet in found.sheets if sheet.officer == work.officer.name), None)
    tally = found.tallies.get(mine.place) or blind.look(work.session, mine) if mine else None
    if tally is None:
        return {
            "marks": [
                {"candidate": name, "agree": None, "oppose": None, "abstain": None} for name in found.names
            ]
        }
    return {
        "returned": tally.returned, "void": tally.void,
        "marks": [
            {"candidate": m.candidate, "agree": m.agree, "oppose": m.oppose, "abstain": m.abstain} for m in tally.marks
        ],
        "write_ins": [{"name": other.name, "agree": other.agree} for other in tally.write_ins],
    }  # fmt: skip


def attendance_values(work: Work, key: int | str | None) -> dict[str, Any]:
    """What the form of the attendance starts from: the figures recorded before, if any."""
    came = vote(work, int(key or 0)).came
    return {} if came is None else {"present": came.present, "issued": came.issued}
