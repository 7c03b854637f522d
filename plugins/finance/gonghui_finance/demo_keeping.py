"""Cash, bank, assets and audit of the demo year 2023."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

YEAR = 2023
BANK_AT_FIRST = Decimal("412600.00")
ASSETS = (
    ("跑步机", "sports", "12800.00", date(2021, 6, 10), 10, "2026.67"),
    ("会议音响", "audiovisual", "9600.00", date(2020, 9, 1), 8, "2800.00"),
    ("打印复印一体机", "office", "14400.00", date(2020, 1, 15), 6, "7200.00"),
)
"""What stood in the opening balances: name, kind, cost, day, years, depreciated before."""


def begin(scene: Any) -> None:
    """The assets that the year begins with."""
    for name, kind, cost, on, years, before in ASSETS:
        values = {
            "name": name, "kind": kind, "cost": cost, "on": on, "years": years, "booked": True, "depreciated": before,
        }  # fmt: skip
        scene.do("accountant", date(YEAR, 1, 4), "finance.add_asset", values)


def month_end(scene: Any, month: int, end: date) -> None:
    """Depreciation, before the month is closed."""
    scene.do("accountant", end, "finance.depreciate", {"year": YEAR, "month": month})


def count_cash(scene: Any, end: date) -> None:
    """The box is counted, and holds what the books say."""
    asked = {"since": end.isoformat(), "until": end.isoformat()}
    book = scene.desk("cashier").report("finance.cash_book", asked).data["closing"]
    scene.do("cashier", end, "finance.count_cash", {"on": end, "counted": book})


def reconcile(scene: Any, month: int, end: date) -> None:
    """The bank's statement of a month: it shows each payment a day later, and the last one of December not yet."""
    desk = scene.desk("cashier")
    at = desk.report("finance.reconciliation", {"until": end.isoformat()}).data
    balance = Decimal(at["bank"]) or BANK_AT_FIRST
    rows = at["unmatched_book"][:-1] if month == 12 else at["unmatched_book"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "statement.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("交易日期", "摘要", "交易金额", "余额", "交易流水号"))
            for row in rows:
                balance += Decimal(row["amount"])
                day = min(row["date"] + timedelta(days=1), end).isoformat()
                writer.writerow(
                    (day, row["summary"], row["amount"], f"{balance:.2f}", f"2023{int(row['key']):06d}")
                )
        scene.day = end
        desk.import_sheet("finance.bank", path)
    scene.do("cashier", end, "finance.match_all", {"until": end})


def audit(scene: Any) -> None:
    """The audit committee looks at the first half-year."""
    day = date(YEAR, 7, 20)
    scene.do("audit", day, "finance.draw_sample", {"seed": 20230720, "size": 8, "largest": 2, "year": YEAR})
    finding = "工会干部培训的签到表没有附在凭证后"
    key = scene.do("audit", day, "finance.record_finding", {"finding": finding}).key
    answer = {"answer": "属实：当时签到表由组织部门另存，没有随单据交来"}
    scene.do("accountant", date(YEAR, 7, 24), "finance.answer_finding", answer, [key])
    done = {"correction": "已向组织部门补取签到表，附入凭证；今后先有签到表再报销"}
    scene.do("accountant", date(YEAR, 7, 27), "finance.correct_finding", done, [key])
    scene.do("audit", date(YEAR, 8, 3), "finance.close_finding", {"result": "属实，已整改"}, [key])
