"""What can be done with claims and advances."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, Input, OnRecord
from gonghui_core.fields import (
    BranchKey,
    Code,
    Day,
    FilePath,
    Kind,
    MemberKey,
    Money,
    Text,
    choose_many,
    field,
    lines,
    pick,
)  # fmt: skip
from gonghui_core.i18n import translator
from gonghui_finance.choices import Ban, PayFrom
from gonghui_finance.commands.books import read_account

_ = translator("gonghui_finance")

ClaimKey = Annotated[int, pick("finance.claims")]
ClaimAccount = Annotated[str, Kind("record", read_account, page="finance.claim_accounts")]
"""An account that may be claimed on, by code, name or initials."""


class ClaimLine(Input):
    """A line of a claim: an invoice, or a sum without one."""

    account: ClaimAccount = field(_("科目"), help=_("代码、名称或拼音首字母"))
    amount: Money = field(_("金额"), gt=0)
    invoice: Code | None = field(_("发票号码"), None)
    seller: Text | None = field(_("销售方"), None)


ClaimLines = Annotated[list[ClaimLine], lines(repeat="seller")]


class SubmitClaim(Command):
    """Claim back what was spent, with the invoices; the same invoice is taken once only."""

    member: MemberKey = field(_("报销人"))
    date: Day = field(_("日期"))
    summary: Text = field(_("事由"))
    lines: ClaimLines = field(_("明细"), min_length=1)
    project: Text | None = field(_("项目"), None)
    branch: BranchKey | None = field(_("分工会"), None, help=_("由分工会经费列支时填"))
    advance: ClaimKey | None = field(_("冲借款"), None, help=_("先借款后报销的，写借款单编号"))


class SubmitAdvance(Command):
    """Ask for money in advance; it is settled by a later claim or given back."""

    member: MemberKey = field(_("借款人"))
    date: Day = field(_("日期"))
    summary: Text = field(_("事由"))
    amount: Money = field(_("金额"), gt=0)


class AttachInvoice(OnRecord):
    """Attach the file of an invoice, a list of participants or another paper to a claim."""

    record: ClaimKey = field(_("报销单"))
    file: FilePath = field(_("文件"), help=_("本机上的文件；存入时加密"))
    title: Text | None = field(_("标题"), None)


class CheckClaim(OnRecord):
    """Confirm that a claim agrees with its invoices and touches none of the eight bans."""

    record: ClaimKey = field(_("报销单"))
    breaches: Annotated[list[Ban], choose_many(Ban)] = field(
        _("触犯“八不准”的"), [], help=_("逐项核对，没有就留空，即由本人确认八项均无；有就不能通过")
    )


class ApproveClaim(OnRecord):
    """Approve a checked claim for payment."""

    record: ClaimKey = field(_("报销单"))


class PayClaim(OnRecord):
    """Record that an approved claim was paid; the voucher is drafted for the accountant to adopt."""

    record: ClaimKey = field(_("报销单"))
    date: Day | None = field(_("付款日期"), None, help=_("不填就是今天"))
    source: PayFrom = field(_("付自"), PayFrom.bank)


class BookClaim(OnRecord):
    """Draft the voucher of a paid claim again, after the first was thrown away or taken back."""

    record: ClaimKey = field(_("报销单"))


class RejectClaim(OnRecord):
    """Send a claim back with the reason, before it is paid; its invoices may be handed in again."""

    record: ClaimKey = field(_("报销单"))
    reason: Text = field(_("原因"))


class WithdrawClaim(OnRecord):
    """Take back a claim of one's own that nobody has checked yet."""

    record: ClaimKey = field(_("报销单"))


class ReturnAdvance(OnRecord):
    """Record that what was left of an advance was given back."""

    record: ClaimKey = field(_("借款单"))
    date: Day = field(_("日期"))
    amount: Money = field(_("金额"), gt=0)
    into: PayFrom = field(_("收到"), PayFrom.cash)
