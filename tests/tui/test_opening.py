"""Opening: what is painted before the database is loaded, signing in, and first use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gonghui_core.founding import found
from gonghui_core.workspace import Workspace
from gonghui_tui import prefs
from gonghui_tui.app import GonghuiApp
from gonghui_tui.screens.home import HomeScreen
from gonghui_tui.screens.opening import OpeningScreen

PASSPHRASE = "一二三四五六七八"


@pytest.fixture
def sealed(tmp_path):
    folder = tmp_path / "sealed"
    found(folder, union="某某学院工会", officer="li", passphrase=PASSPHRASE)
    return folder


def test_the_first_screen_needs_no_database():
    code = (
        "import sys, gonghui_tui, gonghui_tui.app, gonghui_tui.screens.opening, gonghui_core.cli.opening;"
        "print([name for name in ('sqlalchemy', 'alembic', 'gonghui_core.kernel') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_plain_workspace_offers_its_officers_and_says_that_it_is_not_encrypted(
    play, seen, until, plain_union
):
    async def script(pilot):
        await seen(pilot, "以谁的身份打开", "没有加密", "accountant", "会计")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await seen(pilot, "12 人", "样例或测试数据：没有加密", "clerk")
        assert prefs.load().officers[str(pilot.app.folder)] == "clerk"

    play(GonghuiApp(plain_union.kernel.workspace.folder), script)


def test_a_plain_workspace_with_an_officer_named_opens_at_once(play, seen, plain_union):
    async def script(pilot):
        await seen(pilot, "12 人", "chair")

    play(GonghuiApp(plain_union.kernel.workspace.folder, "chair"), script)


def test_an_officer_nobody_knows_is_told_in_words(play, seen, plain_union):
    async def script(pilot):
        screen = await seen(pilot, "没有叫“nobody”的人员")
        assert "Traceback" not in screen

    play(GonghuiApp(plain_union.kernel.workspace.folder, "nobody"), script)


def test_a_wrong_passphrase_is_told_and_the_right_one_opens(play, seen, until, sealed):
    async def script(pilot):
        await seen(pilot, "登录", "姓名", "口令")
        pilot.app.screen.query_one("#name").value = "li"
        await pilot.press("enter", *"wrongwrong", "enter")
        screen = await seen(pilot, "姓名或口令不对")
        assert "wrongwrong" not in screen
        pilot.app.screen.query_one("#passphrase").value = PASSPHRASE
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        screen = await seen(pilot, "0 人")
        assert "没有加密" not in screen

    play(GonghuiApp(sealed), script)


def test_first_use_makes_a_workspace_and_shows_the_recovery_code_once(play, seen, until, tmp_path):
    folder = tmp_path / "new"

    async def script(pilot):
        await seen(pilot, "第一次使用", "工会全称")
        await pilot.press("f6")
        await seen(pilot, "请填工会全称")
        values = {"union": "某某学院工会", "officer": "王主席", "passphrase": "short", "again": "short"}
        for name, value in values.items():
            pilot.app.screen.query_one(f"#{name}").value = value
        await pilot.press("f6")
        await seen(pilot, "口令太短")
        pilot.app.screen.query_one("#passphrase").value = PASSPHRASE
        await pilot.press("f6")
        await seen(pilot, "两次输入的口令不一样")
        pilot.app.screen.query_one("#again").value = PASSPHRASE
        await pilot.press("f6")
        await seen(pilot, "恢复码：只显示这一次")
        code = pilot.app.screen._code
        pilot.app.screen.query_one("#proof").value = "0000"
        await pilot.press("enter")
        await seen(pilot, "和恢复码的最后一组不一样")
        pilot.app.screen.query_one("#proof").value = code[-4:].lower()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        screen = await seen(pilot, "某某学院工会", "王主席")
        assert code not in screen

    play(GonghuiApp(folder), script)
    assert Workspace(folder).exists


def test_signing_out_goes_back_to_the_question_who_it_is(house, play, seen, until):
    async def script(pilot):
        await seen(pilot, "12 人")
        pilot.app.sign_out()
        await until(pilot, lambda: isinstance(pilot.app.screen, OpeningScreen))
        await seen(pilot, "以谁的身份打开")

    play(house(), script)


def test_no_key_leads_anywhere_before_signing_in(play, seen, sealed):
    async def script(pilot):
        await seen(pilot, "登录")
        await pilot.press("f10", "f9", "ctrl+k", "escape", "f5", "f7")
        await seen(pilot, "登录")
        assert len(pilot.app.screen_stack) == 2

    play(GonghuiApp(sealed), script)
