"""What can be done with bodies, posts, officers and documents."""

from __future__ import annotations

from typing import Annotated

from gonghui_core.commands import Command, Editing, OnRecord
from gonghui_core.fields import BranchKey, Day, FilePath, MemberKey, Text, choose_many, field, pick
from gonghui_core.i18n import translator
from gonghui_core.office.choices import BodyKind, DocumentKind, PostKind, Retention, Role

_ = translator("gonghui_core")

BodyKey = Annotated[int, pick("core.bodies")]
PostKey = Annotated[int, pick("core.posts")]
OfficerKey = Annotated[int, pick("core.officers")]
Roles = Annotated[list[Role], choose_many(Role)]


class AddBody(Command):
    """Set up a committee or another body of the union."""

    name: Text = field(_("名称"))
    kind: BodyKind = field(_("类别"))
    branch: BranchKey | None = field(_("分工会"), None, help=_("分工会委员会才填"))


class Appoint(Command):
    """Record that a member holds a post in a body from a day on, by which document."""

    member: MemberKey = field(_("会员"))
    body: BodyKey = field(_("机构"))
    post: PostKind = field(_("职务"))
    since: Day = field(_("自"))
    until: Day | None = field(_("至"), None, help=_("任期届满日；不知道就留空"))
    document: Text | None = field(_("文号"), None, help=_("批复或选举结果的文号"))


class EndPost(OnRecord):
    """End a post on its last day."""

    record: PostKey = field(_("任职"))
    on: Day = field(_("最后一天"))


class AddDocument(Command):
    """Put a document into the archive, with its file or without."""

    title: Text = field(_("标题"))
    kind: DocumentKind = field(_("类别"))
    date: Day = field(_("日期"))
    file: FilePath | None = field(_("文件"), None, help=_("本机上的文件；存入时加密"))
    retention: Retention = field(_("保管期限"), Retention.ten_years)
    number: Text | None = field(_("文号"), None)
    page: Text | None = field(_("附于页面"), None, help=_("如 finance.vouchers"))
    attached_to: Text | None = field(_("附于记录"), None, help=_("记录编号"))


class SaveFile(OnRecord):
    """Write the file of a document out of the archive."""

    record: Annotated[int, pick("core.documents")] = field(_("文件"))
    to: FilePath = field(_("存到"))


class AddOfficer(Command):
    """Let somebody work in the program, in one or more roles; a passphrase opens the encrypted workspace."""

    name: Text = field(_("用户名"))
    roles: Roles = field(_("角色"))
    branch: BranchKey | None = field(_("分工会"), None, help=_("分工会干部必填"))
    member: MemberKey | None = field(_("会员"), None, help=_("本人在名册中的记录；防止自己审自己"))


class ChangeRoles(Editing):
    """Give an officer other roles."""

    record: OfficerKey = field(_("人员"))
    roles: Roles = field(_("角色"))
    branch: BranchKey | None = field(_("分工会"), None)
    member: MemberKey | None = field(_("会员"), None)


class RemoveOfficer(OnRecord):
    """End an officer's access; what the officer did stays recorded under the name."""

    record: OfficerKey = field(_("人员"))


class AllowPair(OnRecord):
    """Record the committee's decision that one officer may hold two roles that exclude each other, for a time."""

    record: OfficerKey = field(_("人员"))
    first: Role = field(_("角色一"))
    second: Role = field(_("角色二"))
    decision: Text = field(_("决定"), help=_("哪次会议的决定，文号"))
    until: Day = field(_("有效至"))
