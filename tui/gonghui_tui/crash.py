"""What happens when the program itself fails: no data on the screen, a number to quote, an exit code."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import traceback
from typing import Any

from rich.console import Group
from textual.app import App

from gonghui_core.i18n import translator
from gonghui_tui.safe import T, wrap

_ = translator("gonghui_tui")

_log = logging.getLogger("gonghui.crash")
_RESTARTED = "GONGHUI_UTF8_RESTART"


def places(error: BaseException) -> str:
    """Where `error` and its causes came from: kinds, files and lines, and neither messages nor values.

    Messages are left out because those of a database carry the values of the statement that failed.
    """
    told, seen = [], set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        told.append(type(current).__qualname__)
        frames = traceback.extract_tb(current.__traceback__)
        told += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return "\n".join(told)


def crash_number() -> str:
    """A number to quote, such as `E-4F07A2`; the log names it beside the place of the failure."""
    return f"E-{secrets.token_hex(3).upper()}"


class CrashGuard(App[Any]):
    """An application that tells of its own failure in words and without a single value.

    `last_words` are added to what is said: where the draft is, for one.
    """

    last_words: str = ""
    crashed: bool = False

    def _fatal_error(self) -> None:
        # Textual's own name: its version prints the local variables of every frame. The pin of Textual
        # and a test hold this override in place.
        from gonghui_core.failures import note

        error = sys.exc_info()[1]
        number = note(error) if error else crash_number()  # it opens the log, which has no other writer here
        _log.error("%s %s", number, places(error) if error else "")
        self.bell()
        if not self.crashed:
            self.crashed = True
            self.panic(self._told(number))

    def _told(self, number: str) -> Group:
        lines = [
            _("程序出错，已经停下。"),
            _("已保存的数据不受影响；没有保存的内容在草稿里。"),
            _("请重新打开；如果再次出现，把编号 {number} 告诉维护的人。").format(number=number),
        ]
        if self.last_words:
            lines.append(self.last_words)
        return Group(*(T(part) for line in lines for part in wrap(line, self.size.width)))

    @property
    def exit_code(self) -> int:
        """What the process is to end with: 0 after an ordinary end, 1 after a failure."""
        return self.return_code or 0


def ensure_utf8() -> None:
    """Start again in UTF-8 mode where the locale would print hanzi as escapes; say so where that fails.

    The process is replaced, once; call it before anything is drawn.
    """
    if _speaks_utf8():
        return
    if os.environ.get(_RESTARTED):
        sys.stderr.write("gonghui: this terminal has no UTF-8 locale; set LC_ALL=C.UTF-8 and start again.\n")
        return
    environment = os.environ | {"PYTHONUTF8": "1", _RESTARTED: "1"}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)


def _speaks_utf8() -> bool:
    encodings = {(stream.encoding or "").lower().replace("-", "") for stream in (sys.stdout, sys.stderr)}
    return encodings == {"utf8"}
