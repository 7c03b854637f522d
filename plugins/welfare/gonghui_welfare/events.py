"""What happens in welfare.

Summaries name no person, no sum and no kind of an aid: the log outlives the person's data, and the home screen
shows them to every officer.
"""

from __future__ import annotations

from dataclasses import dataclass

from gonghui_core.i18n import translator
from gonghui_core.work import Event

_ = translator("gonghui_welfare")


@dataclass(frozen=True)
class RunPlanned(Event):
    """A distribution was planned for so many."""

    run: int
    title: str
    count: int

    @property
    def summary(self) -> str:
        return _("计划发放“{title}”，{count} 人").format(title=self.title, count=self.count)


@dataclass(frozen=True)
class RecipientExcepted(Event):
    """Somebody is not to receive."""

    run: int
    title: str
    number: str

    @property
    def summary(self) -> str:
        return _("“{title}”不发给 {number}").format(title=self.title, number=self.number)


@dataclass(frozen=True)
class RecipientAdded(Event):
    """Somebody was put on the list after it was made."""

    run: int
    title: str
    number: str

    @property
    def summary(self) -> str:
        return _("“{title}”补入 {number}").format(title=self.title, number=self.number)


@dataclass(frozen=True)
class SignedOff(Event):
    """So many have received."""

    run: int
    title: str
    count: int

    @property
    def summary(self) -> str:
        return _("“{title}”签收 {count} 人").format(title=self.title, count=self.count)


@dataclass(frozen=True)
class SignatureTakenBack(Event):
    """A signature was entered by mistake."""

    run: int
    title: str
    number: str
    reason: str

    @property
    def summary(self) -> str:
        words = _("“{title}”撤销 {number} 的签收：{reason}")
        return words.format(title=self.title, number=self.number, reason=self.reason)


@dataclass(frozen=True)
class RunClosed(Event):
    """A distribution came to its end."""

    run: int
    title: str
    signed: int
    not_reached: int

    @property
    def summary(self) -> str:
        words = _("结束发放“{title}”：签收 {signed} 人，未领到 {not_reached} 人")
        return words.format(title=self.title, signed=self.signed, not_reached=self.not_reached)


@dataclass(frozen=True)
class AidMoved(Event):
    """An aid was asked for, reviewed, approved, settled or rejected."""

    aid: int
    status: str

    @property
    def summary(self) -> str:
        return _("帮扶 {aid}：{status}").format(aid=self.aid, status=self.status)


@dataclass(frozen=True)
class ReasonRevealed(Event):
    """The sealed reason of an aid was shown to an officer, for a purpose."""

    aid: int
    purpose: str

    @property
    def summary(self) -> str:
        return _("查看帮扶 {aid} 的事由：{purpose}").format(aid=self.aid, purpose=self.purpose)
