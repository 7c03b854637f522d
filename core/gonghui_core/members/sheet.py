"""Taking in the personnel office's staff list and the list of branches.

A row is the same person by identity number, else by staff number. Nothing is guessed: a row that contradicts
itself is rejected with its reason, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from gonghui_core.dates import DateReading
from gonghui_core.fields import read_name
from gonghui_core.i18n import translator
from gonghui_core.members import cells, events, queries
from gonghui_core.members.choices import ChangeKind, MemberStatus, Sex
from gonghui_core.members.identity import Identity, check_identity, contradictions
from gonghui_core.members.models import Branch, Member, Membership
from gonghui_core.members.pinyin import reading
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet, SheetRow
from gonghui_core.storage.limits import refuse_long
from gonghui_core.text import person_name
from gonghui_core.verdicts import BadInput
from gonghui_core.work import Work

_ = translator("gonghui_core")

RETAINED_WORDS = ("返聘", "退休", "离休")

MEMBER_HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("工号", "职工号", "教工号", "人员编号", "编号"),
    "name": ("姓名", "职工姓名", "会员姓名"),
    "sex": ("性别",),
    "id_number": ("身份证号码", "身份证号", "身份证", "证件号码", "公民身份号码"),
    "birth_date": ("出生年月", "出生日期", "出生年月日", "生日"),
    "nation": ("民族",),
    "political_status": ("政治面貌",),
    "branch": ("所属部门", "部门", "分工会", "二级工会", "所在部门", "单位", "所属分工会"),
    "title": ("职称", "专业技术职务"),
    "position": ("职务", "行政职务"),
    "employment": ("用工形式", "编制", "用工性质"),
    "employed_on": ("入职时间", "入职日期", "来校时间", "参加工作时间"),
    "joined_on": ("入会时间", "入会日期", "加入工会时间"),
    "phone": ("联系电话", "手机", "手机号", "手机号码", "电话", "移动电话"),
    "remarks": ("备注", "说明"),
}


@dataclass
class _Known:
    """The register as it is before the import, looked up once."""

    branches: dict[str, int]
    by_index: dict[str, Member]
    by_number: dict[str, Member]
    seen: dict[str, int] = field(default_factory=dict)
    seen_numbers: dict[str, int] = field(default_factory=dict)


def check_members(work: Work, sheet: Sheet) -> list[Checked]:
    """What each row of a staff list would do, in the order of the sheet."""
    branches = {name: key for key, name in work.session.execute(select(Branch.id, Branch.name))}
    members = list(work.session.scalars(select(Member)))
    known = _Known(branches, {m.id_index: m for m in members if m.id_index}, {m.number: m for m in members})
    return [_check(work, row, known) for row in sheet.rows]


def _check(work: Work, row: SheetRow, known: _Known) -> Checked:
    warnings: list[tuple[str, str]] = []
    try:
        values = _read_row(work, row, known, warnings)
        member = _same_person(known, values)
    except cells.Reject as reject:
        return Checked(row.number, "rejected", reject.code, reject.message)
    if member is None:
        return Checked(row.number, "new", warnings=tuple(warnings), value=(None, values))
    changes = _changes(work, member, values)
    outcome = "changed" if changes else "unchanged"
    return Checked(row.number, outcome, warnings=tuple(warnings), changes=changes, value=(member, values))


def _same_person(known: _Known, values: Mapping[str, Any]) -> Member | None:
    """The member whom a row means: by identity number, else by staff number."""
    by_index = known.by_index.get(values["id_index"]) if values["id_index"] else None
    by_number = known.by_number.get(values["number"])
    if by_index is not None and by_number is not None and by_index is not by_number:
        said = _("工号 {number} 是{name}的，身份证号却是工号 {other} 的人")
        raise cells.Reject(
            "number_taken",
            said.format(number=by_number.number, name=by_number.name, other=by_index.number),
        )
    return by_index or by_number


def _read_row(work: Work, row: SheetRow, known: _Known, warnings: list[tuple[str, str]]) -> dict[str, Any]:
    given = row.cells
    name = cells.read(read_name, given.get("name") or "", "name_missing", _("没有姓名"))
    sex, birth = _sex(given.get("sex")), cells.day(given.get("birth_date"), "birth_date")
    identity = _identity(work, given.get("id_number"), sex, birth, warnings)
    index = work.sealer.blind_index(identity.number) if identity else None
    number = _number(given.get("number"))
    _refuse_repeated(row, known, index, number)
    joined = cells.day(given.get("joined_on"), "joined_on")
    if joined and joined.month_only:
        warnings.append(("joined_month_only", _("入会时间只有年月，按当月 1 日登记")))
    employment = cells.text(given.get("employment"))
    retained = any(word in (employment or "") for word in RETAINED_WORDS)
    employed = cells.day(given.get("employed_on"), "employed_on")
    found_sex = sex or (Sex(identity.sex) if identity else None)
    if found_sex is None:
        raise cells.Reject("sex_missing", _("没有性别"))
    values = {
        "number": number, "name": name, "sex": found_sex,
        "birth_date": identity.birth_date if identity else (birth.day if birth else None),
        "id_number": identity.number if identity else None, "id_index": index,
        "branch_id": _branch(given.get("branch"), known), "joined_on": joined.day if joined else None,
        "status": _status(joined, retained), "phone": cells.code(given.get("phone")),
        "nation": cells.text(given.get("nation")), "political_status": cells.text(given.get("political_status")),
        "title": cells.text(given.get("title")), "position": cells.text(given.get("position")),
        "employment": employment, "employed_on": employed.day if employed else None,
        "remarks": cells.remarks(given.get("remarks")),
    }  # fmt: skip
    try:
        refuse_long(Member, [values])
    except BadInput as error:
        raise cells.Reject("too_long", error.message) from None
    return values


def _status(joined: DateReading | None, retained: bool) -> MemberStatus:
    if joined is None:
        return MemberStatus.applicant
    return MemberStatus.retained if retained else MemberStatus.active


def _identity(
    work: Work, cell: Any, sex: Sex | None, birth: DateReading | None, warnings: list[tuple[str, str]]
) -> Identity | None:
    found = check_identity(cell, today=work.today)
    if not isinstance(found, Identity):
        if found.code != "id_missing":
            raise cells.Reject(found.code, found.message)
        warnings.append((found.code, _("没有身份证号，按工号登记")))
        return None
    fault = next(contradictions(found, sex=sex.value if sex else None, birth=birth), None)
    if fault is not None:
        raise cells.Reject(fault.code, fault.message)
    return found


def _refuse_repeated(row: SheetRow, known: _Known, index: str | None, number: str) -> None:
    earlier = known.seen.get(index or "")
    if earlier is not None:
        raise cells.Reject("duplicate_in_file", _("身份证号与第 {row} 行相同").format(row=earlier))
    same_number = known.seen_numbers.get(number)
    if same_number is not None:
        raise cells.Reject("number_in_file", _("工号与第 {row} 行相同").format(row=same_number))
    if index:
        known.seen[index] = row.number
    known.seen_numbers[number] = row.number


def _number(cell: Any) -> str:
    number = cells.code(cell)
    if not number:
        raise cells.Reject("number_missing", _("没有工号"))
    return number


def _sex(cell: Any) -> Sex | None:
    text = cells.text(cell)
    found = Sex.read(text) if text else None
    if text and found is None:
        raise cells.Reject("sex_unknown", _("性别“{text}”应为男或女").format(text=text))
    return found


def _branch(cell: Any, known: _Known) -> int:
    if cell in known.branches:
        return known.branches[cell]
    name = person_name(cells.text(cell) or "")
    if name in known.branches:
        return known.branches[name]
    near = queries.nearest_name(name, list(known.branches))
    hint = _("，最接近的是“{near}”").format(near=near) if near else ""
    raise cells.Reject("branch_unknown", _("没有分工会“{name}”").format(name=name) + hint)


_TITLES: Mapping[str, str] = {
    "number": _("工号"), "name": _("姓名"), "sex": _("性别"), "birth_date": _("出生日期"), "id_index": _("身份证号"),
    "branch_id": _("分工会"), "joined_on": _("入会日期"), "status": _("会籍"), "phone": _("手机"),
    "nation": _("民族"), "political_status": _("政治面貌"), "title": _("职称"), "position": _("职务"),
    "employment": _("用工形式"), "employed_on": _("入职日期"), "remarks": _("备注"),
}  # fmt: skip


def _changes(work: Work, member: Member, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What a row changes of a known member; an empty cell changes nothing."""
    found: dict[str, tuple[str, str]] = {}
    for name, title in _TITLES.items():
        new, old = values[name], getattr(member, name)
        if new is not None and new != old and not _keeps_standing(name, member, values):
            found[str(title)] = _shown(work, name, old), _shown(work, name, new)
    return found


