"""How a grid's lines are painted: each function gives one line as a strip, from plain values and styles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from gonghui_core.i18n import translator
from gonghui_tui.look import look
from gonghui_tui.safe import fit, flat
from gonghui_tui.widgets.columns import GridColumn, Placed

_ = translator("gonghui_tui")


def header(placed: Sequence[Placed], lead: int, sort: tuple[str, bool] | None, style: Style) -> Strip:
    """The titles, with the sign of the order at the column that is sorted."""
    text = [" " * lead]
    for at in placed:
        title = flat(at.column.title) + _sort_sign(at.column.id, sort)
        text.append(fit(title, at.width, right=at.column.right) + " ")
    return Strip([Segment("".join(text), style)])


def _sort_sign(column: str, sort: tuple[str, bool] | None) -> str:
    if not sort or sort[0] != column:
        return ""
    return look().descending if sort[1] else look().ascending


def lead_text(mark: str, *, on_it: bool, ticked: bool | None) -> str:
    """What stands before the first column: the row's own sign or the cursor's, and the tick."""
    first = fit(flat(mark), 1) if mark else look().cursor if on_it else " "
    if ticked is None:
        return f"{first} "
    return f"{first} {look().tick if ticked else ' '} "


def row_line(
    lead: str,
    columns: Sequence[GridColumn],
    placed: Sequence[Placed],
    cells: Sequence[object],
    style: Style,
    styles: Mapping[str, Style],
) -> Strip:
    """One row; `styles` are those of single cells, by column."""
    at_index = {column.id: index for index, column in enumerate(columns)}
    segments = [Segment(lead, style)]
    for at in placed:
        index = at_index[at.column.id]
        text = flat(cells[index]) if index < len(cells) else ""
        filled = fit(text, at.width, right=at.column.right)
        segments += [Segment(filled, styles.get(at.column.id, style)), Segment(" ", style)]
    # One run of a style is one write to the terminal: fewer bytes on a slow line.
    return Strip(segments).simplify()


def waiting_line(lead: int, style: Style) -> Strip:
    """A row that is still being fetched; nothing in it moves."""
    return Strip([Segment(" " * lead + _("正在读取…"), style)])


def empty_line(texts: Sequence[str], at: int, width: int, style: Style) -> Strip:
    """Line `at` of what is said while there is no row."""
    text = flat(texts[at]) if 0 <= at < len(texts) else ""
    return Strip([Segment(fit("    " + text, width), style)])
