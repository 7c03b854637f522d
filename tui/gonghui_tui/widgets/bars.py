"""Horizontal bars with their figures beside them: Chinese labels take two cells, and stay in their column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from gonghui_tui.look import look
from gonghui_tui.safe import C, fit, flat

_LABEL_SHARE = 3  # a label takes a third of the width at most


@dataclass(frozen=True)
class Bar:
    """One bar: a label, its value in any one unit, and the figure as it is printed beside it."""

    label: str
    value: Decimal | int
    figure: str


def bar_lines(bars: Sequence[Bar], width: int) -> list[str]:
    """The bars as lines of exactly `width` cells; a value below zero has a bar of another sign."""
    if not bars:
        return []
    label = min(max(cell_len(flat(bar.label)) for bar in bars), max(width // _LABEL_SHARE, 2))
    figure = max(cell_len(flat(bar.figure)) for bar in bars)
    room = max(width - label - figure - 2, 0)
    most = max(abs(Decimal(bar.value)) for bar in bars)
    return [
        fit(
            f"{fit(flat(bar.label), label)} {fit(_drawn(Decimal(bar.value), most, room), room)} "
            f"{fit(flat(bar.figure), figure, right=True)}",
            width,
        )
        for bar in bars
    ]


def _drawn(value: Decimal, most: Decimal, room: int) -> str:
    """A bar of `room` cells at most, in eighths; what is not zero is always to be seen."""
    if not value or not most:
        return ""
    eighths = max(int(abs(value) * 8 * room / most), 1)
    whole, rest = divmod(eighths, 8)
    if value < 0:
        return look().loss * max(whole, 1)
    return look().bar[7] * whole + (look().bar[rest - 1].strip() if rest else "")


class Bars(Widget):
    """A bar chart of a few labelled values."""

    DEFAULT_CSS = """
    Bars { height: auto; color: $foreground; }
    """

    def __init__(self, bars: Sequence[Bar] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bars = tuple(bars)

    def show(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self.refresh(layout=True)

    def render(self) -> Content:
        """All bars at the width that there is."""
        return C("\n".join(bar_lines(self._bars, self.size.width)))
