"""What happens in elections. No figure of a tally is named: a first tally stays unknown until the second is in."""

from __future__ import annotations

from dataclasses import dataclass

from gonghui_core.i18n import translator
from gonghui_core.work import Event

_ = translator("gonghui_elections")


@dataclass(frozen=True)
class ElectionSetUp(Event):
    """An election was prepared."""

    title: str
    seats: int
    candidates: int

    @property
    def summary(self) -> str:
        said = _("筹备选举“{title}”：应选 {seats} 人，候选人 {candidates} 人")
        return said.format(title=self.title, seats=self.seats, candidates=self.candidates)


@dataclass(frozen=True)
class ElectionEdited(Event):
    """An election was corrected before the count."""

    title: str

    @property
    def summary(self) -> str:
        return _("修改选举“{title}”").format(title=self.title)


@dataclass(frozen=True)
class ElectionCancelled(Event):
    """An election was called off."""

    title: str
    reason: str

    @property
    def summary(self) -> str:
        return _("撤销选举“{title}”：{reason}").format(title=self.title, reason=self.reason)


@dataclass(frozen=True)
class AttendanceRecorded(Event):
    """It was recorded how many came."""

    title: str
    present: int
    issued: int

    @property
    def summary(self) -> str:
        said = _("“{title}”到会 {present} 人，发出选票 {issued} 张")
        return said.format(title=self.title, present=self.present, issued=self.issued)


@dataclass(frozen=True)
class TallyEntered(Event):
    """An officer entered a count, for the `entries`-th time."""

    title: str
    place: int
    entries: int

    @property
    def summary(self) -> str:
        said = (
            _("“{title}”第 {place} 遍计票") if self.entries == 1 else _("“{title}”第 {place} 遍计票（重录）")
        )
        return said.format(title=self.title, place=self.place)


@dataclass(frozen=True)
class TalliesCompared(Event):
    """The tallies lay side by side; `differing` cells were not the same."""

    title: str
    differing: int

    @property
    def summary(self) -> str:
        if not self.differing:
            return _("“{title}”两遍计票一致").format(title=self.title)
        return _("“{title}”计票有 {n} 处不一致").format(title=self.title, n=self.differing)


@dataclass(frozen=True)
class RecountOrdered(Event):
    """The tallies were set aside, and the ballots are counted anew."""

    title: str
    reason: str

    @property
    def summary(self) -> str:
        return _("“{title}”重新计票：{reason}").format(title=self.title, reason=self.reason)


@dataclass(frozen=True)
class ElectionSealed(Event):
    """A result was frozen; `short` is the hash that the minutes carry."""

    title: str
    valid: bool
    elected: int
    short: str

    @property
    def summary(self) -> str:
        verdict = _("选举有效，当选 {n} 人").format(n=self.elected) if self.valid else _("选举无效")
        return _("封存“{title}”：{verdict}；封印 {short}").format(
            title=self.title, verdict=verdict, short=self.short
        )


@dataclass(frozen=True)
class SeatsReduced(Event):
    """The congress agreed to go without the open seats."""

    title: str
    seats: int

    @property
    def summary(self) -> str:
        return _("“{title}”经大会同意，名额减为 {seats} 人").format(title=self.title, seats=self.seats)
