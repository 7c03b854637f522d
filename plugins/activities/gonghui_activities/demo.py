"""The activities of the demo year, played through the actions."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gonghui_core.demo.scene import FIRST_OFFICER, SEED, Scene

WEEK = timedelta(days=7)
EARLIER = timedelta(days=14)


@dataclass(frozen=True)
class Show:
    """An activity of the demo: what is planned, how many ask for a place, how many of ten then come."""

    values: dict[str, Any]
    asking: int
    coming: int = 9
    summary: str = ""

    @property
    def day(self) -> date:
        """The day of the activity."""
        found: date = self.values["on"]
        return found


def _show(
    title: str, on: date, place: str, capacity: int, kind: str, asking: int, coming: int = 9, summary: str = "",
    **more: Any,
) -> Show:  # fmt: skip
    values = {"title": title, "on": on, "place": place, "capacity": capacity, "kind": kind, **more}
    return Show(values, asking, coming, summary)


SHOWS = (
    _show(
        "田间采草莓",
        date(2023, 3, 8),
        "浦东新区草莓园",
        60,
        "women",
        68,
        9,
        "女教工们走进田间采摘草莓，过了一个轻松的节日。",
        open_to="women",
    ),
    _show("春季校园健步走", date(2023, 4, 14), "校内环湖步道", 150, "sport", 92, 9, "十二个分工会组队参加。"),
    _show(
        "春游：滨江森林公园",
        date(2023, 4, 22),
        "滨江森林公园",
        50,
        "outing",
        57,
        10,
        "当日往返。",
        cost="180",
        area="city",
    ),
    _show("教工心理健康讲座", date(2023, 5, 17), "图书馆报告厅", 120, "lecture", 74, 8, "请校外专家主讲。"),
    _show("六一亲子活动", date(2023, 6, 1), "市青少年活动中心", 40, "family", 34, 10, "家长与子女共同参加。"),
    _show(
        "青年教师成长沙龙",
        date(2023, 6, 9),
        "教工之家",
        30,
        "salon",
        26,
        9,
        "围绕教学基本功交流。",
        open_to="young",
    ),
    _show("教工趣味运动会", date(2023, 10, 20), "田径场", 200, "sport", 134, 9, "设六个集体项目。"),
    _show("观影：志愿军", date(2023, 10, 27), "影城二号厅", 100, "culture", 108, 9),
    _show("教工书画展", date(2023, 11, 10), "艺术楼展厅", 80, "culture", 38, 8, "展出教工作品。"),
    _show("急救知识讲座", date(2023, 11, 22), "护理实训中心", 40, "lecture", 45, 9, "现场练习心肺复苏。"),
    _show("读书沙龙", date(2023, 12, 6), "阅览室", 25, "salon", 21, 9, "共读与分享。"),
)
COMING = _show("新年登高", date(2024, 1, 6), "佘山", 60, "sport", 64, closes=date(2024, 1, 4))
OPEN = _show("元旦联欢会", date(2023, 12, 29), "学生活动中心", 300, "culture", 48)


def play(scene: Scene) -> None:
    """Eleven activities that have taken place, two to come: one of them with a waiting list that has moved up."""
    chance, members = random.Random(SEED), scene.members(status="active")
    for show in SHOWS:
        key, came = _asked(scene, show, members, chance)
        scene.do(FIRST_OFFICER, show.day, "activities.check_in_many", {"members": came}, [key])
        ended = {"summary": show.summary} if show.summary else {}
        scene.do(FIRST_OFFICER, show.day + timedelta(days=1), "activities.close_activity", ended, [key])
    _asked(scene, OPEN, members, chance, asked_on=date(2023, 12, 14))
    key, came = _asked(scene, COMING, members, chance, asked_on=date(2023, 12, 15))
    leaving = {"member": came[0], "reason": "临时出差"}
    scene.do(FIRST_OFFICER, date(2023, 12, 19), "activities.cancel", leaving, [key])


def _asked(
    scene: Scene,
    show: Show,
    members: list[dict[str, Any]],
    chance: random.Random,
    *,
    asked_on: date | None = None,
) -> tuple[int | str | None, list[str]]:
    """Plan and register; the key of the activity, and the numbers of those with a place who come."""
    asked_on = asked_on or show.day - WEEK
    key = scene.do(FIRST_OFFICER, asked_on - EARLIER, "activities.plan_activity", show.values).key
    people = _people(show, members, chance)
    scene.do(FIRST_OFFICER, asked_on, "activities.register_many", {"members": people}, [key])
    seated = people[: show.values["capacity"]]
    return key, [number for number in seated if chance.randrange(10) < show.coming]


def _people(show: Show, rows: list[dict[str, Any]], chance: random.Random) -> list[str]:
    """So many active members whom the activity is for, in a random order."""
    open_to = show.values.get("open_to")
    if open_to == "women":
        rows = [row for row in rows if row["sex"].value == "female"]
    elif open_to == "young":
        rows = [row for row in rows if row["birth_date"] and row["birth_date"] > date(1989, 1, 1)]
    numbers = [row["number"] for row in rows]
    return chance.sample(numbers, min(show.asking, len(numbers)))
