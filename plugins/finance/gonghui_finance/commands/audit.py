"""What the audit committee can do in the books, and how it is answered."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, OnRecord
from gonghui_core.fields import Count, LongText, Whole, field, pick
from gonghui_core.i18n import translator
from gonghui_finance.commands.books import AccountCode, VoucherKey, Year

_ = translator("gonghui_finance")

FindingKey = Annotated[int, pick("finance.findings")]
SampleKey = Annotated[int, pick("finance.samples")]


class DrawSample(Command):
    """Draw vouchers to look at: the same seed and size give the same ones again."""

    seed: Whole = field(_("种子"), help=_("任意整数；写在审查报告里，别人可以重抽"))
    size: Count = field(_("抽取张数"), ge=1)
    year: Year | None = field(_("年度"), None, help=_("不填则为本年"))
    account: AccountCode | None = field(_("只抽科目"), None)
    largest: Count = field(_("另取金额最大的"), 0, help=_("除随机抽取外，另加金额最大的几张"))


class RecordFinding(Command):
    """Record what was found, on a voucher or on the books as a whole."""

    voucher: VoucherKey | None = field(_("凭证"), None)
    finding: LongText = field(_("发现的问题"), max_length=1000)


class AnswerFinding(OnRecord):
    """Answer a finding: what it was, and what was done."""

    record: FindingKey = field(_("问题"))
    answer: LongText = field(_("答复和整改"), max_length=1000)


class CorrectFinding(OnRecord):
    """Tell how a finding was put right, with the voucher that did it if there is one."""

    record: FindingKey = field(_("问题"))
    correction: LongText = field(_("整改情况"), max_length=1000)
    voucher: VoucherKey | None = field(_("更正凭证"), None)


class RecordSampled(OnRecord):
    """Record what was found on a voucher of a sample."""

    record: SampleKey = field(_("抽样"))
    voucher: VoucherKey = field(_("凭证"))
    finding: LongText = field(_("发现的问题"), max_length=1000)


class CloseFinding(OnRecord):
    """Confirm, for the audit committee, that a finding was put right."""

    record: FindingKey = field(_("问题"))
    result: LongText = field(_("复核结论"), max_length=1000)
