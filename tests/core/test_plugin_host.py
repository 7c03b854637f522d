"""Broken plugins, all installed together: the program starts, the rest works, each is named with its reason."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import pytest

from gonghui_core.desk import Desk
from gonghui_core.kernel import Kernel
from gonghui_core.plugins import Candidate, installed
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import GonghuiError

_spec = util.spec_from_file_location("broken_plugins", Path(__file__).with_name("broken_plugins.py"))
assert _spec is not None
assert _spec.loader is not None
broken = util.module_from_spec(_spec)
_spec.loader.exec_module(broken)

REASONS = {
    "importerror": ("import", "no_such_module_at_all"),
    "syntaxerror": ("import", "SyntaxError"),
    "systemexit": ("import", "SystemExit"),
    "unknownhook": ("import", "gonghui_no_such_hook"),
    "wrongargument": ("import", "nonsense"),
    "badmanifest": ("import", "other"),
    "rubbishmanifest": ("import", "Manifest"),
    "raisesinpages": ("pages", "no pages today"),
    "nopages": ("pages", "NoneType"),
    "foreignpage": ("pages", "core.things"),
    "wrongprefix": ("import", "members_strange"),
    "foreigntable": ("import", "foreigntable_intruder"),
    "badmapping": ("import", "NoSuchClass"),
    "needsnewer": ("import", ">=99"),
    "requiresnewer": ("version", ">=99"),
    "failingmigration": ("migration", "half way"),
    "good": ("name", "同名"),
}


@pytest.fixture
def candidates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Candidate]]:
    """Every broken plugin beside the installed ones."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)
    yield [*installed(), *broken.write_all(folder)]
    for name in set(sys.modules) - before:
        if name.split(".")[0].removeprefix("twin_").removeprefix("gonghui_") in {
            *broken.BODIES,
            "requiresnewer",
        }:
            del sys.modules[name]


def test_every_broken_plugin_is_named_and_the_rest_works(union: Union, candidates: list[Candidate]) -> None:
    opened = union.reopen(candidates)
    union.kernel = opened.kernel
    problems = {(p.source, p.where): p.reason for p in opened.desk("clerk").problems()}
    for name, (where, sign) in REASONS.items():
        assert sign in problems[name, where], name
    shown = {row["source"] for row in opened.rows("clerk", "core.problems")}
    assert shown >= set(REASONS)
    assert [row["a"] for row in opened.rows("clerk", "good.things")] == ["x"]
    outcome = opened.do("clerk", "core.add_member", {"name": "周一", "sex": "female", "branch": "商学院"})
    assert outcome.key is not None
    for plugin in {candidate.name for candidate in installed()} - {"tui"}:
        assert plugin in opened.kernel.host.manifests or plugin in {
            p.source for p in opened.kernel.all_problems()
        }
    faults, _head = opened.desk("audit").verify_audit()
    assert faults == []


def test_a_second_opening_in_one_process_sets_the_same_plugins_aside(
    plain_union: Union, candidates: list[Candidate]
) -> None:
    first = plain_union.reopen(candidates)
    before = {(p.source, p.where) for p in first.kernel.all_problems()}
    second = first.reopen(candidates)
    plain_union.kernel = second.kernel
    assert {(p.source, p.where) for p in second.kernel.all_problems()} == before


def test_a_migration_that_fails_leaves_nothing_and_costs_no_backup(
    plain_union: Union, candidates: list[Candidate]
) -> None:
    opened = plain_union.reopen([c for c in candidates if c.name in broken.BODIES])
    plain_union.kernel = opened.kernel
    with opened.kernel.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'failing%'").all()
    assert tables == []
    assert list(opened.kernel.workspace.backups.glob("*")) == []


class TestHooksThatRaise:
    """Each failure policy, with a plugin that raises in every hook."""

    @pytest.fixture
    def opened(self, plain_union: Union, candidates: list[Candidate]) -> Union:
        made = plain_union.reopen(candidates)
        plain_union.kernel = made.kernel
        return made

    def test_home_shows_the_problem_in_its_place(self, opened: Union) -> None:
        home = opened.desk("clerk").home()
        told = {(p.source, p.where) for p in home.cards if hasattr(p, "where")}
        assert ("raisesinhooks", "gonghui_cards") in told
        assert any(getattr(card, "title", "") == "好" for card in home.cards)
        assert any(getattr(task, "source", "") == "raisesinhooks" for task in home.tasks)

    def test_search_member_page_and_annual_report_go_on(self, opened: Union) -> None:
        desk = opened.desk("clerk")
        assert any(lead.key for lead in desk.search("陈磊"))
        report = desk.detail("core.members", "1001")
        assert any("raisesinhooks" in str(block) for block in report.blocks)
        problems = desk.report("core.annual", {"year": "2023"}).data["problems"]
        assert "raisesinhooks" in {p["plugin"] for p in problems}

    def test_a_check_that_breaks_is_a_finding(self, opened: Union) -> None:
        assert "raisesinhooks.check" in {finding.check for finding in opened.desk("keeper").check()}

    def test_inside_a_transaction_all_is_undone_and_the_plugin_is_named(self, opened: Union) -> None:
        with pytest.raises(GonghuiError, match="raisesinhooks") as fault:
            opened.do("clerk", "core.transfer_member", {"branch": "商学院", "on": "2023-12-01"}, "1001")
        assert "没有改动" in str(fault.value)
        assert {r["branch"] for r in opened.rows("clerk", "core.members", search="1001")} == {"信息工程学院"}

    def test_after_the_commit_nothing_is_undone_and_the_problem_is_noted_once(self, opened: Union) -> None:
        for phone in ("13900000001", "13900000002"):
            opened.do("clerk", "core.edit_member", {"phone": phone}, "1001")
        noted = [p for p in opened.kernel.all_problems() if p.where == "gonghui_happened"]
        assert [p.source for p in noted] == ["raisesinhooks"]
        assert opened.rows("clerk", "core.members", search="1001")[0]["phone"] == "13900000002"


