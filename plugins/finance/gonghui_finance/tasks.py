"""What is due in the books."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from gonghui_core.contributions import Task
from gonghui_core.i18n import translator
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherStatus
from gonghui_finance.models import Voucher
from gonghui_finance.reminders import reminders

_ = translator("gonghui_finance")


def tasks(work: Work) -> list[Task]:
    """Drafts to adopt, drafts of others to review, reviewed vouchers to post; then claims, remittance, dues."""
    draft, me = Voucher.status == VoucherStatus.draft, work.officer.name
    wanted = (
        (_("{n} 张请款凭证待接收"), "finance.draft", (draft, Voucher.maker.is_(None))),
        (_("{n} 张凭证待审核"), "finance.review", (draft, Voucher.maker.is_not(None), Voucher.maker != me)),
        (_("{n} 张凭证待记账"), "finance.post", (Voucher.status == VoucherStatus.reviewed,)),
    )
    found = []
    for words, right, conditions in wanted:
        count = _count(work, *conditions)
        if count:
            found.append(Task(words.format(n=count), right, page="finance.vouchers"))
    return [*found, *reminders(work)]


def _count(work: Work, *conditions: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count()).select_from(Voucher).where(*conditions)) or 0
