"""Reports as passages to be read in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len

from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.reports import Block, Figures, Grid, Heading, Paragraph, Report
from gonghui_tui.look import look
from gonghui_tui.safe import fit, flat
from gonghui_tui.widgets.viewer import Passage, Piece

_ = translator("gonghui_tui")

_WIDEST = 30  # cells of one column


def passages_of(report: Report) -> list[Passage]:
    """The blocks of a report in order."""
    return [passage for block in report.blocks for passage in _block(block)]


def _block(block: Block) -> Iterator[Passage]:
    if isinstance(block, Heading):
        yield Passage((Piece(""),))
        yield Passage((Piece(str(block.text), strong=True),))
    elif isinstance(block, Paragraph):
        yield Passage((Piece(str(block.text)),))
    elif isinstance(block, Figures):
        yield from _figures(block)
    elif isinstance(block, Grid):
        yield from _grid(block)


def _figures(block: Figures) -> Iterator[Passage]:
    if block.title:
        yield Passage((Piece(str(block.title), strong=True),))
    width = max((cell_len(flat(item.label)) for item in block.items), default=0)
    signs = {"ok": look().tick, "warn": "！", "bad": look().bad}
    for item in block.items:
        text = f"{fit(flat(item.label), width)}  {as_text(item.value)} {signs.get(item.mark, '')}"
        yield Passage((Piece(text.rstrip()),), indent=2)


def _grid(block: Grid) -> Iterator[Passage]:
    if block.title:
        yield Passage((Piece(str(block.title), strong=True),))
    rows = [[flat(as_text(cell)) for cell in row] for row in block.rows]
    titles = [flat(column.title) for column in block.columns]
    widths = [min(max(map(cell_len, cells)), _WIDEST) for cells in zip(titles, *rows, strict=False)]
    rights = [column.kind in ("money", "integer") for column in block.columns]
    for at, cells in enumerate([titles, *rows]):
        yield Passage((Piece(_row(cells, widths, rights), strong=at == 0),), indent=2, wraps=False)


def _row(cells: Sequence[Any], widths: Sequence[int], rights: Sequence[bool]) -> str:
    return "  ".join(
        fit(cell, width, right=right) for cell, width, right in zip(cells, widths, rights, strict=False)
    )
