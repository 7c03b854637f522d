"""What the books tell in the annual report: funds remitted, budget and accounts, orderly books."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.annual.sections import Expected, Part, Section, Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import Voucher
from gonghui_finance.queries.vouchers import unpapered

EXPECTS = (
    Expected("A6", "按时足额上缴工会经费", "finance.vouchers"),
    Expected("A7", "报送预算和决算", "finance.vouchers"),
    Expected("A8", "报销规范、钱账相符、凭证齐全", "finance.vouchers"),
)


def sections(work: Work, year: int) -> list[Section]:
    """The plugin's part of the report of `year`."""
    sentences = [sentence for sentence in (_books(work, year),) if sentence]
    title = "加强工会经费使用以及财务工作管理。"
    return [Section("finance.funds", Part.organisation, 30, title, sentences, EXPECTS)]


def _books(work: Work, year: int) -> Sentence | None:
    """How the books were kept: vouchers, their attachments, maker and reviewer."""
    query = select(Voucher.id, unpapered().label("bare")).where(
        Voucher.status == VoucherStatus.posted, Voucher.period.between(*periods.span(year, None))
    )
    found = work.session.execute(query.order_by(Voucher.id)).all()
    if not found:
        return None
    bare = [row.id for row in found if row.bare]
    keys = tuple(str(row.id) for row in found)
    complete = "附件齐全" if not bare else f"其中{len(bare)}张尚缺附件"
    facts = (
        Fact("记账凭证", f"{len(found)}张", "finance.vouchers", keys),
        Fact("缺附件的凭证", f"{len(bare)}张", "finance.vouchers", tuple(map(str, bare))),
    )
    text = f"规范财务报销制度，全年记账凭证{len(found)}张，均由制单人以外的负责人审核，{complete}。"
    return Sentence("A8", text, facts)