def _keeps_standing(name: str, member: Member, values: Mapping[str, Any]) -> bool:
    """A staff list says who works here, not who has left the union: it retires people and admits applicants."""
    return name == "status" and _new_standing(member, values) is None


def _new_standing(member: Member, values: Mapping[str, Any]) -> MemberStatus | None:
    wanted: MemberStatus = values["status"]
    retires = wanted is MemberStatus.retained and member.status is MemberStatus.active
    joins = member.status is MemberStatus.applicant and wanted is not MemberStatus.applicant
    return wanted if retires or joins else None


def _shown(work: Work, name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "id_index":
        return "******"
    if name == "branch_id":
        return work.get(Branch, value).name
    return value.label if hasattr(value, "label") else str(value)


def store_members(work: Work, rows: list[Checked]) -> None:
    """Keep the accepted rows: new members in bulk, changed ones one by one."""
    new = [row.value[1] for row in rows if row.outcome == "new"]
    changed = [row.value for row in rows if row.outcome == "changed"]
    _insert(work, new)
    for member, values in changed:
        _update(work, member, values)
    work.record(events.MembersImported(len(new), len(changed)))


def _insert(work: Work, values: list[dict[str, Any]]) -> None:
    if not values:
        return
    for row in values:
        found = reading(row["name"])
        row |= {"pinyin": found.pinyin, "initials": found.initials, "version": 1}
    work.add_many(Member, values)
    work.add_many(Membership, [_first_span(work, row) for row in values])


def _first_span(work: Work, row: dict[str, Any]) -> dict[str, Any]:
    applies = row["status"] is MemberStatus.applicant
    return {
        "member_id": row["id"], "branch_id": row["branch_id"], "status": row["status"],
        "since": row["joined_on"] or work.today, "until": None,
        "change": ChangeKind.applied if applies else ChangeKind.joined, "reason": None,
    }  # fmt: skip


def _update(work: Work, member: Member, values: dict[str, Any]) -> None:
    from gonghui_core.members import history

    renamed = values["name"] != member.name
    for name in _TITLES:
        if values[name] is not None and name not in ("branch_id", "status"):
            setattr(member, name, values[name])
    if values["id_number"]:
        member.id_number = values["id_number"]
    if renamed:
        found = reading(member.name)
        member.pinyin, member.initials = found.pinyin, found.initials
    standing, moves = _new_standing(member, values), values["branch_id"] != member.branch_id
    if moves or standing:
        joins = member.status is MemberStatus.applicant and standing is not None
        change = ChangeKind.joined if joins else ChangeKind.branch if moves else ChangeKind.status
        history.move(
            work, member, work.today, change, branch_id=values["branch_id"], status=standing,
            reason=_("花名册导入"),
        )  # fmt: skip


MEMBERS = Import(
    "members",
    _("会员花名册"),
    "core.members.write",
    MEMBER_HEADINGS,
    ("name", "branch"),
    check_members,
    store_members,
)
