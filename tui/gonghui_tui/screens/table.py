"""A list: search as you type, filters, ticked rows, actions, export; 100,000 rows are no slower than 100."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from gonghui_core.catalogue import Offer
from gonghui_core.commands import Outcome
from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.pages import RowValues, TablePage
from gonghui_tui.deeds import Deed
from gonghui_tui.safe import C, flat
from gonghui_tui.screens.acting import Acts, Aim, begin
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.screens.params import ParamDialog, lacking, told
from gonghui_tui.screens.rows import PAGE, DeskRows, grid_columns
from gonghui_tui.tsv import row_text
from gonghui_tui.widgets.cninput import CNInput
from gonghui_tui.widgets.columns import NARROW
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.keybar import KeySlot
from gonghui_tui.widgets.window import RowWindow

if TYPE_CHECKING:
    from gonghui_core.desk.tables import Table

_ = translator("gonghui_tui")

_PAUSE = 0.15  # seconds without a key before what was typed is searched, or the keys are looked at again
_LEAD = 6  # cells before the first column and after the last: cursor, tick, scroll bar
_COPIED = 2000  # ticked rows that are copied at once; more is a file


class TableScreen(PageScreen[None]):
    """A table page. `keys` shows only these records, `told` says what they are (a figure of a report)."""

    DEFAULT_CSS = """
    TableScreen Grid { scrollbar-size-vertical: 1; }
    TableScreen #search { height: 1; }
    TableScreen #search Static { width: auto; height: 1; padding: 0 1; color: $foreground-muted; }
    TableScreen #search #asked { width: 1fr; text-align: right; }
    TableScreen #find { width: 30; height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    TableScreen #find:focus { border: none; background: $surface-active; background-tint: $surface 0%; }
    TableScreen #totals { height: auto; padding: 0 1; background: $panel; color: $foreground; text-style: bold;
        display: none; }
    TableScreen #told { height: auto; padding: 0 1; color: $text-primary; text-style: bold; }
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
        self._acts: Acts | None = None
        self._ticked: dict[Hashable, RowValues] = {}
        self._sort: tuple[str, bool] | None = None
        self._asked = 0
        self._pause: Timer | None = None
        self._look: Timer | None = None
        self._whole = 0
        self._first: Sequence[RowValues] = ()
        self._go_to: str = ""

    # What it says of itself

    @property
    def path(self) -> tuple[str, ...]:
        """Module and page."""
        _id, title = self.gonghui.place_of(self.page.id)
        return tuple(part for part in (title, str(self.page.title)) if part)

    @property
    def module(self) -> str:
        """Where the page stands in the menu."""
        return self.gonghui.place_of(self.page.id)[0]

    @property
    def hint(self) -> str:
        """What the other keys do."""
        return str(_("回车 打开  空格 勾选  Ctrl+C 复制  直接打字即查找"))

    @property
    def help_title(self) -> str:  # type: ignore[override]  # a class attribute of the base
        """The page's title."""
        return str(self.page.title)

    @property
    def help_text(self) -> str:  # type: ignore[override]
        """The page's help, and what each of its actions is for."""
        acts = [f"{o.action.title}：{o.action.help}" for o in self._offers() if o.action.help]
        return "\n\n".join(part for part in (str(self.page.help), "\n".join(acts)) if part)

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
            Deed(str(_("按列排序")), self._choose_sort),
            Deed(str(_("重新读取")), self.refresh_page),
        ]
        return [*own, *self._imports(), *lists]

    def _imports(self) -> list[Deed]:
        """The sheets that bring what this list holds: those that take the same right as one of its actions."""
        from gonghui_tui.doing import start_import

        rights = {offer.action.right for offer in (self._acts.offers if self._acts else ())}
        return [
            Deed(
                _("导入：{title}").format(title=item.title),
                partial(start_import, self, item, then=lambda outcome: self.refresh_page()),
            )
            for item in self.session.desk.imports()
            if item.right in rights
        ]

    # Reading

    def on_mount(self) -> None:
        """Read the first window, and what may be done here."""
        super().on_mount()
        self.grid.focus()
        self._acts = Acts(self.session.desk, self._offers())
        self.show_frame()
        self._begin_reading()

    def _begin_reading(self) -> None:
        """Read the first window; a list of something asks first what it belongs to."""
        if not lacking(self.page.params, self.params):
            self.refresh_page()
            return
        self.grid.empty = (str(_("F4 选好条件，才能列出来")),)
        self.grid.refresh()
        self.call_after_refresh(self.key_4)

    def _offers(self) -> list[Offer]:
        return self.session.desk.offers(self.page.id)

    def _query(self) -> dict[str, Any]:
        return self.params | ({"search": self.find.value} if self.find.value.strip() else {})

    def refresh_page(self) -> None:
        """Read the rows again, with the search and the filters as they are."""
        if lacking(self.page.params, self.params):
            return
        self._asked += 1
        asked, query, desk, page, sort = self._asked, self._query(), self.session.desk, self.page, self._sort
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
        self._count()

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
        keys = [f"{deed.key}  {deed.title}" for deed in (self._acts.deeds(self._begin) if self._acts else ())]
        return (told, "", *(key for key in keys if key.startswith("F5")))

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
        self._pause = self.set_timer(_PAUSE, self.refresh_page)

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

    # Filters, sorting, export

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

    def _choose_sort(self) -> None:
        from gonghui_tui.screens.more import MoreDialog

        deeds = [
            Deed(str(column.title), lambda id=column.id: self._sort_by(id))  # type: ignore[misc]
            for column in self.page.columns
        ]
        self.app.push_screen(
            MoreDialog(str(_("按哪一列排序")), deeds), lambda deed: deed.run() if deed else None
        )

    def key_7(self) -> None:
        """Write the rows that are found as a file."""
        from gonghui_tui.screens.export import show_export

        show_export(self, self.page, self._query())

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
        self._count()
        self._look_soon()

    def _look_soon(self) -> None:
        """Once the cursor rests, see which actions may be done on its row."""
        if self._look is not None:
            self._look.stop()
        self._look = self.set_timer(_PAUSE, self._look_now)

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
        self._count()
        self._look_soon()

    @on(Grid.TickAllRequested)
    def _tick_all(self, event: Grid.TickAllRequested) -> None:
        event.stop()
        query, desk, page = self._query(), self.session.desk, self.page

        def known(table: Table) -> None:
            found = (
                table.rows if not self._keys else [row for row in table.rows if row["key"] in set(self._keys)]
            )
            self._ticked = {row["key"]: row for row in found}
            self.grid.set_ticked(frozenset(self._ticked))

        self.fetch(lambda: desk.table(page.id, query), known, label=str(_("正在勾选全部…")))

    def _count(self) -> None:
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


def _placeholder(page: TablePage) -> str:
    named = {column.id for column in page.columns} & {"name", "member"}
    return str(_("姓名、拼音首字母、编号") if page.find is not None and named else _("输入要找的字"))


def _is_text(event: events.Key) -> bool:
    return bool(event.character) and event.is_printable and event.character not in (" ", "\u3000")


def _sort_name(sort: tuple[str, bool] | None) -> str:
    return "" if sort is None else ("-" if sort[1] else "") + sort[0]


def _leads(row: RowValues) -> tuple[str, dict[str, Any], str] | None:
    """A row that stands for something on another page (a task, a finding) leads there."""
    page = row.get("page")
    if isinstance(page, str) and "." in page and "record" in row and "due" in row:
        return page, {}, str(row.get("record") or "")
    return None


def _only(table: Table, keys: Sequence[str], sort: tuple[str, bool] | None) -> Table:
    """The rows of a table with these keys."""
    from dataclasses import replace

    wanted = set(keys)
    rows = [row for row in table.rows if row["key"] in wanted]
    if sort is not None:
        rows.sort(key=lambda row: (row.get(sort[0]) is None, str(row.get(sort[0]))), reverse=sort[1])
    return replace(table, rows=rows, total=len(rows), totals={})
