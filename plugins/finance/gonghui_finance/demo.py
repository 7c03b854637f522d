"""The books of the demo year 2023, kept by the accountant and reviewed by the chair."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from gonghui_finance import demo_funds, demo_keeping, demo_things

YEAR = 2023
LAST = date(2023, 12, 20)
Entry = tuple[date, str, int, tuple[tuple[str, str, str], ...]]
"""Day, summary, attachments, and lines of account, debit, credit."""

OPENING = (
    ("101", "2000.00", ""), ("102", "412600.00", ""), ("162", "36800.00", ""), ("163", "", "12026.67"),
    ("30104", "", "24773.33"), ("32104", "", "20000.00"), ("32205", "", "394600.00"),
)  # fmt: skip

BUDGET = (
    ("401", "58000"), ("402", "620000"), ("408", "1000"), ("501", "760000"), ("503", "44000"), ("504", "30000"),
    ("50501", "8000"), ("50502", "12000"), ("507", "6000"),
)  # fmt: skip
ADJUSTED = (*BUDGET[:6], ("50501", "6500"), ("50502", "13500"), ("507", "16000"))
"""In October the committee allows more for equipment; what was transferred in June is in it."""

PAYMENTS: tuple[tuple[date, str, int, str, str], ...] = (
    (date(2023, 1, 12), "购春节慰问品", 3, "50105", "172800.00"),
    (date(2023, 1, 16), "寒假送温暖慰问值班人员", 2, "50405", "6300.00"),
    (date(2023, 3, 7), "三八妇女节慰问品", 3, "50105", "25300.00"),
    (date(2023, 3, 22), "女教工采草莓活动", 2, "50102", "8120.00"),
    (date(2023, 4, 19), "春季健步走器材和饮水", 2, "50102", "6480.00"),
    (date(2023, 5, 24), "工会干部培训", 4, "50501", "5600.00"),
    (date(2023, 6, 1), "六一亲子活动报名费", 1, "50102", "4200.00"),
    (date(2023, 6, 26), "第四届工会会员代表大会会议费", 5, "50502", "9860.50"),
    (date(2023, 7, 14), "暑期送清凉", 2, "50405", "12960.00"),
    (date(2023, 8, 30), "补充医疗互助保障费", 2, "50305", "38400.00"),
    (date(2023, 9, 8), "教师节主题讲座讲课费", 2, "50101", "3000.00"),
    (date(2023, 9, 26), "购中秋国庆慰问品", 3, "50105", "168000.00"),
    (date(2023, 10, 18), "教工运动会广播操服装", 2, "50102", "15600.00"),
    (date(2023, 11, 15), "生日蛋糕券", 2, "50105", "48000.00"),
    (date(2023, 11, 28), "工会宣传橱窗制作", 1, "50103", "2860.00"),
    (date(2023, 12, 6), "电影票", 1, "50105", "19200.00"),
)


def play(scene: Any) -> None:
    """A year of vouchers, a red one among them; what other plugins asked for is adopted and posted too."""
    _open(scene)
    _budget(scene)
    demo_keeping.begin(scene)
    entries = sorted(_entries(), key=lambda entry: entry[0])
    for month in range(1, 13):
        end = min(date(YEAR, month, monthrange(YEAR, month)[1]), LAST)
        for day, summary, attachments, lines in entries:
            if day.month == month:
                _draft(scene, day, summary, attachments, lines)
        demo_funds.income(scene, month)
        demo_funds.claims(scene, month)
        demo_things.month(scene, month)
        if month <= 11:
            demo_keeping.month_end(scene, month, end)
        _adopt(scene, end)
        scene.do("chair", end, "finance.review_all", {"until": end})
        scene.do("accountant", end, "finance.post_all", {"until": end})
        if month == 10:
            _correct(scene, end)
        if month <= 11:
            scene.do("accountant", end, "finance.close_month", {"year": YEAR, "month": month})
        demo_keeping.count_cash(scene, end)
        demo_keeping.reconcile(scene, month, end)
    demo_keeping.audit(scene)
    _leave_work(scene)


def _open(scene: Any) -> None:
    balances = [{"account": account, "debit": debit, "credit": credit} for account, debit, credit in OPENING]
    scene.do("accountant", date(YEAR, 1, 3), "finance.open_books", {"year": YEAR, "balances": balances})


def _budget(scene: Any) -> None:
    """The budget, approved and reported, and the final accounts of the year before."""
    key = scene.do(
        "accountant", date(YEAR, 1, 4), "finance.set_budget", {"year": YEAR, "lines": _given(BUDGET)}
    ).key
    document = {"document": "示院工〔2023〕4号"}
    _pass_budget(scene, key, date(YEAR, 1, 5))
    scene.do("chair", date(YEAR, 1, 6), "finance.approve_budget", document, [key])
    sent = {"on": date(YEAR, 1, 10), **document}
    scene.do("accountant", date(YEAR, 1, 10), "finance.report_budget", sent, [key])
    accounts = {
        "year": YEAR - 1,
        "on": date(YEAR, 2, 20),
        "explanation": "节日慰问按实际人数发放，略低于预算",
    }
    for officer, verb in (("chair", "pass"), ("audit", "review")):
        on = {"year": YEAR - 1, "on": date(YEAR, 2, 17)}
        scene.do(officer, date(YEAR, 2, 17), f"finance.{verb}_accounts", on)
    scene.do("accountant", date(YEAR, 2, 20), "finance.report_accounts", accounts)
    _transfer(scene)
    adjusted = {"year": YEAR, "reason": "添置健身房器材", "lines": _given(ADJUSTED)}
    key = scene.do("accountant", date(YEAR, 10, 9), "finance.adjust_budget", adjusted).key
    _pass_budget(scene, key, date(YEAR, 10, 10))
    scene.do("chair", date(YEAR, 10, 11), "finance.approve_budget", {}, [key])


def _pass_budget(scene: Any, key: Any, day: date) -> None:
    """The committee and the audit committee pass a budget on one day."""
    for officer, verb in (("chair", "pass"), ("audit", "review")):
        scene.do(officer, day, f"finance.{verb}_budget", {"on": day}, [key])


def _transfer(scene: Any) -> None:
    """Part of what trainings did not need goes to meetings."""
    moved = {
        "year": YEAR, "source": "50501", "target": "50502", "amount": "1500", "reason": "换届大会材料印制增加",
    }  # fmt: skip
    key = scene.do("accountant", date(YEAR, 6, 15), "finance.transfer_budget", moved).key
    scene.do("chair", date(YEAR, 6, 16), "finance.approve_transfer", {}, [key])


def _given(lines: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"account": account, "amount": amount} for account, amount in lines]


def _entries() -> Iterator[Entry]:
    for day, summary, attachments, account, amount in PAYMENTS:
        yield day, summary, attachments, ((account, amount, ""), ("102", "", amount))
    yield date(YEAR, 9, 21), "第三季度存款利息", 1, (("102", "613.28", ""), ("408", "", "613.28"))
    yield date(YEAR, 10, 20), "提取备用金", 1, (("101", "3000.00", ""), ("102", "", "3000.00"))


def _draft(
    scene: Any, day: date, summary: str, attachments: int, lines: tuple[tuple[str, str, str], ...]
) -> Any:
    values = {
        "date": day, "summary": summary, "attachments": attachments,
        "lines": [{"account": account, "debit": debit, "credit": credit} for account, debit, credit in lines],
    }  # fmt: skip
    return scene.do("accountant", day, "finance.draft_voucher", values)


def _adopt(scene: Any, end: date) -> None:
    """Take over what other plugins asked for until `end`, with its papers."""
    rows = (
        scene.desk("accountant").table("finance.vouchers", {"status": "draft", "until": end.isoformat()}).rows
    )
    for row in rows:
        if row["maker"] is None:
            scene.do("accountant", end, "finance.adopt_voucher", {"attachments": 2}, [row["key"]])


def _correct(scene: Any, end: date) -> None:
    """A payment on the wrong account is taken back in red and booked anew."""
    wrong = _draft(scene, end, "秋季登山活动", 2, (("50101", "4860.00", ""), ("102", "", "4860.00"))).key
    _pass(scene, end, wrong)
    red = scene.do(
        "accountant", end, "finance.reverse_voucher", {"date": end, "reason": "科目记错"}, [wrong]
    ).key
    _pass(scene, end, red)
    right = _draft(
        scene, end, "秋季登山活动（更正）", 2, (("50102", "4860.00", ""), ("102", "", "4860.00"))
    ).key
    _pass(scene, end, right)


def _pass(scene: Any, day: date, key: Any) -> None:
    scene.do("vice_chair", day, "finance.review_voucher", {}, [key])
    scene.do("accountant", day, "finance.post_voucher", {}, [key])


def _leave_work(scene: Any) -> None:
    """What waits on the officers' desks on the last day."""
    _draft(scene, LAST, "会员慰问报销", 2, (("50105", "800.00", ""), ("101", "", "800.00")))
    reviewed = _draft(
        scene, LAST, "工会小组活动材料", 1, (("50106", "436.00", ""), ("101", "", "436.00"))
    ).key
    scene.do("chair", LAST, "finance.review_voucher", {}, [reviewed])
    demo_funds.claim(scene, demo_funds.PAID_AT_THE_END)
