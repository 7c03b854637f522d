"""Taking in a bank's statement, under the column names that banks use."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

from pydantic_core import PydanticCustomError
from sqlalchemy import select

from gonghui_core.dates import read_date
from gonghui_core.fields import read_money
from gonghui_core.i18n import translator
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet, SheetRow
from gonghui_core.text import half, one_line
from gonghui_core.verdicts import BadInput
from gonghui_core.work import Work
from gonghui_finance.events import MoneyAgreed
from gonghui_finance.models import BankLine
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

HEADINGS: dict[str, tuple[str, ...]] = {
    "date": (
        "日期", "交易日期", "记账日期", "记账日", "入账日期", "交易时间", "交易日", "入账时间", "记账时间", "会计日期",
        "交易时间戳",
    ),
    "received": (
        "收入", "收入金额", "贷方发生额", "贷方金额", "贷方", "存入", "存入金额", "转入金额", "转入", "收入发生额",
        "贷方发生额(收入)", "贷方发生额/元(收入)", "贷方发生额（元）",
    ),
    "paid": (
        "支出", "支出金额", "借方发生额", "借方金额", "借方", "支取", "支取金额", "取出金额", "转出金额", "转出",
        "支出发生额", "借方发生额(支取)", "借方发生额(支出)", "借方发生额/元(支取)", "借方发生额（元）",
    ),
    "amount": ("金额", "交易金额", "发生额", "交易金额[Trade Amount]"),
    "side": (
        "借贷标志", "借贷标识", "借贷方向", "借贷", "借/贷", "收支", "收/支", "收付标志", "收支标志", "收支方向",
        "收支类型",
    ),
    "way": ("交易类型", "来往账标志", "往来标志"),
    "balance": ("余额", "账户余额", "本次余额", "联机余额", "交易后余额", "当前余额"),
    "summary": ("摘要", "用途", "附言", "交易摘要", "交易说明", "交易附言", "交易用途", "备注"),
    "party": (
        "对方户名", "对方名称", "对方单位", "对方单位名称", "对方账户名", "对方账户名称", "对手户名", "交易对手名称",
        "收付款人名称", "收(付)方名称", "交易对方",
    ),
    "payer": ("付款人名称",),
    "payee": ("收款人名称",),
    "reference": (
        "流水号", "交易流水号", "账户明细编号-交易流水号", "交易序号", "业务编号", "核心流水号", "凭证号", "凭证号码",
    ),
}  # fmt: skip
"""The usual column names of ICBC, CCB, BOC, ABC, BoCom and others; what stands in brackets is not needed."""

SIGNS = {
    "贷": 1, "收": 1, "收入": 1, "转入": 1, "来账": 1, "c": 1, "cr": 1, "借": -1, "支": -1, "付": -1, "支出": -1,
    "转出": -1, "往账": -1, "d": -1, "dr": -1,
}  # fmt: skip
"""What a bank calls money in and money out, as it sees it: what it owes the union is its credit."""

NOTHING = {"", "-", "--", "—", "——", "/"}
"""What banks write where there is no amount."""

LineKey = tuple[Any, ...]
_STAMP = re.compile(r"(20\d{2})[-/.]?(\d{2})[-/.]?(\d{2})(\d{6,}|[ T]\S+)")


def check_statement(work: Work, sheet: Sheet) -> list[Checked]:
    """What each line of a statement would do; lines that are stored already are unchanged."""
    known = Counter(
        (day, amount, summary, reference)
        for day, amount, summary, reference in work.session.execute(
            select(BankLine.date, BankLine.amount, BankLine.summary, BankLine.reference)
        )
    )
    seen: Counter[LineKey] = Counter()
    return [_check(row, known, seen) for row in sheet.rows]


def _check(row: SheetRow, known: Counter[LineKey], seen: Counter[LineKey]) -> Checked:
    cells = row.cells
    try:
        day = _day(cells.get("date"))
        amount, balance = _amount(cells), _money(cells.get("balance"))
    except BadInput as error:
        return Checked(row.number, "rejected", "unreadable", error.message)
    if not amount:
        return Checked(row.number, "rejected", "nothing", _("没有收入，也没有支出"))
    other = cells.get("party") or cells.get("payer" if amount > 0 else "payee")
    given = {"summary": cells.get("summary"), "party": other, "reference": cells.get("reference")}
    texts = {name: one_line(str(value or ""))[:100] for name, value in given.items()}
    key = (day, amount, texts["summary"], texts["reference"])
    seen[key] += 1
    if seen[key] <= known[key]:
        return Checked(row.number, "unchanged")
    value = {"date": day, "amount": amount, "balance": balance, "twin": seen[key] - 1, **texts}
    return Checked(row.number, "new", value=value)


def _day(value: Any) -> date:
    """A day, also where the bank writes it together with the time (20230305101530, 20230305 10:15:30)."""
    text = half(str(value or "")).strip()
    if stamp := _STAMP.match(text):
        value = "-".join(stamp.groups()[:3])
    return read_date(value).day


def _amount(cells: Any) -> Any:
    received, paid = _money(cells.get("received")), _money(cells.get("paid"))
    if received is not None or paid is not None:
        return (received or ZERO) - (paid or ZERO)
    amount = _money(cells.get("amount")) or ZERO
    way = SIGNS.get(one_line(str(cells.get("way") or "")))
    return abs(amount) * way if way and not cells.get("side") else _signed(amount, cells.get("side"))


def _signed(amount: Any, side: Any) -> Any:
    """An amount with the sign that the statement gives in a column of its own, if it does."""
    if side is None or side == "":
        return amount
    sign = SIGNS.get(one_line(str(side)).lower())
    if sign is None:
        raise BadInput(_("“{side}”看不出是收还是支；应为 借、贷 或 收、支").format(side=one_line(str(side))))
    return abs(amount) * sign


def _money(value: Any) -> Any:
    if value is None or (isinstance(value, str) and value.strip() in NOTHING):
        return None
    try:
        return read_money(f"{value:.2f}" if isinstance(value, float) and round(value, 2) == value else value)
    except PydanticCustomError as error:
        raise BadInput(error.message_template.format(**(error.context or {}))) from None


def store_statement(work: Work, rows: list[Checked]) -> None:
    """Store the new lines of a statement."""
    words = _("导入银行对账单 {n} 行").format(n=len(rows))
    work.add_many(BankLine, in_order([row.value for row in rows]), MoneyAgreed(words))


def in_order(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines as they happened: many banks give the last one first, which days or running balances betray."""
    backward = list(reversed(lines))
    days = [line["date"] for line in lines]
    if days != sorted(days):
        return sorted(backward, key=lambda line: line["date"])
    return backward if _running(backward) > _running(lines) else lines


def _running(lines: list[dict[str, Any]]) -> int:
    """How many lines carry on the balance of the one before."""
    pairs = pairwise(lines)
    return sum(a["balance"] is not None and b["balance"] == a["balance"] + b["amount"] for a, b in pairs)


STATEMENT = Import(
    "finance.bank",
    _("银行对账单"),
    "finance.import_bank",
    HEADINGS,
    ("date",),
    check_statement,
    store_statement,
    whole=True,
)
