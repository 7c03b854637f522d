"""A line of a form as values: from what it starts with, into what the command is given, into a draft and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from gonghui_core.commands import FieldView
from gonghui_core.desk.cells import as_text
from gonghui_core.fields import Key
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput
from gonghui_tui import entry
from gonghui_tui.forms.choices import options_of
from gonghui_tui.widgets.lines import Line, read_cell

_ = translator("gonghui_tui")

OPTIONS = ("choice", "yes_no")
"""The kinds of column that are chosen from a list of their own."""


def plain(line: Any) -> Mapping[str, Any]:
    """What a line starts with, as column → value."""
    return line.model_dump() if isinstance(line, BaseModel) else dict(line)


def given_columns(view: FieldView, started: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The columns of a sheet that are not to be changed: filled in every line, where every line lacks something."""
    required = [item.id for item in view.columns if item.required]
    if not started or not all(any(line.get(column) in (None, "") for column in required) for line in started):
        return frozenset()
    return frozenset(
        item.id for item in view.columns if all(line.get(item.id) not in (None, "") for line in started)
    )


def line_of(columns: Sequence[FieldView], values: Mapping[str, Any]) -> Line:
    """The line that starts with `values`; a key of a record is its text until its name is read."""
    line = Line(touched=True)
    for item in columns:
        value = values.get(item.id)
        if value in (None, ""):
            continue
        line.texts[item.id] = _text(item, value)
        if item.kind.name == "record":
            line.keys[item.id] = Key(value)
        elif item.kind.name in OPTIONS:
            line.keys[item.id] = str(value).lower() if isinstance(value, bool) else str(value)
    return line


def _text(item: FieldView, value: Any) -> str:
    if item.kind.name == "choice":
        return dict(options_of(item)).get(str(value), str(value))
    if item.kind.name == "money" and isinstance(value, str | int):
        return entry.amount_text(Decimal(str(value)))
    return as_text(value)


def cells_of(columns: Sequence[FieldView], line: Line) -> dict[str, Any]:
    """What the command is given of a line: column → key or text, nothing for an empty cell."""
    cells: dict[str, Any] = {}
    for item in columns:
        text = line.texts.get(item.id, "")
        if item.id in line.keys:
            cells[item.id] = line.keys[item.id]
        elif text:
            cells[item.id] = text.replace(",", "") if item.kind.name in ("money", "integer") else text
    return cells


def kept_of(line: Line) -> dict[str, Any]:
    """What a draft keeps of a line."""
    return {
        "texts": dict(line.texts),
        "keys": {column: str(key) for column, key in line.keys.items()},
        "touched": line.touched,
    }


def line_kept(columns: Sequence[FieldView], kept: Mapping[str, Any], today: date) -> Line:
    """The line that a draft kept; what could not be read then is told again."""
    line = Line(dict(kept["texts"]), touched=bool(kept["touched"]))
    for item in columns:
        text, key = line.texts.get(item.id, ""), kept["keys"].get(item.id)
        if key is not None:
            line.keys[item.id] = Key(key) if item.kind.name == "record" else key
        elif text and item.kind.name in ("record", *OPTIONS):
            line.errors[item.id] = str(_("没有选定，按 F2 挑一个"))
        else:
            try:
                line.texts[item.id] = read_cell(item.kind.name, text, today)
            except BadInput as error:
                line.errors[item.id] = str(error)
    return line
