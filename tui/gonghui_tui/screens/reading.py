"""What records and reports share: blocks on paper, child tables fetched with them, Enter opens what is behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.widget import Widget

from gonghui_core.commands import Outcome
from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.pages import TablePage
from gonghui_core.reports import Block, Child, Col, Grid, Report
from gonghui_core.verdicts import GonghuiError
from gonghui_tui.deeds import Deed
from gonghui_tui.doing import start
from gonghui_tui.drawing import ChildTable, Targets, lay
from gonghui_tui.screens.base import CataloguePage
from gonghui_tui.screens.more import MoreDialog
from gonghui_tui.targets import Target
from gonghui_tui.telling import said
from gonghui_tui.widgets.paper import Paper
from gonghui_tui.widgets.viewer import Passage, Viewer

if TYPE_CHECKING:
    from gonghui_core.desk import Desk

_ = translator("gonghui_tui")

R = TypeVar("R")

_FIRST_ROWS = 8  # of a child table on the page of its record


def with_children(desk: Desk, blocks: Sequence[Block]) -> list[Block | ChildTable]:
    """The blocks, with the first rows of each child table in its place. To be called in a thread."""
    return [_child(desk, block) if isinstance(block, Child) else _named(desk, block) for block in blocks]


def _named(desk: Desk, block: Block) -> Block:
    """A table that names pages names them as the menu does."""
    if not isinstance(block, Grid):
        return block
    at = next((at for at, column in enumerate(block.columns) if column.id == "page"), None)
    if at is None:
        return block
    titles = {page.id: str(page.title) for page in desk.pages()}
    return replace(
        block, rows=[[*row[:at], titles.get(str(row[at]), row[at]), *row[at + 1 :]] for row in block.rows]
    )


def _child(desk: Desk, block: Child) -> ChildTable:
    """A child table that may not be read says so, and costs the page nothing else."""
    link = Target(block.page, params=dict(block.params))
    try:
        page = desk.page(block.page)
        if not isinstance(page, TablePage):
            return ChildTable(str(block.title or page.title), Grid((), ()), 0, link)
        table = desk.table(block.page, block.params, limit=_FIRST_ROWS)
    except GonghuiError as error:
        return ChildTable(str(block.title or block.page), Grid((), ()), 0, link, note=said(error))
    columns = tuple(Col(c.id, str(c.title), c.kind, c.width) for c in page.columns if not c.wide)
    rows = [[as_text(row.get(column.id)) for column in columns] for row in table.rows]
    title = str(block.title or page.title)
    if page.detail is None:
        return ChildTable(title, Grid(columns, rows), table.total, link)
    opens = tuple(Target(block.page, row["key"]) for row in table.rows)
    return ChildTable(title, Grid(columns, rows), table.total, link, opens)


class ReadingScreen(CataloguePage[R]):
    """A page of blocks. A subclass fetches a report and calls `show_report`."""

    DEFAULT_CSS = """
    ReadingScreen Paper { padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.paper = Paper(id="paper")
        self.report: Report | None = None

    @property
    def hint(self) -> str:
        """How to read and to go back."""
        return str(_("↑↓ 移动  PgDn 翻页  Esc 返回"))

    def body(self) -> Iterator[Widget]:
        """The paper."""
        yield self.paper

    def show_report(self, report: Report, blocks: Sequence[Block | ChildTable]) -> None:
        """Lay the blocks out."""
        self.report = report
        self.paper.show_layout(lambda width: [self._without_self(passage) for passage in lay(blocks, width)])
        self.show_frame()

    def leads_here(self, link: Target) -> bool:
        """Whether a link leads to this very page."""
        return False

    def _without_self(self, passage: Passage) -> Passage:
        """A passage whose links to this very page are text."""
        if not any(piece.target and any(map(self.leads_here, piece.target)) for piece in passage.pieces):  # type: ignore[call-overload]  # drawing gives nothing but links
            return passage
        pieces = []
        for piece in passage.pieces:
            links: Targets = piece.target or ()  # type: ignore[assignment]  # as above
            elsewhere = tuple(link for link in links if not self.leads_here(link))
            pieces.append(replace(piece, target=elsewhere or None))
        return replace(passage, pieces=tuple(pieces))

    @on(Paper.Marked)
    def _marked(self, event: Paper.Marked) -> None:
        """Say at the foot what Enter would open."""
        event.stop()
        targets: Targets = event.target or ()  # type: ignore[assignment]  # drawing gives nothing else
        told = "；".join(_told(link, self._title(link)) for link in targets[:4])
        self.hints.show(state=_("回车：{what}").format(what=told) if told else "")

    def _title(self, link: Target) -> str:
        offer = self.session.kernel.catalogue.actions.get(link.action)
        if offer is not None:
            return str(offer.action.title)
        page = self.session.kernel.catalogue.pages.get(link.page)
        return str(page.title) if page is not None else link.page

    @on(Viewer.FigureOpened)
    def _opened(self, event: Viewer.FigureOpened) -> None:
        event.stop()
        targets: Targets = event.target  # type: ignore[assignment]  # drawing gives nothing else
        self._follow(targets)

    def _follow(self, links: Targets) -> None:
        """Open what a sentence or a figure was made from; of several things, the one that is chosen."""
        if len(links) == 1:
            self._go(links[0])
            return
        deeds = [Deed(_told(link, self._title(link)), partial(self._go, link)) for link in links]
        title = str(_("这句话的出处：打开哪一个？"))
        self.app.push_screen(MoreDialog(title, deeds), lambda deed: deed.run() if deed else None)

    def _go(self, link: Target) -> None:
        """Open a page, or begin an action with what is known of it."""
        if not link.action:
            self.gonghui.follow(link)
            return
        try:
            offer = self.session.desk.offer(link.action)
        except GonghuiError as error:
            self.gonghui.tell_trouble(error)
            return
        start(self, offer, values=link.values, whole=True, then=self._done)

    def _done(self, outcome: Outcome) -> None:
        """Something was done from here: the page reads itself again."""
        self.refresh_page()


def _told(link: Target, page: str) -> str:
    if link.action:
        return page
    count = max(len(link.keys), 1 if link.key else 0)
    records = _("{page} {n} 条").format(page=page, n=count) if count else page
    return f"{link.told}（{records}）" if link.told else records
