"""The small pieces: bars, lines at the edges, frames, pickers, choices and the viewer."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widget import Widget

from gonghui_tui.look import ASCII, use_look
from gonghui_tui.safe import C
from gonghui_tui.widgets.bars import Bar, Bars, bar_lines
from gonghui_tui.widgets.candidates import Candidate, narrow, only
from gonghui_tui.widgets.choice import Choice
from gonghui_tui.widgets.framed import Framed
from gonghui_tui.widgets.hintline import HintLine
from gonghui_tui.widgets.keybar import KeyBar, KeySlot
from gonghui_tui.widgets.picker import Picker
from gonghui_tui.widgets.topline import TopLine
from gonghui_tui.widgets.viewer import Passage, Piece, Viewer, text_passages

BARS = [Bar("会费收入", 186, "18.6万"), Bar("拨缴经费", 964, "96.4万"), Bar("其他", Decimal("2.3"), "2.3万")]
BARS.append(Bar("无", 0, "0"))
ACCOUNTS = [
    Candidate("a", "单文博", "2013118", "马克思主义学院", "dwb swb"),
    Candidate("b", "单文", "2013119", "图书馆", "dw sw"),
    Candidate("c", "张三", "101", "", "zs"),
    Candidate("d", "张三丰", "101201", "", "zsf"),
]


class One(App[None]):
    """One widget, and what it says."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets, self.said = widgets, []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def key_f8(self) -> None:
        self.said.append("f8")

    def on_picker_chosen(self, event: Picker.Chosen) -> None:
        self.said.append(event.candidate.key)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        self.said.append(event.value)

    def on_framed_opened(self, event: Framed.Opened) -> None:
        self.said.append("opened")

    def on_viewer_figure_opened(self, event: Viewer.FigureOpened) -> None:
        self.said.append(event.target)


# Bars


@pytest.mark.parametrize("width", range(20, 90, 7))
def test_bars_end_in_one_column_with_their_figures(width):
    lines = bar_lines(BARS, width)
    assert all(cell_len(line) == width for line in lines)
    assert all(line.rstrip().endswith(bar.figure) for line, bar in zip(lines, BARS, strict=True))


def test_a_bar_is_as_long_as_its_share_in_eighths():
    lines = bar_lines([Bar("甲", 8, ""), Bar("乙", 4, ""), Bar("丙", 3, "")], 2 + 1 + 8 + 1)
    assert [line[2:].strip() for line in lines] == ["████████", "████", "███"]
    assert bar_lines([Bar("甲", 16, ""), Bar("乙", 1, "")], 12)[1][2:].strip() == "▌"


def test_what_is_not_zero_is_always_seen_and_what_is_zero_never():
    lines = bar_lines([Bar("甲", 10**12, ""), Bar("乙", 1, ""), Bar("丙", 0, "")], 40)
    assert "▏" in lines[1]
    assert not lines[2][2:].strip()


def test_a_value_below_zero_has_another_sign():
    lines = bar_lines([Bar("甲", 10, "10"), Bar("乙", -5, "-5")], 30)
    assert "▒" in lines[1]
    assert "█" not in lines[1]


def test_bars_in_ascii():
    use_look(ASCII)
    assert all(line.isascii() for line in bar_lines([Bar("a", 10, "10"), Bar("b", 3, "3")], 30))


# Edges


def slots() -> dict[int, KeySlot]:
    labels = ["帮助", "参照", "查找", "筛选", "新增", "保存", "导出", "审核", "更多", "菜单"]
    return {at: KeySlot(label, enabled=label != "审核") for at, label in enumerate(labels, 1)}


def test_ten_keys_fit_eighty_columns(play, text_of):
    async def script(pilot):
        line = text_of(pilot.app).split("\n")[0]
        assert cell_len(line) == 80
        for number, label in enumerate(("帮助", "参照", "查找", "筛选", "新增", "保存", "导出"), 1):
            assert f"F{number}{label} " in line
        assert "F8-审核" in line
        assert "F10菜单" in line

    play(One(KeyBar(slots())), script)


def test_five_letters_fit_too(play, text_of):
    async def script(pilot):
        line = text_of(pilot.app).split("\n")[0]
        assert line.count("Audit") == 10

    play(One(KeyBar({at: KeySlot("Audit") for at in range(1, 11)})), script)


