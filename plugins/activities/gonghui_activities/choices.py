"""Choices of activities."""

from __future__ import annotations

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator

_ = translator("gonghui_activities")


class ActivityKind(Choice):
    """What an activity is; the annual report counts by it."""

    sport = "sport", _("体育")
    culture = "culture", _("文艺")
    lecture = "lecture", _("讲座")
    salon = "salon", _("沙龙")
    outing = "outing", _("春秋游")
    family = "family", _("亲子")
    women = "women", _("女教工活动")
    other = "other", _("其他")


class ActivityStatus(Choice):
    """How far an activity has come; whether registration is open follows from the day and is not stored."""

    planned = "planned", _("已安排")
    closed = "closed", _("已结束")
    cancelled = "cancelled", _("已取消")


class RegistrationStatus(Choice):
    """Where a member stands with an activity."""

    registered = "registered", _("已报名")
    waiting = "waiting", _("候补")
    cancelled = "cancelled", _("已退出")
    present = "present", _("到场")
    no_show = "no_show", _("未到")

    @property
    def holds_place(self) -> bool:
        """Whether a place of the activity is taken by it."""
        return self in HOLDING

    @property
    def live(self) -> bool:
        """Whether the member still means to come."""
        return self in LIVE


HOLDING = (RegistrationStatus.registered, RegistrationStatus.present, RegistrationStatus.no_show)
LIVE = (RegistrationStatus.registered, RegistrationStatus.waiting)


class OpenTo(Choice):
    """Who may register."""

    everyone = "everyone", _("全体会员")
    women = "women", _("女会员")
    young = "young", _("青年会员")


class Area(Choice):
    """How far an outing goes."""

    city = "city", _("本市")
    province = "province", _("本省或周边")
    elsewhere = "elsewhere", _("其他地方")
