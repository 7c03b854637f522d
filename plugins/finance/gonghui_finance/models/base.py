"""The base of all tables of the plugin."""

from __future__ import annotations

from gonghui_core.storage.base import Table, new_metadata


class FinanceTable(Table):
    """A table of the books."""

    __abstract__ = True
    metadata = new_metadata()
