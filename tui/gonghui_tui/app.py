"""The application: one workspace, one officer, a stack of pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gonghui_core.i18n import translator
from gonghui_tui.crash import CrashGuard
from gonghui_tui.session import Session
from gonghui_tui.theme import BASE_CSS, dress
from gonghui_tui.typeahead import TypeAhead

_ = translator("gonghui_tui")


class GonghuiApp(CrashGuard, TypeAhead):
    """`session` is there once somebody has signed in. `goto` opens any page or record."""

    CSS = BASE_CSS
    ENABLE_COMMAND_PALETTE = False
    TITLE = "gonghui"

    def __init__(self, folder: Path, officer: str = "", *, session: Session | None = None) -> None:
        super().__init__()
        self.folder, self.officer_named = folder, officer
        self.session: Session | None = session

    def on_mount(self) -> None:
        """Dress, and show the first page."""
        dress(self)

    def goto(self, page_id: str, params: Mapping[str, Any] | None = None, key: str = "") -> None:
        """Open a page with its parameters, or one record of it."""

    def back(self) -> None:
        """One level up."""
        if len(self.screen_stack) > 2:
            self.pop_screen()

    def open_menu(self) -> None:
        """The menu."""

    def open_palette(self) -> None:
        """Find any page, action or record."""

    def leave(self) -> None:
        """End the program."""
        self.exit()
