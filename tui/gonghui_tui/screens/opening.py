"""Opening: the first screen, painted before the database libraries are loaded; signing in; first use."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from gonghui_core.i18n import translator
from gonghui_tui.dialogs.frame import Wrapped
from gonghui_tui.look import look
from gonghui_tui.safe import C
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.session import Session, officers_of, open_session
from gonghui_tui.telling import said
from gonghui_tui.widgets.cninput import CNInput
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.keybar import KeySlot
from gonghui_tui.widgets.rows import GridRow, ListRows

_ = translator("gonghui_tui")


class OutsideScreen(PageScreen[None]):
    """A page before anybody has signed in: there is no menu, and Esc leads nowhere."""

    DEFAULT_CSS = """
    OutsideScreen #page { align: center middle; }
    OutsideScreen #sheet { width: 90%; max-width: 70; height: auto; max-height: 100%; padding: 1 2;
        border: round $primary; border-title-color: $foreground; border-title-style: bold; background: $surface; }
    OutsideScreen .label { color: $foreground-muted; margin-top: 1; }
    OutsideScreen CNInput { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    OutsideScreen CNInput:focus { border: none; background: $surface-active; background-tint: $surface 0%; }
    OutsideScreen .fault { color: $text-error; text-style: bold; margin-top: 1; }
    OutsideScreen .banner { color: $text-warning; text-style: bold; }
    OutsideScreen #asked { height: auto; }
    OutsideScreen Grid { height: auto; max-height: 10; background: $surface; margin-top: 1; }
    """
    title_: str = ""

    def slots(self) -> dict[int, KeySlot]:
        """There is nothing but help here."""
        return {9: KeySlot(""), 10: KeySlot("")}

    def body(self) -> Iterator[Widget]:
        """A sheet in the middle."""
        with Vertical(id="sheet") as sheet:
            sheet.border_title = C(self.title_)
            yield from self.sheet()
            yield Wrapped("", id="fault", classes="fault")

    def sheet(self) -> Iterator[Widget]:
        """What stands on the sheet."""
        yield from ()

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say something under the fields."""
        self.query_one("#fault", Wrapped).say(f"{look().bad} {text}" if bad and text else text)

    def key_9(self) -> None:
        """There is nothing more before signing in."""

    def action_back(self) -> None:
        """There is nowhere to go back to."""


class OpeningScreen(OutsideScreen):
    """Finds out what there is: nothing yet, a plain workspace, or an encrypted one; then asks who it is."""

    title_ = _("工会管理")
    help_text = _(
        "用自己的姓名和口令登录。口令能打开本机上加密的数据，忘了口令可用恢复码。\n"
        "样例和测试用的数据不加密，从名单里选一个身份即可。"
    )

    def __init__(self, folder: Path, officer: str) -> None:
        super().__init__()
        self._folder, self._officer = folder, officer
        self._busy = False

    def sheet(self) -> Iterator[Widget]:
        """One still line, until it is known what to ask."""
        yield Wrapped(_("正在打开 {folder} …").format(folder=self._folder), id="where")
        yield Vertical(id="asked")

    def on_mount(self) -> None:
        """Look after the first paint, and load the libraries meanwhile."""
        self.call_after_refresh(self._look)

    @property
    def _asked(self) -> Vertical:
        return self.query_one("#asked", Vertical)

    def _look(self) -> None:
        self.fetch(lambda: _state(self._folder), self._found, failed=self._failed)

    def _found(self, state: str) -> Any:
        if state == "absent":
            from gonghui_tui.screens.guide import GuideScreen

            self.app.switch_screen(GuideScreen(self._folder))
            return None
        if state == "plain":
            if self._officer:
                self._open(self._officer, "")
            else:
                self.fetch(lambda: officers_of(self._folder), self._offer, failed=self._failed)
            return None
        self.run_worker(asyncio.to_thread(_preload), exit_on_error=False)
        return self._ask_passphrase()

    async def _offer(self, officers: Sequence[tuple[str, str]]) -> None:
        """A plain workspace: who is it?"""
        self.query_one("#where", Wrapped).say(_("以谁的身份打开？"))
        rows = [GridRow(name, (name, roles)) for name, roles in officers]
        columns = (GridColumn("name", _("姓名"), 14), GridColumn("roles", _("角色"), 36, grow=1))
        grid = Grid(columns, ListRows(rows))
        banner = Wrapped(_("注意：这里的数据没有加密，谁拿到文件都能看。"), classes="banner")
        await self._asked.mount_all([banner, grid])
        last = self.gonghui.prefs.officers.get(str(self._folder))
        grid.cursor = next((at for at, row in enumerate(rows) if row.key == last), 0)
        grid.focus()
        self.hints.show(str(_("↑↓ 选择  回车 打开  Ctrl+Q 退出")))

    @on(Grid.RowOpened)
    def _chosen(self, event: Grid.RowOpened) -> None:
        event.stop()
        self._open(str(event.key), "")

    async def _ask_passphrase(self) -> None:
        """An encrypted workspace: the name and the passphrase."""
        last = self._officer or self.gonghui.prefs.officers.get(str(self._folder), "")
        name = CNInput(last, compact=True, id="name", on_enter=self._entered)
        passphrase = CNInput(password=True, compact=True, id="passphrase", on_enter=self._entered)
        self.query_one("#where", Wrapped).say(_("登录"))
        await self._asked.mount_all(
            [Wrapped(_("姓名"), classes="label"), name, Wrapped(_("口令"), classes="label"), passphrase]
        )
        (passphrase if last else name).focus()
        self.hints.show(str(_("回车 下一项、登录  Ctrl+Q 退出")))

    def _entered(self, field: CNInput) -> None:
        name, passphrase = (self.query_one(f"#{id}", CNInput) for id in ("name", "passphrase"))
        if field is name or not name.value.strip():
            self.set_focus(passphrase if name.value.strip() else name)
        elif passphrase.value:
            self._open(name.value.strip(), passphrase.value)

    def _open(self, officer: str, passphrase: str) -> None:
        if self._busy:
            return
        self._busy = True
        self.say(str(_("正在打开，请稍候…")))
        self.fetch(lambda: open_session(self._folder, officer, passphrase), self._opened, failed=self._failed)

    def _opened(self, session: Session) -> None:
        self._busy = False
        self.gonghui.signed_in(session)

    def _failed(self, error: Exception) -> None:
        self._busy, self._officer = False, ""
        self.say(said(error), bad=True)
        for field in self.query("#passphrase").results(CNInput):
            field.value = ""
            field.focus()
        if not self._asked.children:
            self.hints.show(str(_("Ctrl+Q 退出")))


def _state(folder: Path) -> str:
    """`absent`, `plain` or `sealed`: what there is in the folder."""
    from gonghui_core.workspace import Workspace

    workspace = Workspace(folder)
    if not workspace.exists:
        return "absent"
    return "plain" if workspace.settings().workspace.plain else "sealed"


def _preload() -> None:
    """Load the libraries while a passphrase is typed."""
