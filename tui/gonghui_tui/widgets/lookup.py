"""The list of candidates under a field: it follows what is typed while the field keeps the focus."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, work
from textual.message import Message

from gonghui_core.i18n import translator
from gonghui_tui.widgets.candidates import Candidate, Finder
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.rows import GridRow, ListRows

_ = translator("gonghui_tui")

COLUMNS = (
    GridColumn("code", _("编号"), 12, minimum=6),
    GridColumn("name", _("名称"), 24, minimum=12, grow=2),
    GridColumn("note", _("说明"), 20, minimum=8, grow=1),
)


class LookupList(Grid, can_focus=False):
    """Candidates for a text, found by `finder` in a thread. The owner of the field moves the cursor."""

    DEFAULT_CSS = """
    LookupList { height: auto; max-height: 7; background: $panel; }
    LookupList > .grid--cursor { background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: bold; }
    """

    @dataclass
    class Failed(Message):
        """The candidates could not be fetched."""

        list: LookupList
        error: Exception

    @dataclass
    class Picked(Message):
        """A click on a candidate."""

        list: LookupList
        candidate: Candidate

    def __init__(self, finder: Finder | None = None, *, id: str | None = None) -> None:
        super().__init__(COLUMNS, empty=(_("没有符合的，换几个字试试"),), id=id)
        self.finder = finder
        self.found: Sequence[Candidate] = ()
        self._text: str | None = None

    def forget(self) -> None:
        """Hold nothing: what is shown next is fetched anew."""
        self._text, self.found = None, ()

    async def seek(self, text: str) -> Sequence[Candidate]:
        """The candidates for `text`, fetched if they are not those in the list; the list shows them."""
        if self.finder is not None and text != self._text:
            found = await self._ask(self.finder, text)
            self._text, self.found = text, found
            rows = [GridRow(at, (item.code, item.name, item.note)) for at, item in enumerate(found)]
            self.set_rows(ListRows(rows), keep_cursor=False)
        return self.found

    async def _ask(self, finder: Finder, text: str) -> Sequence[Candidate]:
        try:
            return await asyncio.to_thread(finder, text)
        except Exception as error:  # whatever a plugin's finder raises is told, and never ends the program
            self.post_message(self.Failed(self, error))
            return ()

    @work(group="lookup", exclusive=True, exit_on_error=False)
    async def follow_text(self, text: str) -> None:
        """Show the candidates for what is typed; a newer text overtakes an older one."""
        await self.seek(text)

    @property
    def highlighted(self) -> Candidate | None:
        """The candidate under the cursor."""
        return self.found[self.cursor] if self.cursor < len(self.found) else None

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        super().on_click(event)
        event.prevent_default()
        if (chosen := self.highlighted) is not None:
            self.post_message(self.Picked(self, chosen))
