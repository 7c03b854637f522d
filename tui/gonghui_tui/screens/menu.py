"""The menu: modules on the left, the pages of one on the right; any page by F10 and two digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from gonghui_core.i18n import translator
from gonghui_tui.builtin_texts import SpokenBindings
from gonghui_tui.safe import C, fit, flat
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.rows import GridRow, ListRows
from gonghui_tui.widgets.window import RowWindow

if TYPE_CHECKING:
    from gonghui_core.desk.home import MenuGroup
    from gonghui_tui.app import GonghuiApp

_ = translator("gonghui_tui")

HOME = "home"
SYSTEM = "system"
DIGITS = "1234567890"


@dataclass(frozen=True)
class Entry:
    """A page of the menu and the heading that it stands under; an empty id is home."""

    page: str
    title: str
    section: str = ""


@dataclass(frozen=True)
class Module:
    """A module of the menu and its pages."""

    id: str
    title: str
    entries: tuple[Entry, ...]


def modules(groups: Sequence[MenuGroup]) -> list[Module]:
    """The modules as the menu shows them: home first, and the terminal's own settings among the system's pages."""
    from gonghui_tui.app import SETTINGS

    found = [Module(HOME, str(_("首页")), (Entry("", str(_("首页"))),))]
    for group in groups:
        entries = tuple(Entry(page.id, str(page.title), str(page.section)) for page in group.pages)
        if group.id == SYSTEM:
            entries = (Entry(SETTINGS, str(_("设置"))), *entries)
        found.append(Module(group.id, group.title, entries))
    if not any(module.id == SYSTEM for module in found):
        found.append(Module(SYSTEM, str(_("系统")), (Entry(SETTINGS, str(_("设置"))),)))
    return found


class MenuDialog(SpokenBindings[str | None], ModalScreen[str | None]):
    """Answers the id of the page that was chosen, empty for home, None after Esc."""

    DEFAULT_CSS = """
    MenuDialog { align: left top; background: $background 40%; }
    MenuDialog > #menu { width: 52; height: auto; max-height: 90%; margin: 1 0 0 0; border: round $primary;
        border-title-color: $foreground; border-title-style: bold; background: $surface; }
    MenuDialog Grid { height: 17; background: $surface; overflow-x: hidden; scrollbar-size-vertical: 1; }
    MenuDialog #modules { width: 18; border-right: solid $foreground-muted; }
    MenuDialog #entries { width: 1fr; }
    MenuDialog Grid > .grid--cursor { background: $surface-active; color: $foreground; text-style: bold; }
    """
    BINDINGS = [
        Binding("escape,left", "up", _("返回"), show=False, id="menu.up"),
        Binding("right", "into", _("进入"), show=False, id="menu.into"),
        Binding("f10", "close", _("关闭"), show=False, priority=True, id="menu.close"),
    ]

    def __init__(self, found: Sequence[Module], group: str = "") -> None:
        super().__init__()
        self._modules = found
        self._start = next((at for at, module in enumerate(found) if module.id == group), 0)
        self._inside = bool(group)
        self._digits = ""
        self.left = Grid((GridColumn("title", _("模块"), 12, grow=1),), id="modules")
        self.right = Grid(_columns(), id="entries")

    def compose(self) -> ComposeResult:
        """Two lists side by side."""
        with Horizontal(id="menu") as frame:
            frame.border_title = C(_("菜单：按数字，或 ↑↓ 和回车"))
            yield self.left
            yield self.right

    def on_mount(self) -> None:
        """The modules have the keys first; a tall screen shows longer lists."""
        for grid in (self.left, self.right):
            grid.styles.height = max(17, min(26, self.app.size.height - 8))
        self.left.set_rows(ListRows(_numbered([module.title for module in self._modules])))
        self.left.cursor = self._start
        self._fill()
        (self.right if self._inside else self.left).focus()

    @property
    def _module(self) -> Module:
        return self._modules[self.left.cursor]

    def _fill(self) -> None:
        entries, self._digits = self._module.entries, ""
        widest = max((cell_len(entry.section) for entry in entries), default=0)
        rows = _numbered(
            [entry.title for entry in entries], [entry.section for entry in entries] if widest else ()
        )
        self.right.set_columns(_columns(widest))
        self.right.set_rows(ListRows(rows), keep_cursor=False)

    @on(RowWindow.RowHighlighted)
    def _moved(self, event: RowWindow.RowHighlighted) -> None:
        event.stop()
        if event.grid is self.left:
            self._fill()

    @on(Grid.RowOpened)
    def _opened(self, event: Grid.RowOpened) -> None:
        event.stop()
        if event.grid is self.left:
            self.action_into()
        else:
            self._choose(event.row)

    def on_key(self, event: events.Key) -> None:
        """A digit takes the module or the page of that number."""
        at = DIGITS.find(event.character or "-")
        if at < 0:
            return
        event.stop()
        if self.right.has_focus:
            self._digit(event.character or "", at)
        elif at < len(self._modules):
            self.left.cursor = at
            self._fill()
            self.action_into()

    def _digit(self, digit: str, at: int) -> None:
        """One digit is enough for ten pages; of more, all have two."""
        if len(self._module.entries) <= len(DIGITS):
            self._choose(at)
            return
        self._digits += digit
        if len(self._digits) == 1:
            first = max(int(digit) * 10 - 1, 0)
            self.right.cursor = min(first, len(self._module.entries) - 1)
        else:
            number, self._digits = int(self._digits), ""
            self._choose(number - 1)

    def _choose(self, at: int) -> None:
        entries = self._module.entries
        if 0 <= at < len(entries):
            self.dismiss(entries[at].page)
        else:
            self.app.bell()

    def action_into(self) -> None:
        """To the pages of the module; a module of one page opens it."""
        if len(self._module.entries) == 1:
            self._choose(0)
        else:
            self.set_focus(self.right)

    def action_up(self) -> None:
        """Back to the modules, then out."""
        if self.right.has_focus and not self._inside:
            self.set_focus(self.left)
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Out."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the menu closes it; one on a line opens it."""
        widget = event.widget
        if widget is self:
            self.dismiss(None)
        elif widget is self.right and event.y > 0 and self.right.rows.count:
            self._choose(self.right.cursor)


