"""Reading a report: texts broken by the Chinese rules, figures that lead to what they were made of."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from gonghui_core.i18n import translator
from gonghui_tui.safe import cut, flat, spans

_ = translator("gonghui_tui")


@dataclass(frozen=True)
class Piece:
    """Part of a passage; with a `target`, a figure that can be opened. `strong` is a heading or a total.

    `tone` is `muted`, `ok`, `warn` or `bad`: a colour beside a sign or a word that says the same. A `quiet`
    target is a whole sentence, which is read as text and marked only while it is the current one.
    """

    text: str
    target: Hashable | None = None
    strong: bool = False
    tone: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Passage:
    """A paragraph, or, with `wraps` off, one line of a table that is cut at the edge. `indent` in cells."""

    pieces: tuple[Piece, ...]
    indent: int = 0
    wraps: bool = True


@dataclass(frozen=True)
class _Figure:
    """Where a figure begins on the laid-out page, and what it opens."""

    line: int
    target: Hashable


def text_passages(text: str) -> list[Passage]:
    """A plain text as passages, one for each of its lines."""
    return [Passage((Piece(line),)) for line in str(text).split("\n")]


class Viewer(ScrollView, can_focus=True):
    """Passages that can be scrolled; Left and Right go from figure to figure, Enter opens the one marked."""

    DEFAULT_CSS = """
    Viewer { height: 1fr; background: $background; color: $foreground; overflow-x: hidden;
        scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    Viewer > .viewer--figure { text-style: underline; color: $text-primary; }
    Viewer > .viewer--current { text-style: bold reverse; }
    Viewer > .viewer--strong { text-style: bold; }
    Viewer > .viewer--muted { color: $foreground-muted; }
    Viewer > .viewer--ok { color: $text-success; }
    Viewer > .viewer--warn { color: $text-warning; text-style: bold; }
    Viewer > .viewer--bad { color: $text-error; text-style: bold; }
    """
    COMPONENT_CLASSES = {
        "viewer--figure", "viewer--current", "viewer--strong", "viewer--muted", "viewer--ok", "viewer--warn",
        "viewer--bad",
    }  # fmt: skip
    BINDINGS = [
        Binding("up", "scroll_lines(-1)", _("向上"), show=False, id="viewer.up"),
        Binding("down", "scroll_lines(1)", _("向下"), show=False, id="viewer.down"),
        Binding("pageup", "scroll_pages(-1)", _("上一页"), show=False, id="viewer.pageup"),
        Binding("pagedown,space", "scroll_pages(1)", _("下一页"), show=False, id="viewer.pagedown"),
        Binding("home,ctrl+home", "edge(-1)", _("开头"), show=False, id="viewer.first"),
        Binding("end,ctrl+end", "edge(1)", _("末尾"), show=False, id="viewer.last"),
        Binding("left", "figure(-1)", _("上一个数"), show=False, id="viewer.previous"),
        Binding("right", "figure(1)", _("下一个数"), show=False, id="viewer.next"),
        Binding("enter,ctrl+j", "open", _("数字的来源"), show=False, id="viewer.open"),
    ]

    @dataclass
    class FigureOpened(Message):
        """Enter or a click on a figure: the records behind it are wanted."""

        viewer: Viewer
        target: Hashable

    def __init__(self, passages: Sequence[Passage] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._passages = tuple(passages)
        self._lines: list[list[tuple[Piece, str, int | None]]] = []
        self._figures: list[_Figure] = []
        self._current = 0

    def show(self, passages: Sequence[Passage]) -> None:
        """Show something else, from its beginning."""
        self._passages, self._current = tuple(passages), 0
        self._lay_out()
        self.scroll_to(y=0, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Break the lines anew for another width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._lines, self._figures = [], []
        for passage in self._passages:
            numbers = self._number(passage)
            for line in _laid(passage, _room(passage, width)):
                row = [(passage.pieces[at], text, numbers[at]) for at, text in line]
                self._lines.append([(Piece(""), " " * passage.indent, None), *row])
                self._place_figures(row)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def _number(self, passage: Passage) -> list[int | None]:
        """The number of each piece that is a figure, counted through the whole page."""
        first = len(self._figures)
        numbers: list[int | None] = []
        for piece in passage.pieces:
            numbers.append(None if piece.target is None else first)
            first += piece.target is not None
        return numbers

    def _place_figures(self, row: Sequence[tuple[Piece, str, int | None]]) -> None:
        for piece, _text, number in row:
            if number is not None and number == len(self._figures):
                self._figures.append(_Figure(len(self._lines) - 1, piece.target))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the passages need at `width` cells."""
        return sum(len(list(_laid(passage, _room(passage, width)))) for passage in self._passages)

    def render_line(self, y: int) -> Strip:
        """One line of the page."""
        width, at = self.scrollable_content_region.width, self.scroll_offset.y + y
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        segments = [Segment(text, self._style(piece, number)) for piece, text, number in self._lines[at]]
        return Strip(segments).crop_extend(0, width, self.rich_style)

    def _style(self, piece: Piece, number: int | None) -> Style:
        if number is None:
            name = piece.tone or ("strong" if piece.strong else "")
            return self.get_component_rich_style(f"viewer--{name}") if name else self.rich_style
        marked = number == self._current and self.has_focus
        if piece.quiet and not marked:
            return self.rich_style
        return self.get_component_rich_style("viewer--current" if marked else "viewer--figure")

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll by screens, one line kept."""
        step = max(self.scrollable_content_region.height - 1, 1)
        self.action_scroll_lines(pages * step)

    def action_edge(self, side: int) -> None:
        """Scroll to the beginning (-1) or the end (1)."""
        self.scroll_to(y=0 if side < 0 else len(self._lines), animate=False, immediate=True)

    def action_figure(self, step: int) -> None:
        """Mark the next (1) or the previous (-1) figure and show it."""
        if not self._figures:
            return
        self._current = max(0, min(self._current + step, len(self._figures) - 1))
        line, top = self._figures[self._current].line, self.scroll_offset.y
        height = self.scrollable_content_region.height
        if not top <= line < top + height:
            self.scroll_to(y=line - height // 2, animate=False, immediate=True)
        self.refresh()

    def action_open(self) -> None:
        """Open the records behind the marked figure."""
        if self._figures:
            self.post_message(self.FigureOpened(self, self._figures[self._current].target))

    def on_click(self, event: events.Click) -> None:
        """A click on a figure opens it."""
        at = event.get_content_offset(self)
        line = self.scroll_offset.y + at.y if at else len(self._lines)
        if at is None or line >= len(self._lines):
            return
        x = 0
        for _piece, text, number in self._lines[line]:
            x += cell_len(text)
            if at.x < x:
                if number is not None:
                    self._current = number
                    self.action_open()
                return


def _room(passage: Passage, width: int) -> int:
    """The cells for the text of a passage, one kept free for the scroll bar."""
    return max(width - passage.indent - 1, 2)


def _laid(passage: Passage, width: int) -> Iterator[list[tuple[int, str]]]:
    """The lines of a passage, each as (number of the piece, text); a figure may go over two lines."""
    texts = [flat(piece.text) for piece in passage.pieces]
    whole = "".join(texts)
    owners = [number for number, text in enumerate(texts) for _char in text]
    if not passage.wraps:
        yield _owned(cut(whole, width), owners)
        return
    for start, end in spans(whole, width):
        yield _owned(whole[start:end], owners[start:end])


def _owned(line: str, owners: Sequence[int]) -> list[tuple[int, str]]:
    """`line` cut where its characters begin to belong to another piece."""
    runs: list[tuple[int, str]] = []
    for at, char in enumerate(line):
        owner = owners[min(at, len(owners) - 1)] if owners else 0
        if runs and runs[-1][0] == owner:
            runs[-1] = (owner, runs[-1][1] + char)
        else:
            runs.append((owner, char))
    return runs
