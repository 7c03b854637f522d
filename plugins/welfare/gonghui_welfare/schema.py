"""The tables of welfare."""

from __future__ import annotations

from gonghui_core.storage.migrate import Schema
from gonghui_welfare.models import WelfareTable

SCHEMA = Schema("welfare", "gonghui_welfare", head="0001", metadata=WelfareTable.metadata)
