"""Taking in vouchers from sheets and journals: drafts of the importer, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError
from sqlalchemy import select

from gonghui_core.dates import read_date
from gonghui_core.fields import read_money, read_whole, read_yes_no
from gonghui_core.i18n import translator
from gonghui_core.members.models import Branch
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet, SheetRow
from gonghui_core.text import one_line
from gonghui_core.verdicts import BadInput
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherKind, VoucherStatus
from gonghui_finance.events import VouchersPassed
from gonghui_finance.models import Voucher, VoucherLine
from gonghui_finance.queries import months
from gonghui_finance.queries.accounts import chart_of, resolve_account
from gonghui_finance.rules import journals
from gonghui_finance.rules.entry import ZERO, Line, first_fault, marked
from gonghui_finance.rules.journals import Transaction

_ = translator("gonghui_finance")

MAX_JOURNAL = 50 * 2**20
HEADINGS: dict[str, tuple[str, ...]] = {
    "date": ("日期", "凭证日期", "制单日期", "记账日期"),
    "number": ("凭证号", "号", "凭证编号", "凭证字号", "序号"),
    "summary": ("摘要", "凭证摘要"),
    "account": ("科目", "科目代码", "科目编码", "会计科目"),
    "debit": ("借方", "借方金额", "借方发生额"),
    "credit": ("贷方", "贷方金额", "贷方发生额"),
    "memo": ("分录摘要", "备注", "说明"),
    "attachments": ("附件", "附件张数", "附单据数"),
    "project": ("项目", "项目名称"),
    "earmarked": ("专项", "是否专项"),
    "branch": ("分工会",),
}
PLACES = {name: place for place, name in enumerate(HEADINGS)}


@dataclass
class _Group:
    """The rows of one voucher."""

    day: date
    summary: str
    attachments: int = 0
    given: Any = None
    rows: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


class _Bad(Exception):
    """A row that cannot be taken: the code of the reason and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


class _Reader:
    """Reads rows with what was looked up before, and groups them to vouchers."""

    def __init__(self, work: Work) -> None:
        self.work, self.chart = work, chart_of(work)
        # Whatever a sheet of thousands of rows says again and again is read once.
        self.days: dict[Any, date] = {}
        self.branches = {
            str(name): int(key) for key, name in work.session.execute(select(Branch.id, Branch.name))
        }
        self.codes: dict[Any, str] = {}
        self.closed: dict[int, bool] = {}
        self.groups: dict[tuple[date, str], _Group] = {}
        self.bad: dict[int, Checked] = {}
        self.torn: set[tuple[Any, str]] = set()

    def take(self, row: SheetRow) -> None:
        """Read one row into the voucher that it belongs to."""
        cells = row.cells
        try:
            day = self._day(cells.get("date"))
            summary = one_line(str(cells.get("summary") or cells.get("memo") or ""))[:300]
            if not summary:
                raise _Bad("summary", _("摘要：没有填；写明这笔收支是什么"))
            line = self._line(cells, summary)
        except _Bad as bad:
            self.bad[row.number] = Checked(row.number, "rejected", bad.code, bad.message)
            self.torn.add((cells.get("date"), _number(cells)))
            return
        number = _number(cells)
        group = self.groups.setdefault((day, number), _Group(day, summary, _count(cells.get("attachments"))))
        group.given = cells.get("date")
        group.rows.append(row.number)
        group.lines.append(line)

    def check(self) -> None:
        """Look at each voucher as a whole; one that lacks a bad row would only seem not to balance."""
        for (_day, given), group in self.groups.items():
            if (group.given, given) in self.torn:
                continue
            fault = first_fault(group.lines, self.chart)
            if fault is None:
                group.lines = [marked(line, self.chart) for line in group.lines]
                continue
            place = fault.field.split(".")
            number = group.rows[int(place[1]) if len(place) > 1 else 0]
            self.bad.setdefault(
                number, Checked(number, "rejected", fault.rule, self._words(group, fault.message))
            )

    def _words(self, group: _Group, message: str) -> str:
        rows = _("第 {first} 到 {last} 行的凭证").format(first=group.rows[0], last=group.rows[-1])
        return f"{rows}：{message}"

    def _day(self, value: Any) -> date:
        if (known := self.days.get(value)) is not None:
            return known
        day = self.days[value] = self._read_day(value)
        return day

    def _read_day(self, value: Any) -> date:
        try:
            day = read_date(value).day
        except BadInput as error:
            empty = value is None or value == ""
            said = _("没有填；写成 2023-12-20 的样子") if empty else error.message
            raise _Bad("date", _("日期：{said}").format(said=said)) from None
        period = periods.period_of(day)
        if period not in self.closed:
            self.closed[period] = months.is_closed(self.work, period)
        if self.closed[period]:
            raise _Bad("finance.month.closed", _("{month}已结账").format(month=periods.title(period)))
        first = months.before_books(self.work, period)
        if first is not None:
            raise _Bad("finance.books.begin", _("账从{year}年开始，日期在那之前").format(year=first))
        return day

    def _line(self, cells: Mapping[str, Any], summary: str) -> Line:
        memo = one_line(str(cells.get("memo") or summary))[:300]
        debit, credit = _money(cells.get("debit"), _("借方")), _money(cells.get("credit"), _("贷方"))
        project = one_line(str(cells.get("project") or "")) or None
        return Line(
            self._code(cells.get("account")), debit, credit, memo, _yes(cells.get("earmarked")), project,
            self._branch(cells.get("branch")),
        )  # fmt: skip

    def _branch(self, value: Any) -> int | None:
        name = one_line(str(value or ""))
        if not name:
            return None
        if name not in self.branches:
            raise _Bad("branch", _("没有分工会“{name}”").format(name=name))
        return self.branches[name]

    def _code(self, value: Any) -> str:
        if value not in self.codes:
            try:
                text = one_line(str(value if value is not None else ""))
                self.codes[value] = resolve_account(self.work, text)
            except BadInput as error:
                raise _Bad("finance.account.known", error.message) from None
        return self.codes[value]


