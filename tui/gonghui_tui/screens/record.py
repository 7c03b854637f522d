"""One record: all that is known of it, what belongs to it, what was done to it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from gonghui_core.catalogue import Offer
from gonghui_core.commands import Outcome
from gonghui_core.desk import Desk
from gonghui_core.desk.cells import as_text
from gonghui_core.i18n import translator
from gonghui_core.pages import RowValues, TablePage
from gonghui_core.reports import Block, Child, Figure, Figures, Report
from gonghui_tui.deeds import Deed
from gonghui_tui.drawing import ChildTable
from gonghui_tui.screens.acting import PAGE, Acts, Aim, begin
from gonghui_tui.screens.reading import ReadingScreen, with_children
from gonghui_tui.targets import Target
from gonghui_tui.widgets.keybar import KeySlot

_ = translator("gonghui_tui")

Fetched = tuple[Report, list[Block | ChildTable], RowValues | None, dict[str, str]]


class RecordScreen(ReadingScreen[None]):
    """The record of a table page with this key; `row` and `params` are those of the list that it was opened from."""

    page: TablePage

    def __init__(
        self, page: TablePage, key: str, *, row: RowValues | None = None, params: Mapping[str, Any] | None = None
    ) -> None:  # fmt: skip
        super().__init__()
        self.page, self.key, self.row = page, key, row
        self.params = dict(params or {})
        self._acts: Acts | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Module, page, record."""
        return (*super().path, str(self.report.title) if self.report else self.key)

    def offers(self) -> Sequence[Offer]:
        """The actions on this record."""
        return self._acts.offers if self._acts else ()

    def leads_here(self, link: Target) -> bool:
        """A figure of the record whose only record is the record itself leads nowhere else."""
        return link.page == self.page.id and link.key == self.key

    def slots(self) -> dict[int, KeySlot]:
        """The actions on this record, and what belongs to it."""
        own = self._acts.slots() if self._acts else {}
        return {7: KeySlot(str(_("导出")))} | own

    def deeds(self) -> Sequence[Deed]:
        """The actions on this record, then the tables that belong to it."""
        own = self._acts.deeds(self._begin) if self._acts else []
        children = [
            block for block in (self.report.blocks if self.report else ()) if isinstance(block, Child)
        ]
        opens = [
            Deed(_("打开：{title}").format(title=self._child_title(child)), partial(self._open, child))
            for child in children
        ]
        return [
            *own,
            *opens,
            Deed(str(_("导出这一条")), self.key_7, "F7"),
            Deed(str(_("重新读取")), self.refresh_page),
        ]

    def _child_title(self, child: Child) -> str:
        return str(child.title) or str(self.session.desk.page(child.page).title)

    def _open(self, child: Child) -> None:
        self.gonghui.goto(child.page, child.params)

    def on_mount(self) -> None:
        """Fetch the record, and see what may be done with it."""
        desk = self.session.desk
        self._acts = Acts(desk, [o for o in desk.offers(self.page.id) if o.action.on != PAGE])
        self.paper.focus()
        self.refresh_page()

    def refresh_page(self) -> None:
        """Fetch it again."""
        desk, page, key, acts, params = self.session.desk, self.page, self.key, self._acts, self.params
        known = self.row if self._generation == self.gonghui.generation or self._generation is None else None
        self.fetch(lambda: _fetch(desk, page, key, known, acts, params), self._show)

    def _show(self, fetched: Fetched) -> None:
        report, blocks, self.row, why = fetched
        if self._acts is not None:
            self._acts.know(why)
        self.show_report(report, blocks)

    @property
    def aim(self) -> Aim:
        """An action here is about this record."""
        return Aim(self.row or {"key": self.key}, (), self.params)

    def action_press(self, number: int) -> None:
        """An action on a key begins, and says itself why it may not."""
        offer = self._acts.on_key(number) if self._acts else None
        if offer is None:
            super().action_press(number)
        else:
            self._begin(offer)

    def _begin(self, offer: Offer) -> None:
        begin(self, offer, self.aim, self._done)

    def _done(self, outcome: Outcome) -> None:
        self._generation = self.gonghui.generation
        self.row = None
        self.refresh_page()

    def key_7(self) -> None:
        """Write this record as a file."""
        from gonghui_tui.screens.export import show_report_export

        if self.report is not None:
            show_report_export(self, self.page.id, self.report)


def _fetch(
    desk: Desk, page: TablePage, key: str, row: RowValues | None, acts: Acts | None, params: Mapping[str, Any]
) -> Fetched:  # fmt: skip
    row = row if row is not None else desk.row(page.id, key)
    report = desk.detail(page.id, key) if page.detail is not None else _plain(page, key, row)
    why = acts.look_up(Aim(row, (), params)) if acts and row is not None else {}
    return report, with_children(desk, report.blocks), row, why


def _plain(page: TablePage, key: str, row: RowValues | None) -> Report:
    """A record of a page that tells nothing more than its list does."""
    values = row or {}
    items = tuple(Figure(str(column.title), values.get(column.id)) for column in page.columns)
    title = as_text(values.get(page.label)) or key
    return Report(title, (Figures(items, str(page.title)),))
