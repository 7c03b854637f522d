"""What can be done in elections."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic_core.core_schema import ValidationInfo

from gonghui_core.commands import Command, Editing, Input, OnRecord
from gonghui_core.fields import Count, Day, Kind, LongText, PersonName, Text, Whole, field, lines, pick
from gonghui_core.i18n import translator
from gonghui_elections.rules.contest import Kind as ElectionKind

_ = translator("gonghui_elections")

MOST = 10_000_000
"""More people or ballots than any union has; a figure above it is a slip of the keys."""

ElectionKey = Annotated[int, pick("elections.elections")]


def _split_names(value: Any, info: ValidationInfo) -> Any:
    """Names written as text: a line each, or with commas between, else with blanks between."""
    if not isinstance(value, str):
        return value
    parts = re.split(r"[,，、;；\n]+", value)
    if len(parts) == 1:
        parts = value.split()
    return [part for part in parts if part.strip()]


Names = Annotated[list[PersonName], Kind("long_text", _split_names)]


class SetUpElection(Command):
    """Prepare an election: what is elected, how many seats, who may vote, and who stands, in the ballot's order."""

    title: Text = field(_("名称"), help=_("如 第四届工会委员会委员选举"))
    kind: ElectionKind = field(_("选举种类"))
    seats: Whole = field(_("应选名额"), le=MOST)
    entitled: Whole = field(_("应到会人数"), le=MOST, help=_("有选举权的全体代表或会员；过半数以此计"))
    candidates: Names = field(
        _("候选人"), help=_("姓名或工号，每行一名，或用顿号隔开；按选票上的顺序（姓氏笔画）")
    )
    on: Day = field(_("选举日期"))
    meeting: Text | None = field(_("会议"), None, help=_("在哪次会议上选举，如 第四届双代会"))


class EditElection(Editing):
    """Correct an election before it is counted."""

    record: ElectionKey = field(_("选举"))
    title: Text = field(_("名称"))
    seats: Whole = field(_("应选名额"), le=MOST)
    entitled: Whole = field(_("应到会人数"), le=MOST)
    candidates: Names = field(_("候选人"), help=_("姓名或工号，每行一名，或用顿号隔开"))
    on: Day = field(_("选举日期"))
    meeting: Text | None = field(_("会议"), None)


class CancelElection(OnRecord):
    """Call an election off that was not sealed; it stays recorded with its reason."""

    record: ElectionKey = field(_("选举"))
    reason: Text = field(_("原因"))


class RecordAttendance(OnRecord):
    """Record how many came and how many ballots were handed out; below the quorum it is recorded all the same."""

    record: ElectionKey = field(_("选举"))
    present: Count = field(_("到会人数"), le=MOST, help=_("含流动票箱的选举人"))
    issued: Count = field(_("发出选票"), le=MOST)


class MarkLine(Input):
    """What the valid ballots say of one candidate."""

    candidate: Text = field(_("候选人"))
    agree: Count = field(_("赞成"), le=MOST)
    oppose: Count = field(_("不赞成"), 0, le=MOST)
    abstain: Count = field(_("弃权"), 0, le=MOST)


class WriteInLine(Input):
    """Somebody named on ballots who is not a candidate."""

    name: PersonName = field(_("姓名"))
    agree: Count = field(_("赞成"), le=MOST)


class EnterTally(OnRecord):
    """Enter the sums of your count. Two officers count, each without seeing the other's sheet; a sheet that differs
    from the other is entered again by whoever counted wrong, or counted once more by a third officer."""

    record: ElectionKey = field(_("选举"))
    returned: Count = field(_("收回选票"), le=MOST)
    void: Count = field(_("无效票"), le=MOST, help=_("其中的废票；有效票 = 收回 − 无效"))
    marks: Annotated[list[MarkLine], lines()] = field(_("候选人得票"))
    write_ins: Annotated[list[WriteInLine], lines()] = field(_("另选他人"), [])


class SealElection(OnRecord):
    """Freeze the result for good: the verdict with all its numbers and citations, and a short hash for the minutes."""

    record: ElectionKey = field(_("选举"))


class RecountElection(OnRecord):
    """Set both tallies aside before sealing, so that the ballots are counted anew."""

    record: ElectionKey = field(_("选举"))
    reason: LongText = field(_("原因"))


class HoldAnotherVote(OnRecord):
    """Prepare the vote for the seats that a sealed election left open."""

    record: ElectionKey = field(_("选举"))
    candidates: Names = field(_("候选人"), help=_("姓名或工号，每行一名，或用顿号隔开"))
    on: Day = field(_("选举日期"))


class ReduceSeats(OnRecord):
    """Record that the congress agreed by majority to go without the seats that were left open."""

    record: ElectionKey = field(_("选举"))
    yes: Count = field(_("同意票数"), le=MOST)
