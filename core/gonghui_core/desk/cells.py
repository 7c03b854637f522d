"""Values of cells as json holds them and as people read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator
from gonghui_core.links import Link

_ = translator("gonghui_core")


def as_json(value: Any) -> Any:
    """A cell for json and csv: money as a string of two places, ISO dates, choices by id."""
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): as_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return str(value) if isinstance(value, str) else value


def as_text(value: Any) -> str:
    """A cell as people read it: titles of choices, thousands in money, 是 and 否."""
    if value is None:
        return ""
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return value.words if isinstance(value, Link) else str(value)
