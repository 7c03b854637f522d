"""Long work in a thread: how far it is, how long it will take, and Esc to stop with nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import Any, Generic, TypeVar

from textual import on
from textual.message import Message
from textual.widget import Widget

from gonghui_core.i18n import translator
from gonghui_tui.dialogs.frame import Dialog, Wrapped
from gonghui_tui.look import look
from gonghui_tui.safe import fit

_ = translator("gonghui_tui")

T_co = TypeVar("T_co")

_REPAINT = 0.25  # seconds; nothing on the screen has a cursor meanwhile
_ESTIMATE_AFTER = 2.0  # seconds of work, before which an estimate would be a guess


class Stopped(Exception):
    """Raised inside the work when somebody pressed Esc: it ends its unit of work without a change."""


class Meter:
    """What the work tells of itself, and by which it learns that it is to stop; safe between threads."""

    def __init__(self) -> None:
        self._stop = Event()
        self.done, self.total, self.note = 0, 0, ""

    def report(self, done: int, total: int, note: str = "") -> None:
        """Say how far the work is; raises Stopped if it is to end."""
        self.done, self.total, self.note = done, total, note or self.note
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Let the next report end the work."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()


@dataclass(frozen=True)
class Ended(Generic[T_co]):
    """How the work came out: its value, stopped by Esc, or failed."""

    value: T_co | None = None
    stopped: bool = False
    error: Exception | None = None


def seconds_left(done: int, total: int, elapsed: float) -> int | None:
    """The estimate in whole seconds, or None while there is too little to go by."""
    if elapsed < _ESTIMATE_AFTER or not 0 < done <= total:
        return None
    return round(elapsed / done * (total - done))


def meter_line(done: int, total: int, width: int) -> str:
    """The bar, the share and the count, in `width` cells; without a total, the count alone."""
    if total <= 0:
        return fit(_("已处理 {done}").format(done=f"{done:,}"), width)
    figures = f" {done * 100 // total:3}%  {done:,} / {total:,}"
    room = max(width - len(figures), 0)
    eighths = min(done * 8 * room // total, room * 8)
    bar = look().bar[7] * (eighths // 8) + (look().bar[eighths % 8 - 1].strip() if eighths % 8 else "")
    return fit(fit(bar, room) + figures, width)


class ProgressDialog(Dialog[Ended[T_co]], Generic[T_co]):
    """Does `job(meter)` in a thread and answers how it ended; Esc asks it to stop."""

    DEFAULT_CSS = """
    ProgressDialog #body { min-height: 4; }
    """

    @dataclass
    class Over(Message):
        """The thread is done."""

        ended: Ended[Any]

    def __init__(self, title: str, job: Callable[[Meter], T_co]) -> None:
        super().__init__(title, escaped=Ended(stopped=True))
        self._job, self.meter, self._began = job, Meter(), 0.0

    def body(self) -> Iterator[Widget]:
        """The bar, what is being done, and how to stop."""
        yield Wrapped(meter_line(0, 0, 40), id="bar")
        yield Wrapped("", id="note")
        yield Wrapped(" ")
        yield Wrapped(_("Esc 停止（停止后全部撤回，不会只做一半）"), id="stop")

    def on_mount(self) -> None:
        """Begin."""
        self._began = monotonic()
        self.set_interval(_REPAINT, self._paint)
        self.run_worker(self._work, thread=True, exit_on_error=False)

    def _work(self) -> None:
        try:
            ended = Ended(value=self._job(self.meter))
        except Stopped:
            ended = Ended(stopped=True)
        except Exception as error:  # whatever the work raises is told by who asked for it
            ended = Ended(error=error)
        self.post_message(self.Over(ended))

    @on(Over)
    def _over(self, event: Over) -> None:
        event.stop()
        self.dismiss(event.ended)

    def _paint(self) -> None:
        meter = self.meter
        bar = self.query_one("#bar", Wrapped)
        bar.say(meter_line(meter.done, meter.total, bar.size.width))
        left = seconds_left(meter.done, meter.total, monotonic() - self._began)
        estimate = "" if left is None else _("约剩 {seconds} 秒").format(seconds=left)
        self.query_one("#note", Wrapped).say(f"{meter.note}  {estimate}".strip())

    def action_escape(self) -> None:
        """Ask the work to stop; the dialog stays until it has."""
        self.meter.stop()
        self.query_one("#stop", Wrapped).say(_("正在停止，请稍候…"))
