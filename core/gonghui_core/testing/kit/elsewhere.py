"""What the plugin contributes to the home screen, the annual report and the checks."""

from __future__ import annotations

import pytest

from gonghui_core.annual.sections import Section
from gonghui_core.contributions import Problem
from gonghui_core.desk.home import Home
from gonghui_core.hookspecs import Isolate
from gonghui_core.testing.kit.base import Kit
from gonghui_core.testing.union import Union


class Elsewhere(Kit):
    """What stands beside the work of others leads somewhere, and never takes theirs down."""

    def test_the_story_leaves_the_log_whole_and_nothing_wrong(self, filled: Union) -> None:
        assert filled.desk("audit").verify_audit()[0] == []
        assert [f for f in filled.desk("clerk").check() if f.check.startswith(f"{self.plugin}.")] == []

    @pytest.mark.parametrize("year", [1999, 2023])
    def test_annual_sections_state_facts_that_can_be_opened(self, filled: Union, year: int) -> None:
        known = filled.kernel.catalogue.pages
        for section in self._sections(filled, year):
            assert section.id.split(".")[0] == self.plugin, section.id
            assert section.title, section.id
            assert all(item.id and item.text for item in section.expects), section.id
            assert {item.page for item in section.expects} <= {"", *known}, section.id
            for sentence in section.sentences:
                assert sentence.id, section.id
                assert sentence.text.endswith("。"), sentence.text
                assert sentence.facts, f"{sentence.id} states no fact"
                assert {fact.page for fact in sentence.facts} <= set(known), sentence.id

    def test_tasks_and_cards_lead_to_pages(self, filled: Union) -> None:
        catalogue = filled.kernel.catalogue
        for officer in ("clerk", "chair", "audit", "branch", "keeper"):
            shown = filled.desk(officer).home()
            for item in [*shown.cards, *shown.tasks]:
                assert not (isinstance(item, Problem) and item.source == self.plugin), item
                if not isinstance(item, Problem):
                    assert item.page in {"", *catalogue.pages}, item
                    assert item.right in catalogue.rights, item

    def test_a_hook_that_raises_takes_nothing_else_with_it(
        self, filled: Union, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hooks = [name for name in vars(Isolate) if name.startswith("gonghui_")]
        broken = [name for name in hooks if self._break(filled, name, monkeypatch)]
        shown: Home = filled.desk("clerk").home()
        problems = {item.source for item in [*shown.cards, *shown.tasks] if isinstance(item, Problem)}
        seen = {"gonghui_cards", "gonghui_tasks"} & set(broken)
        assert problems == ({self.plugin} if seen else set())
        filled.desk("clerk").search("陈")
        filled.desk("clerk").detail("core.members", "1001")
        filled.desk("clerk").check()
        annual = filled.data("clerk", "core.annual", year="2023")
        named = {problem["plugin"] for problem in annual["problems"]}
        assert ("gonghui_annual_sections" in broken) == (self.plugin in named)

    def _sections(self, union: Union, year: int) -> list[Section]:
        with union.kernel.work(union.kernel.sign_in("clerk")) as work:
            calls = dict(union.kernel.host.calls("gonghui_annual_sections", work=work, year=year))
            return list(calls[self.plugin]()) if self.plugin in calls else []

    def _break(self, union: Union, hook: str, monkeypatch: pytest.MonkeyPatch) -> bool:
        def fail(*arguments: object) -> None:
            raise RuntimeError("broken on purpose")

        for found in getattr(union.kernel.host.manager.hook, hook).get_hookimpls():
            if found.plugin_name == self.plugin:
                monkeypatch.setattr(found, "function", fail)
                return True
        return False
