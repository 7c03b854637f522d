"""What every page shares: the line at the top, the F-keys, help, and work done in threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from gonghui_core.i18n import translator
from gonghui_tui.builtin_texts import SpokenBindings
from gonghui_tui.deeds import Deed
from gonghui_tui.dialogs.trouble import TroubleDialog
from gonghui_tui.session import Session
from gonghui_tui.telling import trouble_of
from gonghui_tui.widgets.hintline import HintLine
from gonghui_tui.widgets.keybar import KeyBar, KeySlot
from gonghui_tui.widgets.topline import TopLine

if TYPE_CHECKING:
    from gonghui_core.catalogue import Offer
    from gonghui_core.pages import Page
    from gonghui_tui.app import GonghuiApp

_ = translator("gonghui_tui")

R = TypeVar("R")
T = TypeVar("T")

_STILL_READING = 0.3  # seconds; what comes sooner needs no word
PRODUCT = _("工会管理")


def _f_keys() -> list[Binding]:
    """The ten F-keys and what else means the same; ids let a keymap file change them."""
    also = {3: ",ctrl+f", 5: ",insert,ctrl+n", 6: ",ctrl+s", 7: ",ctrl+p"}
    return [
        Binding(f"f{n}{also.get(n, '')}", f"press({n})", show=False, priority=True, id=f"page.f{n}")
        for n in range(1, 11)
    ]


class PageScreen(SpokenBindings[R]):
    """A page. A subclass gives its `path`, its `body`, its `slots`, and the keys that it answers (`key_2` …).

    `fetch` does work in a thread and brings the result back. Nothing here is thrown away by Esc.
    """

    DEFAULT_CSS = """
    PageScreen { background: $background; color: $foreground; layout: vertical; overflow: hidden; }
    PageScreen > #middle { height: 1fr; }
    PageScreen #page { width: 1fr; height: 1fr; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS = [
        *_f_keys(),
        Binding("escape", "back", _("返回"), show=False, id="page.back"),
        Binding("ctrl+k", "find", _("找功能"), show=False, priority=True, id="page.find"),
        Binding("ctrl+q", "leave", _("退出"), show=False, priority=True, id="page.quit"),
    ]

    help_text: str = ""

    def __init__(self) -> None:
        super().__init__()
        self.top = TopLine(str(PRODUCT))
        self.hints = HintLine()
        self.keys = KeyBar()
        self._generation: int | None = None
        self._waits = False

    # What a subclass says of itself

    @property
    def path(self) -> tuple[str, ...]:
        """Where this page is: module, page, record."""
        return ()

    @property
    def module(self) -> str:
        """The module that this page belongs to, marked in the menu."""
        return ""

    @property
    def hint(self) -> str:
        """The keys of this page that are not F-keys."""
        return ""

    def about(self) -> str:
        """What the page is for: the help of F1."""
        return str(self.help_text)

    def body(self) -> Iterator[Widget]:
        """What stands between the top line and the hint line."""
        yield from ()

    def slots(self) -> dict[int, KeySlot]:
        """The labels of the F-keys, by number; those of core's own keys are always there."""
        return {}

    def deeds(self) -> Sequence[Deed]:
        """All that can be done here, for F9."""
        return ()

    @property
    def unsent(self) -> str:
        """What would have to be sent before leaving (a half-filled form, in words), or nothing."""
        return ""

    def before_leaving(self) -> None:
        """Called before the page is taken away by the menu or at the end: keep the draft now."""

    def refresh_page(self) -> None:
        """Read again what is shown."""

    # Frame

    @property
    def gonghui(self) -> GonghuiApp:
        """The application."""
        return cast("GonghuiApp", self.app)

    @property
    def session(self) -> Session:
        """The workspace and the officer."""
        session = self.gonghui.session
        assert session is not None  # pages are shown after signing in only
        return session

    def compose(self) -> ComposeResult:
        """Top line, body, hints, keys."""
        yield self.top
        with Horizontal(id="middle"):
            if self.gonghui.session is not None:
                from gonghui_tui.screens.menu import MenuColumn

                yield MenuColumn(self.gonghui.modules, self.module)
            with Vertical(id="page"):
                yield from self.body()
        yield self.hints
        yield self.keys

    def on_mount(self) -> None:
        """Say where we are and what the keys do. Textual calls this beside a subclass's own: no `super()` there."""
        self.show_frame()

    def on_screen_resume(self) -> None:
        """The same after coming back; what was read before a change is read again."""
        self.show_frame()
        if self._generation not in (None, self.gonghui.generation):
            self.refresh_page()
        self._generation = self.gonghui.generation

    def show_frame(self) -> None:
        """Draw the top line, the hint and the keys anew, after something they tell of has changed."""
        if (session := self.gonghui.session) is not None:
            self.top.show(self.path, union=session.union, period=session.period, officer=session.officer)
        else:
            self.top.show(self.path)
        self.hints.show(self.hint)
        core = {1: KeySlot(str(_("帮助"))), 9: KeySlot(str(_("更多"))), 10: KeySlot(str(_("菜单")))}
        self.keys.show(core | self.slots())

    # Keys

    def action_press(self, number: int) -> None:
        """An F-key was pressed, or clicked in the bar."""
        slot = self.slots().get(number)
        if number in (1, 9, 10) or slot is None or slot.enabled:
            getattr(self, f"key_{number}")()
        else:
            self.refuse_key(number)

    def refuse_key(self, number: int) -> None:
        """Say why a grey key does nothing."""
        self.app.bell()

    def key_1(self) -> None:
        """Help about what has the focus."""
        from gonghui_tui.screens.help import show_help

        show_help(self)

    def key_2(self) -> None:
        """Look up in a field, or edit a row."""

    def key_3(self) -> None:
        """Find."""

    def key_4(self) -> None:
        """Filter, or a template."""

    def key_5(self) -> None:
        """New."""

    def key_6(self) -> None:
        """Save."""

    def key_7(self) -> None:
        """Export."""

    def key_8(self) -> None:
        """The page's business step."""

    def key_9(self) -> None:
        """All that can be done here."""
        from gonghui_tui.screens.more import show_more

        show_more(self)

    def key_10(self) -> None:
        """The menu."""
        self.gonghui.open_menu()

    def action_back(self) -> None:
        """One level up; nothing is thrown away."""
        self.before_leaving()
        self.gonghui.back()

    def action_find(self) -> None:
        """Find any page, action or record."""
        self.gonghui.open_palette()

    def action_leave(self) -> None:
        """End the program, after asking if something is unsent."""
        self.gonghui.leave()

    # Work in threads

    def fetch(
        self, job: Callable[[], T], done: Callable[[T], Any], *,
        failed: Callable[[Exception], None] | None = None, label: str = "",
    ) -> None:  # fmt: skip
        """Run `job` in a thread and hand its result to `done`, if this page is still there.

        A failure goes to `failed`, or is told in a dialog. `label` says what takes long.
        """
        self.run_worker(self._fetch(job, done, failed, label), exit_on_error=False, group="fetch")

    async def _fetch(
        self, job: Callable[[], T], done: Callable[[T], Any],
        failed: Callable[[Exception], None] | None, label: str,
    ) -> None:  # fmt: skip
        waiting = self.set_timer(_STILL_READING, lambda: self._say_waiting(label))
        try:
            value = await asyncio.to_thread(job)
        except Exception as error:  # a plugin may raise anything
            self._quiet(waiting)
            self._told(error, failed)
            return
        self._quiet(waiting)
        if not self.is_attached:
            return
        try:
            drawn = done(value)
            if isawaitable(drawn):
                await drawn
        except Exception as error:  # drawing what a plugin gave may fail too
            self._told(error, None)

    def _say_waiting(self, label: str) -> None:
        self._waits = True
        self.hints.notice(str(label or _("正在读取…")))

    def _quiet(self, waiting: Any) -> None:
        """Take away the word that something is being read, and no other notice."""
        waiting.stop()
        if self.is_attached and self._waits:
            self._waits = False
            self.hints.notice("")

    def _told(self, error: Exception, failed: Callable[[Exception], None] | None) -> None:
        if not self.is_attached:
            return
        if failed is not None:
            failed(error)
        else:
            self.tell_trouble(error)

    def tell_trouble(self, error: Exception, title: str = "") -> None:
        """Tell of a failure in a dialog: cause, effect, what to do, a number."""
        self.app.push_screen(TroubleDialog(trouble_of(error, title)))


class CataloguePage(PageScreen[R]):
    """A page of the catalogue: it knows its place in the menu, and its help tells of its actions."""

    page: Page

    @property
    def path(self) -> tuple[str, ...]:
        """Module and page."""
        title = self.gonghui.place_of(self.page.id)[1]
        return tuple(part for part in (title, str(self.page.title)) if part)

    @property
    def module(self) -> str:
        """Where the page stands in the menu."""
        return self.gonghui.place_of(self.page.id)[0]

    def offers(self) -> Sequence[Offer]:
        """The actions that are offered here."""
        return ()

    def about(self) -> str:
        """The page's help, and what each of its actions is for."""
        acts = [f"{offer.action.title}：{offer.action.help}" for offer in self.offers() if offer.action.help]
        return "\n\n".join(part for part in (str(self.page.help), "\n".join(acts)) if part)
