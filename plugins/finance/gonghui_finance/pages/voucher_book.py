"""The voucher book: the posted vouchers of a month one below the other, or one of them, as they are printed."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Parameter, ReportPage
from gonghui_core.reports import Block, Heading, Report
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.commands import Month, VoucherKey, Year
from gonghui_finance.models import Voucher
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.papers import voucher_blocks
from gonghui_finance.queries import vouchers as found

_ = translator("gonghui_finance")


def voucher_book(work: Work, asked: Asked) -> Report:
    """记账凭证 with maker, reviewer, bookkeeper, cashier and head of accounts to sign."""
    blocks: list[Block] = []
    chosen = _chosen(work, asked)
    for voucher in chosen:
        lines = found.plain_lines(found.lines_of(work, voucher.id))
        blocks.append(Heading(_("记账凭证"), 2))
        blocks += voucher_blocks(work, voucher, lines, voucher.number)
    data = {"year": asked["year"], "month": asked.get("month"), "vouchers": [str(v.id) for v in chosen]}
    return Report(_("凭证册"), tuple(blocks), data)


def _chosen(work: Work, asked: Asked) -> list[Voucher]:
    if asked.get("voucher") is not None:
        return [work.get(Voucher, asked["voucher"])]
    first, last = periods.span(asked["year"], asked.get("month"))
    query = select(Voucher).where(Voucher.period.between(first, last), Voucher.status == VoucherStatus.posted)
    return list(work.session.scalars(query.order_by(Voucher.period, Voucher.number)))


VOUCHER_BOOK = ReportPage(
    "finance.voucher_book", _("凭证册"), READ, build=voucher_book, group="finance", number=56,
    params=(
        Parameter("year", _("年"), Year, default=lambda work: work.today.year), Parameter("month", _("月"), Month),
        Parameter("voucher", _("凭证"), VoucherKey),
    ),
    help=_("打印记账凭证：一个月的，或给出编号的一张；可导出 docx 和 xlsx。"),
)  # fmt: skip
