"""The voucher book: the posted vouchers of a month one below the other, or one of them, as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from gonghui_core.fields import Whole
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Block, Figure, Figures, Heading, Report
from gonghui_core.storage.audit import head_of
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.commands import Month, VoucherKey, Year
from gonghui_finance.models import Voucher
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.papers import voucher_blocks
from gonghui_finance.pages.voucher_paper import Part, voucher_paper
from gonghui_finance.queries import files, signers
from gonghui_finance.queries import vouchers as found

_ = translator("gonghui_finance")

PerPage = Annotated[Whole, Field(ge=1, le=2)]


def voucher_book(work: Work, asked: Asked) -> Report:
    """记账凭证 with maker, reviewer, bookkeeper, cashier and head of accounts to sign, printed as forms."""
    chosen = _chosen(work, asked)
    stored = found.lines_of_many(work, [voucher.id for voucher in chosen])
    parts = [(voucher, found.plain_lines(stored[voucher.id])) for voucher in chosen]
    names, kept = signers.names(work, chosen), files.counts(work, [voucher.id for voucher in chosen])
    blocks: list[Block] = [_extent(work, parts)]
    for voucher, lines in parts:
        blocks.append(Heading(_("记账凭证"), 2))
        blocks += voucher_blocks(work, voucher, lines, voucher.number, names, kept[voucher.id])
    data = {"year": asked["year"], "month": asked.get("month"), "vouchers": [str(v.id) for v in chosen]}
    paper = voucher_paper(
        work,
        str(_("记账凭证")),
        parts,
        per_page=asked.get("per_page", 2),
        covers=asked.get("voucher") is None,
    )
    return Report(_("凭证册"), tuple(blocks), data, paper)


def _extent(work: Work, parts: Sequence[Part]) -> Figures:
    """What stands on the cover: how many vouchers with how many papers, and the head of the audit chain."""
    attached = sum(voucher.attachments for voucher, _lines in parts)
    items = (
        Figure(_("凭证张数"), len(parts)), Figure(_("附件张数"), attached),
        Figure(_("审计链头"), head_of(work.session).short),
    )  # fmt: skip
    return Figures(items)


def _chosen(work: Work, asked: Asked) -> list[Voucher]:
    if asked.get("voucher") is not None:
        return [work.get(Voucher, asked["voucher"])]
    first, last = periods.span(asked["year"], asked.get("month"))
    query = select(Voucher).where(Voucher.period.between(first, last), Voucher.status == VoucherStatus.posted)
    return list(work.session.scalars(query.order_by(Voucher.period, Voucher.number)))


VOUCHER_BOOK = ReportPage(
    "finance.voucher_book", _("凭证册"), READ, build=voucher_book, group="finance",
    params=(
        Parameter("year", _("年"), Year, default=lambda work: work.today.year), Parameter("month", _("月"), Month),
        Parameter("voucher", _("凭证"), VoucherKey), Parameter("per_page", _("每页张数"), PerPage),
    ),
    help=_("打印记账凭证：一个月的，或给出编号的一张；可导出 docx 和 xlsx，A4 一页一张或两张。"),
)  # fmt: skip
