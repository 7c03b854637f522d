"""The line above the F-keys: the other keys of this page on the left, the state of the page on the right."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from gonghui_tui.safe import cut, fit, flat


class HintLine(Widget):
    """`hint` are the keys; `state` the row counter or the draft. A notice stands in place of the hint."""

    DEFAULT_CSS = """
    HintLine { height: 1; background: $background; color: $foreground-muted; }
    HintLine > .hintline--notice { color: $foreground; text-style: bold; }
    """
    COMPONENT_CLASSES = {"hintline--notice"}

    def __init__(self, hint: str = "", state: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hint, self._state, self._notice = hint, state, ""

    def show(self, hint: str | None = None, state: str | None = None) -> None:
        """Show another hint or state; what is None stays."""
        self._hint = self._hint if hint is None else hint
        self._state = self._state if state is None else state
        self.refresh()

    def notice(self, text: str) -> None:
        """Say what has just been done (`已删除 2 行，Ctrl+Z 撤销`); an empty text brings the hint back."""
        self._notice = text
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line; the state is never cut before the hint is."""
        width = self.size.width
        state = cut(flat(self._state), max(width - 2, 0))
        left = fit(" " + flat(self._notice or self._hint), max(width - cell_len(state) - 2, 0))
        style = self.get_component_rich_style("hintline--notice") if self._notice else self.rich_style
        strip = Strip([Segment(left, style), Segment(f" {state} ", self.rich_style)])
        return strip.crop_extend(0, width, self.rich_style)