def test_a_click_presses_the_key_unless_it_is_grey(play):
    bar = KeyBar(slots())
    app = One(bar)

    async def script(pilot):
        await pilot.click(KeyBar, offset=(8 * 7 + 2, 0))
        assert app.said == []
        bar.show(slots() | {8: KeySlot("审核")})
        await pilot.click(KeyBar, offset=(8 * 7 + 2, 0))
        await pilot.pause()
        assert app.said == ["f8"]

    play(app, script)


def test_the_top_line_keeps_the_place_before_the_union(play, text_of):
    top = TopLine("工会管理", ("会员", "会员名册"), union="某某学院工会", period="2026-11", officer="王会计")

    async def script(pilot):
        assert text_of(pilot.app).startswith(" 工会管理 ┃ 会员 › 会员名册 ")
        assert text_of(pilot.app).split("\n")[0].endswith("某某学院工会 2026-11 王会计 ")
        await pilot.resize_terminal(50, 5)
        line = text_of(pilot.app).split("\n")[0]
        assert "某某学院" not in line
        assert line.endswith("王会计 ")
        assert "会员名册" in line

    play(One(top), script)


def test_the_hint_gives_way_to_the_state_and_a_notice_to_the_hint(play, text_of):
    line = HintLine("空格勾选 " * 20, "第 3/1,198 行")

    async def script(pilot):
        assert text_of(pilot.app).split("\n")[0].endswith("第 3/1,198 行 ")
        line.notice("已删除 2 行，Ctrl+Z 撤销")
        await pilot.pause()
        assert "已删除 2 行" in text_of(pilot.app)
        line.notice("")
        await pilot.pause()
        assert "空格勾选" in text_of(pilot.app)

    play(One(line), script)


# Frames


def test_a_card_that_fails_says_so_in_its_own_frame(play, text_of):
    reported: list[Exception] = []

    def report(error: Exception) -> str:
        reported.append(error)
        return "E-1103"

    bad, good = Framed("近期", report=report), Framed("会员")
    main = threading.get_ident()

    def load():
        assert threading.get_ident() != main
        raise ValueError("330102199001011234")

    async def script(pilot):
        await good.fill(lambda: lambda: [Bars(BARS)])
        await bad.fill(load)
        await pilot.pause()
        shown = text_of(pilot.app)
        assert "读取失败 E-1103" in shown
        assert "330102" not in shown
        assert "拨缴经费" in shown
        assert len(reported) == 1

    play(One(bad, good), script)


def test_a_card_opens_by_enter_and_by_mouse(play):
    card = Framed("会员")
    app = One(card)

    async def script(pilot):
        await card.show_lines("1,204 人")
        card.focus()
        await pilot.press("enter")
        await pilot.click(Framed)
        assert app.said == ["opened", "opened"]

    play(app, script)


# Finding


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("101", ["c", "d"]), ("１０１", ["c", "d"]), ("zs", ["c", "d"]), ("张三", ["c", "d"]), ("文博", ["a"]),
        ("swb", ["a"]), ("dw", ["b", "a"]), ("图书", ["b"]), ("2013", ["a", "b"]), ("zz", []),
        ("", ["a", "b", "c", "d"]),
    ],
)  # fmt: skip
def test_candidates_are_found_best_first(typed, wanted):
    assert [found.key for found in narrow(typed, ACCOUNTS)] == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"), [("101", "c"), ("张三", "c"), ("swb", "a"), ("2013", None), ("zz", None)]
)
def test_a_text_that_can_mean_one_thing_means_it(typed, wanted):
    chosen = only(typed, narrow(typed, ACCOUNTS))
    assert (chosen.key if chosen else None) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"), [("wt", "a"), ("gz", "b"), ("h", None), ("x", "d"), ("wthdzc", "a")]
)
def test_initials_that_only_one_begins_with_mean_it(typed, wanted):
    found = [
        Candidate("a", "文体活动支出", "50102", initials="wthdzc"), Candidate("b", "工资", "201", initials="gz"),
        Candidate("c", "会费收入", "401", initials="hfsr"), Candidate("d", "宣传活动支出", "50103", initials="xchdzc"),
        Candidate("e", "会议支出", "50502", initials="hyzc"),
    ]  # fmt: skip
    chosen = only(typed, found)
    assert (chosen.key if chosen else None) == wanted


def test_enter_chooses_from_the_list_for_the_text_as_it_is_now(play, type_text):
    picker = Picker(lambda text: narrow(text, ACCOUNTS))
    app = One(picker)

    async def script(pilot):
        picker.field.focus()
        await pilot.pause()
        await type_text(pilot, "zsf⏎")
        assert app.said == ["d"]

    play(app, script)


