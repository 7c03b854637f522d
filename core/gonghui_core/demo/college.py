"""Core's part of the demo: the fictional college, its people and its offices."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from stdnum.iso7064 import mod_11_2

from gonghui_core.demo.scene import FIRST_OFFICER, Scene

BRANCHES = (
    "信息工程学院", "商学院", "护理学院", "艺术设计学院", "外国语学院", "建筑工程学院", "体育与健身学院",
    "马克思主义学院", "基础教学部", "机关", "图书馆", "后勤保障部",
)  # fmt: skip
MEMBERS = 480
FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单解仇查"
)
COMPOUND_NAMES = ("欧阳", "上官", "司马", "尉迟", "诸葛")
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文辉玲红健云莉宁佳颖琳雪晨宇浩博思远雨涵一然嘉怡子轩若溪诗志国海"
AREAS = ("310101", "310104", "310115", "320102", "330106", "340104", "410105", "650102", "110101")
TITLES = ("教授", "副教授", "讲师", "助教", "工程师", "馆员", "")
NATIONS = ("汉族",) * 18 + ("回族", "满族")
PARTIES = ("中共党员", "群众", "群众", "共青团员", "民盟盟员")
SPECIAL = {
    7: ("欧阳晓岚", "女"), 23: ("阿卜杜热西提·买买提", "男"), 41: ("单文博", "男"), 58: ("曾静怡", "女"),
    77: ("尉迟明远", "男"),
}  # fmt: skip
OFFICERS = (
    ("chair", ("chair",), 0), ("vice_chair", ("vice_chair",), 1), ("accountant", ("accountant",), 2),
    ("cashier", ("cashier",), 3), ("audit", ("audit",), 4), ("women", ("women",), 5),
)  # fmt: skip
DOCUMENTS = (
    ("关于召开第四届双代会的请示", "outgoing", date(2023, 5, 8), "permanent", "示院工〔2023〕3号"),
    ("关于同意召开第四届双代会的批复", "incoming", date(2023, 5, 22), "permanent", "沪教工〔2023〕示例1号"),
    ("工会 2023 年工作计划", "plan", date(2023, 1, 9), "thirty_years", "示院工〔2023〕1号"),
    ("工会经费报销办法", "rules", date(2023, 3, 1), "thirty_years", "示院工〔2023〕2号"),
    ("会员名册（2023 年 6 月）", "register", date(2023, 6, 30), "permanent", ""),
    ("慰问品采购合同", "contract", date(2023, 1, 6), "ten_years", ""),
)


def play(scene: Scene) -> None:
    """Set up the college: branches, some 480 members, bodies with their posts, officers, documents."""
    _import_register(scene)
    rows = scene.members(status="active")
    keys = [row["number"] for row in rows]
    women = [row["number"] for row in rows if row["sex"].value == "female"]
    scene.people |= {
        "chair": keys[10], "vice_chair": keys[35], "accountant": keys[60], "cashier": keys[85], "audit": keys[110],
        "women": women[20], "clerk": keys[140], "clerk2": keys[160], "ill": keys[41], "bereaved": keys[205],
        "hardship": keys[300], "young": keys[-5],
    }  # fmt: skip
    _officers(scene)
    _bodies(scene, keys, women)
    _year(scene, keys)
    for title, kind, day, retention, number in DOCUMENTS:
        values = {"title": title, "kind": kind, "date": day, "retention": retention, "number": number}
        scene.do(FIRST_OFFICER, day, "core.add_document", values)


def _import_register(scene: Scene) -> None:
    scene.day = date(2023, 1, 3)
    desk = scene.desk(FIRST_OFFICER)
    with TemporaryDirectory() as folder:
        branches, members = Path(folder) / "branches.csv", Path(folder) / "members.csv"
        branches.write_text("name\n" + "\n".join(BRANCHES) + "\n", encoding="utf-8")
        members.write_text(
            "\n".join(",".join(row) for row in staff_list(scene.random)) + "\n", encoding="utf-8"
        )
        desk.import_sheet("branches", branches)
        desk.import_sheet("members", members)


def staff_list(chance: random.Random) -> list[tuple[str, ...]]:
    """The fictional staff list: a header and one row per person, with true check digits."""
    header = (
        "工号",
        "姓名",
        "性别",
        "身份证号码",
        "民族",
        "政治面貌",
        "分工会",
        "职称",
        "用工形式",
        "入会时间",
        "联系电话",
    )
    rows: list[tuple[str, ...]] = [header]
    for index in range(MEMBERS):
        name, sex = SPECIAL.get(index) or (_name(chance), chance.choice("男女"))
        born = date(1964, 1, 1) + timedelta(days=chance.randrange(365 * 34))
        joined = max(date(born.year + 24, 7, 1), date(2003, 4, 1)) + timedelta(days=chance.randrange(900))
        joined = min(joined, date(2022, 12, 1))
        number = f"{joined.year}{index + 1:04d}"
        employment = chance.choices(("在编", "合同", "劳务派遣", "退休返聘"), (40, 45, 13, 2))[0]
        rows.append(
            (
                number, name, sex, _identity(chance, born, sex), chance.choice(NATIONS), chance.choice(PARTIES),
                BRANCHES[index % len(BRANCHES)], chance.choice(TITLES), employment, joined.isoformat(),
                f"1{chance.choice('3589')}{chance.randrange(10**9):09d}",
            )
        )  # fmt: skip
    return rows


def _name(chance: random.Random) -> str:
    family = chance.choice(COMPOUND_NAMES) if chance.random() < 0.02 else chance.choice(FAMILY_NAMES)
    return family + "".join(chance.choice(GIVEN) for _char in range(chance.choice((1, 2, 2, 2))))


def _identity(chance: random.Random, born: date, sex: str) -> str:
    order = chance.randrange(0, 499) * 2 + (1 if sex == "男" else 0)
    number = f"{chance.choice(AREAS)}{born:%Y%m%d}{order:03d}"
    return number + str(mod_11_2.calc_check_digit(number))


def _officers(scene: Scene) -> None:
    day = date(2023, 1, 3)
    for name, roles, _place in OFFICERS:
        values = {"name": name, "roles": list(roles), "member": scene.people[name]}
        scene.do(FIRST_OFFICER, day, "core.add_officer", values)
    scene.do(
        FIRST_OFFICER, day, "core.add_officer",
        {"name": "clerk2", "roles": ["clerk"], "member": scene.people["clerk2"]},
    )  # fmt: skip
    scene.do(FIRST_OFFICER, day, "core.add_officer", {"name": "keeper", "roles": ["keeper"]})
    branch: dict[str, Any] = {"name": "branch", "roles": ["branch"], "branch": BRANCHES[0]}
    scene.do(FIRST_OFFICER, day, "core.add_officer", branch)


def _bodies(scene: Scene, keys: list[str], women: list[str]) -> None:
    since, until, document = date(2023, 6, 25), date(2028, 6, 24), "沪教工〔2023〕示例8号"
    committee = [scene.people["chair"], scene.people["vice_chair"], scene.people["women"], *keys[200:206]]
    audit = [scene.people["audit"], *keys[210:212]]
    women_committee = [scene.people["women"], *women[60:64]]
    bodies = (
        ("第四届工会委员会", "committee", committee, ("chair", "vice_chair")),
        ("第四届经费审查委员会", "audit_committee", audit, ("chair",)),
        ("第四届女职工委员会", "women_committee", women_committee, ("chair",)),
    )
    for name, kind, people, leads in bodies:
        body = scene.do(FIRST_OFFICER, since, "core.add_body", {"name": name, "kind": kind}).key
        for index, person in enumerate(people):
            post = leads[index] if index < len(leads) else "member"
            values = {
                "member": person, "body": str(body), "post": post, "since": since, "until": until,
                "document": document,
            }  # fmt: skip
            scene.do(FIRST_OFFICER, since, "core.appoint", values)


def _year(scene: Scene, keys: list[str]) -> None:
    """People come, go and move in the course of the year."""
    clerk = FIRST_OFFICER
    joined = (("周雨晨", "女", "护理学院", date(2023, 9, 4)), ("方子轩", "男", "信息工程学院", date(2023, 9, 4)),
              ("陆思远", "男", "商学院", date(2023, 9, 11)))  # fmt: skip
    for name, sex, branch, day in joined:
        values = {"name": name, "sex": sex, "branch": branch, "joined_on": day, "employment": "合同"}
        scene.do(clerk, day, "core.add_member", values)
    retires = {"status": "retained", "on": date(2023, 7, 1), "reason": "退休"}
    scene.do(clerk, date(2023, 7, 1), "core.change_status", retires, [keys[3]])
    leaves = {"status": "transferred_out", "on": date(2023, 8, 31), "reason": "调往外校"}
    scene.do(clerk, date(2023, 8, 31), "core.change_status", leaves, [keys[17]])
    moves = {"branch": "机关", "on": date(2023, 9, 1), "reason": "岗位调整"}
    scene.do(clerk, date(2023, 9, 1), "core.transfer_member", moves, [keys[25]])
    scene.do(clerk, date(2023, 12, 4), "core.add_member", {"name": "许诗涵", "sex": "女", "branch": "图书馆"})
    child = {
        "member": keys[41],
        "name": "单小雨",
        "relation": "child",
        "birth_date": date(2016, 5, 2),
        "consent": True,
    }
    scene.do(clerk, date(2023, 5, 10), "core.add_family_member", child)
