"""The virtual grid: it asks for what is painted, and for nothing else."""

from __future__ import annotations

import threading

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from gonghui_tui import tsv
from gonghui_tui.look import ASCII, use_look
from gonghui_tui.widgets.columns import GridColumn, place
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.rows import GridRow, ListRows, PagedRows

COLUMNS = (
    GridColumn("number", "工号", 8, keep=True),
    GridColumn("name", "姓名", 12, minimum=8, keep=True),
    GridColumn("branch", "分工会", 20, minimum=6),
    GridColumn("post", "职务", 10, wide_only=True),
    GridColumn("fee", "会费", 10, right=True, keep=True),
)


def row(at: int) -> GridRow:
    return GridRow(at, (f"{at:07}", "欧阳晓岚", "马克思主义学院第二小组", "组织委员", "12.50"))


class Counted:
    """Rows that count how often each is asked for."""

    def __init__(self, count: int) -> None:
        self.count, self.asked = count, 0

    def row(self, at: int) -> GridRow:
        assert 0 <= at < self.count
        self.asked += 1
        return row(at)

    def missing(self, first: int, last: int) -> None:
        return None


class Listed(App[None]):
    def __init__(self, rows, **options) -> None:
        super().__init__()
        self.grid = Grid(COLUMNS, rows, **options)
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.focus()

    def on_grid_row_opened(self, event: Grid.RowOpened) -> None:
        self.told.append(("opened", event.key))

    def on_grid_sort_requested(self, event: Grid.SortRequested) -> None:
        self.told.append(("sort", event.column))

    def on_grid_tick_all_requested(self, event: Grid.TickAllRequested) -> None:
        event.grid.set_ticked(frozenset(range(event.grid.rows.count)))

    def on_grid_load_failed(self, event: Grid.LoadFailed) -> None:
        self.told.append(("failed", str(event.error)))


@pytest.mark.parametrize("count", [100, 100_000])
def test_rows_asked_for_do_not_grow_with_the_list(play, count):
    rows = Counted(count)
    app = Listed(rows)

    async def script(pilot):
        assert rows.asked < 200
        rows.asked = 0
        await pilot.press("down")
        await pilot.pause()
        assert rows.asked < 12
        rows.asked = 0
        await pilot.press("ctrl+end")
        await pilot.pause()
        assert app.grid.cursor == count - 1
        assert rows.asked < 120

    play(app, script)


def test_a_row_is_laid_into_its_columns(play, text_of):
    app = Listed(ListRows([row(1)]), tickable=True, sort=("name", True))

    async def script(pilot):
        title, first, *_rest = text_of(app).split("\n")
        assert title.rstrip() == "    工号     姓名▾        分工会                     会费"
        assert first.rstrip() == "▸   0000001  欧阳晓岚     马克思主义学院第二…       12.50"
        await pilot.press("space")
        assert text_of(app).split("\n")[1].startswith("▸ ✓ 0000001")

    play(app, script, size=(60, 10))


def test_the_ascii_look_has_no_wide_signs(play, text_of):
    use_look(ASCII)
    app = Listed(ListRows([row(1)]), tickable=True, sort=("name", True))

    async def script(pilot):
        await pilot.press("space")
        shown = text_of(app)
        assert not set(shown) & set("▸▾✓…")
        assert "> * 0000001" in shown

    play(app, script, size=(60, 10))


@pytest.mark.parametrize(("width", "shown"), [(80, False), (120, True)])
def test_columns_for_wide_screens_are_left_out_of_narrow_ones(play, text_of, width, shown):
    app = Listed(ListRows([row(1)]))

    async def script(pilot):
        assert ("职务" in text_of(app)) is shown

    play(app, script, size=(width, 10))


@pytest.mark.parametrize("room", range(30, 110))
def test_kept_columns_keep_their_minimum(room):
    placed = place(COLUMNS, room, narrow=True)
    assert all(at.width >= at.column.least for at in placed)
    assert placed[0].width == 8
    last = placed[-1]
    if room >= 8 + 8 + 6 + 10 + 3:
        assert last.x + last.width <= room


def test_what_is_left_over_goes_to_the_columns_that_grow():
    columns = (GridColumn("a", "甲", 5, grow=2), GridColumn("b", "乙", 5, grow=1), GridColumn("c", "丙", 5))
    assert [at.width for at in place(columns, 47, narrow=False)] == [25, 15, 5]


def test_a_chinese_cell_is_cut_right_at_every_width(play, text_of):
    for width in range(1, 14):
        grid = Grid((GridColumn("a", "甲", width, keep=True), GridColumn("b", "乙", 3, keep=True)))
        grid.set_reactive(Grid.cursor, 0)

        class One(App[None]):
            def compose(self, grid=grid) -> ComposeResult:
                yield grid

        async def script(pilot, grid=grid, width=width):
            grid.set_rows(ListRows([GridRow(0, ("阿卜杜热西提", "末"))]))
            await pilot.pause()
            line = text_of(pilot.app).split("\n")[1]
            assert cell_len(line[: line.index("末")]) == 2 + width + 1
            assert ("…" in line) == (width < 12)

        play(One(), script, size=(30, 4))


