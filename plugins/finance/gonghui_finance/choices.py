"""Choices of the books."""

from __future__ import annotations

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator

_ = translator("gonghui_finance")


class VoucherStatus(Choice):
    """How far a voucher has come; `reversed` is shown for a posted one whose red voucher is posted too."""

    draft = "draft", _("草稿")
    reviewed = "reviewed", _("已审核")
    posted = "posted", _("已记账")
    reversed = "reversed", _("已冲销")


class VoucherKind(Choice):
    """What a voucher is for: closing vouchers are proposed by a closing and stand outside income and expenditure."""

    ordinary = "ordinary", _("记账")
    closing = "closing", _("结转")


class MonthEvent(Choice):
    """What happens to a month of the books; a reopening is asked for by one officer and granted by another."""

    closed = "closed", _("结账")
    locked = "locked", _("年结")
    reopen_asked = "reopen_asked", _("申请反结账")
    reopened = "reopened", _("反结账")


class MonthState(Choice):
    """Whether a month takes vouchers: a closed one may be reopened, one of a closed year may not."""

    open = "open", _("未结账")
    closed = "closed", _("已结账")
    locked = "locked", _("已锁定")


class Direction(Choice):
    """The side that an account's balance stands on."""

    debit = "debit", _("借")
    credit = "credit", _("贷")


class ElementKind(Choice):
    """The elements of the accounts (Accounting System for Trade Unions, Article 9)."""

    asset = "asset", _("资产")
    liability = "liability", _("负债")
    net_assets = "net_assets", _("净资产")
    income = "income", _("收入")
    expenditure = "expenditure", _("支出")


class FundsMode(Choice):
    """How the employer's 2 % reaches the union: whole, or the retained share only."""

    full = "full", _("全额收到后上解")
    retained = "retained", _("只收留成部分")


class ReceiptKind(Choice):
    """What money came in for."""

    funds = "funds", _("拨缴经费")
    upper_subsidy = "upper_subsidy", _("上级补助")
    school_subsidy = "school_subsidy", _("行政补助")
    advance_return = "advance_return", _("退回借款")
    receivable = "receivable", _("收回应收款")


class AccrualKind(Choice):
    """What the upper union owed at the end of a year (accounts 13102 and 13101)."""

    transfer = "transfer", _("应收上级转拨经费")
    subsidy = "subsidy", _("应收上级补助")


class ErrorSide(Choice):
    """Whether putting an earlier year right brings net assets more or less."""

    more = "more", _("增加结转结余")
    less = "less", _("减少结转结余")


class SubsidySource(Choice):
    """Who gives a subsidy."""

    superior = "upper", _("上级工会")
    school = "school", _("学校行政")


class DuesSource(Choice):
    """Where a collection of dues came from."""

    rule = "rule", _("按标准收缴")
    payroll = "payroll", _("工资代扣")


class Booking(Choice):
    """How far the voucher of a receipt or payment has come; `none` where it was thrown away or taken back."""

    none = "none", _("未入账")
    drafted = "drafted", _("已制凭证")
    posted = "posted", _("已记账")


class ClaimKind(Choice):
    """What is asked for: money that was spent, or money to spend."""

    expense = "expense", _("报销")
    advance = "advance", _("借款")


class ClaimStatus(Choice):
    """How far a claim has come; `booked` is shown for a paid one whose voucher is posted."""

    submitted = "submitted", _("待审核")
    checked = "checked", _("待审批")
    approved = "approved", _("待付款")
    paid = "paid", _("已付款")
    booked = "booked", _("已入账")
    rejected = "rejected", _("已退回")


class PayFrom(Choice):
    """Where a claim is paid from."""

    bank = "bank", _("银行存款")
    cash = "cash", _("库存现金")


