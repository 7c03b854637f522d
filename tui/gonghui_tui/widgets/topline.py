"""The line at the top: where I am, and for whom I work."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from gonghui_tui.look import look
from gonghui_tui.safe import cut, fit, flat


class TopLine(Widget):
    """`product ┃ module › page › record` on the left; union, period and officer on the right.

    What does not fit is left out in this order: the union, the period, the end of the path.
    """

    DEFAULT_CSS = """
    TopLine { height: 1; background: $panel; color: $foreground; text-style: bold; }
    """

    def __init__(
        self,
        product: str,
        path: Sequence[str] = (),
        *,
        union: str = "",
        period: str = "",
        officer: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._product, self._path = product, tuple(path)
        self._union, self._period, self._officer = union, period, officer

    def show(
        self,
        path: Sequence[str] | None = None,
        *,
        union: str | None = None,
        period: str | None = None,
        officer: str | None = None,
    ) -> None:
        """Show another place, union, period or officer; what is None stays."""
        self._path = self._path if path is None else tuple(path)
        self._union = self._union if union is None else union
        self._period = self._period if period is None else period
        self._officer = self._officer if officer is None else officer
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width = self.size.width
        place = f" {flat(self._product)} {look().divider} " + f" {look().step} ".join(map(flat, self._path))
        right = self._right(width - min(cell_len(place), width * 2 // 3) - 3)
        text = fit(place, max(width - cell_len(right) - 2, 0)) + " " + right + " "
        return Strip([Segment(text, self.rich_style)]).crop_extend(0, width, self.rich_style)

    def _right(self, room: int) -> str:
        parts = [flat(part) for part in (self._union, self._period, self._officer) if part]
        while len(parts) > 1 and cell_len(" ".join(parts)) > room:
            parts.pop(0)
        return cut(" ".join(parts), max(room, 0))