def _columns(section: int = 0) -> tuple[GridColumn, ...]:
    """The list of pages, with a column of so many cells for headings where there are any."""
    title = GridColumn("title", _("页面"), 24, grow=1)
    return (GridColumn("section", "", section, keep=True), title) if section else (title,)


def _numbered(titles: Sequence[str], sections: Sequence[str] = ()) -> list[GridRow]:
    """Titles with the digits that choose them, one for up to ten, else two; a heading beside its first title."""
    few = len(titles) <= len(DIGITS)
    rows = []
    for at, title in enumerate(titles):
        heading = ("" if at and sections[at] == sections[at - 1] else sections[at],) if sections else ()
        rows.append(GridRow(at, (*heading, f"{DIGITS[at] if few else f'{at + 1:02}'} {title}")))
    return rows


def show_menu(app: GonghuiApp, group: str = "") -> None:
    """Show the menu and go where it leads."""

    def go(page: str | None) -> None:
        if page:
            app.goto(page, fresh=True)
        elif page is not None:
            app.leave_pages()

    app.push_screen(MenuDialog(app.modules, group), go)


class MenuColumn(Widget):
    """The modules at the left of a wide screen: where I am, and a click away from the rest."""

    DEFAULT_CSS = """
    MenuColumn { width: 13; height: 1fr; background: $panel; color: $foreground; display: none; padding: 1 0; }
    MenuColumn > .menucolumn--here { background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: bold; }
    """
    COMPONENT_CLASSES = {"menucolumn--here"}

    def __init__(self, found: Sequence[Module], here: str) -> None:
        super().__init__()
        self._modules, self._here = found, here

    def render_line(self, y: int) -> Strip:
        """One module a line."""
        width = self.size.width
        if y >= len(self._modules):
            return Strip.blank(width, self.rich_style)
        module = self._modules[y]
        number = DIGITS[y] if y < len(DIGITS) else " "
        here = module.id == self._here
        style = self.get_component_rich_style("menucolumn--here") if here else self.rich_style
        return Strip([Segment(fit(f" {number} {flat(module.title)}", width), style)])

    def on_click(self, event: events.Click) -> None:
        """Open the menu at the module under the mouse."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._modules):
            from gonghui_tui.app import GonghuiApp

            module, app = self._modules[at.y], self.app
            if isinstance(app, GonghuiApp):
                app.leave_pages() if module.id == HOME else app.open_menu(module.id)
