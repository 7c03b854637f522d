"""Entry of lines: what accountants' fingers know, counted in keys."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.app import App, ComposeResult

from gonghui_tui.widgets.candidates import Candidate, narrow
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.linegrid import LineGrid
from gonghui_tui.widgets.lines import EntryRules, Line

ACCOUNTS = [
    Candidate("a1", "库存现金", "101", initials="kcxj"),
    Candidate("a2", "银行存款-工行基本户", "101201", initials="yhckghjbh"),
    Candidate("a3", "维权支出-困难职工帮扶", "500201", initials="wqzcknzgbf"),
    Candidate("a4", "维权支出-送温暖", "500202", initials="wqzcswn"),
]
COLUMNS = (
    GridColumn("#", "#", 2, editable=False, keep=True),
    GridColumn("summary", "摘要", 20, minimum=10),
    GridColumn("account", "科目", 24, minimum=12),
    GridColumn("debit", "借方金额", 12, right=True, keep=True, kind="money"),
    GridColumn("credit", "贷方金额", 12, right=True, keep=True, kind="money"),
)
RULES = EntryRules(swap=("debit", "credit"), balance=("debit", "credit"), repeat=("summary",))


class Sheet(App[None]):
    def __init__(self, rules: EntryRules = RULES, lines: tuple[Line, ...] = ()) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.told: list[object] = []
        self.grid = LineGrid(
            COLUMNS, rules, today=date(2026, 11, 22), lines=lines, finders={"account": self.find}
        )

    def find(self, text: str) -> list[Candidate]:
        self.asked.append(text)
        return narrow(text, ACCOUNTS)

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.editor.focus()

    def on_line_grid_cell_changed(self, event: LineGrid.CellChanged) -> None:
        self.told.append((event.row, event.column, event.text, bool(event.error)))

    def on_line_grid_end_reached(self) -> None:
        self.told.append("end")

    def texts(self) -> list[dict[str, str]]:
        return [line.texts for line in self.grid.lines.filled()]


def keys(text: str) -> list[str]:
    """Each character of `text` as a key; ⏎ is Enter."""
    return ["enter" if char == "⏎" else char for char in text]


def test_a_voucher_of_three_lines_is_walked_in_few_keys(play, text_of):
    app = Sheet()
    walk = [
        *keys("慰问张三⏎500201⏎2000⏎"),
        *keys("⏎500202⏎500⏎"),
        *keys("⏎101201⏎⏎"), "equals_sign",
    ]  # fmt: skip

    async def script(pilot):
        await pilot.press(*walk)
        await pilot.pause()
        assert app.texts() == [
            {"summary": "慰问张三", "account": "500201 维权支出-困难职工帮扶", "debit": "2,000.00"},
            {"summary": "慰问张三", "account": "500202 维权支出-送温暖", "debit": "500.00"},
            {"summary": "慰问张三", "account": "101201 银行存款-工行基本户", "credit": "2,500.00"},
        ]
        assert [line.keys["account"] for line in app.grid.lines.filled()] == ["a3", "a4", "a2"]
        assert app.grid.lines.total("debit") == app.grid.lines.total("credit")
        assert "2,000.00" in text_of(app)

    play(app, script)
    typed = len("慰问张三") + 3 * len("500201") + len("2000") + len("500")
    assert len(walk) - typed <= 10


def test_full_width_digits_become_the_same_amount(play, type_text):
    app = Sheet()

    async def script(pilot):
        await type_text(pilot, "⏎⏎１，２００．５０⏎")
        assert app.texts() == [{"debit": "1,200.50"}]

    play(app, script)


def test_enter_passes_over_the_credit_of_a_line_with_a_debit(play):
    app = Sheet()

    async def script(pilot):
        await pilot.press("enter", "enter", *"12*30+5", "enter")
        assert (app.grid.row, app.grid.column.id) == (1, "summary")
        await pilot.press("enter", "enter", "enter")
        assert (app.grid.row, app.grid.column.id) == (1, "credit")
        assert app.texts() == [{"debit": "365.00"}]

    play(app, script)


def test_space_moves_the_amount_to_the_other_side(play):
    app = Sheet()

    async def script(pilot):
        await pilot.press("enter", "enter", *"88.5", "space")
        assert app.texts() == [{"credit": "88.50"}]
        assert app.grid.column.id == "credit"

    play(app, script)


def test_space_in_a_text_is_a_blank(play):
    app = Sheet()

    async def script(pilot):
        await pilot.press("a", "space", "b", "=", "enter")
        assert app.texts() == [{"summary": "a b="}]

    play(app, script)


def test_up_and_down_keep_the_column(play):
    app = Sheet(lines=(Line({"debit": "1.00"}), Line({"debit": "2.00"})))

    async def script(pilot):
        await pilot.press("enter", "enter", "down")
        assert (app.grid.row, app.grid.column.id) == (1, "debit")
        await pilot.press("up")
        assert (app.grid.row, app.grid.column.id) == (0, "debit")

    play(app, script)


def test_dots_take_the_text_above_and_strokes_that_of_the_first_line(play, type_text):
    lines = tuple(Line({"summary": text}, touched=True) for text in ("甲", "乙", "", ""))
    app = Sheet(lines=lines)

    async def script(pilot):
        await pilot.press("down", "down")
        await type_text(pilot, "。。")
        await pilot.press("down")
        await type_text(pilot, "、、⏎")
        assert [line.texts.get("summary") for line in app.grid.lines.lines] == ["甲", "乙", "乙", "甲"]

    play(app, script)


def test_copy_insert_delete_and_undo(play):
    app = Sheet(lines=(Line({"summary": "甲"}, touched=True), Line({"summary": "乙"}, touched=True)))

    def summaries() -> list[str]:
        return [line.texts.get("summary", "") for line in app.grid.lines.lines]

    async def script(pilot):
        await pilot.press("down", "ctrl+d")
        assert summaries() == ["甲", "甲"]
        await pilot.press("ctrl+insert")
        assert summaries() == ["甲", "甲", "甲"]
        await pilot.press("ctrl+delete", "ctrl+delete")
        assert summaries() == ["甲"]
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert summaries() == ["甲", "乙"]

    play(app, script)


def test_f2_lists_under_the_grid_and_typing_narrows_it(play, text_of):
    app = Sheet()

    async def script(pilot):
        await pilot.press("enter", "f2")
        await pilot.pause()
        assert "库存现金" in text_of(app)
        assert app.grid.editor.has_focus
        await pilot.press(*"wqzc")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "库存现金" not in text_of(app)
        await pilot.press("down", "enter")
        assert app.texts() == [{"account": "500202 维权支出-送温暖"}]
        assert app.grid.column.id == "debit"
        assert not app.grid.list_open

    play(app, script)


def test_escape_closes_the_list_and_keeps_what_was_typed(play):
    app = Sheet()

    async def script(pilot):
        await pilot.press("enter", *"50", "f2", "escape")
        assert not app.grid.list_open
        assert app.grid.editor.value == "50"

    play(app, script)


def test_initials_that_mean_several_open_the_list(play):
    app = Sheet()

    async def script(pilot):
        await pilot.press("enter", *"wqzc", "enter")
        assert app.grid.list_open
        await pilot.press("enter")
        assert app.texts() == [{"account": "500201 维权支出-困难职工帮扶"}]

    play(app, script)


def test_what_is_not_found_is_marked_and_left_as_typed(play, text_of):
    app = Sheet()

    async def script(pilot):
        await pilot.press("enter", *"zzz", "enter", *"12,3", "enter")
        assert app.grid.column.id != "account"
        errors = app.grid.lines.errors()
        assert set(errors) == {(0, "account"), (0, "debit")}
        assert "zzz" in errors[0, "account"]
        assert app.grid.lines.amount(0, "debit") == 0
        assert "✗" in text_of(app)

    play(app, script)


def test_keys_typed_ahead_reach_the_cells_that_they_were_meant_for(play, type_text):
    app = Sheet()

    async def script(pilot):
        await type_text(pilot, "慰问⏎500201⏎2000⏎..⏎101201⏎⏎2000⏎")
        assert app.texts() == [
            {"summary": "慰问", "account": "500201 维权支出-困难职工帮扶", "debit": "2,000.00"},
            {"summary": "慰问", "account": "101201 银行存款-工行基本户", "credit": "2,000.00"},
        ]

    play(app, script)


def test_a_block_from_a_spreadsheet_fills_cells_and_adds_lines(play):
    app = Sheet()

    async def script(pilot):
        app.grid.editor.post_message(events.Paste("送温暖\t500202\t１，０００\n\t101201\t\t1000\n\n"))
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.texts() == [
            {"summary": "送温暖", "account": "500202 维权支出-送温暖", "debit": "1,000.00"},
            {"summary": "", "account": "101201 银行存款-工行基本户", "debit": "", "credit": "1,000.00"},
        ]
        await pilot.press("ctrl+z")
        assert app.texts() == []

    play(app, script)


def test_lines_that_cannot_grow_say_when_they_end(play):
    app = Sheet(EntryRules(grows=False), (Line({"summary": "张三"}),))

    async def script(pilot):
        await pilot.press("enter", "enter", "enter", "5", "enter", "ctrl+insert", "ctrl+delete")
        await pilot.pause()
        assert app.told[-1] == "end"
        assert app.grid.lines.count == 1

    play(app, script)


def test_a_finder_that_fails_leaves_the_grid_working(play):
    app = Sheet()

    def broken(text: str) -> list[Candidate]:
        raise RuntimeError("no database")

    app.grid.finders["account"] = broken

    async def script(pilot):
        await pilot.press("enter", *"101", "enter", *"5", "enter")
        assert app.grid.lines.lines[0].texts["debit"] == "5.00"
        assert (0, "account") in app.grid.lines.errors()

    play(app, script)


def test_evil_texts_in_cells_and_candidates_are_shown_letter_by_letter(play, text_of, evil):
    app = Sheet()

    async def script(pilot):
        for text in evil:
            app.grid.finders["account"] = lambda _typed, text=text: [Candidate("k", text, text, text)]
            app.grid.set_lines([Line({"summary": text, "account": text})])
            app.grid.go(0, 2)
            await app.grid.look_up()
            await pilot.pause()
            shown = text_of(app)
            assert not set(shown) & set("\x1b\x9b\x00\x07\u202e\u2066\u200b\ufeff\udc80")
            if text.startswith("[/"):
                assert shown.count(text) >= 4

    play(app, script)
