"""Home: figures of the year, what is due, what changed lately, problems; each failing part in its own frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Horizontal, ItemGrid, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from gonghui_core.contributions import Card, Problem, Task
from gonghui_core.i18n import translator
from gonghui_tui.deeds import Deed
from gonghui_tui.dialogs.frame import Wrapped
from gonghui_tui.look import look
from gonghui_tui.safe import C
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.widgets.bars import Bar, Bars
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.framed import Framed
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.keybar import KeySlot
from gonghui_tui.widgets.rows import GridRow, ListRows

if TYPE_CHECKING:
    from gonghui_core.desk.home import Home, Latest

_ = translator("gonghui_tui")

_PROBLEMS = "core.problems"
_SOON = 7  # days
_CARD = 16  # cells of a card at least
_TALL = 30  # lines of the terminal; below it a chart shows its longest bars only


class CardFrame(Framed):
    """A card, and the page that it leads to."""

    def __init__(self, title: str, page: str = "") -> None:
        super().__init__(title)
        self.page = page


class ListFrame(Vertical):
    """A frame around a list."""

    def __init__(self, title: str, grid: Grid, *, id: str) -> None:
        super().__init__(grid, id=id, classes="listframe")
        self.border_title = C(title)


class HomeScreen(PageScreen[None]):
    """The first page after signing in."""

    help_text = _(
        "上面是今年的数字，按回车打开后面的记录；左边是要办的事，按先后排列；右边是最近的改动。\n"
        "F10 打开菜单，再按两个数字到任何一页；Ctrl+K 输中文或拼音首字母找任何功能、人、记录。"
    )
    DEFAULT_CSS = """
    HomeScreen #scroll { height: 1fr; scrollbar-size-vertical: 1; }
    HomeScreen #cards { height: auto; grid-gutter: 0; }
    HomeScreen .listframe { border: round $foreground-muted; border-title-color: $foreground;
        border-title-style: bold; background: $background; padding: 0 1; }
    HomeScreen .listframe:focus-within { border: heavy $primary; }
    HomeScreen #lower { height: 1fr; min-height: 8; }
    HomeScreen #due { width: 1fr; height: 1fr; }
    HomeScreen #right { width: 1fr; height: 1fr; }
    HomeScreen #charts { height: auto; }
    HomeScreen #latest { height: 1fr; min-height: 4; }
    HomeScreen .figure { text-style: bold; }
    HomeScreen .note { color: $foreground-muted; }
    HomeScreen #banner { height: auto; color: $text-warning; text-style: bold; padding: 0 1; }
    HomeScreen Static { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.due = Grid(
            (GridColumn("due", _("截止"), 10, keep=True), GridColumn("title", _("事项"), 24, grow=1)),
            empty=(str(_("正在读取…")),), id="duegrid",
        )  # fmt: skip
        self.latest = Grid(
            (
                GridColumn("at", _("日期"), 5, keep=True), GridColumn("officer", _("经办"), 8, minimum=6),
                GridColumn("summary", _("事项"), 20, grow=1),
            ),
            empty=(str(_("正在读取…")),), id="latestgrid",
        )  # fmt: skip
        self._tasks: Sequence[Task | Problem] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """Home."""
        return (str(_("首页")),)

    @property
    def module(self) -> str:
        """Home is a module of its own."""
        return "home"

    @property
    def hint(self) -> str:
        """The ways from here."""
        return str(_("↑↓ Tab 选择  回车 打开  F10+数字 换页  Ctrl+K 找功能"))

    def slots(self) -> dict[int, KeySlot]:
        """Find is of use here too."""
        return {3: KeySlot(str(_("查找")))}

    def body(self) -> Iterator[Widget]:
        """Cards above; what is due and what changed below."""
        if self.session.plain:
            yield Static(C(_("样例或测试数据：没有加密")), id="banner")
        with VerticalScroll(id="scroll", can_focus=False):
            yield ItemGrid(id="cards")
            with Horizontal(id="lower"):
                yield ListFrame(str(_("待办（回车打开）")), self.due, id="due")
                with Vertical(id="right"):
                    yield Vertical(id="charts")
                    yield ListFrame(str(_("近来的改动")), self.latest, id="latest")

    def on_mount(self) -> None:
        """Fetch all at once, in a thread."""
        self.due.focus()
        self.refresh_page()

    def refresh_page(self) -> None:
        """Fetch all anew."""
        self.fetch(self.session.desk.home, self._show)

    def deeds(self) -> Sequence[Deed]:
        """Settings, signing out and leaving are reached from here too."""
        app = self.gonghui
        return (
            Deed(str(_("找功能、人、记录")), app.open_palette, "Ctrl+K"),
            Deed(str(_("设置")), lambda: app.goto("settings")),
            Deed(str(_("换一个人登录")), app.sign_out),
            Deed(str(_("退出")), app.leave, "Ctrl+Q"),
        )

    def key_3(self) -> None:
        """Find anything."""
        self.gonghui.open_palette()

    async def _show(self, home: Home) -> None:
        self._tasks = home.tasks
        self.due.empty, self.latest.empty = (str(_("没有要办的事")),), (str(_("还没有改动")),)
        self.due.set_rows(ListRows([self._task_row(at, task) for at, task in enumerate(home.tasks)]))
        self.latest.set_rows(ListRows([_latest_row(at, item) for at, item in enumerate(home.latest)]))
        await self._show_cards(home)
        await self._show_charts([card for card in home.cards if isinstance(card, Card) and card.bars])
        self.hints.show(state=_state(home))

    async def _show_cards(self, home: Home) -> None:
        cards = self.query_one("#cards", ItemGrid)
        await cards.remove_children()
        frames = [CardFrame(*_named(card)) for card in home.cards]
        if home.problems:
            frames.append(CardFrame(str(_("问题")), _PROBLEMS))
        await cards.mount_all(frames)
        self._share()
        for frame, card in zip(frames, home.cards, strict=False):
            await frame.show(*_card_body(card))
        if home.problems:
            words = _("{n} 项不正常").format(n=len(home.problems))
            await frames[-1].show(
                Static(C(f"{look().bad} {words}"), classes="figure"),
                Static(C(_("回车看原因")), classes="note"),
            )

    def on_resize(self) -> None:
        """Share the cards out anew."""
        self._share()

    def _share(self) -> None:
        """As many cards in a row as there is room for, and as many in each row."""
        cards = self.query_one("#cards", ItemGrid)
        count = max(len(cards.children), 1)
        rows = ceil(count / max(self.size.width // _CARD, 1))
        cards.styles.grid_size_columns = ceil(count / rows)

    async def _show_charts(self, cards: Sequence[Card]) -> None:
        charts = self.query_one("#charts", Vertical)
        await charts.remove_children()
        for card in cards[: 1 if self.app.size.height < 30 else 2]:
            frame = CardFrame(str(card.title), card.page)
            await charts.mount(frame)
            await frame.show(
                Bars([Bar(str(label), value, str(figure)) for label, value, figure in card.bars])
            )

    def _task_row(self, at: int, task: Task | Problem) -> GridRow:
        if isinstance(task, Problem):
            return GridRow(at, ("", _failed(task)), look().bad)
        today = self.session.today()
        if task.due is None:
            return GridRow(at, (str(_("尽快")), str(task.title)))
        if task.due < today:
            return GridRow(at, (str(task.due), _("已过期 {title}").format(title=task.title)), "!")
        day = str(_("今天")) if task.due == today else str(task.due)
        return GridRow(at, (day, str(task.title)), "!" if (task.due - today).days <= _SOON else "")

    @on(Grid.RowOpened)
    def _opened(self, event: Grid.RowOpened) -> None:
        event.stop()
        if event.grid is self.latest:
            self.gonghui.goto("core.audit")
            return
        task = self._tasks[event.row]
        if isinstance(task, Problem):
            self.gonghui.goto(_PROBLEMS)
        elif task.page:
            self.gonghui.goto(task.page, key=task.key)

    @on(Framed.Opened)
    def _card_opened(self, event: Framed.Opened) -> None:
        event.stop()
        if isinstance(event.card, CardFrame) and event.card.page:
            self.gonghui.goto(event.card.page)

    def on_key(self, event: events.Key) -> None:
        """Arrows go from card to card."""
        if isinstance(self.focused, Framed) and event.key in ("left", "right", "up", "down"):
            event.stop()
            self._step(event.key)

    def _step(self, key: str) -> None:
        frames = list(self.query(CardFrame).results(CardFrame))
        cards = [frame for frame in frames if frame.parent is self.query_one("#cards")]
        at = cards.index(self.focused) if self.focused in cards else -1
        if key == "down" or at < 0:
            self.due.focus()
        elif key in ("left", "right") and 0 <= at + (1 if key == "right" else -1) < len(cards):
            cards[at + (1 if key == "right" else -1)].focus()


def _named(card: Card | Problem) -> tuple[str, str]:
    return (card.source, _PROBLEMS) if isinstance(card, Problem) else (str(card.title), card.page)


def _card_body(card: Card | Problem) -> Sequence[Widget]:
    if isinstance(card, Problem):
        return (Wrapped(_failed(card), classes="figure"), Wrapped(_("其他内容不受影响"), classes="note"))
    return (Static(C(card.figure), classes="figure"), Wrapped(card.note, classes="note"))


def _failed(problem: Problem) -> str:
    return _("{sign} 读取失败：{why}").format(sign=look().bad, why=problem.reason)


def _latest_row(at: int, item: Latest) -> GridRow:
    return GridRow(at, (item.at[5:10], item.officer, item.summary))


def _state(home: Home) -> str:
    return _("{n} 项待办").format(n=sum(isinstance(task, Task) for task in home.tasks))
