"""A table page: its list with ticked rows, its actions, export, copying; Enter opens a record."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.timer import Timer

from gonghui_core.catalogue import Offer
from gonghui_core.commands import Outcome
from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.pages import RowValues, TablePage
from gonghui_tui.deeds import Deed
from gonghui_tui.screens.acting import Acts, Aim, begin
from gonghui_tui.screens.listing import PAUSE, ListScreen
from gonghui_tui.screens.rows import DeskRows
from gonghui_tui.tsv import row_text
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.keybar import KeySlot
from gonghui_tui.widgets.window import RowWindow

if TYPE_CHECKING:
    from gonghui_core.desk.tables import Table

_ = translator("gonghui_tui")

_COPIED = 2000  # ticked rows that are copied at once; more is a file


class TableScreen(ListScreen):
    """A list and what can be done with its rows."""

    def __init__(
        self, page: TablePage, params: Mapping[str, Any] | None = None, *, keys: Sequence[str] = (), told: str = ""
    ) -> None:  # fmt: skip
        super().__init__(page, params, keys=keys, told=told)
        self._acts: Acts | None = None
        self._ticked: dict[Hashable, RowValues] = {}
        self._look: Timer | None = None

    def on_mount(self) -> None:
        """See what may be done here, and read the first window."""
        self._acts = Acts(self.session.desk, self.offers())
        self.show_frame()

    def offers(self) -> Sequence[Offer]:
        """The actions of the page."""
        return self.session.desk.offers(self.page.id)

    def filling_keys(self) -> Sequence[str]:
        """F5, where the officer has it here."""
        deeds = self._acts.deeds(self._begin) if self._acts else []
        return [f"{deed.key}  {deed.title}" for deed in deeds if deed.key == "F5"]

    @property
    def hint(self) -> str:
        """What the other keys do."""
        return str(_("回车 打开  空格 勾选  Ctrl+C 复制  直接打字即查找"))

    def slots(self) -> dict[int, KeySlot]:
        """Find, filter, export, and the page's own actions."""
        own = self._acts.slots() if self._acts else {}
        core = {3: KeySlot(str(_("查找"))), 7: KeySlot(str(_("导出")))}
        if self.page.params:
            core[4] = KeySlot(str(_("筛选")))
        return core | own

    def deeds(self) -> Sequence[Deed]:
        """The page's actions, then what every list can do."""
        own = self._acts.deeds(self._begin) if self._acts else []
        lists = [
            Deed(str(_("全部勾选")), lambda: self.grid.action_tick_all(), "Ctrl+A"),
            Deed(str(_("取消勾选")), lambda: self.grid.set_ticked(frozenset())),
            Deed(str(_("导出")), self.key_7, "F7"),
            Deed(str(_("按列排序")), self.choose_sort),
            Deed(str(_("重新读取")), self.refresh_page),
        ]
        return [*own, *self._imports(), *lists]

    def _imports(self) -> list[Deed]:
        """The sheets that bring what this list holds: by its name, or by the right that one of its actions takes."""
        from gonghui_tui.doing import start_import

        rights = {offer.action.right for offer in (self._acts.offers if self._acts else ())}
        return [
            Deed(
                _("导入：{title}").format(title=item.title),
                partial(start_import, self, item, then=lambda outcome: self.refresh_page()),
            )
            for item in self.session.desk.imports()
            if item.right in rights or self.page.id.startswith(item.kind)
        ]

    def key_7(self) -> None:
        """Write the rows that are found as a file."""
        from gonghui_tui.screens.export import show_export

        show_export(self, self.page, self.query_now())

    # The cursor and the ticks

    @property
    def aim(self) -> Aim:
        """What an action would be about now."""
        rows, current = self.grid.rows, self.grid.current
        values = rows.values(str(current.key)) if isinstance(rows, DeskRows) and current else None
        return Aim(values, list(self._ticked.values()), self.params)

    @on(RowWindow.RowHighlighted)
    def _moved(self, event: RowWindow.RowHighlighted) -> None:
        event.stop()
        self.counted()
        self._look_soon()

    def _look_soon(self) -> None:
        """Once the cursor rests, see which actions may be done on its row."""
        if self._look is not None:
            self._look.stop()
        self._look = self.set_timer(PAUSE, self._look_now)

    def _look_now(self) -> None:
        if (acts := self._acts) is None or not acts.offers:
            return
        aim = self.aim

        def known(why: dict[str, str]) -> None:
            acts.know(why)
            self.show_frame()

        self.fetch(lambda: acts.look_up(aim), known, failed=lambda error: None)

    @on(Grid.Ticked)
    def _ticked_some(self, event: Grid.Ticked) -> None:
        event.stop()
        rows = self.grid.rows
        # In the order in which they were ticked.
        kept = [key for key in self._ticked if key in event.keys]
        keys = [*kept, *(key for key in event.keys if key not in self._ticked)]
        values = {key: self._ticked.get(key) for key in keys}
        if isinstance(rows, DeskRows):
            values = {key: known or rows.values(str(key)) for key, known in values.items()}
        self._ticked = {key: value for key, value in values.items() if value is not None}
        self.counted()
        self._look_soon()

    @on(Grid.TickAllRequested)
    def _tick_all(self, event: Grid.TickAllRequested) -> None:
        event.stop()
        query, desk, page = self.query_now(), self.session.desk, self.page

        def known(table: Table) -> None:
            found = (
                table.rows if not self._keys else [row for row in table.rows if row["key"] in set(self._keys)]
            )
            self._ticked = {row["key"]: row for row in found}
            self.grid.set_ticked(frozenset(self._ticked))

        self.fetch(lambda: desk.table(page.id, query), known, label=str(_("正在勾选全部…")))

    def counted(self) -> None:
        """Say where the cursor stands, and how many rows are ticked."""
        count, ticked = self.grid.rows.count, len(self._ticked)
        state = _("第 {at:,}/{count:,} 行").format(at=min(self.grid.cursor + 1, count), count=count)
        if ticked:
            state = _("{state} 已勾选 {n}").format(state=state, n=ticked)
        self.hints.show(state=str(state))

    @on(Grid.Copied)
    def _copied(self, event: Grid.Copied) -> None:
        event.stop()
        rows = list(self._ticked.values())[:_COPIED]
        if rows:
            lines = [row_text([as_text(row.get(c.id)) for c in self.page.columns]) for row in rows]
            self.app.copy_to_clipboard("\n".join(lines))
        self.hints.notice(_("已复制 {n} 行，可粘到 WPS").format(n=max(len(rows), 1)))

    # Opening and doing

    @on(Grid.RowOpened)
    def _opened(self, event: Grid.RowOpened) -> None:
        event.stop()
        from gonghui_tui.screens.record import RecordScreen

        aim = self.aim
        row = aim.current
        link = _leads(row) if row else None
        if link is not None:
            self.gonghui.goto(*link)
        elif row is not None:
            self.app.push_screen(RecordScreen(self.page, str(event.key), row=row, params=self.params))

    def action_press(self, number: int) -> None:
        """An action on a key is looked at for the row under the cursor now, and not for the one before."""
        offer = self._acts.on_key(number) if self._acts else None
        if offer is None:
            super().action_press(number)
        else:
            self._begin(offer)

    def key_9(self) -> None:
        """See what may be done on these rows, then list it."""
        acts, aim = self._acts, self.aim
        if acts is None:
            return

        def known(why: dict[str, str]) -> None:
            acts.know(why)
            self.show_frame()
            super(TableScreen, self).key_9()

        self.fetch(lambda: acts.look_up(aim), known)

    def _begin(self, offer: Offer) -> None:
        begin(self, offer, self.aim, self._done)

    def _done(self, outcome: Outcome) -> None:
        """Something was done here: read again, and go to what came to be."""
        self._go_to = "" if outcome.key is None else str(outcome.key)
        self.grid.set_ticked(frozenset())
        self._generation = self.gonghui.generation
        self.refresh_page()


def _leads(row: RowValues) -> tuple[str, dict[str, Any], str] | None:
    """A row that stands for something on another page (a task, a finding) leads there."""
    page = row.get("page")
    if isinstance(page, str) and "." in page and "record" in row and "due" in row:
        return page, {}, str(row.get("record") or "")
    return None
