"""Choices of the register."""

from __future__ import annotations

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator

_ = translator("gonghui_core")


class Sex(Choice):
    """As on the identity card."""

    male = "male", _("男")
    female = "female", _("女")


class MemberStatus(Choice):
    """Standing of a person toward the union (Constitution of the Chinese Trade Unions, Articles 2 and 6 to 8)."""

    applicant = "applicant", _("申请中")
    active = "active", _("在册")
    retained = "retained", _("保留会籍")
    transferred_out = "transferred_out", _("转出")
    left = "left", _("退会")
    deemed_left = "deemed_left", _("视为自动退会")
    expelled = "expelled", _("开除会籍")
    deceased = "deceased", _("去世")

    @property
    def counts(self) -> bool:
        """Whether such people are in the number of members; retained ones are counted apart."""
        return self is MemberStatus.active

    @property
    def votes(self) -> bool:
        """Whether they elect and may be elected (election regulation of 2016, Article 4: retained ones do not)."""
        return self is MemberStatus.active

    @property
    def pays_dues(self) -> bool:
        """Whether they owe dues; retained ones are exempt."""
        return self is MemberStatus.active

    @property
    def present(self) -> bool:
        """Whether they are still with the union at all."""
        return self in PRESENT


PRESENT = (MemberStatus.applicant, MemberStatus.active, MemberStatus.retained)
MEMBERSHIP = (MemberStatus.active, MemberStatus.retained)


class ChangeKind(Choice):
    """What a line of the changes list (增减变动) tells."""

    applied = "applied", _("申请入会")
    joined = "joined", _("入会")
    branch = "branch", _("调整分工会")
    status = "status", _("会籍变动")


class Relation(Choice):
    """How a family member is related to the member."""

    spouse = "spouse", _("配偶")
    child = "child", _("子女")
    parent = "parent", _("父母")
    other = "other", _("其他亲属")
