"""What a union may set for its activities."""

from __future__ import annotations

from pydantic import Field

from gonghui_core.contributions import PluginSettings
from gonghui_core.i18n import translator

_ = translator("gonghui_activities")


class ActivitiesSettings(PluginSettings):
    """`young_until`: the age up to which a member counts as young, on the day of the activity."""

    young_until: int = Field(35, title=_("青年会员年龄上限"), description=_("周岁，按活动当天算"))