class Ban(Choice):
    """The eight bans on spending union funds (General Office of the ACFTU, 2017 No. 32)."""

    treats = "treats", _("使用工会经费请客送礼")
    bonuses = "bonuses", _("违反规定滥发奖金、津贴、补贴")
    luxury = "luxury", _("从事高消费性娱乐和健身活动")
    slush = "slush", _("单位行政利用工会账户设立“小金库”")
    merged = "merged", _("将工会账户并入单位行政账户")
    diverted = "diverted", _("截留、挪用工会经费")
    fundraising = "fundraising", _("参与非法集资活动或为其提供经济担保")
    unrelated = "unrelated", _("报销与工会活动无关的费用")


class BudgetKind(Choice):
    """Whether a budget is the first of its year or changes it."""

    initial = "initial", _("年度预算")
    adjustment = "adjustment", _("预算调整")


class BudgetStatus(Choice):
    """How far a budget has come."""

    draft = "draft", _("待批准")
    approved = "approved", _("已批准")


class ApprovalBody(Choice):
    """Who has a say in a budget and in the final accounts, in the order that they are asked."""

    committee = "committee", _("工会委员会")
    audit_committee = "audit_committee", _("经费审查委员会")
    superior = "upper", _("上级工会")


class CommitmentKind(Choice):
    """What asks for money that is not in the books yet."""

    voucher = "voucher", _("未记账凭证")
    claim = "claim", _("报销单")
    request = "request", _("请款")


class TransferStatus(Choice):
    """How far a transfer between lines of a budget has come."""

    draft = "draft", _("待批准")
    approved = "approved", _("已批准")
    refused = "refused", _("未批准")


class FindingStatus(Choice):
    """How far a finding of the audit committee has come."""

    found = "found", _("待答复")
    answered = "answered", _("已答复")
    corrected = "corrected", _("已整改")
    closed = "closed", _("已复核")


class AssetKind(Choice):
    """The kinds of fixed assets that have a least number of years (Accounting System for Trade Unions, annex 2)."""

    computer = "computer", _("计算机设备")
    office = "office", _("办公设备")
    vehicle = "vehicle", _("车辆")
    communication = "communication", _("通信设备")
    audiovisual = "audiovisual", _("广播、电视、视听设备")
    furniture = "furniture", _("家具")
    fixture = "fixture", _("用具、装具")
    sports = "sports", _("文体娱乐设备")
    book = "book", _("图书、档案")
    relic = "relic", _("文物、陈列品")
    software = "software", _("软件")
    right = "right", _("专利、商标等权利")


class AssetOwner(Choice):
    """Whose an asset is: what the school provides is listed in a register of its own and never booked."""

    union = "union", _("工会")
    school = "school", _("学校提供（备查）")


class DisposalWay(Choice):
    """How an asset goes: what is scrapped or lost waits in account 182 for a decision."""

    sold = "sold", _("出售")
    given = "given", _("捐赠、无偿调出")
    scrapped = "scrapped", _("报废、毁损")
    lost = "lost", _("盘亏、丢失")


class SlipKind(Choice):
    """Why goods came in or went out."""

    received = "received", _("入库")
    issued = "issued", _("领用发放")
    over = "over", _("盘盈")
    short = "short", _("盘亏毁损")


class CountKind(Choice):
    """What is counted in a stock-taking."""

    assets = "assets", _("固定资产")
    goods = "goods", _("库存物品")


class PendingKind(Choice):
    """What waits in account 182 for a decision."""

    asset_short = "asset_short", _("资产盘亏、报废")
    asset_over = "asset_over", _("资产盘盈")
    goods_short = "goods_short", _("物品盘亏、毁损")
    goods_over = "goods_over", _("物品盘盈")
    cash_short = "cash_short", _("现金短款")
    cash_over = "cash_over", _("现金长款")
    receivable = "receivable", _("无法收回的应收款")


class PendingState(Choice):
    """How far a decision has come."""

    waiting = "waiting", _("待批准")
    decided = "decided", _("已批准，待记账")
    settled = "settled", _("已处理")
    void = "void", _("已撤销")
