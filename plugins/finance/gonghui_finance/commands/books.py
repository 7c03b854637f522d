"""What can be done with vouchers and months."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from gonghui_core.commands import Command, Editing, Input, OnRecord
from gonghui_core.fields import (
    BranchKey,
    Count,
    Day,
    Kind,
    Money,
    Text,
    Whole,
    YesNo,
    field,
    lines,
    pick,
    record_reader,
)  # fmt: skip
from gonghui_core.i18n import translator
from gonghui_core.text import code

_ = translator("gonghui_finance")

_read_record = record_reader("finance.accounts")


def read_account(value: Any, info: ValidationInfo) -> Any:
    """The account meant; a code that is not in the chart is left for the rule that refuses it."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    try:
        return _read_record(value, info)
    except PydanticCustomError:
        typed = code(value) if isinstance(value, str) else ""
        if typed.isascii() and typed.isdecimal():
            return typed
        raise


AccountCode = Annotated[str, Kind("record", read_account, page="finance.accounts")]
"""An account by code, name or initials."""

PostingAccount = Annotated[str, Kind("record", read_account, page="finance.posting_accounts")]
"""An account that a line of a voucher may stand on."""

VoucherKey = Annotated[int, pick("finance.vouchers")]
Year = Annotated[Whole, Field(ge=1990, le=2100)]
Month = Annotated[Whole, Field(ge=1, le=12)]


class VoucherLine(Input):
    """A line of a voucher."""

    account: PostingAccount = field(_("科目"), help=_("代码、名称或拼音首字母"))
    debit: Money | None = field(_("借方"), None)
    credit: Money | None = field(_("贷方"), None)
    memo: Text | None = field(_("摘要"), None)
    project: Text | None = field(_("项目"), None)
    earmarked: YesNo | None = field(_("专项"), None)
    branch: BranchKey | None = field(_("分工会"), None)


VoucherLines = Annotated[list[VoucherLine], lines(swap=("debit", "credit"), repeat="memo")]


class DraftVoucher(Command):
    """Draft a voucher; it gets its number when it is posted."""

    date: Day = field(_("日期"))
    summary: Text = field(_("摘要"))
    attachments: Count = field(_("附件张数"), 0)
    lines: VoucherLines = field(_("分录"))


class EditVoucher(Editing):
    """Change a draft."""

    record: VoucherKey = field(_("凭证"))
    date: Day = field(_("日期"))
    summary: Text = field(_("摘要"))
    attachments: Count = field(_("附件张数"), 0)
    lines: VoucherLines = field(_("分录"))


class CopyVoucher(OnRecord):
    """Draft a voucher with the lines of another, for what comes again each month."""

    record: VoucherKey = field(_("凭证"))
    date: Day = field(_("日期"))
    attachments: Count = field(_("附件张数"), 0)


class AdoptVoucher(OnRecord):
    """Take over, as its maker, a draft that another part of the program made."""

    record: VoucherKey = field(_("凭证"))
    attachments: Count | None = field(_("附件张数"), None, help=_("不填则不改"))


class ReviewVoucher(OnRecord):
    """Confirm that a voucher agrees with its documents; never by its maker."""

    record: VoucherKey = field(_("凭证"))


class ReturnVoucher(OnRecord):
    """Send a reviewed voucher back to its maker."""

    record: VoucherKey = field(_("凭证"))
    reason: Text = field(_("原因"))


class PostVoucher(OnRecord):
    """Post a reviewed voucher: it gets the next number of its month and can never change again."""

    record: VoucherKey = field(_("凭证"))


class ReverseVoucher(OnRecord):
    """Draft the red voucher that takes a posted one back; it is reviewed and posted like others."""

    record: VoucherKey = field(_("凭证"))
    date: Day = field(_("冲销日期"))
    reason: Text = field(_("原因"))


class DiscardVoucher(OnRecord):
    """Throw a draft away; the request that it was made for is sent back."""

    record: VoucherKey = field(_("凭证"))
    reason: Text = field(_("原因"))


class ReviewAll(Command):
    """Review all drafts that others made, up to a day."""

    until: Day = field(_("截至"))


class PostAll(Command):
    """Post all reviewed vouchers up to a day, in the order of their dates."""

    until: Day = field(_("截至"))


class CloseMonth(Command):
    """Close a month: it takes no more vouchers."""

    year: Year = field(_("年"))
    month: Month = field(_("月"))


class CloseYear(Command):
    """Close and lock a year: what is left of income and expenditure is carried, results are rolled up."""

    year: Year = field(_("年"))


class ReopenMonth(Command):
    """Open a closed month again; the chair and an officer of the audit committee must both say so."""

    year: Year = field(_("年"))
    month: Month = field(_("月"))
    reason: Text = field(_("原因"))


class OpeningBalance(Input):
    """What an account stands at when the books are opened."""

    account: AccountCode = field(_("科目"), help=_("代码、名称或拼音首字母"))
    debit: Money | None = field(_("借方余额"), None, ge=0)
    credit: Money | None = field(_("贷方余额"), None, ge=0)


OpeningBalances = Annotated[list[OpeningBalance], lines(swap=("debit", "credit"))]


class OpenBooks(Command):
    """Enter the balances that a year begins with; assets must equal liabilities and net assets."""

    year: Year = field(_("年"))
    balances: OpeningBalances = field(_("年初余额"))
