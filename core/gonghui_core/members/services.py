"""Changes of the register."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from gonghui_core.commands import Outcome
from gonghui_core.dates import DateReading
from gonghui_core.fields import Context
from gonghui_core.i18n import translator
from gonghui_core.members import commands, events, history, queries, standing
from gonghui_core.members.choices import ChangeKind, MemberStatus, Sex
from gonghui_core.members.identity import Identity, check_identity, contradictions, masked
from gonghui_core.members.models import Branch, FamilyMember, Member
from gonghui_core.members.pinyin import reading
from gonghui_core.verdicts import Refusal, Standing, Verdict
from gonghui_core.work import Work

_ = translator("gonghui_core")

REVEALABLE = ("id_number",)
PLAIN_FIELDS = (
    "phone", "nation", "political_status", "title", "position", "employment", "employed_on", "remarks",
)  # fmt: skip


def add_member(work: Work, command: commands.AddMember) -> Outcome:
    """Enter a person; without an identity number a warning says so."""
    number = command.number or next_number(work)
    refuse_taken_number(work, number)
    identity = identity_of(work, command.id_number, command.sex, command.birth_date)
    status = MemberStatus.active if command.joined_on else MemberStatus.applicant
    name_reading = reading(command.name)
    member = Member(
        number=number, name=command.name, sex=command.sex, branch_id=command.branch, status=status,
        joined_on=command.joined_on, pinyin=name_reading.pinyin, initials=name_reading.initials,
        birth_date=identity.birth_date if identity else command.birth_date,
        **{name: getattr(command, name) for name in PLAIN_FIELDS},
    )  # fmt: skip
    set_id_number(work, member, identity.number if identity else None)
    work.add(member, events.MemberAdded(number))
    history.begin(work, member, command.joined_on or work.today)
    warnings = [] if identity else [id_missing()]
    return Outcome(
        _("已登记 {name}（{number}）").format(name=member.name, number=number), member.id, warnings
    )


def edit_member(work: Work, command: commands.EditMember) -> Outcome:
    """Correct a person's data; only what was given is changed."""
    member = queries.get(work, command.record)
    given = command.model_dump(include=command.model_fields_set - {"record", "version"})
    work.fresh(member, command.version, **given)
    if given.get("number") and given["number"] != member.number:
        refuse_taken_number(work, given["number"])
    if given.get("id_number"):
        identity = identity_of(work, given["id_number"], given.get("sex") or member.sex, None, member)
        assert identity is not None
        set_id_number(work, member, identity.number)
        given["birth_date"] = identity.birth_date
    for name in ("number", "name", "sex", "birth_date", "pinyin", *PLAIN_FIELDS):
        if name in given and (given[name] is not None or name in PLAIN_FIELDS):
            setattr(member, name, given[name])
    _read_name(member, given)
    work.record(events.MemberEdited(member.number))
    return Outcome(_("已保存"), member.id)


def _read_name(member: Member, given: dict[str, Any]) -> None:
    found = reading(member.name)
    if given.get("name") and not given.get("pinyin"):
        member.pinyin, member.initials = found.pinyin, found.initials
    elif given.get("pinyin"):
        syllables = str(given["pinyin"]).lower().split()
        member.pinyin = "".join(syllables)
        member.initials = "".join(s[0] for s in syllables) if len(syllables) > 1 else found.initials


def change_status(work: Work, command: commands.ChangeStatus) -> Outcome:
    """Change a member's standing from a day on; plugins may object, and follow."""
    member = queries.get(work, command.record)
    if member.status is command.status:
        raise Refusal(
            _("{name}已是“{status}”").format(name=member.name, status=command.status.label), field="status"
        )
    objections = [
        said
        for found in work.hooks.inside(
            "gonghui_member_objections", work=work, member=member, status=command.status
        )
        for said in found
    ]
    lapsed = standing.lapse(work, member, command.status)
    joins = command.status is MemberStatus.active and member.joined_on is None
    change = ChangeKind.joined if joins else ChangeKind.status
    history.move(work, member, command.on, change, status=command.status, reason=command.reason)
    if joins:
        member.joined_on = command.on
    work.record(events.StatusChanged(member.number, command.status.label, command.on))
    work.session.flush()
    work.hooks.inside("gonghui_member_changed", work=work, member=member)
    warnings = [Verdict("core.member_objection", Standing.WARN, said) for said in objections]
    return Outcome(
        _("{name}：{status}").format(name=member.name, status=command.status.label),
        member.id,
        [*warnings, *lapsed],
    )


def transfer_member(work: Work, command: commands.TransferMember) -> Outcome:
    """Move a member to another branch from a day on."""
    member = queries.get(work, command.record)
    branch = work.get(Branch, command.branch)
    if member.branch_id == branch.id:
        raise Refusal(_("{name}已在{branch}").format(name=member.name, branch=branch.name), field="branch")
    history.move(work, member, command.on, ChangeKind.branch, branch_id=branch.id, reason=command.reason)
    work.record(events.BranchChanged(member.number, branch.name, command.on))
    work.session.flush()
    work.hooks.inside("gonghui_member_changed", work=work, member=member)
    return Outcome(_("{name}已转到{branch}").format(name=member.name, branch=branch.name), member.id)


