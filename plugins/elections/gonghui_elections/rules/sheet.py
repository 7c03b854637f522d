"""The tally sheet: sums that scrutineers sign, the identities they must keep, and two sheets side by side.

Only sums are kept. There is no row, number or time of a single ballot: a whole ballot of nine candidates
tells who cast it even without a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gonghui_core.i18n import translator
from gonghui_core.verdicts import Fault
from gonghui_elections.rules.contest import Contest, name_faults

_ = translator("gonghui_elections")


@dataclass(frozen=True)
class Mark:
    """What the valid ballots say of one candidate."""

    candidate: str
    agree: int
    oppose: int
    abstain: int


@dataclass(frozen=True)
class WriteIn:
    """A person named on ballots who is not a candidate (另选他人), and by how many."""

    name: str
    agree: int


@dataclass(frozen=True)
class Tally:
    """One count of all ballots: collected, void among them, and the sums per name."""

    returned: int
    void: int
    marks: tuple[Mark, ...]
    write_ins: tuple[WriteIn, ...] = ()

    @property
    def valid(self) -> int:
        """N_valid: the collected ballots that pass the ballot test."""
        return self.returned - self.void

    @property
    def agreed(self) -> int:
        """All names agreed to on all ballots, write-ins included."""
        return sum(mark.agree for mark in self.marks) + sum(other.agree for other in self.write_ins)


@dataclass(frozen=True)
class Box:
    """The figures of one ballot box, mobile boxes (流动票箱) included."""

    name: str
    issued: int
    returned: int
    valid: int
    void: int


def tally_faults(contest: Contest, tally: Tally) -> tuple[Fault, ...]:
    """Every identity of the tally sheet that does not hold, by the path of the cell, with both numbers.

    Ballots beyond those issued are no fault of the sheet: they make the election void.
    """
    faults = [*_negative(tally), *_names(contest, tally)]
    if tally.void > tally.returned:
        text = _("无效票 {void} 张多于收回 {returned} 张")
        faults.append(Fault("void", text.format(void=tally.void, returned=tally.returned)))
    return (*faults, *_sums(tally), *_ceilings(contest, tally))


def _negative(tally: Tally) -> Iterator[Fault]:
    cells = [("returned", tally.returned), ("void", tally.void)]
    for place, mark in enumerate(tally.marks):
        cells += [
            (f"marks.{place}.{field}", getattr(mark, field)) for field in ("agree", "oppose", "abstain")
        ]
    for path, number in cells:
        if number < 0:
            yield Fault(path, _("不能小于 0"))


def _names(contest: Contest, tally: Tally) -> Iterator[Fault]:
    marked = tuple(mark.candidate for mark in tally.marks)
    others = tuple(other.name for other in tally.write_ins)
    yield from name_faults("marks", marked)
    yield from name_faults("write_ins", others)
    for name in contest.candidates:
        if name not in marked:
            yield Fault("marks", _("缺少候选人 {name} 的票数").format(name=name))
    for place, name in enumerate(marked):
        if name not in contest.candidates:
            yield Fault(f"marks.{place}.candidate", _("{name} 不是候选人").format(name=name))
    for place, name in enumerate(others):
        if name in contest.candidates:
            text = _("{name} 是候选人，其票数应计入候选人一栏")
            yield Fault(f"write_ins.{place}.name", text.format(name=name))


def _sums(tally: Tally) -> Iterator[Fault]:
    text = _("{name}：赞成、不赞成、弃权合计 {total}，应等于有效票 {valid}")
    for place, mark in enumerate(tally.marks):
        total = mark.agree + mark.oppose + mark.abstain
        if total != tally.valid:
            message = text.format(name=mark.candidate, total=total, valid=tally.valid)
            yield Fault(f"marks.{place}", message)


def _ceilings(contest: Contest, tally: Tally) -> Iterator[Fault]:
    if contest.is_runoff and tally.write_ins:
        yield Fault("write_ins", _("再次投票只在票数相等者中进行，不能另选他人"))
    for place, other in enumerate(tally.write_ins):
        if not 1 <= other.agree <= tally.valid:
            text = _("{name}：另选票数应在 1 与有效票 {valid} 之间")
            yield Fault(f"write_ins.{place}.agree", text.format(name=other.name, valid=tally.valid))
    limit = tally.valid * contest.seats
    if tally.agreed > limit:
        text = _("赞成票合计 {agreed}，多于有效票乘以应选名额 {limit}")
        yield Fault("marks", text.format(agreed=tally.agreed, limit=limit))


def box_faults(boxes: Sequence[Box], tally: Tally, issued: int) -> tuple[Fault, ...]:
    """What does not reconcile: within a box valid + void = returned, and the boxes together the whole."""
    faults = []
    for place, box in enumerate(boxes):
        if box.valid + box.void != box.returned:
            text = _("{name}：有效票与无效票合计 {total}，应等于收回 {returned}")
            message = text.format(name=box.name, total=box.valid + box.void, returned=box.returned)
            faults.append(Fault(f"boxes.{place}", message))
    whole = {"issued": issued, "returned": tally.returned, "valid": tally.valid, "void": tally.void}
    for field, figure in whole.items():
        total = sum(getattr(box, field) for box in boxes)
        if total != figure:
            text = _("各票箱合计 {total}，全部为 {figure}")
            faults.append(Fault(f"boxes.{field}", text.format(total=total, figure=figure)))
    return tuple(faults)


@dataclass(frozen=True)
class Difference:
    """A cell in which two tallies differ; `candidate` is None for the figures of the whole sheet.

    A name that one tally does not have got no vote in it.
    """

    candidate: str | None
    field: str
    first: int
    second: int

    def figures(self) -> dict[str, int | str | None]:
        """The difference as plain values."""
        return {"candidate": self.candidate, "field": self.field, "first": self.first, "second": self.second}


Cells = dict[tuple[str | None, str], int]


def _cells(tally: Tally) -> Cells:
    cells: Cells = {(None, "returned"): tally.returned, (None, "void"): tally.void}
    for mark in tally.marks:
        for field in ("agree", "oppose", "abstain"):
            cells[mark.candidate, field] = getattr(mark, field)
    for other in tally.write_ins:
        cells[other.name, "agree"] = other.agree
    return cells


def differences(first: Tally, second: Tally) -> tuple[Difference, ...]:
    """Every cell in which two tallies differ, whatever order their lines are in."""
    one, two = _cells(first), _cells(second)
    pairs = {path: (one.get(path, 0), two.get(path, 0)) for path in [*one, *two]}
    return tuple(Difference(*path, *pair) for path, pair in pairs.items() if pair[0] != pair[1])


def agreement(tallies: Sequence[Tally]) -> Tally | None:
    """The tally that two of those given agree on in every cell; None where no two do."""
    for place, one in enumerate(tallies):
        if any(not differences(one, other) for other in tallies[place + 1 :]):
            return one
    return None
