"""A field for a Chinese input method: digits, the cursor, pastes."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult

from gonghui_tui.typeahead import TypeAhead
from gonghui_tui.widgets.cninput import CNInput


class Fields(TypeAhead):
    CSS = "CNInput { width: 20; }"

    def __init__(self, *fields: CNInput, values: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.fields, self.values = fields, values
        self.submitted: list[str] = []

    def compose(self) -> ComposeResult:
        yield from self.fields

    def on_mount(self) -> None:
        for field, value in zip(self.fields, self.values, strict=False):
            field.value = value
        self.fields[0].focus()

    def on_input_submitted(self, event: CNInput.Submitted) -> None:
        self.submitted.append(event.value)


@pytest.mark.parametrize("options", [{"type": "number"}, {"restrict": "[0-9.]*"}, {}])
def test_full_width_digits_by_key_are_the_same_number(play, type_text, options):
    field = CNInput(kind="money", **options)

    async def script(pilot):
        await type_text(pilot, "１２．３")
        assert field.value == "12.3"

    play(Fields(field), script)


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("money", "￥１，２００。５０", "¥1,200.50"), ("date", "２０２６—１１—２２", "2026-11-22"),
        ("code", "（ＡＢ）１２", "(AB)12"), ("text", "１２．３，备注。", "１２．３，备注。"),
        ("phone", "１３８　００", "138 00"),
    ],
)  # fmt: skip
def test_text_is_made_half_width_by_the_kind_of_field(play, type_text, kind, text, wanted):
    typed, pasted = CNInput(kind=kind), CNInput(kind=kind)

    async def script(pilot):
        await type_text(pilot, text.replace("　", " "))
        assert typed.value == wanted
        pasted.post_message(events.Paste(text))
        await pilot.pause()
        assert pasted.value == wanted

    play(Fields(typed, pasted), script)


def test_a_paste_takes_the_first_line_that_is_not_blank(play):
    field = CNInput()

    async def script(pilot):
        field.value = "旧"
        field.select_all()
        field.post_message(events.Paste("\r\n  \n 张\t三 \n李四\n"))
        await pilot.pause()
        assert field.value == "张 三"
        field.post_message(events.Paste("\n \n"))
        await pilot.pause()
        assert field.value == "张 三"

    play(Fields(field), script)


def test_the_start_is_in_view_again_when_the_field_is_left(play, text_of):
    field = CNInput(kind="code", compact=True)
    app = Fields(field, CNInput())

    async def script(pilot):
        await pilot.press(*"5002010000000000000000000000")
        assert field.scroll_offset.x > 0
        await pilot.press("tab")
        await pilot.pause()
        assert "50020100" in text_of(app)

    play(app, script)


def test_evil_values_never_reach_the_screen(play, text_of, evil):
    field = CNInput()
    app = Fields(field)

    async def script(pilot):
        for text in evil:
            field.value = text
            await pilot.pause()
            assert not set(text_of(app)) & set("\x1b\x9b\x00\x07\u202e\u200b\udc80")
            field.value = ""
            field.post_message(events.Paste(text))
            await pilot.pause()
            assert not set(field.value) & set("\x1b\x9b\x00\x07\n\t\u202e\u200b\udc80")

    play(app, script)


def test_the_cursor_is_where_the_terminal_puts_it(play):
    """The offset that the terminal is told equals the cells before the cursor, scrolled or not."""
    field = CNInput(compact=True)
    app = Fields(field)

    async def check() -> None:
        before = cell_len(field.value[: field.cursor_position])
        x = field.content_region.x + before - field.scroll_offset.x
        assert app.cursor_position == (x, field.content_region.y)
        assert field.content_region.x <= x < field.content_region.right

    async def script(pilot):
        await pilot.press(*"工会会员")
        await check()
        await pilot.press(*"a困难职工帮扶慰问金发放")
        await check()
        for key in ("home", "right", "right", "end", "left", "backspace", "ctrl+u"):
            await pilot.press(key)
            await pilot.pause()
            await check()

    play(app, script)


def test_a_hidden_character_is_one_cell(play):
    field = CNInput(password=True, compact=True)

    async def script(pilot):
        await pilot.press(*"口令ab")
        assert field.cursor_cell == 4
        await pilot.press("left", "left", "left")
        assert field.cursor_cell == 1

    play(Fields(field), script)


def test_ctrl_a_selects_all_and_keypad_enter_submits(play):
    app = Fields(CNInput(), values=("张三",))

    async def script(pilot):
        await pilot.press("end", "ctrl+a", "李", "ctrl+j")
        assert app.submitted == ["李"]

    play(app, script)


def test_nothing_ticks_while_a_field_has_the_focus(play):
    field = CNInput()

    async def script(pilot):
        assert field.cursor_blink is False

    play(Fields(field), script)


def test_keys_typed_ahead_of_enter_reach_the_next_field(play, type_text):
    second = CNInput()
    first = CNInput(on_enter=lambda field: field.screen.set_focus(second))

    async def script(pilot):
        await type_text(pilot, "张三⏎13812345678")
        assert (first.value, second.value) == ("张三", "13812345678")

    play(Fields(first, second), script)


def test_what_was_typed_is_taken_back_and_done_again(play, type_text):
    field = CNInput()

    async def script(pilot):
        await type_text(pilot, "王小明")
        await pilot.press("ctrl+a", "李")
        assert field.value == "李"
        await pilot.press("ctrl+z")
        assert field.value == "王小明"
        await pilot.press("ctrl+z", "ctrl+z")
        assert field.value == ""
        await pilot.press("ctrl+y", "ctrl+y")
        assert field.value == "李"

    play(Fields(field), script)


def test_what_a_form_fills_in_is_not_undone_into_another_record(play, type_text):
    field = CNInput()

    async def script(pilot):
        await type_text(pilot, "甲")
        field.value = "乙"
        await pilot.press("ctrl+z")
        assert field.value == "乙"

    play(Fields(field), script)
