"""What can be done with money held for others, and with what waits for a decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from gonghui_core.commands import Command, OnRecord
from gonghui_core.fields import Count, Day, Money, Text, field, pick
from gonghui_core.i18n import translator
from gonghui_finance.choices import PayFrom
from gonghui_finance.commands.books import AccountCode

_ = translator("gonghui_finance")

HeldKey = Annotated[int, pick("finance.held")]
PendingKey = Annotated[int, pick("finance.pending")]
ReceivableKey = Annotated[str, pick("finance.receivables")]
CashCountKey = Annotated[int, pick("finance.cash_counts")]


class AddHeldFund(Command):
    """Name what money is held for, and whose it is."""

    name: Text = field(_("用途"), help=_("如：职工互助保障个人缴费；分录的“项目”写它"), max_length=100)
    owners: Text = field(_("归谁所有"), help=_("如：参保会员"), max_length=200)
    before: Money = field(_("年初已代管"), Decimal("0.00"), ge=0, help=_("已在 221 年初余额中的部分"))
    note: Text | None = field(_("说明"), None)


class ReceiveHeld(OnRecord):
    """Take in money for others (entry 17)."""

    record: HeldKey = field(_("代管项目"))
    on: Day = field(_("日期"))
    amount: Money = field(_("金额"), gt=0)
    party: Text = field(_("交款人"), help=_("如：84 名参保会员"))
    into: PayFrom = field(_("收到"), PayFrom.bank)
    attachments: Count = field(_("附件张数"), 1)


class PayHeld(OnRecord):
    """Pay out money held for others; never more than is held of it (entry 17)."""

    record: HeldKey = field(_("代管项目"))
    on: Day = field(_("日期"))
    amount: Money = field(_("金额"), gt=0)
    party: Text = field(_("收款人"))
    source: PayFrom = field(_("付自"), PayFrom.bank)
    attachments: Count = field(_("附件张数"), 1)


class BookDifference(OnRecord):
    """Bring what a cash count found short or over into account 182."""

    record: CashCountKey = field(_("现金盘点"))


class WriteOff(OnRecord):
    """Give up what is owed and cannot be got back: into account 182, until it is decided."""

    record: ReceivableKey = field(_("应收款"))  # type: ignore[assignment]
    on: Day = field(_("日期"))
    reason: Text = field(_("无法收回的原因"))
    attachments: Count = field(_("附件张数"), 1)


class DecidePending(OnRecord):
    """Book the decision on what was found short or over."""

    record: PendingKey = field(_("待处理财产"))
    on: Day = field(_("批准日期"))
    decision: Text = field(_("批准依据"), help=_("谁在哪天以什么文件批准"))
    account: AccountCode | None = field(
        _("转入科目"), None, help=_("不填按规定（短款 510、长款 408）；应赔偿 135，应退还 215")
    )
    attachments: Count = field(_("附件张数"), 1)
