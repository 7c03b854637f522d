"""Choices of distributions and of hardship aid."""

from __future__ import annotations

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator

_ = translator("gonghui_welfare")


class Programme(Choice):
    """What a distribution is for; each has its own limits and its own head in the books."""

    festival = "festival", _("节日慰问")
    women_day = "women_day", _("三八慰问")
    warmth = "warmth", _("送温暖")
    cooling = "cooling", _("送清凉")
    birthday = "birthday", _("生日慰问")
    film = "film", _("观影")
    newcomers = "newcomers", _("新进教职工")
    other = "other", _("其他慰问")

    @property
    def head(self) -> str:
        """The money head, and the kind under which a member's benefits are noted."""
        return f"welfare.{self.value}"


class Festival(Choice):
    """The seven festivals at which a union may give (总工办发〔2017〕32号)."""

    new_year = "new_year", _("元旦")
    spring_festival = "spring_festival", _("春节")
    qingming = "qingming", _("清明节")
    labour_day = "labour_day", _("劳动节")
    dragon_boat = "dragon_boat", _("端午节")
    mid_autumn = "mid_autumn", _("中秋节")
    national_day = "national_day", _("国庆节")


class GiftForm(Choice):
    """In which form something is given."""

    goods = "goods", _("实物")
    voucher = "voucher", _("提货券")
    money = "money", _("现金")


class Audience(Choice):
    """Who is to receive: a rule over the register of the day, or a list."""

    all = "all", _("全体会员")
    women = "women", _("女会员")
    listed = "listed", _("指定名单")


class RunStatus(Choice):
    """Whether a distribution still goes on."""

    open = "open", _("发放中")
    closed = "closed", _("已结束")


class RecipientStatus(Choice):
    """Where one recipient of a distribution stands."""

    planned = "planned", _("待签收")
    signed = "signed", _("已签收")
    excepted = "excepted", _("不发放")
    not_reached = "not_reached", _("未领到")


class AidKind(Choice):
    """What an aid is for."""

    hardship = "hardship", _("生活困难")
    illness = "illness", _("患病")
    bereavement = "bereavement", _("丧事")
    emergency = "emergency", _("突发变故")


class AidStatus(Choice):
    """How far an aid has come."""

    requested = "requested", _("待审核")
    reviewed = "reviewed", _("待批准")
    approved = "approved", _("已批准")
    settled = "settled", _("已发放")
    rejected = "rejected", _("未通过")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do about it."""
        return self in (AidStatus.requested, AidStatus.reviewed, AidStatus.approved)


class Booking(Choice):
    """What became of the money asked for, as core's request tells."""

    none = "none", _("未请款")
    waiting = "waiting", _("未入账")
    drafted = "drafted", _("已制凭证")
    posted = "posted", _("已记账")
