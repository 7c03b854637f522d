"""What happens to activities. Members are named by number only: the log outlives a person's data."""

from __future__ import annotations

from dataclasses import dataclass

from gonghui_core.i18n import translator
from gonghui_core.work import Event

_ = translator("gonghui_activities")


@dataclass(frozen=True)
class ActivityPlanned(Event):
    """An activity was planned."""

    title: str
    on: str
    capacity: int

    @property
    def summary(self) -> str:
        return _("安排活动“{title}”（{on}，{capacity} 人）").format(
            title=self.title, on=self.on, capacity=self.capacity
        )


@dataclass(frozen=True)
class ActivityEdited(Event):
    """The plan of an activity was changed."""

    title: str

    @property
    def summary(self) -> str:
        return _("修改活动“{title}”").format(title=self.title)


@dataclass(frozen=True)
class ActivityClosed(Event):
    """An activity has taken place and its list is complete."""

    title: str
    present: int
    no_show: int

    @property
    def summary(self) -> str:
        return _("活动“{title}”结束：到场 {present} 人，未到 {no_show} 人").format(
            title=self.title, present=self.present, no_show=self.no_show
        )


@dataclass(frozen=True)
class ActivityCancelled(Event):
    """An activity was called off."""

    title: str
    reason: str

    @property
    def summary(self) -> str:
        return _("取消活动“{title}”：{reason}").format(title=self.title, reason=self.reason)


@dataclass(frozen=True)
class MembersRegistered(Event):
    """Members got a place or a turn on the waiting list."""

    title: str
    registered: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def summary(self) -> str:
        parts = [
            words.format(who=named(numbers))
            for words, numbers in ((_("{who}报名"), self.registered), (_("{who}候补"), self.waiting))
            if numbers
        ]
        return _("活动“{title}”：{what}").format(title=self.title, what="，".join(parts))


@dataclass(frozen=True)
class RegistrationCancelled(Event):
    """A member was taken off a list."""

    title: str
    number: str

    @property
    def summary(self) -> str:
        return _("活动“{title}”：会员 {number} 退出").format(title=self.title, number=self.number)


@dataclass(frozen=True)
class MovedUp(Event):
    """Members moved up from the waiting list: they are to be told."""

    title: str
    numbers: tuple[str, ...]

    @property
    def summary(self) -> str:
        return _("活动“{title}”：{who}由候补递补").format(title=self.title, who=named(self.numbers))


@dataclass(frozen=True)
class CheckedIn(Event):
    """Members were there."""

    title: str
    numbers: tuple[str, ...]

    @property
    def summary(self) -> str:
        return _("活动“{title}”：{who}签到").format(title=self.title, who=named(self.numbers))


NAMED = 5
"""So many members are named in a line; more are counted."""


def named(numbers: tuple[str, ...]) -> str:
    """Members by their numbers, or how many there are."""
    if len(numbers) > NAMED:
        return _("{n} 名会员").format(n=len(numbers))
    return _("会员 {numbers} ").format(numbers="、".join(numbers))
