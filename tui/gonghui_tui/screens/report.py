"""A report: what it is asked for on top, its blocks below, and the records behind every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from textual import events
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from gonghui_core.catalogue import Offer
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.pages import ReportPage
from gonghui_core.reports import Block, Heading, Report, Step, Steps
from gonghui_tui.deeds import Deed
from gonghui_tui.doing import start
from gonghui_tui.drawing import ChildTable
from gonghui_tui.safe import C
from gonghui_tui.screens.acting import Acts, Aim, begin
from gonghui_tui.screens.params import ParamDialog, lacking, told
from gonghui_tui.screens.reading import ReadingScreen, with_children
from gonghui_tui.widgets.keybar import KeySlot

_ = translator("gonghui_tui")


class AskedLine(Static, can_focus=True):
    """What the report was asked for; Enter asks again."""

    DEFAULT_CSS = """
    AskedLine { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    AskedLine:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    """
    BINDINGS = [Binding("enter,ctrl+j", "ask", _("改条件"), show=False, id="asked.change")]

    def action_ask(self) -> None:
        """Ask for other parameters."""
        if isinstance(screen := self.screen, ReportScreen):
            screen.key_4()

    def on_click(self, event: events.Click) -> None:
        """A click asks too."""
        event.stop()
        self.action_ask()


class ReportScreen(ReadingScreen[None]):
    """A report page with its parameters; a report that cannot be made without some asks for them first."""

    page: ReportPage

    def __init__(self, page: ReportPage, params: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.page = page
        self.params = {name: value for name, value in (params or {}).items() if value not in (None, "")}
        self._acts: Acts | None = None
        self._started = False

    def offers(self) -> Sequence[Offer]:
        """The actions of the page."""
        return self._acts.offers if self._acts else ()

    def body(self) -> Iterator[Widget]:
        """What it is asked for, and the paper."""
        if self.page.params:
            yield AskedLine(C(""), id="asked")
        yield from super().body()

    def slots(self) -> dict[int, KeySlot]:
        """Conditions, export, and the page's own actions."""
        own = self._acts.slots() if self._acts else {}
        core = {7: KeySlot(str(_("导出")))}
        if self.page.params:
            core[4] = KeySlot(str(_("条件")))
        return core | own

    def deeds(self) -> Sequence[Deed]:
        """The page's actions, then what every report can do."""
        own = self._acts.deeds(self._begin) if self._acts else []
        return [*own, Deed(str(_("导出")), self.key_7, "F7"), Deed(str(_("重新计算")), self.refresh_page)]

    def on_mount(self) -> None:
        """Make the report, or ask first for what it cannot be made without."""
        desk = self.session.desk
        self._acts = Acts(desk, desk.offers(self.page.id))
        self.paper.focus()
        if lacking(self.page.params, self.params):
            self._show_asked()
            self.call_after_refresh(self.key_4)
        else:
            self.refresh_page()

    def refresh_page(self) -> None:
        """Make it again."""
        desk, page, params = self.session.desk, self.page, dict(self.params)

        def make() -> tuple[Report, list[Block | ChildTable]]:
            report = desk.report(page.id, params)
            return report, [Heading(str(report.title), 1), *with_children(desk, report.blocks)]

        self.fetch(make, self._show, label=str(_("正在计算…")))

    def _show(self, made: tuple[Report, list[Block | ChildTable]]) -> None:
        self._started = True
        self._show_asked()
        self.show_report(*made)

    def _show_asked(self) -> None:
        if self.page.params:
            asked = told(self.page.params, self.params) or str(_("没有另给条件"))
            self.query_one("#asked", AskedLine).update(C(_("{asked}   （F4 改条件）").format(asked=asked)))

    def key_4(self) -> None:
        """Ask for the parameters."""
        if self.page.params:
            dialog = ParamDialog(self, self.page.params, self.params, title=str(self.page.title))
            self.app.push_screen(dialog, self._asked)

    def _asked(self, params: Mapping[str, Any] | None) -> None:
        if params is not None:
            self.params = dict(params)
            self.refresh_page()
        elif not self._started:
            self.hints.notice(str(_("按 F4 填条件，才能生成这张表")))

    def key_7(self) -> None:
        """Write it as a file."""
        from gonghui_tui.screens.export import show_export

        show_export(self, self.page, self.params)

    def action_press(self, number: int) -> None:
        """An action on a key begins."""
        offer = self._acts.on_key(number) if self._acts else None
        if offer is None:
            super().action_press(number)
        else:
            self._begin(offer)

    def _begin(self, offer: Offer) -> None:
        step = next((step for step in self._steps() if step.action == offer.name), None)
        if step is not None:
            start(self, offer, values=step.values, whole=True, then=self._done)
            return
        begin(self, offer, Aim(params=self.params), self._done)

    def _steps(self) -> Iterator[Step]:
        """The steps of a guided sequence: what they know need not be typed."""
        for block in self.report.blocks if self.report else ():
            if isinstance(block, Steps):
                yield from reversed(block.items)

    def _done(self, outcome: Outcome) -> None:
        self._generation = self.gonghui.generation
        self.refresh_page()
