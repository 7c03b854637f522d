"""记账凭证 as it is printed: two on a page of A4 or one, in the layout that stationers sell.

Date, number, summary, accounts, amounts, number of attachments and signatures: Rules on Basic Accounting Work
(会计基础工作规范), on what a voucher must hold. A voucher of more lines than a form has goes on over several,
numbered 1/2, 2/2; only the last of them has the totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gonghui_core.forms import Cell, FormRow, Paper, PrintedForm
from gonghui_core.i18n import translator
from gonghui_core.storage.audit import head_of
from gonghui_core.text import one_line
from gonghui_core.work import Work
from gonghui_finance.chart import Chart
from gonghui_finance.models import Voucher
from gonghui_finance.queries import signers
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules import entry
from gonghui_finance.rules.capitals import capitals
from gonghui_finance.rules.entry import Line

_ = translator("gonghui_finance")

WIDTHS = (46.0, 32.0, 46.0, 31.0, 31.0)
LINES = {1: 20, 2: 7}
"""How many lines a form has, where one or two of them stand on a page."""

PER_PAGE = 2
_ROW = 9.0
_SIZES = ((24, 9.0), (34, 7.0), (54, 6.5))
"""Characters of a text in the wide columns, and the size in points at which they fit into a row."""

Part = tuple[Voucher, Sequence[Line]]


@dataclass(frozen=True)
class _Sheet:
    """One form of a voucher: its lines, and which of how many it is."""

    voucher: Voucher
    lines: Sequence[Line]
    all_lines: Sequence[Line]
    number: int
    of: int

    @property
    def red(self) -> bool:
        """Whether the voucher takes another back."""
        return self.voucher.reverses_id is not None

    @property
    def is_last(self) -> bool:
        """Whether the totals stand on this one."""
        return self.number == self.of


def voucher_paper(
    work: Work, title: str, vouchers: Sequence[Part], *, per_page: int = PER_PAGE, covers: bool = False
) -> Paper:
    """The printed forms of vouchers, in their order; with `covers`, each month has one."""
    names = signers.names(work, [voucher for voucher, _lines in vouchers])
    chart, union = chart_of(work), work.settings.union.name
    foot = f"审计链 {head_of(work.session).short}"
    most = LINES[per_page]
    forms: list[PrintedForm] = []
    for period, parts in groupby(vouchers, key=lambda part: part[0].period):
        month = list(parts)
        if covers:
            forms.append(cover(union, period, [voucher for voucher, _lines in month], names.chief, foot))
        forms += [
            PrintedForm(WIDTHS, tuple(_rows(sheet, most, chart, union, names, foot)))
            for voucher, lines in month
            for sheet in _sheets(voucher, lines, most)
        ]
    return Paper(tuple(forms), on_page=per_page, title=title)


def _sheets(voucher: Voucher, lines: Sequence[Line], most: int) -> list[_Sheet]:
    parts = [lines[at : at + most] for at in range(0, len(lines), most)] or [[]]
    return [_Sheet(voucher, part, lines, at, len(parts)) for at, part in enumerate(parts, 1)]


def cover(union: str, period: int, vouchers: Sequence[Voucher], chief: str, foot: str) -> PrintedForm:
    """会计凭证封面: whose vouchers of which month, their numbers, how many papers hang on them."""
    numbers = [voucher.number for voucher in vouchers if voucher.number]
    papers = sum(voucher.attachments for voucher in vouchers)
    month = f"{period // 100} 年 {period % 100} 月"
    span = f"第 {min(numbers)} 号至第 {max(numbers)} 号" if numbers else ""
    told = (
        ("单位名称", union), ("凭证期间", month), ("册数", "本期共　　册　第　　册"), ("凭证编号", f"记字{span}"),
        ("凭证张数", f"{len(vouchers)} 张"), ("附件张数", f"{papers} 张"), ("会计主管", chief), ("装订人", ""),
        ("装订日期", ""),
    )  # fmt: skip
    rows = [
        FormRow((Cell("会 计 凭 证 封 面", 5, "center", True, 24, frame=False, rule=True),), 30),
        *(FormRow((Cell(name, 1, "center", size=12), Cell(value, 4, size=12)), 14) for name, value in told),
        FormRow((Cell(foot, 5, "right", size=6.5, frame=False),), 6),
    ]
    return PrintedForm(WIDTHS, rows, alone=True)


def _rows(
    sheet: _Sheet, most: int, chart: Chart, union: str, names: signers.Names, foot: str
) -> Iterator[FormRow]:  # fmt: skip
    yield FormRow((Cell("记 账 凭 证", 5, "center", True, 18, sheet.red, frame=False, rule=True),), 11)
    yield _head(sheet, union)
    titles = ("摘　　要", "总账科目", "明细科目", "借方金额", "贷方金额")
    yield FormRow(tuple(Cell(title, 1, "center", True) for title in titles), 8)
    for line in sheet.lines:
        yield _line(sheet, line, chart)
    for _empty in range(most - len(sheet.lines)):
        yield FormRow((Cell(),) * 5, _ROW)
    yield _total(sheet)
    yield _signs(names, sheet.voucher)
    said = f"系统号 {sheet.voucher.id or ''}　{foot}"
    yield FormRow((Cell(said, 5, "right", size=6.5, frame=False),), 4)


def _head(sheet: _Sheet, union: str) -> FormRow:
    voucher, day = sheet.voucher, sheet.voucher.date
    number = f"记字第 {voucher.number} 号" if voucher.number else "记字第　　号（未记账）"
    of = f"　{sheet.number}/{sheet.of}" if sheet.of > 1 else ""
    return FormRow((
        Cell(f"单位：{union}", 2, size=9, frame=False),
        Cell(f"{day.year} 年 {day.month} 月 {day.day} 日", 1, "center", frame=False),
        Cell(f"附件 {voucher.attachments} 张", 1, "center", frame=False),
        Cell(f"{number}{of}", 1, "right", frame=False),
    ), 7)  # fmt: skip


def _line(sheet: _Sheet, line: Line, chart: Chart) -> FormRow:
    general, detail = account_names(line, chart)
    red = (line.debit or line.credit) < 0
    memo = sheet.voucher.summary if sheet.red else line.memo
    return FormRow((
        _text(memo), Cell(general, size=9 if len(general) <= 16 else 7), _text(detail),
        Cell(line.debit or "", align="right", red=red), Cell(line.credit or "", align="right", red=red),
    ), _ROW)  # fmt: skip


def _text(text: str) -> Cell:
    """A text that fits into its row: the longer, the smaller, and cut where nothing helps."""
    text = one_line(text)
    most, smallest = _SIZES[-1]
    size = next((size for characters, size in _SIZES if len(text) <= characters), smallest)
    return Cell(text if len(text) <= most else f"{text[: most - 1]}…", size=size)


def account_names(line: Line, chart: Chart) -> tuple[str, str]:
    """总账科目 and 明细科目 of a line: names beside codes (general notes, 2), then the dimensions."""
    code = line.account
    first = chart.get(code[:3])
    general = f"{code[:3]} {first.name}" if first else code[:3]
    below = [f"{code} {chart.full_name(code).partition('-')[2]}"] if len(code) > 3 else []
    below += ["专项"] if line.earmarked else []
    below += [line.project] if line.project else []
    return general, " · ".join(below)


def _total(sheet: _Sheet) -> FormRow:
    if not sheet.is_last:
        return FormRow((Cell("（转下张）", 3), Cell(), Cell()), _ROW)
    debit, credit = entry.debit_total(sheet.all_lines), entry.credit_total(sheet.all_lines)
    red = debit < 0
    words = f"合计（大写）：{capitals(debit)}"
    return FormRow((
        Cell(words, 3, bold=True, red=red, size=9 if len(words) <= 34 else 7), Cell(debit, bold=True, red=red),
        Cell(credit, bold=True, red=red),
    ), _ROW)  # fmt: skip


def _signs(names: signers.Names, voucher: Voucher) -> FormRow:
    signed = names.of(voucher)
    return FormRow(
        tuple(
            Cell(f"{role}：{name}", size=9, frame=False)
            for role, name in zip(signers.ROLES, signed, strict=True)
        ),
        8,
    )
