"""Assets, goods, money held for others and the stock-taking of the demo year 2023."""

from __future__ import annotations

from datetime import date
from typing import Any

YEAR = 2023
COUNTERS = "会计、经审委员"


def month(scene: Any, number: int) -> None:
    """What happens to things in a month."""
    for what in HAPPENS.get(number, ()):
        what(scene)


def _do(scene: Any, day: date, action: str, values: dict[str, Any], *records: Any) -> Any:
    return scene.do("accountant", day, f"finance.{action}", values, [str(key) for key in records]).key


def _goods_in(scene: Any) -> None:
    """Prizes bought with the spring walk, whose spending is booked with it, go into stock."""
    lines = [{"name": "计步手环", "quantity": 40, "unit": "个", "amount": "2400.00"}]
    values = {"on": date(YEAR, 4, 20), "summary": "健步走奖品入库（已随活动列支）", "lines": lines}
    _do(scene, date(YEAR, 4, 20), "receive_goods", values)


def _goods_out(scene: Any) -> None:
    branch = scene.desk("clerk").table("core.branches").rows[0]["key"]
    lines = [{"goods": "计步手环", "quantity": 25}]
    values = {"on": date(YEAR, 5, 12), "summary": "健步走活动奖品", "branch": str(branch), "lines": lines}
    _do(scene, date(YEAR, 5, 12), "issue_goods", values)


def _computer(scene: Any) -> None:
    values = {
        "name": "办公电脑", "kind": "computer", "cost": "5200.00", "on": date(YEAR, 5, 31), "account": "50702",
        "attachments": 2, "place": "工会办公室",
    }  # fmt: skip
    _do(scene, date(YEAR, 5, 31), "add_asset", values)


def _premiums(scene: Any) -> None:
    """The members' own share of the premium comes in and goes on."""
    fund = {"name": "职工互助保障个人缴费", "owners": "参保会员"}
    key = _do(scene, date(YEAR, 8, 21), "add_held_fund", fund)
    came = {"on": date(YEAR, 8, 25), "amount": "14400.00", "party": "参保会员（工资代扣）"}
    _do(scene, date(YEAR, 8, 25), "receive_held", came, key)


def _pay_premiums(scene: Any) -> None:
    """What came in goes on when it is posted."""
    went = {"on": date(YEAR, 9, 4), "amount": "14400.00", "party": "市职工互助保障中心"}
    _do(scene, date(YEAR, 9, 4), "pay_held", went, 1)


def _count(scene: Any) -> None:
    """Everything is there but one of the goods, which the committee writes off."""
    day = date(YEAR, 12, 8)
    for kind, entered in (("assets", []), ("goods", [{"code": "W1", "found": 14, "note": "找不到"}])):
        key = _do(scene, day, "open_count", {"kind": kind, "on": day, "people": COUNTERS})
        _do(scene, day, "enter_count", {"lines": entered, "rest_as_booked": True}, key)
        _do(scene, day, "close_count", {}, key)
    decision = {"on": date(YEAR, 12, 15), "decision": "工会委员会2023年12月13日会议"}
    _do(scene, date(YEAR, 12, 15), "decide_pending", decision, 1)


HAPPENS = {
    4: (_goods_in,), 5: (_goods_out, _computer), 8: (_premiums,), 9: (_pay_premiums,), 12: (_count,),
}  # fmt: skip