OPEN = """
import sys
from pathlib import Path
sys.path.insert(0, {site!r})
from gonghui_core.kernel import Kernel
from gonghui_core.plugins import installed
kernel = Kernel.open(Path({home!r}))
print(sorted((p.source, str(p.reason)) for p in kernel.all_problems()), flush=True)
"""


def _start(home: Path, site: Path) -> subprocess.Popen[str]:
    program = OPEN.format(site=str(site), home=str(home))
    return subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_plugin_that_never_finishes_its_import_is_set_aside_at_the_second_start(
    plain_union: Union, tmp_path: Path, end: signal.Signals
) -> None:
    home, site = plain_union.kernel.workspace.folder, tmp_path / "site"
    site.mkdir()
    broken.write_plugin(site, "hangs", "import time\ntime.sleep(600)\n")
    marker = home / "plugins" / "hangs.loading"
    first = _start(home, site)
    for _wait in range(200):
        if marker.exists():
            break
        time.sleep(0.05)
    first.send_signal(end)
    first.wait(timeout=20)
    assert marker.exists()
    second = _start(home, site)
    said, trouble = second.communicate(timeout=30)
    assert "hangs" in said, trouble
    third = _start(home, site)
    assert "hangs" in third.communicate(timeout=30)[0]


def test_a_start_that_waits_says_for_whom(plain_union: Union, tmp_path: Path) -> None:
    home, site = plain_union.kernel.workspace.folder, tmp_path / "site"
    site.mkdir()
    broken.write_plugin(site, "slow", "import time\ntime.sleep(3.6)\n" + broken.BODIES["good"])
    said, trouble = _start(home, site).communicate(timeout=30)
    assert "slow" in trouble
    assert "slow" not in said


def test_two_starts_at_once_do_not_take_each_other_for_a_crash(plain_union: Union, tmp_path: Path) -> None:
    home, site = plain_union.kernel.workspace.folder, tmp_path / "site"
    site.mkdir()
    broken.write_plugin(site, "steady", "import time\ntime.sleep(0.5)\n" + broken.BODIES["good"])
    starts = [_start(home, site) for _number in range(3)]
    told = [start.communicate(timeout=40) for start in starts]
    assert all("steady" not in said for said, _trouble in told), told
    assert not (home / "plugins" / "steady.loading").exists()


def test_a_disabled_plugin_is_not_imported_and_its_data_stay(
    plain_union: Union, candidates: list[Candidate]
) -> None:
    plain_union.desk("keeper").kernel.settings  # noqa: B018 - the settings exist before they are changed
    from gonghui_core import settings

    settings.save(plain_union.kernel.workspace.folder, "plugins", {"disabled": ["good", "systemexit"]})
    opened = plain_union.reopen(candidates)
    plain_union.kernel = opened.kernel
    assert "good.things" not in opened.kernel.catalogue.pages
    assert "systemexit" not in {p.source for p in opened.kernel.all_problems()}


def test_plugin_states_name_what_was_set_aside(plain_union: Union, candidates: list[Candidate]) -> None:
    opened = plain_union.reopen(candidates)
    plain_union.kernel = opened.kernel
    states = {s["name"]: s for s in Desk(opened.kernel, opened.kernel.sign_in("keeper")).plugin_states()}
    assert states["core"]["state"] == "已加载"
    assert "no_such_module_at_all" in states["importerror"]["reason"]


def test_opening_survives_a_booking_plugin_that_breaks(
    plain_union: Union, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date
    from decimal import Decimal

    from gonghui_core.money.models import MoneyRequest, RequestState
    from gonghui_core.office.rights import SYSTEM

    with plain_union.kernel.work(SYSTEM, action="test", write=True) as work:
        values = {"page": "x.y", "record": "1", "head": "x.z", "payee": "a", "memo": "b"}
        work.add(MoneyRequest(amount=Decimal(5), day=date(2023, 1, 1), state=RequestState.waiting, **values))
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    body = (
        broken.HEAD
        + "\n@hookimpl\ndef gonghui_money_requested(work, request):\n    raise ValueError('booking broke')\n"
    )
    candidate = broken.write_plugin(site, "badbooking", body)
    opened = plain_union.reopen([candidate])
    plain_union.kernel = opened.kernel
    assert any("badbooking" in p.reason for p in opened.kernel.all_problems())
    assert isinstance(opened.kernel, Kernel)
