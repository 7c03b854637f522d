"""A voucher as people read it: on its page, before it is written, and while it is entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from gonghui_core.fields import read_money
from gonghui_core.i18n import translator
from gonghui_core.links import Link, link
from gonghui_core.reports import Block, Child, Col, Fact, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_finance import commands, periods
from gonghui_finance.models import Voucher
from gonghui_finance.pages.voucher_paper import voucher_paper
from gonghui_finance.queries import files, signers, vouchers
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules import entry
from gonghui_finance.rules.capitals import capitals
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.services import run
from gonghui_finance.services.vouchers import read_lines

_ = translator("gonghui_finance")


def voucher_report(work: Work, key: Any) -> Report:
    """All of a stored voucher."""
    voucher = work.get(Voucher, int(key))
    lines = vouchers.plain_lines(vouchers.lines_of(work, voucher.id))
    attached = Child("finance.voucher_files", {"voucher": str(voucher.id)}, _("电子附件"))
    blocks = (*voucher_blocks(work, voucher, lines, voucher.number), attached)
    title = _("记账凭证")
    return Report(title, blocks, _data(voucher, lines), voucher_paper(work, str(title), [(voucher, lines)]))


def posting_preview(work: Work, command: commands.PostVoucher) -> Report:
    """What posting will write: the voucher with the number that it will get."""
    voucher = work.get(Voucher, command.record)
    lines = vouchers.plain_lines(vouchers.lines_of(work, voucher.id))
    number = run.next_number(work, voucher.period)
    return Report(_("将记账的凭证"), voucher_blocks(work, voucher, lines, number), _data(voucher, lines))


def draft_preview(work: Work, command: commands.DraftVoucher) -> Report:
    """What drafting will write."""
    lines = read_lines(work, command.lines, command.summary)
    voucher = Voucher(
        date=command.date, summary=command.summary, attachments=command.attachments, maker=work.officer.name
    )
    return Report(_("将存的草稿"), voucher_blocks(work, voucher, lines, None), _data(voucher, lines))


def reversal_preview(work: Work, command: commands.ReverseVoucher) -> Report:
    """The red voucher that reversing will draft."""
    voucher = work.get(Voucher, command.record)
    lines = entry.red(vouchers.plain_lines(vouchers.lines_of(work, voucher.id)))
    red = Voucher(
        date=command.date, summary=command.reason, attachments=voucher.attachments, maker=work.officer.name
    )
    return Report(_("将存的红字凭证草稿"), voucher_blocks(work, red, lines, None), _data(red, lines))


def voucher_blocks(
    work: Work, voucher: Voucher, lines: Sequence[Line], number: int | None, names: signers.Names | None = None,
    kept: int | None = None,
) -> tuple[Block, ...]:  # fmt: skip
    """The head, the lines with totals, the amount in capitals, and who signs.

    `names` and the number of files that are `kept` are looked up where they are not known already.
    """
    if kept is None:
        kept = files.counts(work, [voucher.id])[voucher.id] if voucher.id else 0
    total = entry.debit_total(lines)
    word = f"记-{number}" if number else str(_("（记账时编号）"))
    items = [
        Figure(_("凭证号"), f"{periods.title(periods.period_of(voucher.date))} {word}"),
        Figure(_("日期"), voucher.date), Figure(_("摘要"), voucher.summary),
        Figure(_("附件张数"), _attachments(voucher, kept)), Figure(_("状态"), voucher.status),
        Figure(_("来源"), *_origin(work, voucher)), Figure(_("金额大写"), capitals(total)),
    ]  # fmt: skip
    return (
        Figures(tuple(items)),
        lines_grid(work, lines),
        _signatures(names or signers.names(work, [voucher]), voucher),
    )


def _attachments(voucher: Voucher, kept: int) -> str:
    """How many papers hang on the voucher, and how many of them are kept as files."""
    if not kept:
        return str(voucher.attachments)
    return _("{n} 张，电子附件 {kept} 个").format(n=voucher.attachments, kept=kept)


def _origin(work: Work, voucher: Voucher) -> tuple[str, Fact | None]:
    if voucher.page is None or voucher.record is None:
        return "", None
    said = origin_of(work, voucher.page, voucher.record)
    return said, Fact(str(_("来源")), said.words, voucher.page, (voucher.record,))


def origin_of(work: Work, page: str, record: str) -> Link:
    """What a voucher was made for, as people call it: the month of a closing, the number of another voucher."""
    if page == "finance.periods" and record.isdecimal():
        return link(work, page, record, _("结转 {month}").format(month=periods.title(int(record))))
    return link(work, page, record)


def lines_grid(work: Work, lines: Sequence[Line]) -> Grid:
    """The lines of a voucher and their totals; names stand beside codes (general notes, 2)."""
    chart = chart_of(work)
    columns = (
        Col("memo", _("摘要"), width=24), Col("account", _("科目"), width=30), Col("debit", _("借方"), "money", 14),
        Col("credit", _("贷方"), "money", 14), Col("project", _("项目"), width=12),
    )  # fmt: skip
    rows: list[Sequence[Any]] = [
        (
            line.memo, f"{line.account} {chart.full_name(line.account)}", line.debit or None, line.credit or None,
            line.project,
        )
        for line in lines
    ]  # fmt: skip
    rows.append((_("合计"), "", entry.debit_total(lines), entry.credit_total(lines), None))
    return Grid(columns, rows, _("分录"))


def _signatures(names: signers.Names, voucher: Voucher) -> Signature:
    """The line to sign on, with the names that the record gives."""
    signed = zip(signers.ROLES, names.of(voucher), strict=True)
    return Signature(tuple(f"{role}：{name}" for role, name in signed))


def _data(voucher: Voucher, lines: Sequence[Line]) -> dict[str, Any]:
    return {
        "date": voucher.date, "number": voucher.number, "summary": voucher.summary,
        "lines": [
            {"account": x.account, "debit": x.debit, "credit": x.credit, "memo": x.memo} for x in lines
        ],
        "capitals": capitals(entry.debit_total(lines)),
    }  # fmt: skip


def live_totals(values: Mapping[str, Any]) -> list[str]:
    """The footer of the entry grid: totals, what is missing, the amount in capitals."""
    return _live(values.get("lines"))


def _live(given: Any) -> list[str]:
    rows = [row for row in given or [] if isinstance(row, Mapping)]
    debit = sum((typed(row.get("debit")) for row in rows), ZERO)
    credit = sum((typed(row.get("credit")) for row in rows), ZERO)
    gap = debit - credit
    state = _("已平") if not gap and debit else _("差 {gap:,.2f}").format(gap=gap)
    totals = _("借方 {debit:,.2f}　贷方 {credit:,.2f}　{state}").format(
        debit=debit, credit=credit, state=state
    )
    return [totals, _("大写：{words}").format(words=capitals(debit))]


def typed(value: Any) -> Decimal:
    """An amount as it stands in the form; nothing while it cannot be read yet."""
    try:
        return read_money(value) if value not in (None, "") else ZERO
    except PydanticCustomError:
        return ZERO
