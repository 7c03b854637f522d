"""A program that is killed while somebody types loses less than two seconds of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gonghui_core.desk import Desk
from gonghui_core.kernel import Kernel

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")]

APP = """
import os, sys
from pathlib import Path
from gonghui_tui.app import GonghuiApp
from gonghui_tui.doing import start
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.session import open_session

class Bare(PageScreen[None]):
    def on_mount(self):
        super().on_mount()
        start(self, self.session.desk.offer("core.add_member"))

class App(GonghuiApp):
    def _show_home(self):
        self.push_screen(Bare())

Path(sys.argv[2]).write_text(str(os.getpid()))
App(Path(sys.argv[1]), "clerk", session=open_session(Path(sys.argv[1]), "clerk")).run()
"""


@pytest.fixture
def terminal(tmp_path, plain_union):
    """A tmux server of its own in which a form is open; answers a function that calls tmux."""
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    folder, socket = plain_union.kernel.workspace.folder, str(tmp_path / "socket")
    command = f"{sys.executable} {tmp_path / 'app.py'} {folder} {tmp_path / 'pid'}"

    def tmux(*arguments: str) -> str:
        call = ["tmux", "-S", socket, "-f", "/dev/null", *arguments]
        return subprocess.run(call, check=True, capture_output=True, text=True).stdout

    tmux("-u", "new-session", "-d", "-x", "80", "-y", "24", command)
    yield tmux
    subprocess.run(["tmux", "-S", socket, "kill-server"], check=False, capture_output=True)


def _see(terminal, text):
    deadline = time.monotonic() + 40
    while text not in terminal("capture-pane", "-p"):
        assert time.monotonic() < deadline, terminal("capture-pane", "-p")
        time.sleep(0.1)


def test_a_killed_form_is_found_again(terminal, tmp_path, plain_union):
    _see(terminal, "新增会员 F6")
    terminal("send-keys", "-l", "张三丰")
    _see(terminal, "张三丰")
    time.sleep(2.0)
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)

    kernel = Kernel.open(Path(plain_union.kernel.workspace.folder))
    found = Desk(kernel, kernel.sign_in("clerk")).drafts.find("core.add_member")
    kernel.close()
    assert found is not None
    assert found[0]["fields"]["name"] == "张三丰"
