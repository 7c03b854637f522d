"""One of a few: all of them on one line, the chosen one by its sign and not by its colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from gonghui_core.i18n import translator
from gonghui_tui.look import look
from gonghui_tui.safe import flat

_ = translator("gonghui_tui")


class Choice(Widget, can_focus=True):
    """Options as (id, label). Space and the arrows go from one to the next; a digit takes that one.

    What does not fit goes on the next line. `value` is the id of the chosen option, or empty.
    """

    DEFAULT_CSS = """
    Choice { height: auto; color: $foreground; }
    Choice:focus > .choice--chosen { text-style: bold reverse; }
    Choice > .choice--chosen { text-style: bold; }
    """
    COMPONENT_CLASSES = {"choice--chosen"}
    BINDINGS = [
        Binding("left,up", "step(-1)", _("上一个"), show=False, id="choice.previous"),
        Binding("right,down,space,ideographic_space", "step(1)", _("下一个"), show=False, id="choice.next"),
    ]

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        choice: Choice
        value: str

    @dataclass
    class Submitted(Message):
        """Enter: the choice is made, and the next field is wanted."""

        choice: Choice
        value: str

    def __init__(self, options: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.options, self.value = tuple(options), value

    def choose(self, value: str) -> None:
        """Choose an option by its id."""
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed(self, value))

    def action_step(self, step: int) -> None:
        """Choose the next or the previous option; from one end to the other."""
        ids = [option for option, _label in self.options]
        if ids:
            at = ids.index(self.value) + step if self.value in ids else 0
            self.choose(ids[at % len(ids)])

    def on_key(self, event: events.Key) -> None:
        """A digit takes the option at that place; Enter is done."""
        digit = event.character or ""
        if event.key in ("enter", "ctrl+j"):
            event.stop()
            self.post_message(self.Submitted(self, self.value))
        elif digit in "123456789" and 0 < int(digit or 0) <= len(self.options):
            event.stop()
            self.choose(self.options[int(digit) - 1][0])

    def _laid(self, width: int) -> list[list[tuple[str, str]]]:
        """The lines, each of (id, text)."""
        lines: list[list[tuple[str, str]]] = [[]]
        used = 0
        for option, label in self.options:
            text = f"{look().chosen if option == self.value else look().other} {flat(label)}"
            if lines[-1] and used + cell_len(text) > width:
                lines.append([])
                used = 0
            lines[-1].append((option, text))
            used += cell_len(text) + 2
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the options need at `width` cells."""
        return len(self._laid(width))

    def render_line(self, y: int) -> Strip:
        """One line of options."""
        lines, segments = self._laid(self.size.width), []
        for option, text in lines[y] if y < len(lines) else []:
            chosen = option == self.value
            style = self.get_component_rich_style("choice--chosen") if chosen else self.rich_style
            segments += [Segment(text, style), Segment("  ", self.rich_style)]
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        at, lines = event.get_content_offset(self), self._laid(self.size.width)
        if at is None or at.y >= len(lines):
            return
        x = 0
        for option, text in lines[at.y]:
            x += cell_len(text) + 2
            if at.x < x:
                self.choose(option)
                return