def test_ticks_belong_to_rows_and_survive_other_rows(play):
    app = Listed(ListRows([row(at) for at in range(5)]), tickable=True)

    async def script(pilot):
        await pilot.press("space", "space", "up", "space")
        assert app.grid.ticked == {0}
        app.grid.set_rows(ListRows([row(3), row(0)]))
        await pilot.press("home", "space")
        assert app.grid.ticked == {0, 3}
        await pilot.press("ctrl+a")
        await pilot.pause()
        assert app.grid.ticked == {0, 1}

    play(app, script)


def test_enter_and_a_double_click_open_the_row(play):
    app = Listed(ListRows([row(at) for at in range(5)]), tickable=True)

    async def script(pilot):
        await pilot.press("down", "enter", "ctrl+j")
        await pilot.click(Grid, offset=(10, 4), times=2)
        await pilot.pause()
        assert app.told == [("opened", 1), ("opened", 1), ("opened", 3)]

    play(app, script)


def test_a_click_ticks_moves_and_sorts(play):
    app = Listed(ListRows([row(at) for at in range(5)]), tickable=True)

    async def script(pilot):
        await pilot.click(Grid, offset=(2, 3))
        assert app.grid.ticked == {2}
        await pilot.click(Grid, offset=(20, 5))
        assert app.grid.cursor == 4
        await pilot.click(Grid, offset=(14, 0))
        assert app.told == [("sort", "name")]

    play(app, script)


def test_ctrl_c_copies_the_row_as_cells(play):
    cells = ("=1+1", "张\t三\n李", "-5.00", "＝1", "", "@x")
    app = Listed(ListRows([GridRow(0, cells)]))

    async def script(pilot):
        await pilot.press("ctrl+c")
        assert app.clipboard == "'=1+1\t张 三 李\t-5.00\t'＝1\t\t'@x"

    play(app, script)


def test_an_empty_list_says_why_and_what_fills_it(play, text_of):
    app = Listed(ListRows(), empty=("还没有会员", "F5  新增第一个"))

    async def script(pilot):
        await pilot.press("down", "enter", "space", "ctrl+end", "pageup")
        assert "还没有会员" in text_of(app)
        assert "F5  新增第一个" in text_of(app)

    play(app, script)


def test_rows_come_in_pages_from_a_thread(play, text_of):
    main, threads, pages = threading.get_ident(), set(), []

    def load(first: int, limit: int) -> list[GridRow]:
        threads.add(threading.get_ident())
        pages.append(first)
        return [row(at) for at in range(first, min(first + limit, 100_000))]

    app = Listed(PagedRows(load, 100_000))

    async def script(pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "0000003" in text_of(app)
        await pilot.press("ctrl+end")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "0099999" in text_of(app)
        assert main not in threads
        assert len(pages) <= 4

    play(app, script)


def test_a_page_that_fails_is_told_and_the_grid_goes_on(play, text_of):
    def load(first: int, limit: int) -> list[GridRow]:
        if first:
            raise OSError("locked")
        return [row(at) for at in range(limit)]

    app = Listed(PagedRows(load, 1000))

    async def script(pilot):
        await pilot.press("ctrl+end")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert ("failed", "locked") in app.told
        assert "正在读取…" in text_of(app)
        await pilot.press("ctrl+home")
        await pilot.pause()
        assert "0000003" in text_of(app)

    play(app, script)


def test_few_pages_are_kept():
    source = PagedRows(
        lambda first, limit: [row(at) for at in range(first, first + limit)], 10_000, page=10, kept=3
    )
    for first in range(0, 1000, 10):
        job = source.missing(first, first + 10)
        assert job is not None
        job()
    assert source.row(995) is not None
    assert source.row(5) is None


def test_the_terminal_cursor_is_parked_at_the_row(play):
    app = Listed(ListRows([row(at) for at in range(5)]))

    async def script(pilot):
        await pilot.press("down", "down")
        await pilot.pause()
        assert app.cursor_position == (0, 3)

    play(app, script)


def test_evil_texts_are_shown_letter_by_letter(play, text_of, evil):
    rows = [GridRow(at, (str(at), text, text), text[:1]) for at, text in enumerate(evil)]
    app = Listed(ListRows(rows), empty=evil)

    async def script(pilot):
        shown = text_of(app)
        for text in ("[/]", "张[/三]", "[red]红", "[0]", "a [b", "\\[red]x"):
            assert text in shown
        assert not set(shown) & set("\x1b\x9b\x00\x07\u202e\u2066\u200b\ufeff\udc80\t")
        assert all(cell_len(line) == 80 for line in shown.split("\n"))

    play(app, script, size=(80, 60))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a\tb\r\nc\td\r\n\r\n", [["a", "b"], ["c", "d"]]), ("\n甲", [[""], ["甲"]]), ("", []),
        ('"多\n行"\tx', [["多 行", "x"]]), ('5" 管\tx', [['5" 管', "x"]]), ('"没完\tx', [['"没完', "x"]]),
    ],
)  # fmt: skip
def test_a_pasted_block_is_read_as_cells(text, wanted):
    assert tsv.block(text) == wanted
