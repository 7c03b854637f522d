"""Core's own tables."""

from __future__ import annotations

import gonghui_core.members.models
import gonghui_core.money.models
import gonghui_core.office.models  # noqa: F401 - importing the models fills the metadata
from gonghui_core.storage.audit_models import GUARDS
from gonghui_core.storage.base import CoreTable
from gonghui_core.storage.migrate import Schema

SCHEMA = Schema("core", "gonghui_core", head="0001", metadata=CoreTable.metadata, guards=tuple(GUARDS))
