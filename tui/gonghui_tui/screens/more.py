"""F9: all that can be done here, each with its key; what may not be done now is grey and says why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widget import Widget

from gonghui_core.i18n import translator
from gonghui_tui.deeds import Deed
from gonghui_tui.dialogs.frame import Dialog, Wrapped
from gonghui_tui.look import look
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.rows import GridRow, ListRows

if TYPE_CHECKING:
    from gonghui_tui.screens.base import PageScreen

_ = translator("gonghui_tui")

_COLUMNS = (
    GridColumn("title", _("动作"), 24, minimum=12, grow=1),
    GridColumn("key", _("按键"), 6, minimum=6),
    GridColumn("why", _("现在不能做的原因"), 26, minimum=10, grow=2),
)


class MoreDialog(Dialog[Deed | None]):
    """Answers the deed that was chosen."""

    DEFAULT_CSS = """
    MoreDialog #body { max-height: 18; }
    MoreDialog Grid { height: auto; max-height: 15; background: $surface; }
    """

    def __init__(self, title: str, deeds: Sequence[Deed]) -> None:
        super().__init__(title, escaped=None)
        self._deeds = deeds
        self._grid = Grid(_COLUMNS, ListRows([_row(at, deed) for at, deed in enumerate(deeds)]))

    def body(self) -> Iterator[Widget]:
        """The deeds, and how to choose one."""
        yield self._grid
        yield Wrapped(_("↑↓ 选择，数字或回车确定，Esc 返回"), id="why")

    def on_mount(self) -> None:
        """Arrows move at once."""
        self._grid.focus()

    def on_key(self, event: Any) -> None:
        """A digit chooses the deed with that number."""
        if (
            (event.character or "") in "123456789"
            and event.character
            and int(event.character) <= len(self._deeds)
        ):
            event.stop()
            self._choose(int(event.character) - 1)

    @on(Grid.RowOpened)
    def _opened(self, event: Grid.RowOpened) -> None:
        event.stop()
        self._choose(event.row)

    def _choose(self, at: int) -> None:
        deed = self._deeds[at]
        if deed.why_not:
            self.app.bell()
            self.query_one("#why", Wrapped).say(f"{look().bad} {deed.why_not}")
        else:
            self.dismiss(deed)


def _row(at: int, deed: Deed) -> GridRow:
    number = f"{at + 1} " if at < 9 else "  "
    return GridRow(at, (number + str(deed.title), deed.key, deed.why_not), look().bad if deed.why_not else "")


def show_more(screen: PageScreen[Any]) -> None:
    """List the deeds of a page, and do the one that is chosen."""
    screen.app.push_screen(MoreDialog(str(_("更多")), screen.deeds()), _run)


def _run(deed: Deed | None) -> None:
    if deed is not None:
        deed.run()
