"""What the command line prints: one JSON object, or lines for people; messages go to standard error."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from typing import Any

from gonghui_core.text import UNSAFE, clean
from gonghui_core.verdicts import BadInput, GonghuiError, Refusal, Stale

WIDEST_COLUMN = 40


def show_json(value: Any) -> None:
    """One JSON object on standard output; what could drive a terminal or cannot be encoded is escaped."""
    print(UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=1)))


def _escaped(found: re.Match[str]) -> str:
    # The line feeds of the layout and the escapes that json has made are not matched.
    return json.dumps(found[0])[1:-1]


def done(message: str, as_json: bool, **more: Any) -> None:
    """What was done, as a JSON object or in words."""
    if as_json:
        show_json({"ok": True, "message": str(message), **more})
    else:
        say(message)


def tell(text: str) -> None:
    """Lines for people on standard output, cleaned of what could drive a terminal."""
    print(clean(text))


def say(message: str) -> None:
    """A message for people, on standard error."""
    print(clean(str(message)), file=sys.stderr)


def show_error(error: GonghuiError, *, wants_json: bool) -> None:
    """An error as JSON on standard output, or in words on standard error."""
    if wants_json:
        show_json(error_json(error))
        return
    say(error.message)
    if isinstance(error, Refusal) and error.citation and error.citation not in str(error.message):
        say(error.citation)


def error_json(error: GonghuiError) -> dict[str, Any]:
    """An error as `do --json` prints it."""
    told: dict[str, Any] = {"message": str(error.message), "field": error.field, "kind": type(error).__name__}
    if isinstance(error, Refusal):
        told |= {"rule": error.rule, "citation": str(error.citation), "need": error.need, "have": error.have}
    else:
        told |= {"rule": "", "citation": "", "need": "", "have": ""}
    if isinstance(error, BadInput):
        told["faults"] = [{"field": fault.field, "message": str(fault.message)} for fault in error.faults]
    if isinstance(error, Stale):
        told["versions"] = {name: list(pair) for name, pair in error.versions.items()}
    return {"ok": False, "refusal": told}


def columns(titles: list[str], rows: list[list[str]]) -> str:
    """A table for a terminal, cut where a cell is too wide."""
    rows = [[_cut(clean(cell).replace("\n", " ").replace("\t", " ")) for cell in row] for row in rows]
    widths = [max([_width(t), *(_width(row[i]) for row in rows)]) for i, t in enumerate(titles)]
    lines = [titles, ["─" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(_padded(c, w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _width(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text
    )


def _cut(text: str) -> str:
    if _width(text) <= WIDEST_COLUMN:
        return text
    while _width(text) > WIDEST_COLUMN - 1:
        text = text[:-1]
    return text + "…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
