"""What can be done in the register."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, Editing, OnRecord
from gonghui_core.fields import (
    BranchKey,
    Code,
    Day,
    LongText,
    MemberKey,
    PersonName,
    SealedCode,
    Text,
    YesNo,
    field,
    pick,
)  # fmt: skip
from gonghui_core.i18n import translator
from gonghui_core.members.choices import MemberStatus, Relation, Sex

_ = translator("gonghui_core")


class AddMember(Command):
    """Enter a person in the register; with a joining day as an active member, without as an applicant."""

    number: Code | None = field(_("工号"), None, help=_("不填则取下一个空号"))
    name: PersonName = field(_("姓名"))
    sex: Sex = field(_("性别"))
    id_number: SealedCode | None = field(_("身份证号"), None, help=_("18 位；加密保存，平时只显示首尾"))
    birth_date: Day | None = field(_("出生日期"), None, help=_("填了身份证号就不必填"))
    branch: BranchKey = field(_("分工会"))
    joined_on: Day | None = field(_("入会日期"), None, help=_("不填则为“申请中”"))
    phone: Code | None = field(_("手机"), None)
    nation: Text | None = field(_("民族"), None)
    political_status: Text | None = field(_("政治面貌"), None)
    title: Text | None = field(_("职称"), None)
    position: Text | None = field(_("职务"), None)
    employment: Text | None = field(_("用工形式"), None)
    employed_on: Day | None = field(_("入职日期"), None)
    remarks: LongText | None = field(_("备注"), None)


class EditMember(Editing):
    """Correct what is kept of a person; standing and branch change by actions of their own."""

    record: MemberKey = field(_("会员"))
    number: Code | None = field(_("工号"), None)
    name: PersonName | None = field(_("姓名"), None)
    sex: Sex | None = field(_("性别"), None)
    id_number: SealedCode | None = field(_("身份证号"), None, help=_("不改就留空"))
    birth_date: Day | None = field(_("出生日期"), None)
    phone: Code | None = field(_("手机"), None)
    nation: Text | None = field(_("民族"), None)
    political_status: Text | None = field(_("政治面貌"), None)
    title: Text | None = field(_("职称"), None)
    position: Text | None = field(_("职务"), None)
    employment: Text | None = field(_("用工形式"), None)
    employed_on: Day | None = field(_("入职日期"), None)
    pinyin: Text | None = field(_("拼音"), None, help=_("多音字可改，如 单雨 shanyu"))
    remarks: LongText | None = field(_("备注"), None)


class ChangeStatus(OnRecord):
    """Record a change of standing: joining, transfer, retirement, leaving, death; with its day and reason."""

    record: MemberKey = field(_("会员"))
    status: MemberStatus = field(_("会籍"))
    on: Day = field(_("日期"))
    reason: Text | None = field(_("原因"), None)


class TransferMember(OnRecord):
    """Move a member to another branch from a day on."""

    record: MemberKey = field(_("会员"))
    branch: BranchKey = field(_("分工会"))
    on: Day = field(_("日期"))
    reason: Text | None = field(_("原因"), None)


class AddBranch(Command):
    """Set up a branch union, or a group below one."""

    name: PersonName = field(_("名称"))
    parent: BranchKey | None = field(_("上级"), None)


class RenameBranch(Editing):
    """Give a branch another name or another place in the tree."""

    record: Annotated[int, pick("core.branches")] = field(_("分工会"))
    name: PersonName = field(_("名称"))
    parent: BranchKey | None = field(_("上级"), None)


class AddFamilyMember(Command):
    """Enter a relative of a member; the member's (for a child the guardian's) consent is recorded with its day."""

    member: MemberKey = field(_("会员"))
    name: PersonName = field(_("姓名"))
    relation: Relation = field(_("关系"))
    birth_date: Day | None = field(_("出生日期"), None)
    consent: YesNo = field(_("已同意"), False, help=_("本人（子女由监护人）同意工会为活动和慰问保存此项"))


class Reveal(OnRecord):
    """Show a sealed value in full; who saw it, when and why is kept for ever."""

    record: MemberKey = field(_("会员"))
    purpose: Text = field(_("用途"))
    field: Text = field(_("字段"), "id_number", help=_("id_number 身份证号"))
