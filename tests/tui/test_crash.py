"""When the program itself fails, and what its own texts say."""

from __future__ import annotations

import logging
import subprocess
import sys

from textual.app import ComposeResult
from textual.widgets import Input

from gonghui_core.i18n import use_language
from gonghui_tui.builtin_texts import BINDINGS, SpokenBindings
from gonghui_tui.crash import CrashGuard, places

SECRET = "330102199001011234"

CRASHING = f"""
import sys
from gonghui_tui.crash import CrashGuard

class Failing(CrashGuard):
    def on_mount(self):
        id_number = "{SECRET}"
        raise ValueError("no such member " + id_number)

app = Failing()
app.run(headless=True)
sys.exit(app.exit_code)
"""


def test_a_crash_shows_a_number_and_no_value_and_ends_with_a_code():
    done = subprocess.run([sys.executable, "-c", CRASHING], capture_output=True, text=True, timeout=60)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "程序出错，已经停下" in said
    assert "编号 E-" in said
    assert SECRET not in said
    assert "Traceback" not in said


def test_the_log_has_places_and_no_values(caplog):
    def fail() -> None:
        id_number = SECRET
        try:
            raise KeyError(id_number)
        except KeyError as error:
            raise ValueError(id_number) from error

    try:
        fail()
    except ValueError as error:
        told = places(error)
    assert SECRET not in told
    assert "ValueError" in told
    assert "KeyError" in told
    assert "test_crash.py" in told


def test_an_ordinary_end_is_zero(play, caplog):
    caplog.set_level(logging.ERROR)
    app = CrashGuard()

    async def script(pilot):
        app.exit()

    play(app, script)
    assert app.exit_code == 0
    assert not caplog.records


class Spoken(CrashGuard):
    class Main(SpokenBindings[None]):
        def compose(self) -> ComposeResult:
            yield Input()

    def on_mount(self) -> None:
        self.push_screen(self.Main())


def test_built_in_texts_are_in_the_language_of_the_interface(play):
    app = Spoken()

    async def script(pilot):
        described = {active.binding.description for active in app.screen.active_bindings.values()}
        assert {"退出", "光标向左", "删到开头"} <= described
        left = {text for text in described if text.isascii() and text}
        assert not left, left

    use_language("zh")
    play(app, script)


def test_no_translation_is_empty():
    assert all(str(text) for text in BINDINGS.values())


def test_a_locale_without_hanzi_starts_again_in_utf8():
    code = "from gonghui_tui.crash import ensure_utf8; ensure_utf8(); print(chr(0x5DE5))"
    environment = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, timeout=60)
    assert done.stdout.decode("utf-8").strip() == "工"
