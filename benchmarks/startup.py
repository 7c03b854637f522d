"""Starting: the help of the command line, and the terminal UI up to its first paint."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from measure import Table, best

GONGHUI = str(Path(sys.executable).with_name("gonghui"))


def run(table: Table, size: str) -> None:
    """`--help` beside an empty Python; the UI's first paint beside Textual's own."""
    floor = best(lambda: subprocess.run([sys.executable, "-c", "import click"], check=True), 5)
    helped = best(lambda: subprocess.run([GONGHUI, "--help"], check=True, stdout=subprocess.DEVNULL), 5)
    table.add("`gonghui --help`, cpu", helped.cpu, "python -c 'import click'", floor.cpu, "≤ 0.15 s")
    workspace = _demo()
    bare = [sys.executable, "-c", _BARE]
    first = min(_first_paint(bare, {}, b"bare") for _run in range(3))
    # Nobody answers the terminal probe here: without the look it would wait its second.
    opened = {"GONGHUI_WORKSPACE": str(workspace), "GONGHUI_LOOK": "full"}
    ours = min(_first_paint([GONGHUI], opened, "工会".encode()) for _run in range(3))
    table.add("UI, start to first paint, wall", ours, "a Textual app with a header", first, "≤ 0.9 s")


_BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("bare")
Bare().run()
"""


def _demo() -> Path:
    folder = Path("/tmp/gonghui-benchmark-demo")
    if not folder.exists():
        subprocess.run([GONGHUI, "demo", str(folder), "--no-open"], check=True, stderr=subprocess.DEVNULL)
    return folder


def _first_paint(command: list[str], settings: dict[str, str], sign: bytes) -> float:
    """Seconds until `sign` is on the screen of a pseudo-terminal of 120 × 36."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(settings, TERM="xterm-256color", COLORTERM="truecolor", LINES="36", COLUMNS="120")
        os.execvp(command[0], command)
    seen = b""
    try:
        while sign not in seen:
            if not select.select([terminal], [], [], 20)[0]:
                raise TimeoutError(command)
            seen += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)
