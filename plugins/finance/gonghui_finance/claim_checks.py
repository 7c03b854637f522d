"""What can be wrong with claims and income, for `gonghui check`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from gonghui_core.contributions import Finding
from gonghui_core.i18n import translator
from gonghui_core.work import Work
from gonghui_finance.choices import ClaimStatus
from gonghui_finance.models import Claim, ClaimLine
from gonghui_finance.queries import origins
from gonghui_finance.queries.claims import CLAIMS, STEPS
from gonghui_finance.rules.claims import invoice_key

_ = translator("gonghui_finance")


def findings(work: Work) -> Iterator[Finding]:
    """Everything that is wrong with claims."""
    for check in (unbooked, hands, invoices, totals):
        yield from check(work)


def unbooked(work: Work) -> Iterator[Finding]:
    """Claims that were paid and have no voucher: it was thrown away or taken back."""
    query = select(Claim.id, Claim.amount).where(
        Claim.status == ClaimStatus.paid, ~origins.live(CLAIMS, Claim.id)
    )
    for key, amount in work.session.execute(query):
        said = _("单据 {key} 已付 {amount:.2f} 元，没有凭证").format(key=key, amount=amount)
        yield Finding("finance.claim_unbooked", said, CLAIMS, str(key))


def hands(work: Work) -> Iterator[Finding]:
    """Claims of which one person took two steps."""
    for claim in work.session.scalars(select(Claim)):
        names = [by for step, _title in STEPS if (by := getattr(claim, f"{step}_by")) is not None]
        people = [who for step, _title in STEPS if (who := getattr(claim, f"{step}_member")) is not None]
        if len(set(names)) < len(names) or len(set(people)) < len(people):
            said = _("单据 {key} 有一人办了两步").format(key=claim.id)
            yield Finding("finance.claim_hands", said, CLAIMS, str(claim.id))


def invoices(work: Work) -> Iterator[Finding]:
    """Invoices that two claims hold, or that a claim holds under another number than it says."""
    query = (
        select(ClaimLine)
        .join(Claim, Claim.id == ClaimLine.claim_id)
        .where(Claim.status != ClaimStatus.rejected, ClaimLine.invoice.is_not(None))
        .order_by(ClaimLine.id)
    )
    seen: dict[str, int] = {}
    for line in work.session.scalars(query):
        key = invoice_key(line.seller or "", line.invoice or "")
        if seen.setdefault(key, line.claim_id) != line.claim_id or line.invoice_key != key:
            said = _("单据 {key} 的发票 {invoice} 与登记的不符或另有单据报销")
            yield Finding(
                "finance.invoice_twice", said.format(key=line.claim_id, invoice=line.invoice), CLAIMS,
                str(line.claim_id),
            )  # fmt: skip


def totals(work: Work) -> Iterator[Finding]:
    """Claims whose amount is not the sum of their lines."""
    summed = select(func.sum(ClaimLine.amount)).where(ClaimLine.claim_id == Claim.id).scalar_subquery()
    for key in work.session.scalars(select(Claim.id).where(Claim.amount != func.coalesce(summed, 0))):
        said = _("单据 {key} 的金额与明细不符").format(key=key)
        yield Finding("finance.claim_total", said, CLAIMS, str(key))
