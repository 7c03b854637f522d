"""A card in a frame: what it shows is fetched in a thread, and a failure stays inside its own frame."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from gonghui_core.i18n import translator
from gonghui_tui.safe import C

_ = translator("gonghui_tui")

Draw = Callable[[], Sequence[Widget]]
"""Makes the widgets of a card; it is called on the screen's own thread."""


class Framed(Vertical, can_focus=True):
    """A frame with a title. Enter or a click says that it is to be opened.

    `report` is told of a failure and answers the number to quote (`E-1103`).
    """

    DEFAULT_CSS = """
    Framed { border: round $foreground-muted; border-title-color: $foreground; height: auto;
        border-title-style: bold; padding: 0 1; background: $background; color: $foreground; }
    Framed:focus { border: heavy $primary; }
    Framed > Static { height: auto; }
    """
    BINDINGS = [Binding("enter,ctrl+j", "open", _("打开"), show=False, id="card.open")]

    @dataclass
    class Opened(Message):
        """Enter or a click on a card."""

        card: Framed

    def __init__(
        self,
        title: str,
        *,
        report: Callable[[Exception], str] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.border_title = C(title)
        self._report = report

    async def show(self, *body: Widget) -> None:
        """Show widgets in the frame, in place of what was there."""
        await self.remove_children()
        await self.mount_all(body)

    async def show_lines(self, *lines: str) -> None:
        """Show lines of text."""
        await self.show(*(Static(C(line)) for line in lines))

    async def fail(self, error: Exception) -> None:
        """Say in this frame that its content could not be read, with the number to quote."""
        number = self._report(error) if self._report else ""
        await self.show_lines(_("✗ 读取失败 {number}").format(number=number).rstrip(), _("其他内容不受影响"))

    async def fill(self, load: Callable[[], Draw]) -> None:
        """Fetch in a thread and draw what came; whatever either raises is told in this frame only."""
        await self.show_lines(_("正在读取…"))
        try:
            draw = await asyncio.to_thread(load)
            await self.show(*draw())
        except Exception as error:  # a card of a plugin may raise anything
            await self.fail(error)

    def action_open(self) -> None:
        """Say that this card is to be opened."""
        self.post_message(self.Opened(self))

    def on_click(self, event: events.Click) -> None:
        """A click opens."""
        event.stop()
        self.action_open()
