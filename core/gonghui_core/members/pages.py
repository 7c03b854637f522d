"""Pages of the register."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from gonghui_core.commands import Action, Grade
from gonghui_core.contributions import Card
from gonghui_core.fields import BranchKey, Day, MemberKey, Year
from gonghui_core.i18n import translator
from gonghui_core.members import commands, queries, services
from gonghui_core.members.choices import ChangeKind, MemberStatus, Sex
from gonghui_core.members.models import Branch, FamilyMember, Member
from gonghui_core.members.profile import member_report
from gonghui_core.pages import Column, Parameter, RowValues, TablePage
from gonghui_core.work import Work

_ = translator("gonghui_core")


def _edit_values(work: Work, key: Any) -> dict[str, Any]:
    member = queries.get(work, key)
    names = ("number", "name", "sex", "birth_date", "pinyin", "version", *services.PLAIN_FIELDS)
    return {name: getattr(member, name) for name in names}


def _branch_values(work: Work, key: Any) -> dict[str, Any]:
    branch = work.get(Branch, key)
    return {"name": branch.name, "parent": branch.parent_id, "version": branch.version}


def _not_gone(work: Work, row: Any) -> str | None:
    gone = isinstance(row["status"], MemberStatus) and not row["status"].present
    return str(_("已不在册")) if gone else None


MEMBERS = TablePage(
    "core.members", _("会员名册"), queries.READ,
    columns=(
        Column("number", _("工号"), 10, keep=True),
        Column("name", _("姓名"), 12, keep=True),
        Column("sex", _("性别"), 4, "choice", Sex),
        Column("birth_date", _("出生日期"), 10, "date", wide=True),
        Column("branch", _("分工会"), 16, keep=True),
        Column("joined_on", _("入会日期"), 10, "date"),
        Column("status", _("会籍"), 10, "choice", MemberStatus),
        Column("phone", _("手机"), 12, wide=True),
        Column("title", _("职称"), 10, wide=True),
        Column("employment", _("用工形式"), 10, wide=True),
        Column("remarks", _("备注"), 16, wide=True),
    ),
    rows=queries.member_rows, order=("number",), group="members", number=10, find=queries.find,
    params=(
        Parameter("on", _("截至日期"), Day),
        Parameter("branch", _("分工会"), BranchKey),
        Parameter("status", _("会籍"), MemberStatus),
    ),
    detail=lambda work, key: member_report(work, queries.get(work, key)),
    resolve=queries.resolve_member,
    actions=(
        Action(commands.AddMember, services.add_member, _("新增会员"), "core.members.write", slot=5),
        Action(
            commands.EditMember, services.edit_member, _("修改"), "core.members.write", on="row", slot=2,
            prefill=_edit_values,
        ),
        Action(
            commands.TransferMember, services.transfer_member, _("调整分工会"), "core.members.write", on="row",
            slot=8, short=_("调转"), allowed=_not_gone,
        ),
        Action(
            commands.ChangeStatus, services.change_status, _("会籍变动"), "core.members.write", on="row",
            grade=Grade.ask,
        ),
        Action(
            commands.Reveal, services.reveal, _("查看身份证号"), "core.reveal", on="row", grade=Grade.outward,
        ),
        Action(
            commands.AddFamilyMember, services.add_family_member, _("登记家属"), "core.members.write", on="row",
            into="member",
        ),
    ),
    help=_("全校会员。可按姓名、拼音、首字母、工号、手机末几位查找；“截至日期”看当天的名册。"),
    empty=_("还没有会员：按 F5 登记一位，或按 F9 从花名册导入"),
)  # fmt: skip

BRANCHES = TablePage(
    "core.branches", _("分工会"), queries.READ,
    columns=(
        Column("name", _("名称"), 24, keep=True),
        Column("parent", _("上级"), 20),
        Column("members", _("在册会员"), 10, "integer"),
    ),
    rows=queries.branch_rows, group="members", number=20,
    find=lambda work, text: (
        Branch.name.contains(text, autoescape=True) | Branch.initials.startswith(text.lower(), autoescape=True)
    ),
    resolve=queries.resolve_branch,
    actions=(
        Action(commands.AddBranch, services.add_branch, _("设立分工会"), "core.members.write", slot=5),
        Action(
            commands.RenameBranch, services.rename_branch, _("修改"), "core.members.write", on="row", slot=2,
            prefill=_branch_values,
        ),
    ),
    help=_("二级工会及其下的工会小组。"), empty=_("还没有分工会：按 F5 设立，或导入名单"),
)  # fmt: skip

CHANGES = TablePage(
    "core.changes", _("增减变动"), queries.READ,
    columns=(
        Column("on", _("日期"), 10, "date", keep=True),
        Column("number", _("工号"), 10),
        Column("name", _("姓名"), 12, keep=True),
        Column("change", _("变动"), 10, "choice", ChangeKind),
        Column("status", _("会籍"), 10, "choice", MemberStatus),
        Column("branch", _("分工会"), 16),
        Column("reason", _("原因"), 20, wide=True),
    ),
    rows=queries.change_rows, order=("-on",), group="members", number=30, find=queries.find,
    params=(Parameter("year", _("年份"), Year),),
    help=_("谁在哪天入会、转调、退休、离开。"), empty=_("还没有变动"),
)  # fmt: skip


def _family_rows(work: Work, asked: Any) -> list[RowValues]:
    query = select(FamilyMember, Member).join(Member, Member.id == FamilyMember.member_id)
    query = query.where(queries.within_scope(work, queries.READ))
    if asked.get("member") is not None:
        query = query.where(FamilyMember.member_id == asked["member"])
    opens = work.may("core.reveal")
    return [
        {
            "key": relative.id, "member": member.name, "name": relative.name if opens else relative.name[:1] + "*",
            "relation": relative.relation, "birth_date": relative.birth_date if opens else None,
            "consent_on": relative.consent_on,
        }
        for relative, member in work.session.execute(query.order_by(FamilyMember.id))
    ]  # fmt: skip


FAMILY = TablePage(
    "core.family", _("家属"), queries.READ,
    columns=(
        Column("member", _("会员"), 12, keep=True),
        Column("name", _("姓名"), 12, keep=True),
        Column("relation", _("关系"), 8, "choice"),
        Column("birth_date", _("出生日期"), 10, "date"),
        Column("consent_on", _("同意日期"), 10, "date"),
    ),
    rows=_family_rows, group="members", number=40,
    params=(Parameter("member", _("会员"), MemberKey),),
    help=_("家属只在本人（子女由监护人）同意后登记；姓名对没有权限的人只显示姓。"), empty=_("还没有登记家属"),
)  # fmt: skip

PAGES = (MEMBERS, BRANCHES, CHANGES, FAMILY)


def cards(work: Work) -> list[Card]:
    """The number of members, and how it moved this year."""
    year = work.today.year
    came, went = queries.came_and_went(work, year)
    count = queries.count_on(work, work.today)
    women = queries.count_on(work, work.today, Member.sex == Sex.female)
    note = _("女 {women} 人；本年 +{came} −{went}").format(women=women, came=len(came), went=len(went))
    return [
        Card(_("会员"), _("{count:,} 人").format(count=count), queries.READ, note, "core.members", number=10)
    ]
