"""Rows as tab-separated text, the way in which WPS and Excel put cells on the clipboard."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO

from gonghui_core.text import clean, half
from gonghui_tui.safe import flat

_LARGEST = 1_000_000  # characters; a larger block is a file, and goes through the import
_FIGURE = re.compile(r"[+-]?[\d,]*\.?\d+%?", re.ASCII)


def row_text(cells: Iterable[object]) -> str:
    """`cells` as one line; a text that a spreadsheet would run as a formula is led by an apostrophe."""
    return "\t".join(_defused(flat(cell)) for cell in cells)


def _defused(text: str) -> str:
    if half(text[:1]) in ("=", "+", "-", "@") and text and not _FIGURE.fullmatch(text):
        return "'" + text
    return text


def block(text: str) -> list[list[str]]:
    """The cells of a pasted block, without blank lines at its end; a cell may hold quoted line breaks."""
    whole = clean(text[:_LARGEST])
    rows = _quoted(whole) if '"' in whole else None
    if rows is None:
        rows = [line.split("\t") for line in whole.split("\n")]
    cells = [[flat(cell).strip() for cell in row] for row in rows]
    while cells and not any(cells[-1]):
        cells.pop()
    return cells


def _quoted(text: str) -> list[list[str]] | None:
    """The block read with quotes, or None where the quotes are part of the text."""
    try:
        return list(csv.reader(StringIO(text), delimiter="\t", strict=True))
    except csv.Error:
        return None
