"""What can be done in welfare."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, OnRecord
from gonghui_core.fields import (
    Count,
    Day,
    LongText,
    MemberKey,
    MemberKeys,
    Money,
    PersonName,
    SealedText,
    Text,
    YesNo,
    field,
    pick,
)  # fmt: skip
from gonghui_core.i18n import translator
from gonghui_welfare.choices import AidKind, Audience, Festival, GiftForm, Programme

_ = translator("gonghui_welfare")

RunKey = Annotated[int, pick("welfare.runs")]
AidKey = Annotated[int, pick("welfare.aids")]


class PlanRun(Command):
    """Plan a distribution; the list of recipients is made from the register as of its day."""

    title: Text = field(_("名称"), help=_("如 2024 年春节慰问"))
    programme: Programme = field(_("项目"), Programme.festival)
    festival: Festival | None = field(_("节日"), None, help=_("节日慰问必填"))
    on: Day = field(_("日期"), help=_("名单以这天的名册为准"))
    item: Text = field(_("物品"), help=_("如 米油礼盒"))
    form: GiftForm = field(_("形式"))
    unit_cost: Money = field(_("单价"), gt=0)
    audience: Audience | None = field(
        _("范围"), None, help=_("不选：三八为女会员，填了名单按名单，其余为全体会员")
    )
    members: MemberKeys | None = field(_("名单"), None, help=_("如 值班、在岗人员；只在按名单发放时填"))


class ExceptRecipient(OnRecord):
    """Leave somebody on the list out, with the reason."""

    record: RunKey = field(_("发放"))
    member: MemberKey = field(_("会员"))
    reason: Text = field(_("原因"))


class AddRecipient(OnRecord):
    """Put a member on the list who was missed, or who was left out by mistake."""

    record: RunKey = field(_("发放"))
    member: MemberKey = field(_("会员"))


class SignOff(OnRecord):
    """Note who has received: those named, or all who have not yet; each is written into the member's year."""

    record: RunKey = field(_("发放"))
    recipients: MemberKeys | None = field(_("签收人"), None)
    all: YesNo = field(_("全部未签收的"), False)
    on: Day | None = field(_("签收日期"), None, help=_("不填为今天"))
    collector: PersonName | None = field(_("代领人"), None, help=_("别人代领时填其姓名"))


class TakeBackSignature(OnRecord):
    """Undo a signature that was entered by mistake, and with it the entry in the member's year."""

    record: RunKey = field(_("发放"))
    member: MemberKey = field(_("会员"))
    reason: Text = field(_("原因"))


class CloseRun(OnRecord):
    """End a distribution: who has not signed by now was not reached; what is left over is counted."""

    record: RunKey = field(_("发放"))
    bought: Count | None = field(_("采购数量"), None, help=_("填了才知道剩余几份"))
    cost: Money | None = field(_("实际支出"), None, ge=0, help=_("不填则按签收人数乘单价计"))
    note: LongText | None = field(_("剩余处理"), None, help=_("如 剩余 3 份转入送温暖"))


class RequestRunMoney(OnRecord):
    """Ask for the money of a distribution; with finance installed a draft voucher appears."""

    record: RunKey = field(_("发放"))
    payee: Text = field(_("收款方"), help=_("如 供货单位"))
    amount: Money | None = field(_("金额"), None, gt=0, help=_("不填则按名单；已结束的按实际支出或采购数量"))


class RequestAid(Command):
    """Ask for help for a member; another officer reviews it, a third approves it."""

    member: MemberKey = field(_("会员"))
    kind: AidKind = field(_("类别"))
    amount: Money = field(_("金额"), gt=0)
    reason: SealedText = field(_("事由"), help=_("加密保存；查看要写用途，并留下记录"))
    file_number: Text | None = field(_("困难档案编号"), None, help=_("先建档、后帮扶；已建档的填编号"))


class ReviewAid(OnRecord):
    """Review a request for help; whoever asked for it may not."""

    record: AidKey = field(_("帮扶"))


class ApproveAid(OnRecord):
    """Approve an aid that was reviewed, and ask for its money in the same step."""

    record: AidKey = field(_("帮扶"))


class RejectAid(OnRecord):
    """Turn a request for help down, with the reason."""

    record: AidKey = field(_("帮扶"))
    reason: SealedText = field(_("理由"))


class RevealReason(OnRecord):
    """Show the sealed reason of an aid in full; who saw it, when and why is kept for ever."""

    record: AidKey = field(_("帮扶"))
    purpose: Text = field(_("用途"), help=_("如 审核"))
