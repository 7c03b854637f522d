"""What a union may set for its activities."""

from __future__ import annotations

from gonghui_core.contributions import PluginSettings


class ActivitiesSettings(PluginSettings):
    """`young_until`: the age up to which a member counts as young, on the day of the activity."""

    young_until: int = 35
