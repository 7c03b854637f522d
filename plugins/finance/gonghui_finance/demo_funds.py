"""Income and claims of the demo year 2023."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

YEAR = 2023
LAST = date(2023, 12, 20)
WAGES = "4320000.00"
FUNDS = "86400.00"
UPPER_SHARE = "34560.00"
WAGE_STEPS = (1510, 1640, 1790, 1965, 2150, 2390, 2685)
"""Post and grade pay of a month."""
LATE_PAYERS = 3

Claim = tuple[date, str, str, str, str, str, str]
"""Day, how far it comes, who hands it in, summary, account, amount, invoice."""

SELLERS = ("上海示例文体用品有限公司", "上海示例印务有限公司", "上海示例食品有限公司")
CLAIMS: tuple[Claim, ...] = (
    (date(2023, 3, 20), "paid", "women", "女教工读书会用书", "50101", "1260.00", "23312000000000310001"),
    (date(2023, 4, 24), "paid", "clerk", "健步走活动号码布", "50102", "684.00", "23312000000000310002"),
    (date(2023, 5, 16), "paid", "clerk", "工会宣传海报印制", "50103", "1350.00", "23312000000000310003"),
    (date(2023, 6, 20), "rejected", "clerk", "接待用餐", "50106", "1880.00", "23312000000000310004"),
    (date(2023, 9, 19), "paid", "branch", "分工会羽毛球活动场地", "50102", "960.00", "23312000000000310005"),
    (date(2023, 10, 24), "paid", "clerk", "教工书屋图书", "50304", "2436.80", "23312000000000310006"),
    (date(2023, 11, 21), "paid", "women", "亲子活动材料", "50102", "578.50", "23312000000000310007"),
    (date(2023, 12, 11), "approved", "clerk", "排球联赛裁判劳务", "50102", "1200.00", "23312000000000310008"),
    (date(2023, 12, 13), "checked", "clerk", "职工心理讲座讲课费", "50402", "1500.00", ""),
    (
        date(2023, 12, 18),
        "submitted",
        "branch",
        "分工会新年联欢布置",
        "50102",
        "436.00",
        "23312000000000310010",
    ),
    (
        date(2023, 12, 19),
        "submitted",
        "women",
        "女职工健康讲座用品",
        "50402",
        "328.00",
        "23312000000000310011",
    ),
)
PAID_AT_THE_END = (
    date(2023, 12, 19),
    "paid",
    "clerk",
    "迎新年书法活动纸笔",
    "50102",
    "365.00",
    "23312000000000310012",
)
STEPS = (
    ("checked", "accountant", "check"),
    ("approved", "vice_chair", "approve"),
    ("paid", "cashier", "pay"),
)


def income(scene: Any, month: int) -> None:
    """A month's funds and their upper share, remitted two days later with the bank's slip, and its dues."""
    before = (YEAR, month - 1) if month > 1 else (YEAR - 1, 12)
    bill = {"year": before[0], "month": before[1], "base": WAGES}
    scene.do("accountant", date(YEAR, month, 10), "finance.set_wage_bill", bill)
    day = date(YEAR, month, 12)
    scene.do("accountant", day, "finance.receive_funds", {"date": day, "amount": FUNDS, "mode": "full"})
    day = date(YEAR, month, 14)
    with TemporaryDirectory() as folder:
        slip = Path(folder) / f"上解回单{YEAR}{month:02d}.txt"
        slip.write_text(f"电子回单（示例）\n{day} 上解工会经费 {UPPER_SHARE} 元\n", encoding="utf-8")
        values = {"date": day, "amount": UPPER_SHARE, "proof": str(slip)}
        scene.do("accountant", day, "finance.remit", values)
    _dues(scene, month)


def _dues(scene: Any, month: int) -> None:
    """Dues by the bases of the payroll list; in November the payroll withholds them, and some are left out."""
    day = date(YEAR, month, 18)
    if month == 1:
        _payroll(scene, day, withheld=False)
    if month == 11:
        _payroll(scene, day, withheld=True)
    else:
        scene.do("accountant", day, "finance.collect_dues", {"year": YEAR, "month": month, "date": day})


def _payroll(scene: Any, day: date, *, withheld: bool) -> None:
    people = scene.members(status="active")
    if withheld:
        people = people[LATE_PAYERS:]
    rows = [("工号", "姓名", "月份", "岗位工资与薪级工资", "代扣会费")]
    for index, person in enumerate(people, LATE_PAYERS if withheld else 0):
        base = WAGE_STEPS[index % len(WAGE_STEPS)]
        dues = f"{base // 10 * 5 / 100:.2f}" if withheld else ""
        rows.append((person["number"], person["name"], f"{day:%Y-%m}", str(base), dues))
    scene.day = day
    with TemporaryDirectory() as folder:
        path = Path(folder) / "payroll.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        scene.desk("accountant").import_sheet("finance.payroll", path)


def claims(scene: Any, month: int) -> None:
    """The claims of a month, each as far as it comes; in September an advance that a claim settles."""
    for number, item in enumerate(CLAIMS):
        if item[0].month == month:
            claim(scene, item, number)
    if month == 9:
        _advance(scene)


def claim(scene: Any, item: Claim, number: int = 0, **more: Any) -> Any:
    """Hand in a claim and bring it as far as it comes."""
    day, until, officer, summary, account, amount, invoice = item
    line = {
        "account": account,
        "amount": amount,
        "invoice": invoice,
        "seller": SELLERS[number % 3] if invoice else "",
    }
    values = {"member": _member(scene, number), "date": day, "summary": summary, "lines": [line]} | more
    key = scene.do(officer, day, "finance.submit_claim", values).key
    if until == "rejected":
        scene.do(
            "accountant", day, "finance.reject_claim", {"reason": "与工会活动无关，违反“八不准”第一条"}, [key]
        )
    for _status, who, verb in STEPS[: next((n + 1 for n, s in enumerate(STEPS) if s[0] == until), 0)]:
        scene.do(who, day, f"finance.{verb}_claim", {}, [key])
    return key


def _member(scene: Any, number: int) -> str:
    """A member of the first branch who is no officer."""
    taken = set(scene.people.values())
    branch = scene.desk("clerk").table("core.branches").rows[0]["key"]
    people = [p["number"] for p in scene.members(status="active", branch=branch) if p["number"] not in taken]
    return str(people[10 + number])


def _advance(scene: Any) -> None:
    day = date(YEAR, 9, 20)
    asked = {"member": _member(scene, 0), "date": day, "summary": "运动会参赛用品预借款", "amount": "2000.00"}
    key = scene.do("clerk", day, "finance.submit_advance", asked).key
    for _status, who, verb in STEPS:
        scene.do(who, day, f"finance.{verb}_claim", {}, [key])
    spent = (date(YEAR, 9, 27), "paid", "clerk", "运动会参赛用品", "50102", "1735.50", "23312000000000310013")
    claim(scene, spent, advance=str(key))
    rest = {"date": date(YEAR, 9, 28), "amount": "264.50"}
    scene.do("accountant", date(YEAR, 9, 28), "finance.return_advance", rest, [key])