def test_arrows_move_in_the_list_and_nothing_found_chooses_nothing(play):
    picker = Picker(lambda text: narrow(text, ACCOUNTS))
    app = One(picker)

    async def script(pilot):
        picker.field.focus()
        await app.workers.wait_for_complete()
        await pilot.press("down", "down", "up", "enter")
        assert app.said == ["b"]
        await pilot.press("z", "z", "z", "enter")
        assert app.said == ["b"]

    play(app, script)


# Choosing


def test_a_choice_is_made_by_arrows_digits_and_blanks(play, text_of):
    choice = Choice((("a", "困难"), ("b", "住院"), ("c", "亡故")), "a")
    app = One(choice)

    async def script(pilot):
        choice.focus()
        assert text_of(app).startswith("● 困难  ○ 住院  ○ 亡故")
        await pilot.press("right", "space", "right", "3", "9")
        assert app.said == ["b", "c", "a", "c"]
        assert text_of(app).startswith("○ 困难  ○ 住院  ● 亡故")
        await pilot.click(Choice, offset=(10, 0))
        assert choice.value == "b"

    play(app, script)


def test_choices_that_do_not_fit_go_on_the_next_line(play, text_of):
    choice = Choice(tuple((str(at), f"选项{at}") for at in range(6)), "0")

    async def script(pilot):
        lines = text_of(pilot.app).split("\n")
        assert "选项5" in lines[2]

    play(One(choice), script, size=(20, 6))


# Reading


def report() -> list[Passage]:
    text = (
        Piece("共有会员 "),
        Piece("1,204", "members"),
        Piece(" 人，慰问 "),
        Piece("36", "visits"),
        Piece(" 人次。"),
    )
    return [Passage((Piece("年度报告", strong=True),)), *[Passage(text, indent=4)] * 40]


def test_figures_are_gone_through_by_arrows_and_opened_by_enter(play, text_of):
    viewer = Viewer(report())
    app = One(viewer)

    async def script(pilot):
        viewer.focus()
        await pilot.press("enter", "right", "enter", "left", "left", "enter")
        assert app.said == ["members", "visits", "members"]
        for _step in range(79):
            viewer.action_figure(1)
        await pilot.press("enter")
        assert app.said[-1] == "visits"
        assert viewer.scroll_offset.y > 10

    play(app, script)


def test_a_figure_broken_over_two_lines_is_one_figure(play):
    viewer = Viewer([Passage((Piece("会" * 9), Piece("x" * 30, "long"), Piece("员"), Piece("5", "next")))])
    app = One(viewer)

    async def script(pilot):
        viewer.focus()
        await pilot.press("right", "enter")
        assert app.said == ["next"]
        await pilot.click(Viewer, offset=(2, 1))
        assert app.said == ["next", "long"]

    play(app, script, size=(22, 10))


def test_long_passages_are_broken_by_the_chinese_rules(play, text_of):
    async def script(pilot):
        for line in text_of(pilot.app).split("\n"):
            assert line.strip()[:1] not in set("，。）”")

    play(
        One(Viewer(text_passages("各位代表，受工会委员会委托（第八届），现作报告。" * 20))),
        script,
        size=(37, 30),
    )


# Everything


def test_evil_texts_in_every_widget_are_shown_letter_by_letter(play, text_of, evil):
    top, keys, hint, bars = TopLine("工会"), KeyBar(), HintLine(), Bars()
    card, choice, viewer = Framed("卡片"), Choice(()), Viewer()
    app = One(top, bars, card, choice, viewer, hint, keys)

    async def script(pilot):
        for text in evil:
            top.show((text,), union=text, period=text, officer=text)
            keys.show({1: KeySlot(text), 2: KeySlot(text, enabled=False)})
            hint.show(text, text)
            bars.show([Bar(text, 1, text)])
            card.border_title = C(text[:20])
            await card.show_lines(text[:60])
            choice.options = (("a", text[:60]),)
            choice.refresh(layout=True)
            viewer.show([Passage((Piece(text[:200], "t"),))])
            await pilot.pause()
            shown = text_of(app)
            assert not set(shown) & set("\x1b\x9b\x00\x07\u202e\u2066\u200b\ufeff\udc80\t")
            if text in ("[/]", "张[/三]", "[red]红", "a [b"):
                assert shown.count(text) >= 8

    play(app, script, size=(100, 30))
