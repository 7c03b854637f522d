"""The tables of activities and where their migrations lie."""

from __future__ import annotations

from gonghui_activities.models import ActivitiesTable
from gonghui_core.storage.migrate import Schema

SCHEMA = Schema("activities", "gonghui_activities", head="0001", metadata=ActivitiesTable.metadata)
