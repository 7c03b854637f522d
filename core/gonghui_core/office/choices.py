"""Choices of bodies, posts, roles and documents."""

from __future__ import annotations

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator

_ = translator("gonghui_core")


class BodyKind(Choice):
    """The bodies of a base-level union."""

    committee = "committee", _("工会委员会")
    standing_committee = "standing_committee", _("常务委员会")
    audit_committee = "audit_committee", _("经费审查委员会")
    women_committee = "women_committee", _("女职工委员会")
    branch_committee = "branch_committee", _("分工会委员会")
    proposal_committee = "proposal_committee", _("提案工作委员会")
    other = "other", _("其他机构")


class PostKind(Choice):
    """What a person is in a body."""

    chair = "chair", _("主席（主任）")
    vice_chair = "vice_chair", _("副主席（副主任）")
    standing_member = "standing_member", _("常务委员")
    member = "member", _("委员")
    group_leader = "group_leader", _("小组长")


class Role(Choice):
    """What an officer is in the program; rights hang on it."""

    keeper = "keeper", _("系统管理员")
    clerk = "clerk", _("干事")
    chair = "chair", _("主席")
    vice_chair = "vice_chair", _("副主席")
    accountant = "accountant", _("会计")
    cashier = "cashier", _("出纳")
    audit = "audit", _("经审委员")
    women = "women", _("女工委员")
    branch = "branch", _("分工会干部")


class DocumentKind(Choice):
    """What a document of the archive is."""

    incoming = "incoming", _("上级来文")
    outgoing = "outgoing", _("本级发文")
    minutes = "minutes", _("会议纪要")
    plan = "plan", _("计划总结")
    rules = "rules", _("规章制度")
    register = "register", _("台账")
    photo = "photo", _("照片音像")
    contract = "contract", _("合同协议")
    proof = "proof", _("证明材料")
    other = "other", _("其他")


class Retention(Choice):
    """How long a document is kept (State Archives Administration, Order No. 8 of 2006)."""

    permanent = "permanent", _("永久")
    thirty_years = "thirty_years", _("30年")
    ten_years = "ten_years", _("10年")
