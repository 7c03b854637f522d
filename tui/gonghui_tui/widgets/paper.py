"""A report to be read: laid out for the width that there is; arrows go from one thing that opens to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

from gonghui_core.i18n import translator
from gonghui_tui.widgets.viewer import Passage, Viewer

_ = translator("gonghui_tui")

Layout = Callable[[int], Sequence[Passage]]


class Paper(Viewer):
    """A viewer whose passages are made for each width. Up and Down stop at what can be opened on the way."""

    BINDINGS = [
        Binding("up", "step(-1)", _("向上"), show=False, id="paper.up"),
        Binding("down", "step(1)", _("向下"), show=False, id="paper.down"),
    ]

    @dataclass
    class Marked(Message):
        """Another thing that opens is marked; None where there is nothing to open."""

        paper: Paper
        target: Hashable | None

    def __init__(self, layout: Layout | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout = layout

    def show_layout(self, layout: Layout) -> None:
        """Show something else, from its beginning."""
        self._layout = layout
        self._current = 0
        self._lay_out()
        self.scroll_to(y=0, animate=False, immediate=True)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._layout is not None and width > 0:
            self._passages = tuple(self._layout(max(width - 1, 20)))
        super()._lay_out()
        self._current = max(0, min(self._current, len(self._figures) - 1))
        self._tell()

    def _tell(self) -> None:
        target = self._figures[self._current].target if self._figures else None
        self.post_message(self.Marked(self, target))

    def action_figure(self, step: int) -> None:
        """Mark the next or the previous thing that opens, and say which."""
        super().action_figure(step)
        self._tell()

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll by screens, and mark the first thing that opens there."""
        super().action_scroll_pages(pages)
        self._mark_in_sight()

    def action_edge(self, side: int) -> None:
        """Scroll to the beginning or the end, and mark what opens there."""
        super().action_edge(side)
        self._mark_in_sight()

    def _mark_in_sight(self) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        seen = [at for at, figure in enumerate(self._figures) if top <= figure.line < top + height]
        if seen:
            self._current = seen[0]
            self.refresh()
            self._tell()

    def action_step(self, step: int) -> None:
        """To the next thing that opens if it is in sight or comes into it, else a line further."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        at = self._next(step, top, height)
        if at is None:
            self.action_scroll_lines(step)
            return
        self._current = at
        line = self._figures[at].line
        if line < top:
            self.scroll_to(y=line, animate=False, immediate=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, immediate=True)
        self.refresh()
        self._tell()

    def _next(self, step: int, top: int, height: int) -> int | None:
        """The first figure on another line in this direction, unless it is more than a line out of sight."""
        if not self._figures:
            return None
        here = self._figures[self._current].line
        if not top <= here < top + height:
            here = top - 1 if step > 0 else top + height
        ahead = [
            at for at, figure in enumerate(self._figures)
            if (figure.line > here if step > 0 else figure.line < here)
        ]  # fmt: skip
        if not ahead:
            return None
        found = ahead[0] if step > 0 else next(
            at for at, figure in enumerate(self._figures) if figure.line == self._figures[ahead[-1]].line
        )  # fmt: skip
        line = self._figures[found].line
        return found if top - 1 <= line <= top + height else None
