"""A list that is read: search as you type, filters, order; 100,000 rows are no slower than 100."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.pages import RowValues, TablePage
from gonghui_tui.deeds import Deed
from gonghui_tui.safe import C, flat
from gonghui_tui.screens.base import CataloguePage
from gonghui_tui.screens.more import MoreDialog
from gonghui_tui.screens.params import ParamDialog, lacking, told
from gonghui_tui.screens.rows import PAGE, DeskRows, grid_columns
from gonghui_tui.widgets.cninput import CNInput
from gonghui_tui.widgets.columns import NARROW
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.window import RowWindow

if TYPE_CHECKING:
    from gonghui_core.desk.tables import Table

_ = translator("gonghui_tui")

PAUSE = 0.15  # seconds without a key before what was typed is searched, or the keys are looked at again
_LEAD = 6  # cells before the first column and after the last: cursor, tick, scroll bar


class ListScreen(CataloguePage[None]):
    """The list of a table page. `keys` shows only these records, `told` says what they are (a figure of a report)."""

    page: TablePage

    DEFAULT_CSS = """
    ListScreen Grid { scrollbar-size-vertical: 1; }
    ListScreen #search { height: 1; }
    ListScreen #search Static { width: auto; height: 1; padding: 0 1; color: $foreground-muted; }
    ListScreen #search #asked { width: 1fr; text-align: right; }
    ListScreen #find { width: 30; height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    ListScreen #find:focus { border: none; background: $surface-active; background-tint: $surface 0%; }
    ListScreen #totals { height: auto; padding: 0 1; background: $panel; color: $foreground; text-style: bold;
        display: none; }
    ListScreen #told { height: auto; padding: 0 1; color: $text-primary; text-style: bold; }
    """

    def __init__(
        self, page: TablePage, params: Mapping[str, Any] | None = None, *, keys: Sequence[str] = (), told: str = ""
    ) -> None:  # fmt: skip
        super().__init__()
        self.page = page
        self.params = {name: value for name, value in (params or {}).items() if value not in (None, "")}
        self._given = dict(self.params)
        self._keys, self._told_of = tuple(keys), told
        self.grid = Grid(
            grid_columns(page.columns), tickable=True, empty=(str(_("正在读取…")),), id="rows"
        )  # fmt: skip
        self.find = CNInput(compact=True, id="find", placeholder=_placeholder(page), select_on_focus=False)
        self._sort: tuple[str, bool] | None = None
        self._asked = 0
        self._pause: Timer | None = None
        self._whole = 0
        self._first: Sequence[RowValues] = ()
        self._go_to: str = ""

    # What it says of itself

    def body(self) -> Iterator[Widget]:
        """The search line, the rows, the totals."""
        if self._told_of or self._keys:
            told = _("只看：{what}（{n} 条）").format(what=self._told_of, n=len(self._keys))
            yield Static(C(told if self._keys else self._told_of), id="told")
        with Horizontal(id="search"):
            yield Static(C(_("查找")))
            yield self.find
            yield Static(C(""), id="asked")
        yield self.grid
        yield Static(C(""), id="totals")

    # Reading

    def on_mount(self) -> None:
        """Read the first window."""
        self.grid.focus()
        self._begin_reading()

    def counted(self) -> None:
        """Called when other rows are shown, or the cursor stands elsewhere."""

    def filling_keys(self) -> Sequence[str]:
        """The keys that fill an empty list."""
        return ()

    def _begin_reading(self) -> None:
        """Read the first window; a list of something asks first what it belongs to."""
        if not lacking(self.page.params, self.params):
            self.refresh_page()
            return
        self.grid.empty = (str(_("F4 选好条件，才能列出来")),)
        self.grid.refresh()
        self.call_after_refresh(self.key_4)

    def query_now(self) -> dict[str, Any]:
        """What is asked for now: filters and the searched text."""
        return self.params | ({"search": self.find.value} if self.find.value.strip() else {})

    def refresh_page(self) -> None:
        """Read the rows again, with the search and the filters as they are."""
        if lacking(self.page.params, self.params):
            return
        self._asked += 1
        asked, query, desk, page, sort = (
            self._asked,
            self.query_now(),
            self.session.desk,
            self.page,
            self._sort,
        )
        if self._keys:
            job = lambda: _only(desk.table(page.id, query), self._keys, sort)  # noqa: E731
        else:
            job = lambda: desk.table(page.id, query, limit=PAGE, sort=_sort_name(sort))  # noqa: E731
        self.fetch(job, lambda table: self._show(asked, query, table), failed=self._failed)

    def _show(self, asked: int, query: Mapping[str, Any], table: Table) -> None:
        """Show what was read, unless something newer was asked for meanwhile."""
        if asked != self._asked:
            return
        desk, page, sort = self.session.desk, self.page, _sort_name(self._sort)

        def load(offset: int, limit: int) -> Sequence[RowValues]:
            return desk.table(page.id, query, offset=offset, limit=limit, sort=sort).rows

        if self._keys:
            load = lambda offset, limit: table.rows[offset : offset + limit]  # noqa: E731
        if not query.get("search"):
            self._whole = table.total
        self.grid.empty = self._empty(query)
        self.grid.set_sort(self._sort)
        self._first = table.rows[:PAGE]
        self._fit()
        self.grid.set_rows(DeskRows(page.columns, load, table.total, table.rows[:PAGE]))
        self._put_cursor()
        self._show_totals(table.totals)
        self._show_asked()
        self.counted()

    def _fit(self) -> None:
        """Lay the columns out by what the first rows hold and the width that there is."""
        room = self.grid.size.width - _LEAD
        if room > 0:
            narrow = self.app.size.width < NARROW
            self.grid.set_columns(grid_columns(self.page.columns, self._first, room, narrow=narrow))

    def on_resize(self) -> None:
        """Lay the columns out for another width."""
        self.call_after_refresh(self._fit)

    def _put_cursor(self) -> None:
        """Put the cursor on the record that has just come to be."""
        rows = self.grid.rows
        if not self._go_to or not isinstance(rows, DeskRows):
            return
        for at in range(min(rows.count, PAGE)):
            row = rows.row(at)
            if row is not None and row.key == self._go_to:
                self.grid.cursor = at
        self._go_to = ""

    def _empty(self, query: Mapping[str, Any]) -> tuple[str, ...]:
        if query.get("search"):
            return (str(_("没有符合“{text}”的").format(text=flat(query["search"]))), str(_("Esc 清掉查找")))
        if self.params != self._given:
            return (str(_("没有符合条件的")), str(_("F4 换条件")))
        told = str(self.page.empty) or str(_("这里还没有内容"))
        return (told, "", *self.filling_keys())

    def _show_totals(self, totals: Mapping[str, Any]) -> None:
        titles = {column.id: str(column.title) for column in self.page.columns}
        told = "   ".join(f"{titles.get(name, name)} {as_text(value)}" for name, value in totals.items())
        line = self.query_one("#totals", Static)
        line.update(C(_("合计  {figures}").format(figures=told)))
        line.display = bool(told)

    def _show_asked(self) -> None:
        shown = told(self.page.params, self.params)
        total = self.grid.rows.count
        counts = (
            _("已筛出 {n:,} / {m:,}").format(n=total, m=max(self._whole, total))
            if self.find.value.strip()
            else _("共 {n:,} 条").format(n=total)
        )
        self.query_one("#asked", Static).update(C("  ".join(part for part in (shown, str(counts)) if part)))

    def _failed(self, error: Exception) -> None:
        self.grid.empty = (str(_("读取失败，F9 可重新读取")),)
        self.grid.refresh()
        self.tell_trouble(error)

    @on(RowWindow.LoadFailed)
    def _window_failed(self, event: RowWindow.LoadFailed) -> None:
        event.stop()
        self.tell_trouble(event.error)

    # Search

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.refresh_page)

    @on(Input.Submitted, "#find")
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_focus(self.grid)

    def on_key(self, event: events.Key) -> None:
        """What is typed over the list is searched; arrows lead out of the search field."""
        if self.find.has_focus and event.key in ("down", "up"):
            event.stop()
            self.set_focus(self.grid)
        elif self.focused in (self.grid, self.find) and _is_text(event):
            # A key of a burst may have gone to the list while the focus was on its way to the field.
            event.stop()
            self.set_focus(self.find)
            self.find.insert_text_at_cursor(event.character or "")

    def key_3(self) -> None:
        """To the search field."""
        self.find.focus()
        self.find.action_select_all()

    def action_back(self) -> None:
        """Out of the search first, then one level up."""
        if self.find.value:
            self.find.value = ""
            self.set_focus(self.grid)
        elif self.find.has_focus:
            self.set_focus(self.grid)
        else:
            super().action_back()

    # Filters and order

    def key_4(self) -> None:
        """Ask for the filters."""
        if self.page.params:
            self.app.push_screen(ParamDialog(self, self.page.params, self.params), self._filtered)

    def _filtered(self, params: Mapping[str, Any] | None) -> None:
        if params is not None:
            self.params = dict(params)
            self._keys = ()
            self.refresh_page()

    @on(Grid.SortRequested)
    def _sort_clicked(self, event: Grid.SortRequested) -> None:
        event.stop()
        self._sort_by(event.column)

    def _sort_by(self, column: str) -> None:
        """By this column; by it again the other way round; a third time as the page has it."""
        was = self._sort
        if was is None or was[0] != column:
            self._sort = (column, False)
        else:
            self._sort = (column, True) if not was[1] else None
        self.refresh_page()

    def choose_sort(self) -> None:
        """Ask by which column."""
        deeds = [
            Deed(str(column.title), lambda id=column.id: self._sort_by(id))  # type: ignore[misc]
            for column in self.page.columns
        ]
        self.app.push_screen(
            MoreDialog(str(_("按哪一列排序")), deeds), lambda deed: deed.run() if deed else None
        )


def _placeholder(page: TablePage) -> str:
    named = {column.id for column in page.columns} & {"name", "member"}
    return str(_("姓名、拼音首字母、编号") if page.find is not None and named else _("输入要找的字"))


def _is_text(event: events.Key) -> bool:
    return bool(event.character) and event.is_printable and event.character not in (" ", "\u3000")


def _sort_name(sort: tuple[str, bool] | None) -> str:
    return "" if sort is None else ("-" if sort[1] else "") + sort[0]


def _only(table: Table, keys: Sequence[str], sort: tuple[str, bool] | None) -> Table:
    """The rows of a table with these keys."""
    from dataclasses import replace

    wanted = set(keys)
    rows = [row for row in table.rows if row["key"] in wanted]
    if sort is not None:
        rows.sort(key=lambda row: (row.get(sort[0]) is None, str(row.get(sort[0]))), reverse=sort[1])
    return replace(table, rows=rows, total=len(rows), totals={})
