"""What all parts of the kit stand on: the plugin, its story, and what it has declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import pytest

from gonghui_core.catalogue import Offer
from gonghui_core.commands import OnRecord, OnRecords
from gonghui_core.contributions import Manifest
from gonghui_core.pages import Page
from gonghui_core.plugins import installed
from gonghui_core.rules.packs import Pack, load_pack
from gonghui_core.testing.filling import Filler
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import BadInput, Refusal


class Kit:
    """One plugin, and values for those of its actions that cannot be filled in with just anything.

    `refusing` names the actions that no sample can make go through again and again, each with the reason.
    """

    plugin: ClassVar[str] = ""
    samples: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    refusing: ClassVar[Mapping[str, str]] = {}

    def fill(self, union: Union) -> None:
        """Play a small story, so that the pages have rows: by default, each action of a page once."""
        filler = Filler(union, self.samples)
        for offer in self._page_actions(union):
            try:
                filler.desk(offer.action.right).do(offer.name, filler.values(offer))
            except (BadInput, Refusal):
                continue

    @pytest.fixture
    def alone(self, plain_union: Union) -> Iterator[Union]:
        """The small union with this plugin alone: it needs no other, and no other's fault is its own."""
        opened = plain_union.reopen([item for item in installed() if item.name == self.plugin])
        yield opened
        opened.kernel.close()

    @pytest.fixture
    def filled(self, alone: Union) -> Union:
        """The small union after the story."""
        self.fill(alone)
        return alone

    def _manifest(self, union: Union) -> Manifest:
        assert self.plugin in union.kernel.host.manifests, f"{self.plugin} is not loaded"
        return union.kernel.host.manifests[self.plugin]

    def _folder(self, union: Union) -> Path:
        return Path(str(import_module(self._manifest(union).package).__file__)).parent

    def _packs(self, union: Union) -> list[Pack]:
        return [load_pack(path) for path in sorted(self._folder(union).glob("policy/*.toml"))]

    def _pages(self, union: Union) -> list[Page]:
        pages = union.kernel.catalogue.pages
        return [page for name, page in pages.items() if name.startswith(f"{self.plugin}.")]

    def _imports(self, union: Union) -> list[str]:
        calls = dict(union.kernel.host.calls("gonghui_imports"))
        return [item.kind for item in calls[self.plugin]()] if self.plugin in calls else []

    def _offers(self, union: Union) -> list[Offer]:
        return [offer for offer in union.kernel.catalogue.actions.values() if offer.plugin == self.plugin]

    def _page_actions(self, union: Union) -> list[Offer]:
        """The actions that need no record to begin with."""
        return [o for o in self._offers(union) if not issubclass(o.action.command, OnRecord | OnRecords)]
