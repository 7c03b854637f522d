"""What can be done with income: funds, remittance, subsidies, dues."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, OnRecord
from gonghui_core.fields import Day, FilePath, MemberKey, Money, Text, YesNo, field, pick
from gonghui_core.i18n import translator
from gonghui_finance.choices import FundsMode, PayFrom, SubsidySource
from gonghui_finance.commands.books import Month, Year
from gonghui_finance.commands.yearend import AccrualKey

_ = translator("gonghui_finance")

RemittanceKey = Annotated[int, pick("finance.remittances")]


class SetWageBill(Command):
    """Record the wage bill of a month, on which the employer owes 2 %; another figure replaces the first."""

    year: Year = field(_("年"))
    month: Month = field(_("月"))
    base: Money = field(_("工资总额"), gt=0, help=_("全部职工当月工资总额，不只是会员的"))


class ReceiveFunds(Command):
    """Record funds from the employer: the whole 2 %, of which the upper share is owed on, or the retained share."""

    date: Day = field(_("日期"))
    amount: Money = field(_("到账金额"), gt=0)
    mode: FundsMode = field(_("方式"))
    settles: AccrualKey | None = field(_("冲应收"), None, help=_("上年末已计提的应收；选了就不再计收入"))


class ReceiveSubsidy(Command):
    """Record a subsidy of the upper union or of the school; earmarked money is kept apart."""

    date: Day = field(_("日期"))
    amount: Money = field(_("金额"), gt=0)
    source: SubsidySource = field(_("来源"))
    earmarked: YesNo = field(_("专项"), False)
    project: Text | None = field(_("项目"), None, help=_("专项补助必填"))
    settles: AccrualKey | None = field(_("冲应收"), None, help=_("上年末已计提的应收；选了就不再计收入"))


class Remit(Command):
    """Record that the upper share was paid; the oldest debt is paid first."""

    date: Day = field(_("日期"))
    amount: Money = field(_("金额"), gt=0)
    proof: FilePath | None = field(_("凭据"), None, help=_("银行回单或税票的文件，可以以后补"))


class AttachProof(OnRecord):
    """Attach the bank's receipt or the tax voucher to a remittance."""

    record: RemittanceKey = field(_("上解"))
    file: FilePath = field(_("凭据"), help=_("本机上的文件；存入时加密"))


class SetDuesBase(Command):
    """Set the monthly wage that a member's dues are reckoned from, since a day."""

    member: MemberKey = field(_("会员"))
    base: Money = field(_("缴费基数"), ge=0, help=_("每月岗位工资与薪级工资之和；不足10元的尾数不计"))
    since: Day = field(_("自"))


class CollectDues(Command):
    """Collect a month's dues of all members who have not paid them; the voucher is drafted."""

    year: Year = field(_("年"))
    month: Month = field(_("月"))
    date: Day = field(_("日期"))
    into: PayFrom = field(_("收到"), PayFrom.bank)
