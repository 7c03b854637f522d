"""Hooks that run inside the caller's transaction: both or neither."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from gonghui_core.money import requests
from gonghui_core.money.models import MoneyRequest, RequestState
from gonghui_core.office.rights import SYSTEM
from gonghui_core.plugins import Candidate
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import GonghuiError, Refusal

PLUGIN = """
from gonghui_core.contributions import Manifest, MemberStanding
from gonghui_core.hookspecs import hookimpl
from gonghui_core.money.requests import Booking
from gonghui_core.verdicts import Refusal

seen = []
mood = {"objects": "", "books": True, "months": None}

@hookimpl
def gonghui_manifest():
    return Manifest("listens", "听", "gonghui_listens")

@hookimpl
def gonghui_member_objections(work, member, status):
    if mood["objects"] == "forbid":
        raise Refusal("还有未办结的事")
    return ["还有 1 件帮扶未办结"] if mood["objects"] else []

@hookimpl
def gonghui_member_standing(work, member):
    months = mood["months"]
    if months is None:
        return None
    if months < 0:
        raise RuntimeError("会费表坏了")
    return [MemberStanding("会费", f"欠缴 {months} 个月", good=not months, months=months)]

@hookimpl
def gonghui_member_changed(work, member):
    seen.append((member.number, str(member.status), member.branch_id))

@hookimpl
def gonghui_money_requested(work, request):
    if mood["books"] == "closed":
        raise Refusal("本月已结账")
    return Booking("listens.things", "7") if mood["books"] else None

@hookimpl
def gonghui_money_settled(work, request):
    seen.append((request.record, str(request.state)))
"""


@pytest.fixture
def listening(
    plain_union: Union, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Union, Any]]:
    """A union with a plugin that notes what it is told, and that plugin's module."""
    import importlib
    import sys

    (tmp_path / "site" / "gonghui_listens").mkdir(parents=True)
    (tmp_path / "site" / "gonghui_listens" / "__init__.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    sys.modules.pop("gonghui_listens", None)
    opened = plain_union.reopen([Candidate("listens", EntryPoint("listens", "gonghui_listens", "gonghui"))])
    plain_union.kernel = opened.kernel
    yield opened, importlib.import_module("gonghui_listens")
    sys.modules.pop("gonghui_listens", None)


def test_objections_are_warnings_or_forbid(listening: tuple[Union, Any]) -> None:
    union, plugin = listening
    change = {"status": "retained", "on": "2023-12-01"}
    plugin.mood["objects"] = "forbid"
    with pytest.raises(Refusal, match="未办结"):
        union.do("clerk", "core.change_status", change, "1004")
    assert union.rows("clerk", "core.members", search="1004")[0]["status"] == "active"
    assert plugin.seen == []
    plugin.mood["objects"] = "warn"
    outcome = union.do("clerk", "core.change_status", change, "1004")
    assert [verdict.message for verdict in outcome.warnings] == ["还有 1 件帮扶未办结"]
    assert plugin.seen == [("1004", "retained", 1)]


def test_followers_see_the_new_branch(listening: tuple[Union, Any]) -> None:
    union, plugin = listening
    union.do("clerk", "core.transfer_member", {"branch": "图书馆", "on": "2023-12-01"}, "1001")
    assert plugin.seen == [("1001", "active", 3)]


def _ask(union: Union, record: int = 1) -> tuple[str, str | None]:
    with union.kernel.work(SYSTEM, action="test.ask", write=True) as work:
        asked = requests.request(
            work, page="x.aids", record=record, head="x.aid", amount=Decimal("500.00"), day=date(2023, 12, 1),
            payee="陈磊", memo="帮扶",
        )  # fmt: skip
        return str(asked.state), asked.booked_as


def test_a_request_is_booked_in_the_same_transaction(listening: tuple[Union, Any]) -> None:
    union, plugin = listening
    assert _ask(union) == ("taken", "listens.things/7")
    assert _ask(union) == ("taken", "listens.things/7")
    with union.kernel.work(SYSTEM, action="test.settle", write=True) as work:
        asked = requests.of(work, "x.aids", 1)
        assert asked is not None
        requests.settle(work, asked, RequestState.settled)
    assert plugin.seen == [("1", "settled")]


def test_a_refused_booking_undoes_the_request(listening: tuple[Union, Any]) -> None:
    union, plugin = listening
    plugin.mood["books"] = "closed"
    with pytest.raises(GonghuiError, match="结账"):
        _ask(union)
    with union.kernel.work(SYSTEM) as work:
        assert requests.of(work, "x.aids", 1) is None


def test_what_waits_is_taken_in_at_the_next_opening(listening: tuple[Union, Any]) -> None:
    union, plugin = listening
    plugin.mood["books"] = False
    assert _ask(union) == ("waiting", None)
    plugin.mood["books"] = True
    entry = EntryPoint("listens", "gonghui_listens", "gonghui")
    again = union.reopen([Candidate("listens", entry)])
    union.kernel = again.kernel
    with again.kernel.work(SYSTEM) as work:
        found = work.session.get(MoneyRequest, 1)
        assert found is not None
        assert found.state is RequestState.taken
    assert again.desk("audit").verify_audit()[0] == []


def test_no_payee_stands_in_the_log(listening: tuple[Union, Any]) -> None:
    union, _plugin = listening
    _ask(union)
    assert not any("陈磊" in row["summary"] for row in union.rows("audit", "core.audit"))


def _standing(union: Union) -> list[Any]:
    blocks = union.desk("clerk").detail("core.members", "1004").blocks
    figures = [block for block in blocks if getattr(block, "title", "") == "会员状况"]
    return [(item.label, item.value, item.mark) for block in figures for item in block.items]


def test_the_member_page_tells_the_standing_and_bears_a_plugin_that_fails(
    listening: tuple[Union, Any],
) -> None:
    union, plugin = listening
    assert _standing(union) == []
    plugin.mood["months"] = 0
    assert _standing(union) == [("会费", "欠缴 0 个月", "ok")]
    plugin.mood["months"] = 3
    assert _standing(union) == [("会费", "欠缴 3 个月", "warn")]
    plugin.mood["months"] = -1
    assert _standing(union) == []


@pytest.mark.parametrize(("months", "broken"), [(None, []), (0, ["0"]), (5, ["5"]), (6, [])])
def test_who_is_deemed_to_have_left_is_asked_after_the_dues(
    listening: tuple[Union, Any], months: int | None, broken: list[str]
) -> None:
    union, plugin = listening
    plugin.mood["months"] = months
    leaves = {"status": "deemed_left", "on": "2023-12-01"}
    warnings = union.do("clerk", "core.change_status", leaves, "1004").warnings
    assert [w.have for w in warnings if w.rule == "core.members.deemed_left_months"] == broken