def _money(value: Any, title: str) -> Any:
    if value is None or value == "":
        return ZERO
    try:
        return read_money(f"{value:.2f}" if isinstance(value, float) and round(value, 2) == value else value)
    except PydanticCustomError as error:
        raise _Bad("money", f"{title}：{error.message_template.format(**(error.context or {}))}") from None


def _number(cells: Mapping[str, Any]) -> str:
    """What groups rows to a voucher, beside the date."""
    return one_line(str(cells.get("number") or ""))


def _yes(value: Any) -> bool:
    try:
        return value not in (None, "") and read_yes_no(value)
    except PydanticCustomError as error:
        raise _Bad("earmarked", _("专项应为“是”或“否”")) from error


def _count(value: Any) -> int:
    try:
        return max(read_whole(value), 0) if value not in (None, "") else 0
    except PydanticCustomError:
        return 0


def check_vouchers(work: Work, sheet: Sheet) -> list[Checked]:
    """What each row would do; the first row of a voucher carries the voucher."""
    reader = _Reader(work)
    for row in sheet.rows:
        reader.take(row)
    reader.check()
    first = {group.rows[0]: group for group in reader.groups.values()}
    return [
        reader.bad.get(row.number) or Checked(row.number, "new", value=first.get(row.number))
        for row in sheet.rows
    ]


def store_vouchers(work: Work, rows: list[Checked]) -> None:
    """Store the vouchers as drafts of the acting officer, in two statements and their audit rows."""
    groups: list[_Group] = [row.value for row in rows if row.value is not None]
    if not groups:
        return
    drafts = [_voucher(work, group) for group in groups]
    work.add_many(Voucher, drafts)
    work.add_many(VoucherLine, [
        _line(draft["id"], position, line)
        for draft, group in zip(drafts, groups, strict=True)
        for position, line in enumerate(group.lines)
    ], VouchersPassed(_("导入 {n} 张凭证草稿").format(n=len(groups))))  # fmt: skip


def _voucher(work: Work, group: _Group) -> dict[str, Any]:
    return {
        "date": group.day, "period": periods.period_of(group.day), "summary": group.summary,
        "attachments": group.attachments, "status": VoucherStatus.draft, "kind": VoucherKind.ordinary,
        "maker": work.officer.name, "maker_member_id": work.officer.member_id, "version": 1,
    }  # fmt: skip


def _line(voucher: int, position: int, line: Line) -> dict[str, Any]:
    return {
        "voucher_id": voucher, "position": position, "account": line.account, "debit": line.debit,
        "credit": line.credit, "memo": line.memo, "earmarked": line.earmarked, "project": line.project,
        "branch_id": line.branch_id,
    }  # fmt: skip


def read_journal(parse: Callable[[str], list[Transaction]]) -> Callable[[Path], Sheet]:
    """A reader of plain-text journals that gives their postings as the rows of a sheet."""

    def read(path: Path) -> Sheet:
        try:
            if path.stat().st_size > MAX_JOURNAL:
                raise BadInput(_("文件“{name}”超过 50 MB，已拒绝读取。").format(name=one_line(path.name)))
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise BadInput(_("读不了“{name}”：应为 UTF-8 文本").format(name=one_line(path.name))) from error
        return _sheet(parse(text))

    return read


def _sheet(found: Sequence[Transaction]) -> Sheet:
    rows = []
    for number, transaction in enumerate(found, 1):
        for posting in transaction.postings:
            debit, credit = posting.debit, posting.credit
            values = (
                transaction.date, number, transaction.summary, journals.account_in(posting.account),
                f"{debit:.2f}" if debit else None, f"{credit:.2f}" if credit else None, posting.memo,
                transaction.attachments, posting.project, posting.earmarked or None, posting.branch,
            )  # fmt: skip
            rows.append(SheetRow(posting.line, values, PLACES))
    return Sheet("", tuple(HEADINGS), {name: name for name in HEADINGS}, (), rows, [])


def _kind(name: str, title: str, read: Callable[[Path], Sheet] | None = None) -> Import:
    return Import(
        name, title, "finance.draft", HEADINGS, ("date", "account", "debit", "credit"), check_vouchers,
        store_vouchers, whole=True, read=read,
    )  # fmt: skip


VOUCHERS = _kind("finance.vouchers", _("凭证"))
HLEDGER = _kind("finance.hledger", _("hledger 账本"), read_journal(journals.read_hledger))
BEANCOUNT = _kind("finance.beancount", _("Beancount 账本"), read_journal(journals.read_beancount))

IMPORTS = (VOUCHERS, HLEDGER, BEANCOUNT)
