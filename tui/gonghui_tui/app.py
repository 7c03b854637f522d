"""The application: one workspace, one officer, a stack of pages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.screen import Screen

from gonghui_core import i18n
from gonghui_core.i18n import translator
from gonghui_tui import prefs as prefs_
from gonghui_tui.crash import CrashGuard
from gonghui_tui.look import ASCII, FULL, use_look
from gonghui_tui.session import Session
from gonghui_tui.targets import Target
from gonghui_tui.theme import BASE_CSS, DARK, LIGHT, dress
from gonghui_tui.typeahead import TypeAhead

if TYPE_CHECKING:
    from gonghui_core.pages import Page
    from gonghui_tui.screens.base import PageScreen
    from gonghui_tui.screens.menu import Module

_ = translator("gonghui_tui")

_ROOT = 2  # screens of the stack that stay: Textual's own, and the first of ours


class GonghuiApp(CrashGuard, TypeAhead):
    """`session` is there once somebody has signed in. `goto` opens any page or record.

    `generation` goes up with every change of the records, so that a page that was left reads itself again.
    """

    CSS = BASE_CSS
    ENABLE_COMMAND_PALETTE = False
    TITLE = "gonghui"
    BINDINGS = [Binding("ctrl+q", "leave", show=False, priority=True, id="app.quit")]

    def __init__(self, folder: Path, officer: str = "", *, session: Session | None = None) -> None:
        super().__init__()
        self.folder, self.officer_named = folder, officer
        self.session: Session | None = session
        self.prefs = prefs_.load()
        if (
            self.prefs.language
            and i18n.language() == i18n.SOURCE_LANGUAGE
            and not os.environ.get("GONGHUI_LANG")
        ):
            i18n.use_language(self.prefs.language)
        self.generation = 0
        self._modules: list[Module] = []

    # Beginning and end

    def on_mount(self) -> None:
        """Dress, and show the first page: home, or the one that signs in."""
        dress(self, dark=self.prefs.dark)
        self.set_keymap(self.prefs.keys)
        if self.session is not None:
            self._show_home()
        else:
            from gonghui_tui.screens.opening import OpeningScreen

            self.push_screen(OpeningScreen(self.folder, self.officer_named))

    def signed_in(self, session: Session) -> None:
        """Somebody has signed in: show the home screen."""
        self.session, self._modules = session, []
        self.prefs.officers[str(self.folder)] = session.officer
        self.keep_prefs()
        self.pop_screen()
        self._show_home()

    def _show_home(self) -> None:
        from gonghui_tui.screens.home import HomeScreen

        self.push_screen(HomeScreen())

    def sign_out(self) -> None:
        """Go back to signing in, after asking if something is unsent."""
        self._ask_unsent(self._signed_out)

    def _signed_out(self) -> None:
        from gonghui_tui.screens.opening import OpeningScreen

        self._take_away(_ROOT - 1)
        if self.session is not None:
            self.session.close()
        self.session = None
        self.push_screen(OpeningScreen(self.folder, ""))

    def leave(self) -> None:
        """End the program, after asking if something is unsent."""
        self._ask_unsent(self.exit)

    action_leave = leave

    def on_unmount(self) -> None:
        """Give the connections back."""
        if self.session is not None:
            self.session.close()

    def _ask_unsent(self, go_on: Any) -> None:
        from gonghui_tui.dialogs.confirm import ConfirmDialog, Question

        pages = self.pages_open()
        unsent = [page.unsent for page in pages if page.unsent]
        for page in pages:
            page.before_leaving()
        if not unsent:
            go_on()
            return
        question = Question(
            str(_("还有没提交的内容，现在离开？")), unsent, str(_("离开")),
            restore=str(_("草稿已保存，下次打开同一页可以接着填。")),
        )  # fmt: skip
        self.push_screen(
            ConfirmDialog(question), lambda answer: go_on() if answer and answer.confirmed else None
        )

    def pages_open(self) -> list[PageScreen[Any]]:
        """The pages on the stack, the lowest first."""
        from gonghui_tui.screens.base import PageScreen

        return [screen for screen in self.screen_stack if isinstance(screen, PageScreen)]

    # Going about

    def goto(
        self, page_id: str, params: Mapping[str, Any] | None = None, key: str = "", *, fresh: bool = False
    ) -> None:
        """Open a page with its parameters, or one record of it; `fresh` leaves everything above home first."""
        self.follow(Target(page_id, key, params=dict(params or {})), fresh=fresh)

    def follow(self, link: Target, *, fresh: bool = False) -> None:
        """Open what a link leads to; a page that may not be seen is told of."""
        from gonghui_core.verdicts import GonghuiError

        try:
            screen = self._screen_for(link)
        except GonghuiError as error:
            self.tell_trouble(error)
            return
        if fresh:
            self.leave_pages()
        self.prefs.used(link.page)
        self.push_screen(screen)

    def _screen_for(self, link: Target) -> Screen[Any]:
        from gonghui_core.pages import ReportPage

        if link.page == SETTINGS:
            from gonghui_tui.screens.settings import SettingsScreen

            return SettingsScreen()
        page: Page = self._session().desk.page(link.page)
        if isinstance(page, ReportPage):
            from gonghui_tui.screens.report import ReportScreen

            return ReportScreen(page, link.params)
        if link.key:
            from gonghui_tui.screens.record import RecordScreen

            return RecordScreen(page, link.key)
        from gonghui_tui.screens.table import TableScreen

        return TableScreen(page, link.params, keys=link.keys, told=link.told)

    def back(self) -> None:
        """One level up."""
        if len(self.screen_stack) > _ROOT:
            self.pop_screen()

    def leave_pages(self) -> None:
        """Back to home; what was being filled in keeps its draft."""
        for page in self.pages_open():
            page.before_leaving()
        self._take_away(_ROOT)

    def _take_away(self, left: int) -> None:
        while len(self.screen_stack) > left:
            self.pop_screen()

    def changed(self) -> None:
        """The records have changed: every page that was read before reads itself again when it is seen."""
        self.generation += 1

    @property
    def modules(self) -> list[Module]:
        """The modules that the officer may open."""
        if not self._modules and self.session is not None:
            from gonghui_tui.screens.menu import modules

            self._modules = modules(self.session.desk.menu())
        return self._modules

    def place_of(self, page_id: str) -> tuple[str, str]:
        """The id and the title of the module that a page belongs to; empty for a page of no module."""
        for module in self.modules:
            if any(entry.page == page_id for entry in module.entries):
                return module.id, module.title
        return "", ""

    def open_menu(self, group: str = "") -> None:
        """The menu, over what is there."""
        from gonghui_tui.screens.menu import show_menu

        if self.session is not None:
            show_menu(self, group)

    def open_palette(self) -> None:
        """Find any page, action or record."""
        from gonghui_tui.screens.palette import show_palette

        if self.session is not None:
            show_palette(self)

    # Look and words

    def use_dark(self, dark: bool) -> None:
        """The dark or the light look, from now on."""
        self.prefs.dark = dark
        self.theme = (DARK if dark else LIGHT).name
        self.keep_prefs()

    def use_signs(self, *, plain: bool) -> None:
        """Draw with the plain ASCII signs, or with the full set."""
        use_look(ASCII if plain else FULL)
        self.set_class(plain, "-ascii")
        self.refresh(layout=True)

    def use_language(self, language: str) -> None:
        """Speak another language from now on."""
        i18n.use_language(language)
        self.prefs.language = language
        self._modules = []
        self.keep_prefs()
        for page in self.pages_open():
            page.show_frame()

    def keep_prefs(self) -> None:
        """Keep the look, the language and what was used lately."""
        prefs_.save(self.prefs)

    def tell_trouble(self, error: Exception) -> None:
        """Tell of a failure in a dialog."""
        from gonghui_tui.dialogs.trouble import TroubleDialog
        from gonghui_tui.telling import trouble_of

        self.push_screen(TroubleDialog(trouble_of(error)))

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say that something is done, beside what is being worked at."""
        self.notify(text, markup=False, severity="warning" if warning else "information", timeout=5)

    def _session(self) -> Session:
        assert self.session is not None  # nothing leads anywhere before signing in
        return self.session


SETTINGS = "settings"
"""The page of settings belongs to the terminal and is none of core's."""
