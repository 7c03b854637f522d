"""Dialogs: what they answer, and that nothing happens to who presses Enter without reading."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from textual.app import App
from textual.worker import WorkerCancelled

from gonghui_tui.dialogs.confirm import NO, Answer, ConfirmDialog, Grade, Question
from gonghui_tui.dialogs.pick import PickDialog
from gonghui_tui.dialogs.progress import Ended, Meter, ProgressDialog, Stopped, meter_line, seconds_left
from gonghui_tui.dialogs.prompt import PromptDialog
from gonghui_tui.dialogs.reading import ReaderDialog, help_dialog, message_dialog
from gonghui_tui.dialogs.trouble import Trouble, TroubleDialog
from gonghui_tui.widgets.candidates import Candidate, narrow
from gonghui_tui.widgets.viewer import Passage, Piece

WAITING = object()
QUESTIONS = {
    Grade.ASK: Question("删除 2 条草稿？", ["慰问申请 张三 500.00"], "删除", restore="30 天内可恢复"),
    Grade.WORD: Question("结账 2026 年 11 月", ["将锁定 118 张凭证"], "结账", Grade.WORD, word="202611"),
    Grade.OUTWARD: Question(
        "导出名册", ["1,204 人"], "导出", Grade.OUTWARD, choices=(("masked", "打码"), ("full", "完整"))
    ),
}


class Asking(App[None]):
    """Pushes a dialog made inside the application, and keeps the answer."""

    def __init__(self, make) -> None:
        super().__init__()
        self.make, self.answer = make, WAITING

    def on_mount(self) -> None:
        self.push_screen(self.make(), self.keep)

    def keep(self, answer) -> None:
        self.answer = answer


@pytest.mark.parametrize("grade", list(QUESTIONS))
@pytest.mark.parametrize("key", ["enter", "escape", "ctrl+j"])
def test_whatever_is_pressed_without_reading_nothing_happens(play, grade, key):
    app = Asking(lambda: ConfirmDialog(QUESTIONS[grade]))

    async def script(pilot):
        await pilot.press(key)
        await pilot.pause()
        assert app.answer in (NO, WAITING)
        if key == "escape":
            assert app.answer == NO

    play(app, script)


def test_the_button_that_enter_presses_is_marked_by_a_sign(play, text_of):
    app = Asking(lambda: ConfirmDialog(QUESTIONS[Grade.ASK]))

    async def script(pilot):
        assert "▸ [ 取消 Esc ]" in text_of(app)
        assert "30 天内可恢复" in text_of(app)
        await pilot.press("right")
        await pilot.pause()
        assert "▸ [ 删除 ]" in text_of(app)
        assert "▸ [ 取消" not in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == Answer(True)

    play(app, script)


def test_what_cannot_be_undone_wants_its_word(play, text_of, type_text):
    app = Asking(lambda: ConfirmDialog(QUESTIONS[Grade.WORD]))

    async def script(pilot):
        await pilot.press(*"202612", "enter")
        await pilot.pause()
        assert app.answer is WAITING
        assert "没有执行" in text_of(app)
        await pilot.press("ctrl+a", "backspace")
        await type_text(pilot, "２０２６１１")
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == Answer(True)

    play(app, script)


def test_the_button_alone_does_not_do_without_the_word(play):
    app = Asking(lambda: ConfirmDialog(QUESTIONS[Grade.WORD]))

    async def script(pilot):
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert app.answer is WAITING

    play(app, script)


def test_what_leaves_the_house_wants_a_reason(play, text_of):
    app = Asking(lambda: ConfirmDialog(QUESTIONS[Grade.OUTWARD]))

    async def script(pilot):
        await pilot.press("right", "enter")
        await pilot.pause()
        assert "请写用途" in text_of(app)
        await pilot.press("tab", "right", "enter", *"体检", "enter", "right", "enter")
        await pilot.pause()
        assert app.answer == Answer(True, "full", "体检")

    play(app, script)


def test_a_trouble_tells_cause_effect_remedy_and_number(play, text_of):
    asked = []
    trouble = Trouble(
        "没有保存成功", "数据库正被另一处使用", "凭证没有记账；草稿不会丢", "等备份结束再按 F6", "E-1103"
    )
    app = Asking(lambda: TroubleDialog(trouble, explain=lambda: asked.append(1)))

    async def script(pilot):
        for part in ("原因  数据库", "影响  凭证", "怎么办  等备份", "编号 E-1103"):
            assert part in text_of(app)
        await pilot.press("f1", "ctrl+c")
        assert asked == [1]
        assert "E-1103" in app.clipboard
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer is None

    play(app, script)


def test_long_work_answers_its_value(play):
    def job(meter: Meter) -> int:
        for done in range(5):
            meter.report(done, 5)
        return 42

    app = Asking(lambda: ProgressDialog("正在导入", job))

    async def script(pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.answer == Ended(value=42)

    play(app, script)


def test_escape_stops_long_work_at_its_next_report(play, text_of):
    rolled_back = []

    def job(meter: Meter) -> int:
        try:
            for done in range(10_000):
                meter.report(done, 10_000, "新增 1")
                time.sleep(0.005)
        except Stopped:
            rolled_back.append(True)
            raise
        return 0

    app = Asking(lambda: ProgressDialog("正在导入", job))

    async def script(pilot):
        await pilot.pause(0.3)
        assert "/ 10,000" in text_of(app)
        assert "新增 1" in text_of(app)
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.answer == Ended(stopped=True)
        assert rolled_back

    play(app, script)


def test_work_that_fails_answers_its_error(play):
    def job(meter: Meter) -> int:
        raise OSError("disk full")

    app = Asking(lambda: ProgressDialog("正在导入", job))

    async def script(pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.answer.error, OSError)

    play(app, script)


def test_an_estimate_waits_until_it_is_worth_something():
    assert seconds_left(10, 100, 1.0) is None
    assert seconds_left(0, 100, 60.0) is None
    assert seconds_left(50, 100, 10.0) == 10
    assert seconds_left(100, 100, 10.0) == 0


def test_the_meter_shows_share_and_count():
    line = meter_line(162, 312, 40)
    assert len(line) == 40
    assert line.endswith(" 51%  162 / 312")
    assert meter_line(312, 312, 40).startswith("█" * 20)
    assert "1,000" in meter_line(1000, 0, 40)


def test_a_prompt_answers_the_text_and_says_what_is_wrong(play, text_of):
    def check(text: str) -> str:
        return "" if text == "abc" else "口令不对"

    app = Asking(lambda: PromptDialog("登录", "口令：", password=True, check=check))

    async def script(pilot):
        await pilot.press(*"ab", "enter")
        await pilot.pause()
        assert "✗ 口令不对" in text_of(app)
        assert "••" in text_of(app)
        await pilot.press("end", "c", "enter")
        await pilot.pause()
        assert app.answer == "abc"

    play(app, script)


def test_a_prompt_that_is_left_answers_nothing(play):
    app = Asking(lambda: PromptDialog("登录", "口令："))

    async def script(pilot):
        await pilot.press("a", "escape")
        await pilot.pause()
        assert app.answer is None

    play(app, script)


def test_one_of_many_is_picked(play):
    members = [
        Candidate("m1", "单文博", "2013118", initials="dwb swb"),
        Candidate("m2", "张三", "1", initials="zs"),
    ]
    app = Asking(lambda: PickDialog("找会员", lambda text: narrow(text, members)))

    async def script(pilot):
        await pilot.press(*"swb", "enter")
        await pilot.pause()
        assert app.answer.key == "m1"

    play(app, script)


def test_a_preview_is_left_by_escape_and_taken_by_its_button(play, text_of):
    passages = [Passage((Piece("将写入 "), Piece("2", "lines"), Piece(" 行")))]

    async def leave(pilot):
        assert "将写入 2 行" in text_of(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.answer is False

    async def take(pilot):
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert pilot.app.answer is True

    for script in (leave, take):
        play(Asking(lambda: ReaderDialog("预览", passages, yes="写入")), script)


def test_help_is_a_text_and_its_keys(play, text_of):
    app = Asking(
        lambda: help_dialog(
            "帮助", "金额：可以写算式。\n例如 12*30+5", [("F6", "保存"), ("Ctrl+K", "找功能")]
        )
    )

    async def script(pilot):
        shown = text_of(app)
        assert "可以写算式" in shown
        assert "Ctrl+K  找功能" in shown
        assert shown.count("\n") == 23

    play(app, script)


def endless(meter: Meter, note: str) -> None:
    while True:
        meter.report(1, 2, note)
        time.sleep(0.01)


def dialogs(text: str):
    return [
        lambda: ConfirmDialog(Question(text, [text], text, restore=text)),
        lambda: ConfirmDialog(Question(text, [text], text, Grade.WORD, word=text)),
        lambda: ConfirmDialog(Question(text, [text], text, Grade.OUTWARD, choices=(("a", text),))),
        lambda: TroubleDialog(Trouble(text, text, text, text, text)),
        lambda: PromptDialog(text, text, value=text),
        lambda: message_dialog(text, text),
        lambda: help_dialog(text, text, [(text, text)]),
        lambda: PickDialog(text, lambda _typed: [Candidate(1, text, text, text)], value=text, hint=text),
        lambda: ProgressDialog(text, lambda meter: endless(meter, text)),
    ]


@pytest.mark.parametrize("number", range(len(dialogs(""))))
def test_evil_texts_in_every_dialog_are_shown_letter_by_letter(play, text_of, evil, number):
    app = App()

    async def script(pilot):
        # Several at a time: each dialog that is opened takes a while.
        for text in (" ".join(part[:200] for part in evil[at : at + 5]) for at in range(0, len(evil), 5)):
            dialog = dialogs(text)[number]()
            await app.push_screen(dialog)
            await pilot.pause()
            shown = text_of(app)
            assert not set(shown) & set("\x1b\x9b\x00\x07\u202e\u2066\u200b\ufeff\udc80\t")
            if text.startswith("[/]"):
                assert "[/] [/x] 张[/三] [red]红" in shown
            if app.screen is dialog:
                dialog.action_escape()
            # Leaving a dialog of long work cancels it, perhaps before anybody waits for it.
            with suppress(WorkerCancelled):
                await app.workers.wait_for_complete()
            await pilot.pause()

    play(app, script)
