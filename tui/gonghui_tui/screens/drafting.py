"""The draft of a form: offered when the form opens, kept while somebody types, closed when it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from gonghui_core.i18n import translator
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.lines import LinesField
from gonghui_tui.safe import flat

if TYPE_CHECKING:
    from gonghui_core.desk.drafts import Drafts
    from gonghui_tui.screens.form import FormScreen

_ = translator("gonghui_tui")

_KEPT_AFTER = 1.5  # seconds after the first key that is not kept yet: a kill loses less than two


class Drafting:
    """Keeps what is typed into `page` under `key`, the record it is about, until it was `sent`."""

    def __init__(self, page: FormScreen, key: str) -> None:
        self.key = key
        self.sent = False
        self._page, self._dirty = page, False
        self._waiting: Timer | None = None
        self._keeping = asyncio.Lock()

    @property
    def unsent(self) -> bool:
        """Whether something was typed that was not sent."""
        return self._dirty and not self.sent

    @property
    def _drafts(self) -> Drafts:
        return self._page.session.desk.drafts

    @property
    def _name(self) -> str:
        return self._page.described.offer.name

    # Taking back

    def look_for(self) -> None:
        """Offer what was kept, if anything was."""
        drafts, name = self._drafts, self._name
        self._page.fetch(lambda: drafts.find(name, self.key), self._offer)

    def _offer(self, found: tuple[dict[str, Any], datetime] | None) -> None:
        from gonghui_tui.asking import DraftDialog

        if found is None or self._dirty:
            return
        kept, at = found
        fields = kept.get("fields", {})
        if kept.get("fields") == self._page.form.keep():
            return
        told = _time(at)

        def answered(take: bool | None) -> None:
            if take:
                self._take_back(kept, told)
            elif take is None:
                self._page.gonghui.back()

        self._page.app.push_screen(DraftDialog(told, summary(self._page.form.fields, fields)), answered)

    def _take_back(self, kept: Mapping[str, Any], told: str) -> None:
        page = self._page
        page.form.restore(kept.get("fields", {}))
        page.version = kept.get("version", page.version)
        self._dirty = True
        page.hints.show(state=_("草稿 {at} 已找回").format(at=told))
        page.show_progress()
        page.form.go_to((page.form.lacking() or page.form.fields)[0])

    # Keeping

    def edited(self) -> None:
        """Something was typed: keep it before two seconds are over, however long somebody goes on typing."""
        self._dirty = True
        if self._waiting is None and not self.sent:
            self._waiting = self._page.set_timer(_KEPT_AFTER, self._keep_now)

    def left(self) -> None:
        """A field was left: keep what was typed so far."""
        if self._waiting is not None:
            self._waiting.stop()
        self._keep_now()

    def _keep_now(self) -> None:
        self._waiting = None
        if self.unsent:
            self._page.run_worker(self._keep(self._content()), exit_on_error=False, group="draft")

    def _content(self) -> dict[str, Any]:
        return {"fields": self._page.form.keep(), "version": self._page.version}

    async def _keep(self, content: dict[str, Any]) -> None:
        hints = self._page.hints
        async with self._keeping:
            if self.sent:
                return
            try:
                await asyncio.to_thread(self._drafts.keep, self._name, self.key, content)
            except OSError as error:
                hints.show(state=_("草稿没有存上：{why}").format(why=error.strerror))
                return
        hints.show(state=_("草稿 {at}").format(at=f"{datetime.now():%H:%M}"))

    def keep_at_once(self) -> None:
        """Keep what was typed, before the page goes away."""
        if self.unsent:
            self._drafts.keep(self._name, self.key, self._content())

    # Ending

    async def close(self) -> None:
        """Keep what is about to be sent, and nothing after it; `sent` taken back opens the draft again."""
        if self._dirty:
            await self._keep(self._content())
        async with self._keeping:
            self.sent = True

    def drop(self) -> None:
        """Throw away what was kept, and keep no more."""
        self.sent = True
        self._drafts.drop(self._name, self.key)


def _time(at: datetime) -> str:
    """The time of day, with the day if that is not today."""
    here = at.astimezone()
    return f"{here:%H:%M}" if here.date() == datetime.now().date() else f"{here:%m-%d %H:%M}"


def summary(fields: Sequence[FormField], kept: Mapping[str, Any]) -> list[str]:
    """What a draft holds, in a line for each field; sealed fields are not shown."""
    lines = []
    for field in fields:
        value = kept.get(field.view.id)
        if value in (None, "", []):
            continue
        shown = _("已填") if field.view.kind.masked or isinstance(value, dict) else value
        if isinstance(field, LinesField):
            shown = _("{n} 行").format(n=sum(1 for line in value if line.get("touched")))
        elif isinstance(value, list):
            shown = _("{n} 项").format(n=len(value))
        lines.append(f"{flat(field.view.title)}  {flat(shown)[:60]}")
    return lines
