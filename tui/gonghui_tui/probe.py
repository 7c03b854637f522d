"""How wide this terminal draws box characters: asked of the terminal itself, before the first screen.

Some terminals are set to draw characters of ambiguous width as two cells, which breaks every frame. They get the
plain ASCII signs, and their user is told which setting to change.
"""

from __future__ import annotations

import os
import re
import select
import sys
from time import monotonic

_WAIT = 1.0  # seconds for the answer; a terminal that gives none is taken to be an ordinary one
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")


def draws_wide() -> bool:
    """Whether a box character takes two cells here; False where it cannot be told."""
    try:
        import termios
        import tty
    except ImportError:
        return False  # Windows: its terminal draws them narrow by design
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    source = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(source)
    except termios.error:
        return False
    try:
        tty.setraw(source)
        os.write(sys.stdout.fileno(), "\r─\x1b[6n".encode())
        column = _column(source)
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
    finally:
        termios.tcsetattr(source, termios.TCSADRAIN, before)
    return column == 3


def _column(source: int) -> int:
    """The column that the terminal answers, counted from 1; 0 for no answer in time."""
    end, answer = monotonic() + _WAIT, b""
    while (left := end - monotonic()) > 0:
        if not select.select([source], [], [], left)[0]:
            return 0
        answer += os.read(source, 64)
        if found := _ANSWER.search(answer):
            return int(found[1])
    return 0
