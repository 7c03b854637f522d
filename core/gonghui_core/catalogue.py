"""Everything that the loaded plugins offer, by name: pages, actions, imports, rights, money heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gonghui_core.commands import Action
from gonghui_core.contributions import MoneyHead, Right
from gonghui_core.i18n import translator
from gonghui_core.pages import Import, Page, TablePage
from gonghui_core.plugins import CORE, Host
from gonghui_core.verdicts import GonghuiError

_ = translator("gonghui_core")


@dataclass(frozen=True)
class Offer:
    """An action with its name and the page that it stands on."""

    name: str
    plugin: str
    page: Page
    action: Action


@dataclass
class Catalogue:
    """What can be shown and done in an opened workspace."""

    pages: dict[str, Page] = field(default_factory=dict)
    actions: dict[str, Offer] = field(default_factory=dict)
    imports: dict[str, Import] = field(default_factory=dict)
    rights: dict[str, Right] = field(default_factory=dict)
    heads: dict[str, MoneyHead] = field(default_factory=dict)

    @classmethod
    def collect(cls, host: Host) -> Catalogue:
        """Ask every plugin for its part; one that raises, or breaks the rule of names, is set aside whole."""
        found = cls()
        for name in host.order:
            part = cls()
            try:
                part._take(name, host)
                found._refuse_clashes(part)
            except Exception as error:
                if name == CORE:
                    raise
                host.set_aside(name, "pages", error)
                continue
            for kind in ("pages", "actions", "imports", "rights", "heads"):
                getattr(found, kind).update(getattr(part, kind))
        return found

    def _take(self, name: str, host: Host) -> None:
        manifest = host.manifests[name]
        self.rights = {right.id: right for right in manifest.rights}
        self.heads = {head.id: head for head in manifest.money_heads}
        for plugin, call in host.calls("gonghui_pages"):
            if plugin == name:
                self._take_pages(name, call())
        for plugin, call in host.calls("gonghui_imports"):
            if plugin == name:
                self.imports = {item.kind: item for item in call()}

    def _take_pages(self, name: str, pages: Sequence[Page]) -> None:
        for page in pages:
            if not page.id.startswith(f"{name}."):
                raise GonghuiError(_("页面 {page} 没有前缀 {name}.").format(page=page.id, name=name))
            self.pages[page.id] = page
            for action in page.actions:
                self._take_action(name, page, action)

    def _take_action(self, name: str, page: Page, action: Action) -> None:
        offer = Offer(action.name(name), name, page, action)
        known = self.actions.setdefault(offer.name, offer)
        if known.action.service is not action.service:
            raise GonghuiError(_("动作 {name} 声明了两次").format(name=offer.name))

    def _refuse_clashes(self, other: Catalogue) -> None:
        for kind in ("pages", "actions", "imports", "rights", "heads"):
            both = set(getattr(self, kind)) & set(getattr(other, kind))
            if both:
                raise GonghuiError(_("名字重复：{names}").format(names="、".join(sorted(both))))

    def on_page(self, page: Page, plugin: str) -> list[Offer]:
        """The actions of a page in their order."""
        return [Offer(action.name(plugin), plugin, page, action) for action in page.actions]

    def table(self, page_id: str) -> TablePage:
        """The table page with this id; a `GonghuiError` if there is none."""
        page = self.pages.get(page_id)
        if not isinstance(page, TablePage):
            raise GonghuiError(_("没有页面 {page}").format(page=page_id))
        return page
