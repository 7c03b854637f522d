"""Every text on every screen stands out from its ground, in both themes, and without a theme too."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Region

from gonghui_tui.dialogs.confirm import ConfirmDialog, Grade, Question
from gonghui_tui.dialogs.prompt import PromptDialog
from gonghui_tui.look import ASCII, use_look
from gonghui_tui.theme import BASE_CSS, DARK, LIGHT, dress
from gonghui_tui.widgets.bars import Bar, Bars
from gonghui_tui.widgets.choice import Choice
from gonghui_tui.widgets.cninput import CNInput
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.framed import Framed
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.hintline import HintLine
from gonghui_tui.widgets.keybar import KeyBar, KeySlot
from gonghui_tui.widgets.linegrid import LineGrid
from gonghui_tui.widgets.lines import EntryRules, Line
from gonghui_tui.widgets.rows import GridRow, ListRows
from gonghui_tui.widgets.topline import TopLine
from gonghui_tui.widgets.viewer import Passage, Piece, Viewer

LEAST = 4.5
FRAMES = set("╭╮╰╯─│━┃┏┓┗┛▁▂▃▄▅▆▇█▏▎▍▌▋▊▉▐▕▔ ")


class Everything(App[None]):
    CSS = BASE_CSS + "Grid { height: 4; } LineGrid { height: 4; } Viewer { height: 2; }"

    def __init__(self, *, dark: bool) -> None:
        super().__init__()
        self.dark_wanted = dark

    def compose(self) -> ComposeResult:
        columns = (GridColumn("a", "姓名", 10), GridColumn("b", "金额", 10, kind="money"))
        yield TopLine("工会管理", ("会员",), officer="王会计")
        yield CNInput("张三", compact=True, id="field")
        yield CNInput(placeholder="姓名／工号", compact=True)
        yield Choice((("a", "困难"), ("b", "住院")), "a")
        yield Grid(
            columns, ListRows([GridRow(0, ("张三", "1.00")), GridRow(1, ("李四", "2.00"))]), sort=("a", True)
        )
        yield Grid(columns, ListRows(), empty=("还没有",))
        wrong = Line({"a": "x", "b": "y"}, errors={"b": "看不懂"}, touched=True)
        yield LineGrid(columns, EntryRules(), today=date(2026, 11, 22), lines=[wrong, Line()])
        yield Viewer(
            [Passage((Piece("共 ", strong=True), Piece("12", "x"), Piece(" 人，"), Piece("3", "y")))]
        )
        yield Bars([Bar("甲", 1, "1"), Bar("乙", -1, "-1")])
        yield Framed("卡片")
        yield HintLine("空格勾选", "第 3 行")
        yield KeyBar({1: KeySlot("帮助"), 2: KeySlot("审核", enabled=False)})

    def on_mount(self) -> None:
        dress(self, dark=self.dark_wanted)


def faint(app: App[None], inside: Region | None = None) -> list[tuple[str, float]]:
    """The texts on the screen, or inside a part of it, whose contrast is too low."""
    found = []
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        if inside is not None:
            strip = strip.crop(inside.x, inside.right) if inside.y <= y < inside.bottom else []
        for text, style, _control in strip:
            if style is None or style.color is None or style.bgcolor is None or not set(text) - FRAMES:
                continue
            ratio = contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
            if ratio < LEAST:
                found.append((text.strip(), round(ratio, 2)))
    return found


def contrast(one, other) -> float:
    """The ratio of WCAG 2.1, section 1.4.3."""
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_of_contrast_is_right():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_no_text_is_faint(play, dark):
    app = Everything(dark=dark)

    async def script(pilot):
        assert app.current_theme.name == (DARK if dark else LIGHT).name
        for _area in range(9):
            await pilot.pause()
            assert faint(app) == []
            await pilot.press("tab")

    play(app, script, size=(80, 40))


@pytest.mark.parametrize("dark", [False, True])
def test_no_text_of_a_dialog_is_faint(play, dark):
    app = Everything(dark=dark)
    question = Question("导出", ["1,204 人"], "导出", Grade.OUTWARD, choices=(("a", "打码"), ("b", "完整")))

    async def script(pilot):
        for dialog in (ConfirmDialog(question), PromptDialog("登录", "口令", check=lambda text: "不对")):
            await app.push_screen(dialog)
            for _step in range(5):
                await pilot.pause()
                assert faint(app, dialog.query_one("#frame").region) == []
                await pilot.press("tab")
            await pilot.press("escape")

    play(app, script, size=(80, 40))


@pytest.mark.parametrize(
    ("theme", "text", "ground"),
    [
        (theme, text, ground)
        for theme, (text, ground) in product(
            (LIGHT, DARK),
            product(
                ("foreground", "success", "warning", "error", "primary"), ("background", "surface", "panel")
            ),
        )
    ],
)
def test_each_colour_of_a_state_can_be_read_on_each_ground(theme, text, ground):
    one, other = (Color.parse(getattr(theme, name)).rgb for name in (text, ground))
    assert contrast(one, other) >= LEAST


def test_the_ascii_look_has_plain_frames(play, text_of):
    use_look(ASCII)
    app = Everything(dark=False)

    async def script(pilot):
        assert not set(text_of(app)) & set("╭╮─│━┃…▸✓●○█")
        await app.push_screen(PromptDialog("登录", "口令"))
        await pilot.pause()
        assert not set(text_of(app)) & set("╭╮─│━┃…▸✓●○█")

    play(app, script, size=(80, 40))
