"""Counting cash, taking in statements, matching them with the books."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pydantic_core import PydanticCustomError
from sqlalchemy import func, insert, select

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.dates import read_date
from gonghui_core.fields import read_money
from gonghui_core.i18n import translator
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet, SheetRow
from gonghui_core.text import one_line
from gonghui_core.verdicts import BadInput, Refusal
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.commands import bank as commands
from gonghui_finance.events import VouchersPassed
from gonghui_finance.models import BankLine, BankMatch, CashCount, Voucher, VoucherLine
from gonghui_finance.queries import bank as found
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

HEADINGS: dict[str, tuple[str, ...]] = {
    "date": ("日期", "交易日期", "记账日期", "交易时间", "入账日期", "交易日"),
    "received": (
        "收入",
        "收入金额",
        "贷方发生额",
        "贷方金额",
        "贷方",
        "存入",
        "转入金额",
        "贷方发生额(收入)",
        "贷方发生额/元(收入)",
    ),
    "paid": (
        "支出",
        "支出金额",
        "借方发生额",
        "借方金额",
        "借方",
        "支取",
        "转出金额",
        "借方发生额(支取)",
        "借方发生额/元(支取)",
    ),
    "amount": ("金额", "交易金额", "发生额"),
    "side": ("借贷标志", "借贷标识", "借贷方向", "借贷", "收支", "收/支", "收支标志", "收支方向", "收支类型"),
    "balance": ("余额", "账户余额", "本次余额", "联机余额"),
    "summary": ("摘要", "用途", "附言", "交易摘要", "交易说明"),
    "party": ("对方户名", "对方名称", "对方单位", "收付款人名称", "交易对方"),
    "reference": ("流水号", "交易流水号", "凭证号", "凭证号码", "业务编号", "交易序号"),
}

SIGNS = {"贷": 1, "收": 1, "收入": 1, "转入": 1, "c": 1, "借": -1, "支": -1, "支出": -1, "转出": -1, "d": -1}
"""What a bank calls money in and money out, as it sees it: what it owes the union is its credit."""

LineKey = tuple[Any, ...]


def count_cash(work: Work, command: commands.CountCash) -> Outcome:
    """Store a count; a difference to the books is recorded and said (accounts 101 and 182 tell what follows)."""
    book = found.book_balance(work, found.CASH, command.on)
    count = CashCount(
        on=command.on, counted=command.counted, book=book, officer=work.officer.name, note=command.note
    )
    words = _("盘点现金 {on}：实存 {counted:.2f}，账面 {book:.2f}")
    work.add(count, VouchersPassed(words.format(on=command.on, counted=command.counted, book=book)))
    gap = abs(command.counted - book)
    verdict = policy.check(work, "finance.cash.difference", command.on, have=gap, field="counted")
    return Outcome(
        _("已登记，差额 {gap:.2f} 元").format(gap=command.counted - book), count.id, policy.broken(verdict)
    )


def match_bank(work: Work, command: commands.MatchBank) -> Outcome:
    """Keep a pair; both sides must be free and have one amount."""
    line = work.get(BankLine, command.record)
    entry = work.get(VoucherLine, command.entry)
    _refuse_taken(work, line, entry)
    if entry.debit - entry.credit != line.amount:
        said = _("金额不同：对账单 {bank:.2f}，账上 {book:.2f}")
        raise Refusal(
            said.format(bank=line.amount, book=entry.debit - entry.credit), field="entry",
            rule="finance.bank.amount", need=f"{line.amount:.2f}", have=f"{entry.debit - entry.credit:.2f}",
        )  # fmt: skip
    _match(work, line.id, entry.id)
    work.record(VouchersPassed(_("银行对账 {key}").format(key=line.id)))
    return Outcome(_("已勾对"), line.id)


def match_all(work: Work, command: commands.MatchAll) -> Outcome:
    """Keep every suggested pair."""
    pairs = found.proposed(work, command.until)
    for line, entry in pairs.items():
        _match(work, line, entry)
    said = _("已勾对 {n} 笔").format(n=len(pairs))
    work.record(VouchersPassed(said))
    return Outcome(said)


def unmatch_bank(work: Work, command: commands.UnmatchBank) -> Outcome:
    """Take a pair apart."""
    match = work.session.scalar(select(BankMatch).where(BankMatch.bank_line_id == command.record))
    if match is None:
        raise Refusal(_("这一行还没有勾对"), field="record")
    work.session.delete(match)
    work.record(VouchersPassed(_("取消勾对 {key}").format(key=command.record)))
    return Outcome(_("已取消勾对"), command.record)


def _match(work: Work, line: int, entry: int) -> None:
    work.session.add(
        BankMatch(bank_line_id=line, voucher_line_id=entry, officer=work.officer.name, on=work.today)
    )
    work.session.flush()


def _refuse_taken(work: Work, line: BankLine, entry: VoucherLine) -> None:
    taken = select(func.count()).where(
        (BankMatch.bank_line_id == line.id) | (BankMatch.voucher_line_id == entry.id)
    )
    if work.session.scalar(taken):
        raise Refusal(_("其中一方已经勾对"), field="entry", rule="finance.bank.matched")
    voucher = work.get(Voucher, entry.voucher_id)
    if voucher.status is not VoucherStatus.posted or not entry.account.startswith(found.BANK):
        raise Refusal(_("只能勾对已记账的银行存款分录"), field="entry", rule="finance.bank.entry")


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
        day = read_date(cells.get("date")).day
        amount, balance = _amount(cells), _money(cells.get("balance"))
    except BadInput as error:
        return Checked(row.number, "rejected", "unreadable", error.message)
    if not amount:
        return Checked(row.number, "rejected", "nothing", _("没有收入，也没有支出"))
    texts = {name: one_line(str(cells.get(name) or ""))[:100] for name in ("summary", "party", "reference")}
    key = (day, amount, texts["summary"], texts["reference"])
    seen[key] += 1
    if seen[key] <= known[key]:
        return Checked(row.number, "unchanged")
    value = {"date": day, "amount": amount, "balance": balance, "twin": seen[key] - 1, **texts}
    return Checked(row.number, "new", value=value)


def _amount(cells: Any) -> Any:
    received, paid = _money(cells.get("received")), _money(cells.get("paid"))
    if received is None and paid is None:
        return _signed(_money(cells.get("amount")) or ZERO, cells.get("side"))
    return (received or ZERO) - (paid or ZERO)


def _signed(amount: Any, side: Any) -> Any:
    """An amount with the sign that the statement gives in a column of its own, if it does."""
    if side is None or side == "":
        return amount
    sign = SIGNS.get(one_line(str(side)).lower())
    if sign is None:
        raise BadInput(_("“{side}”看不出是收还是支；应为 借、贷 或 收、支").format(side=one_line(str(side))))
    return abs(amount) * sign


def _money(value: Any) -> Any:
    if value is None or value == "":
        return None
    try:
        return read_money(f"{value:.2f}" if isinstance(value, float) and round(value, 2) == value else value)
    except PydanticCustomError as error:
        raise BadInput(error.message_template.format(**(error.context or {}))) from None


def store_statement(work: Work, rows: list[Checked]) -> None:
    """Store the new lines of a statement."""
    values = [row.value for row in rows]
    keys = work.session.execute(insert(BankLine).returning(BankLine.id, sort_by_parameter_order=True), values)
    work.trail.add_rows(BankLine, [{**row, "id": key} for row, (key,) in zip(values, keys, strict=True)])
    work.record(VouchersPassed(_("导入银行对账单 {n} 行").format(n=len(values))))


STATEMENT = Import(
    "finance.bank",
    _("银行对账单"),
    "finance.bank",
    HEADINGS,
    ("date",),
    check_statement,
    store_statement,
    whole=True,
)
