"""Every hook is documented, tested by name and really called; the page in docs is what the specifications say."""

from __future__ import annotations

from pathlib import Path

import pytest

from gonghui_core import hookspecs
from gonghui_core.testing import hookdocs

ROOT = Path(__file__).parents[2]
HOOKS = [(policy, name) for policy in hookspecs.POLICIES for name in hookdocs.hooks_of(policy)]

# Where a hook's promise is tried.
TESTS = {
    "gonghui_manifest": "tests/core/test_plugin_host.py",
    "gonghui_pages": "tests/core/test_plugin_host.py",
    "gonghui_imports": "tests/core/test_register.py",
    "gonghui_demo": "core/gonghui_core/demo/scene.py",
    "gonghui_cards": "tests/core/test_plugin_host.py",
    "gonghui_tasks": "tests/core/test_plugin_host.py",
    "gonghui_member_sections": "tests/core/test_plugin_host.py",
    "gonghui_search": "tests/core/test_plugin_host.py",
    "gonghui_annual_sections": "tests/core/test_plugin_host.py",
    "gonghui_ledgers": "tests/core/test_archive.py",
    "gonghui_checks": "tests/core/test_plugin_host.py",
    "gonghui_member_objections": "tests/core/test_hooks_inside.py",
    "gonghui_member_standing": "tests/core/test_hooks_inside.py",
    "gonghui_member_changed": "tests/core/test_hooks_inside.py",
    "gonghui_money_requested": "tests/core/test_hooks_inside.py",
    "gonghui_money_settled": "tests/core/test_hooks_inside.py",
    "gonghui_happened": "tests/core/test_plugin_host.py",
}


def test_the_page_is_what_the_specifications_say() -> None:
    assert (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8") == hookdocs.document()


@pytest.mark.parametrize(("policy", "name"), HOOKS, ids=lambda item: getattr(item, "__name__", item))
def test_a_hook_says_when_it_is_called_and_what_it_returns(policy: type, name: str) -> None:
    told = hookdocs.hooks_of(policy)[name]
    assert "Called:" in told
    assert "Return:" in told or "scene" in told
    assert "Example:" in told or "first result wins" in told


def test_every_hook_is_tested() -> None:
    assert set(TESTS) == {name for _policy, name in HOOKS}
    for name, place in TESTS.items():
        assert (ROOT / place).exists(), name


@pytest.mark.parametrize(("policy", "name"), HOOKS, ids=lambda item: getattr(item, "__name__", item))
def test_core_calls_every_hook(policy: type, name: str) -> None:
    sources = (ROOT / "core" / "gonghui_core").rglob("*.py")
    callers = [p for p in sources if p.name not in ("hookspecs.py", "builtin.py") and name in p.read_text()]
    assert callers, name
