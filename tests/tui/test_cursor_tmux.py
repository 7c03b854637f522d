"""In a real terminal: the hardware cursor, where an input method opens its window, is the cursor that is seen."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import unicodedata

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")]

APP = """
from textual.app import App
from gonghui_tui.widgets.cninput import CNInput

class Fields(App):
    CSS = "Screen { padding: 1 3; } CNInput { width: 20; } CNInput > .input--cursor { background: #ff0000; }"
    def compose(self):
        yield CNInput(compact=True)
        yield CNInput(compact=True, password=True)
        yield CNInput(compact=True, kind="money", type="number")
        yield CNInput(compact=True, kind="code", restrict="[0-9.]*")

Fields().run()
"""
CONFIG = """
set -g default-terminal tmux-256color
set -sa terminal-overrides ",*:Tc"
set -sg escape-time 0
set -g status off
"""
_ESCAPE = re.compile(r"\x1b\[([0-9;:]*)m")


class Terminal:
    """A tmux server of its own with the fields in it."""

    def __init__(self, folder) -> None:
        (folder / "app.py").write_text(APP, encoding="utf-8")
        (folder / "tmux.conf").write_text(CONFIG, encoding="utf-8")
        self._folder, self._socket = folder, str(folder / "socket")
        command = f"env -u COLUMNS -u LINES COLORTERM=truecolor TERM=tmux-256color {sys.executable} {folder / 'app.py'}"
        self.tmux("-f", str(folder / "tmux.conf"), "-u", "new-session", "-d", "-x", "60", "-y", "12", command)

    def tmux(self, *arguments: str) -> str:
        call = ["tmux", "-S", self._socket, *arguments]
        return subprocess.run(call, check=True, capture_output=True, text=True).stdout

    def hardware(self) -> tuple[int, int]:
        x, y = self.tmux("display", "-p", "#{cursor_x} #{cursor_y}").split()
        return int(x), int(y)

    def seen(self) -> tuple[int, int] | None:
        """The first cell with a red ground."""
        lines = self.tmux("capture-pane", "-p", "-e", "-N").split("\n")
        return next(((x, y) for y, line in enumerate(lines) if (x := _red_cell(line)) is not None), None)

    def settled(self) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """Both cursors, once two looks agree."""
        last = None
        for _look in range(40):
            time.sleep(0.05)
            both = (self.hardware(), self.seen())
            if both == last and both[1] is not None:
                return both
            last = both
        return self.hardware(), self.seen()

    def paste(self, text: str) -> None:
        (self._folder / "paste").write_text(text, encoding="utf-8")
        self.tmux("load-buffer", str(self._folder / "paste"))
        self.tmux("paste-buffer", "-p")


def _red_cell(line: str) -> int | None:
    x = at = 0
    red = False
    while at < len(line):
        if found := _ESCAPE.match(line, at):
            codes = found[1]
            red = "48;2;255;0;0" in codes or (red and "48" not in codes and codes not in ("", "0", "49"))
            at = found.end()
            continue
        if red:
            return x
        char = line[at]
        at += 1
        x += 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return None


@pytest.fixture
def terminal(tmp_path):
    made = Terminal(tmp_path)
    for _wait in range(100):
        time.sleep(0.1)
        if "48;2" in made.tmux("capture-pane", "-p", "-e"):
            break
    yield made
    made.tmux("kill-server")


def _steps():
    """(what is done, arguments of send-keys, or a paste)."""
    yield "empty", None
    yield "typed", ("-l", "工会会员abc")
    yield "left", ("Left", "Left", "Left", "Left")
    yield "insert in the middle", ("-l", "困难")
    yield "overflow", ("End",)
    yield "more", ("-l", "职工帮扶慰问金发放登记")
    for number in range(20):
        yield f"left {number}", ("Left",)
    yield "home", ("Home",)
    for number in range(8):
        yield f"right {number}", ("Right",)
    yield "end", ("End",)
    yield "backspace", ("BSpace",)
    yield "clear", ("C-u",)
    yield "paste", "\n\n维权支出\n第二行"
    yield "password", ("Tab",)
    yield "password typed", ("-l", "口令abc")
    yield "password left", ("Left", "Left", "Left")
    yield "number", ("Tab",)
    yield "number typed", ("-l", "１２３４．５")
    yield "restricted", ("Tab",)
    yield "restricted typed", ("-l", "５００２０１．０１")
    yield "restricted paste", "\t１２\t\n"


def test_the_hardware_cursor_is_the_visible_cursor(terminal):
    wrong = []
    for name, keys in _steps():
        if isinstance(keys, str):
            terminal.paste(keys)
        elif keys:
            terminal.tmux("send-keys", *keys)
        hardware, seen = terminal.settled()
        if hardware != seen:
            wrong.append((name, hardware, seen))
    assert not wrong
    assert "1234.5" in terminal.tmux("capture-pane", "-p")