def add_branch(work: Work, command: commands.AddBranch) -> Outcome:
    """Set up a branch union."""
    _refuse_taken_branch(work, command.name)
    branch = Branch(name=command.name, parent_id=command.parent, initials=reading(command.name).initials)
    work.add(branch, events.BranchAdded(command.name))
    return Outcome(_("已设立{name}").format(name=command.name), branch.id)


def rename_branch(work: Work, command: commands.RenameBranch) -> Outcome:
    """Rename a branch, or hang it elsewhere in the tree; never below itself."""
    branch = work.get(Branch, command.record)
    work.fresh(branch, command.version, name=command.name)
    if command.name != branch.name:
        _refuse_taken_branch(work, command.name)
    if command.parent is not None and command.parent in queries.with_children(work, branch.id):
        raise Refusal(_("分工会不能挂在自己或自己的下级之下"), field="parent")
    branch.name, branch.parent_id = command.name, command.parent
    branch.initials = reading(command.name).initials
    work.record(events.BranchAdded(command.name))
    return Outcome(_("已保存"), branch.id)


def add_family_member(work: Work, command: commands.AddFamilyMember) -> Outcome:
    """Enter a relative with the day of consent; without consent nothing is kept (PIPL, Articles 13, 29 and 31)."""
    member = queries.get(work, command.member)
    queries.require_in_scope(work, "core.members.write", member)
    if not command.consent:
        raise Refusal(
            _("没有同意就不能保存家属信息：请先取得会员本人（子女由监护人）同意"), field="consent",
            rule="core.consent", citation=_("个人信息保护法第十三条、第二十九条、第三十一条"),
        )  # fmt: skip
    relative = FamilyMember(
        member_id=member.id, name=command.name, relation=command.relation, birth_date=command.birth_date,
        consent=True, consent_on=work.today,
    )  # fmt: skip
    work.add(relative, events.FamilyMemberAdded(member.number))
    return Outcome(_("已登记{name}的家属").format(name=member.name), relative.id)


def reveal(work: Work, command: commands.Reveal) -> Outcome:
    """Show a sealed value; the audit log keeps who saw it, when, and for what."""
    member = queries.get(work, command.record)
    if command.field not in REVEALABLE:
        known = "、".join(REVEALABLE)
        raise Refusal(
            _("没有加密字段 {field}；可看的有 {known}").format(field=command.field, known=known),
            field="field",
        )
    work.record(events.Revealed(member.number, command.field, command.purpose))
    return Outcome(getattr(member, command.field) or _("（没有）"), member.id)


def next_number(work: Work) -> str:
    """The next free staff number of this year: the year and four digits."""
    year = str(work.today.year)
    newest = work.session.scalar(
        select(func.max(Member.number)).where(
            Member.number.like(f"{year}____"), func.length(Member.number) == 8
        )
    )
    return f"{int(newest) + 1}" if newest and newest.isdecimal() else f"{year}0001"


def refuse_taken_number(work: Work, number: str) -> None:
    """Refuse a staff number that somebody has."""
    owner = work.session.scalar(select(Member.name).where(Member.number == number))
    if owner is not None:
        raise Refusal(_("工号 {number} 已是{name}的").format(number=number, name=owner), field="number")


def identity_of(
    work: Work, number: str | None, sex: Sex, birth: Any, member: Member | None = None
) -> Identity | None:
    """A checked identity number; refuses a wrong one, one that contradicts sex or birth, and one in use."""
    if number is None:
        return None
    found = check_identity(number, today=work.today)
    if not isinstance(found, Identity):
        raise Refusal(found.message, field="id_number", rule=f"core.{found.code}")
    fault = next(contradictions(found, sex=sex.value, birth=DateReading(birth) if birth else None), None)
    if fault:
        raise Refusal(fault.message, field="id_number", rule=f"core.{fault.code}")
    owner = work.session.scalar(
        select(Member).where(Member.id_index == work.sealer.blind_index(found.number))
    )
    if owner is not None and owner is not member:
        said = _("身份证号 {masked} 已在册：{number} {name}")
        raise Refusal(
            said.format(masked=masked(found.number), number=owner.number, name=owner.name), field="id_number"
        )
    return found


def set_id_number(work: Work, member: Member, number: str | None) -> None:
    """Store an identity number sealed, with the blind index that finds it again."""
    member.id_number = number
    member.id_index = work.sealer.blind_index(number) if number else None


def id_missing() -> Verdict:
    """The warning for a person without an identity number."""
    return Verdict("core.id_missing", Standing.WARN, _("没有身份证号：只能按工号认人，请补上"))


def _refuse_taken_branch(work: Work, name: str) -> None:
    if work.session.scalar(select(Branch.id).where(Branch.name == name)) is not None:
        raise Refusal(_("已有分工会“{name}”").format(name=name), field="name")


def read_context(work: Work) -> Context:
    """How an import reads fields: members and branches are found as in a form."""
    resolvers = {"core.members": queries.resolve_member, "core.branches": queries.resolve_branch}
    return Context(work.today, lambda page, text: resolvers[page](work, text))
