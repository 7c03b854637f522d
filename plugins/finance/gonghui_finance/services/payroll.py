"""Taking in the payroll list: the wage that dues are reckoned from, and the dues that were withheld.

A list of money is taken in whole or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError
from sqlalchemy import select

from gonghui_core.dates import read_date
from gonghui_core.fields import read_money
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet, SheetRow
from gonghui_core.verdicts import BadInput
from gonghui_core.work import Work
from gonghui_finance import events, periods
from gonghui_finance.choices import DuesSource, PayFrom
from gonghui_finance.models import DuesBase
from gonghui_finance.queries import dues as queries
from gonghui_finance.services import dues

_ = translator("gonghui_finance")

HEADINGS: dict[str, tuple[str, ...]] = {
    "member": ("member", "number", "工号", "职工号", "教工号", "人员编号", "编号"),
    "name": ("name", "姓名", "职工姓名"),
    "month": ("month", "period", "月份", "工资月份", "所属月份", "年月"),
    "base": ("base", "缴费基数", "会费基数", "工资基数", "基本工资", "岗位工资与薪级工资"),
    "paid": ("paid", "dues", "会费", "扣会费", "代扣会费", "实缴会费", "工会会费"),
}


class _Reject(Exception):
    """A row that is not taken: the code of the reason and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Entry:
    """A row as read: member, month, and what is new of the two figures."""

    member: int
    period: int
    base: Decimal | None
    paid: Decimal | None


@dataclass
class _Known:
    """What is known before the import, looked up once."""

    numbers: dict[str, Member]
    bases: dict[int, list[tuple[date, Decimal]]]
    paid: dict[int, queries.Sums]
    seen: dict[tuple[int, int], int]


def check_payroll(work: Work, sheet: Sheet) -> list[Checked]:
    """What each row of a payroll list would do."""
    bases: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for key, since, base in work.session.execute(
        select(DuesBase.member_id, DuesBase.since, DuesBase.base).order_by(DuesBase.since)
    ):
        bases[key].append((since, base))
    known = _Known({m.number: m for m in work.session.scalars(select(Member))}, bases, {}, {})
    return [_check(work, row, known) for row in sheet.rows]


def _check(work: Work, row: SheetRow, known: _Known) -> Checked:
    try:
        member, period = _member(work, row, known), _period(work, row.cells.get("month"))
        base, paid = _money(row.cells.get("base"), "base"), _money(row.cells.get("paid"), "paid")
    except _Reject as reject:
        return Checked(row.number, "rejected", reject.code, reject.message)
    fault = _fault(row, known, (member.id, period), base, paid)
    if fault is not None:
        return fault
    before = queries.base_on(known.bases.get(member.id), periods.first_day(period))
    given = _paid_before(work, known, period).get(member.id, {}).get(period)
    news = Entry(member.id, period, None if base == before else base, None if paid == given else paid)
    if news.paid is not None and given:
        said = _("{number} {month}已缴 {given:.2f} 元，与表中的 {paid:.2f} 元不同").format(
            number=member.number, month=periods.title(period), given=given, paid=paid
        )
        return Checked(row.number, "rejected", "paid_differs", said)
    return _told(row.number, news, before)


def _told(number: int, news: Entry, before: Decimal | None) -> Checked:
    if news.base is None and not news.paid:
        return Checked(number, "unchanged")
    changes = {}
    if news.base is not None and before is not None:
        changes[str(_("缴费基数"))] = (f"{before:.2f}", f"{news.base:.2f}")
    return Checked(number, "changed" if changes else "new", changes=changes, value=news)


def _fault(
    row: SheetRow, known: _Known, key: tuple[int, int], base: Decimal | None, paid: Decimal | None
) -> Checked | None:
    if base is None and paid is None:
        return Checked(row.number, "rejected", "nothing", _("没有缴费基数，也没有会费"))
    if key in known.seen:
        said = _("与第 {n} 行是同一人同一个月").format(n=known.seen[key])
        return Checked(row.number, "rejected", "repeated", said)
    known.seen[key] = row.number
    return None


def _paid_before(work: Work, known: _Known, period: int) -> queries.Sums:
    if period not in known.paid:
        known.paid[period] = queries.paid(work, [period])
    return known.paid[period]


def _member(work: Work, row: SheetRow, known: _Known) -> Member:
    number = _text(row.cells.get("member"))
    name = _text(row.cells.get("name"))
    if not number:
        raise _Reject("number_missing", _("没有工号"))
    member = known.numbers.get(number)
    if member is None:
        raise _Reject("member_unknown", _("名册里没有工号 {number}").format(number=number))
    if name and name != member.name:
        said = _("工号 {number} 在名册里是{have}，表中是{name}")
        raise _Reject("name_differs", said.format(number=number, have=member.name, name=name))
    return member


def _period(work: Work, cell: Any) -> int:
    if cell in (None, ""):
        return periods.period_of(work.today)
    try:
        return periods.period_of(read_date(cell, today=work.today).day)
    except BadInput as error:
        raise _Reject("month", _("月份：{why}").format(why=error.message)) from None


def _money(cell: Any, name: str) -> Decimal | None:
    if cell in (None, ""):
        return None
    amount = _read(lambda: read_money(f"{cell:.2f}" if isinstance(cell, float) else cell), name)
    if amount < 0:
        raise _Reject(name, _("金额不能小于 0"))
    return amount


def _read(read: Callable[[], Decimal], name: str) -> Decimal:
    try:
        return read()
    except PydanticCustomError as error:
        raise _Reject(name, str(error.message())) from None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def store_payroll(work: Work, rows: list[Checked]) -> None:
    """Keep the new bases, and one collection for the dues withheld in each month."""
    withheld: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for row in rows:
        entry: Entry = row.value
        if entry.base is not None:
            dues.keep_base(work, entry.member, entry.base, periods.first_day(entry.period))
        if entry.paid:
            withheld[entry.period][entry.member] = entry.paid
    work.record(events.FundsMoved(_("导入工资表 {n} 行").format(n=len(rows))))
    for period, amounts in sorted(withheld.items()):
        dues.collect(work, period, amounts, day=work.today, source=DuesSource.payroll, into=PayFrom.bank)


PAYROLL = Import(
    "finance.payroll", _("工资表（会费基数和代扣会费）"), "finance.dues", HEADINGS, ("member",), check_payroll,
    store_payroll, whole=True,
)  # fmt: skip
