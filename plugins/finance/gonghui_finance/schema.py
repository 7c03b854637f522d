"""The tables of the books and the guards that freeze what was posted or closed."""

from __future__ import annotations

from gonghui_core.storage.guards import Guard
from gonghui_core.storage.migrate import Schema
from gonghui_finance.models import FinanceTable

_SAY = "posted vouchers are final"
_LINES = "SELECT {what} FROM finance_voucher_line l WHERE l.voucher_id = {{row}}.id"
_UNBALANCED = f"COALESCE(({_LINES.format(what='SUM(l.debit) - SUM(l.credit)')}), 1) <> 0"
_MONTH_CLOSED = (
    "COALESCE((SELECT m.event FROM finance_month_log m WHERE m.period = {row}.period"
    " ORDER BY m.id DESC LIMIT 1), 'reopened') <> 'reopened'"
)
_BARRED = (
    "{row}.status = 'posted' AND ({row}.number IS NULL OR {row}.reviewer IS NULL OR "
    + _UNBALANCED
    + " OR ({row}.kind <> 'closing' AND "
    + _MONTH_CLOSED
    + "))"
)
"""A voucher is posted by an update of the reviewed row, when its lines stand and balance and the month is open."""

GUARDS = (
    Guard(
        "finance_voucher", "{row}.status = 'posted'",
        keys=(("id",), ("period", "number"), ("request_id",), ("reverses_id",)), barred=_BARRED, say=_SAY,
    ),
    Guard(
        "finance_voucher_line",
        "EXISTS (SELECT 1 FROM finance_voucher v WHERE v.id = {row}.voucher_id AND v.status = 'posted')",
        closed=True, say=_SAY,
    ),
    Guard("finance_month_log", "TRUE", say="the log of closings is append-only"),
)  # fmt: skip

SCHEMA = Schema("finance", "gonghui_finance", head="0001", metadata=FinanceTable.metadata, guards=GUARDS)
