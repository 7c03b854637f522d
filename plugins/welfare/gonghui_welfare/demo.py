"""Welfare's part of the demo year: gifts, warmth and coolness for those on duty, women's day, six aids."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

SPRING, WOMEN, SUMMER, NATIONAL = date(2023, 1, 13), date(2023, 3, 8), date(2023, 7, 18), date(2023, 9, 26)
WINTER, TEACHERS = date(2023, 1, 17), date(2023, 9, 12)


def play(scene: Any) -> None:
    """Play the year in the order of its days."""
    keys = [row["number"] for row in scene.members(status="active")]
    _spring(scene, keys)
    _women(scene)
    _aid(
        scene,
        date(2023, 4, 11),
        "hardship",
        "hardship",
        "3000",
        "配偶失业、子女就学，家庭生活困难",
        until="approved",
    )
    _aid(scene, date(2023, 5, 16), "ill", "illness", "1000", "因病住院手术", until="approved", file_number="")
    _summer(scene, keys)
    _newcomers(scene)
    _national(scene)
    _aid(
        scene,
        date(2023, 10, 17),
        "bereaved",
        "bereavement",
        "1000",
        "父亲去世",
        until="approved",
        file_number="",
    )
    _aid(scene, date(2023, 11, 21), keys[330], "emergency", "2000", "家中失火", until="rejected")
    _aid(scene, date(2023, 12, 6), keys[90], "illness", "1000", "骨折住院", until="approved", file_number="")
    _aid(scene, date(2023, 12, 13), keys[150], "hardship", "2000", "长期患病、家中老人失能", until="reviewed")
    _aid(scene, date(2023, 12, 18), "young", "emergency", "1500", "租住房屋受灾", until="requested")


def _spring(scene: Any, keys: Sequence[str]) -> None:
    run = _plan(
        scene, "clerk", SPRING, title="2023 年春节慰问", festival="spring_festival", item="米油年货礼盒",
        form="goods", unit_cost="300",
    )  # fmt: skip
    _leave_out(scene, SPRING, run, keys[12], "长期出国，本人放弃")
    _leave_out(scene, SPRING, run, keys[77], "借调在外单位，由该单位发放")
    branch = [row["number"] for row in scene.members(branch="信息工程学院", status="active")]
    scene.do("branch", date(2023, 1, 14), "welfare.sign_off", {"recipients": branch[:30]}, [run])
    later = {"recipients": branch[30:31], "collector": "周老师"}
    scene.do("branch", date(2023, 1, 15), "welfare.sign_off", later, [run])
    _sign_all_but(scene, date(2023, 1, 16), run, keys[-6:-2])
    _close(scene, date(2023, 1, 19), run, bought=480, note="剩余礼盒转送值班人员")
    winter = _plan(
        scene, "clerk", WINTER, title="寒假送温暖", programme="warmth", item="暖冬礼包", form="goods",
        unit_cost="120", members=list(keys[100:118]),
    )  # fmt: skip
    scene.do("clerk", WINTER, "welfare.sign_off", {"all": True}, [winter])
    _close(scene, date(2023, 1, 18), winter, bought=18)


def _women(scene: Any) -> None:
    run = _plan(
        scene, "women", WOMEN, title="三八妇女节慰问", programme="women_day", item="鲜花和护肤礼盒", form="goods",
        unit_cost="100",
    )  # fmt: skip
    scene.do("women", WOMEN, "welfare.sign_off", {"all": True}, [run])
    _close(scene, date(2023, 3, 10), run, officer="women")


def _summer(scene: Any, keys: Sequence[str]) -> None:
    run = _plan(
        scene, "women", SUMMER, title="暑期送清凉", programme="cooling", item="防暑降温用品", form="goods",
        unit_cost="80", members=list(keys[220:244]),
    )  # fmt: skip
    scene.do("clerk", SUMMER, "welfare.sign_off", {"all": True}, [run])
    _close(scene, date(2023, 7, 21), run, bought=24)


def _newcomers(scene: Any) -> None:
    joined = [
        row["number"] for row in scene.members(status="active") if str(row["joined_on"]) >= "2023-09-01"
    ]
    run = _plan(
        scene, "clerk", TEACHERS, title="新进教师慰问", programme="newcomers", item="入职纪念礼", form="goods",
        unit_cost="60", members=joined,
    )  # fmt: skip
    scene.do("clerk", TEACHERS, "welfare.sign_off", {"all": True}, [run])
    _close(scene, TEACHERS, run)


def _national(scene: Any) -> None:
    run = _plan(
        scene, "clerk", NATIONAL, title="2023 年国庆慰问", festival="national_day", item="时令水果提货券",
        form="voucher", unit_cost="200",
    )  # fmt: skip
    people = [row["number"] for row in scene.desk("clerk").table("welfare.recipients", {"run": run}).rows]
    _leave_out(scene, NATIONAL, run, people[205], "休长假，本人放弃")
    _sign_all_but(scene, date(2023, 9, 27), run, people[40:43])
    _close(scene, date(2023, 10, 9), run, bought=480, note="剩余提货券退回供货单位")


def _plan(scene: Any, officer: str, day: date, **values: Any) -> str:
    return str(scene.do(officer, day, "welfare.plan_run", {"on": day, **values}).key)


def _leave_out(scene: Any, day: date, run: str, member: str, reason: str) -> None:
    scene.do("clerk", day, "welfare.except_recipient", {"member": member, "reason": reason}, [run])


def _sign_all_but(scene: Any, day: date, run: str, missing: Sequence[str]) -> None:
    """Sign off everybody who has not signed yet but those who were not reached."""
    rows = scene.desk("clerk").table("welfare.recipients", {"run": run, "status": "planned"}).rows
    people = [row["number"] for row in rows if row["number"] not in missing]
    scene.do("clerk", day, "welfare.sign_off", {"recipients": people}, [run])


def _close(
    scene: Any, day: date, run: str, *, officer: str = "clerk", bought: int | None = None, note: str = ""
) -> None:
    scene.do(officer, day, "welfare.close_run", {"bought": bought, "note": note}, [run])
    scene.do(officer, day, "welfare.request_run_money", {"payee": "示范商贸有限公司"}, [run])


def _aid(
    scene: Any, day: date, member: str, kind: str, amount: str, reason: str, *, until: str,
    file_number: str = "示帮〔2023〕01号",
) -> None:  # fmt: skip
    """Take an aid as far as `until`; what is approved is settled by the demo of the plugin that books, if any."""
    values = {
        "member": scene.people.get(member, member), "kind": kind, "amount": amount, "reason": reason,
        "file_number": file_number,
    }  # fmt: skip
    aid = str(scene.do("women", day, "welfare.request_aid", values).key)
    if until == "requested":
        return
    if until == "rejected":
        scene.do("vice_chair", day, "welfare.reject_aid", {"reason": "已由街道救助，材料不全"}, [aid])
        return
    scene.do("vice_chair", day, "welfare.review_aid", {}, [aid])
    if until == "reviewed":
        return
    scene.do("chair", day, "welfare.approve_aid", {}, [aid])
