"""Taking in the personnel office's staff list and the list of branches.

A row is the same person by identity number, else by staff number. Nothing is guessed: a row that contradicts
itself is rejected with its reason, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import PydanticCustomError
from sqlalchemy import select

from gonghui_core.dates import DateReading, read_date
from gonghui_core.fields import read_code, read_line, read_name, read_text
from gonghui_core.i18n import translator
from gonghui_core.members import events, queries
from gonghui_core.members.choices import ChangeKind, MemberStatus, Sex
from gonghui_core.members.identity import Identity, check_identity, contradictions
from gonghui_core.members.models import Branch, Member, Membership
from gonghui_core.members.pinyin import reading
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet, SheetRow
from gonghui_core.storage.limits import refuse_long
from gonghui_core.text import person_name
from gonghui_core.verdicts import BadInput, NotFound
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


class _Reject(Exception):
    """A row that is not taken: the code of the reason and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


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
    except _Reject as reject:
        return Checked(row.number, "rejected", reject.code, reject.message)
    member = known.by_index.get(values["id_index"]) if values["id_index"] else None
    member = member or known.by_number.get(values["number"])
    if member is None:
        return Checked(row.number, "new", warnings=tuple(warnings), value=(None, values))
    changes = _changes(work, member, values)
    outcome = "changed" if changes else "unchanged"
    return Checked(row.number, outcome, warnings=tuple(warnings), changes=changes, value=(member, values))


def _read_row(work: Work, row: SheetRow, known: _Known, warnings: list[tuple[str, str]]) -> dict[str, Any]:
    cells = row.cells
    name = _read(read_name, cells.get("name") or "", "name_missing", _("没有姓名"))
    sex, birth = _sex(cells.get("sex")), _day(cells.get("birth_date"), "birth_date")
    identity = _identity(work, cells.get("id_number"), sex, birth, warnings)
    index = work.sealer.blind_index(identity.number) if identity else None
    number = _number(cells.get("number"))
    _refuse_repeated(row, known, index, number)
    joined = _day(cells.get("joined_on"), "joined_on")
    if joined and joined.month_only:
        warnings.append(("joined_month_only", _("入会时间只有年月，按当月 1 日登记")))
    employment = _text(cells.get("employment"))
    retained = any(word in (employment or "") for word in RETAINED_WORDS)
    employed = _day(cells.get("employed_on"), "employed_on")
    found_sex = sex or (Sex(identity.sex) if identity else None)
    if found_sex is None:
        raise _Reject("sex_missing", _("没有性别"))
    values = {
        "number": number, "name": name, "sex": found_sex,
        "birth_date": identity.birth_date if identity else (birth.day if birth else None),
        "id_number": identity.number if identity else None, "id_index": index,
        "branch_id": _branch(cells.get("branch"), known), "joined_on": joined.day if joined else None,
        "status": _status(joined, retained), "phone": _code(cells.get("phone")),
        "nation": _text(cells.get("nation")), "political_status": _text(cells.get("political_status")),
        "title": _text(cells.get("title")), "position": _text(cells.get("position")), "employment": employment,
        "employed_on": employed.day if employed else None, "remarks": _remarks(cells.get("remarks")),
    }  # fmt: skip
    try:
        refuse_long(Member, [values])
    except BadInput as error:
        raise _Reject("too_long", error.message) from None
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
            raise _Reject(found.code, found.message)
        warnings.append((found.code, _("没有身份证号，按工号登记")))
        return None
    fault = next(contradictions(found, sex=sex.value if sex else None, birth=birth), None)
    if fault is not None:
        raise _Reject(fault.code, fault.message)
    return found


def _refuse_repeated(row: SheetRow, known: _Known, index: str | None, number: str) -> None:
    earlier = known.seen.get(index or "")
    if earlier is not None:
        raise _Reject("duplicate_in_file", _("身份证号与第 {row} 行相同").format(row=earlier))
    same_number = known.seen_numbers.get(number)
    if same_number is not None:
        raise _Reject("number_in_file", _("工号与第 {row} 行相同").format(row=same_number))
    if index:
        known.seen[index] = row.number
    known.seen_numbers[number] = row.number


def _number(cell: Any) -> str:
    number = _code(cell)
    if not number:
        raise _Reject("number_missing", _("没有工号"))
    return number


def _sex(cell: Any) -> Sex | None:
    text = _text(cell)
    found = Sex.read(text) if text else None
    if text and found is None:
        raise _Reject("sex_unknown", _("性别“{text}”应为男或女").format(text=text))
    return found


def _branch(cell: Any, known: _Known) -> int:
    if cell in known.branches:
        return known.branches[cell]
    name = person_name(_text(cell) or "")
    if name in known.branches:
        return known.branches[name]
    near = queries.nearest_name(name, list(known.branches))
    hint = _("，最接近的是“{near}”").format(near=near) if near else ""
    raise _Reject("branch_unknown", _("没有分工会“{name}”").format(name=name) + hint)


def _day(cell: Any, name: str) -> DateReading | None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    try:
        return read_date(cell)
    except BadInput as error:
        raise _Reject(f"{name}_unreadable", error.message) from None


def _text(cell: Any) -> str | None:
    return _read(read_line, cell, "text_unreadable") or None if cell is not None else None


def _code(cell: Any) -> str | None:
    return _read(read_code, cell, "text_unreadable") or None if cell is not None else None


def _remarks(cell: Any) -> str | None:
    return _read(read_text, str(cell), "text_unreadable") or None if cell is not None else None


def _read(reader: Callable[[Any], Any], cell: Any, reason: str, message: str = "") -> Any:
    try:
        return reader(cell)
    except PydanticCustomError as error:
        raise _Reject(reason, message or str((error.context or {}).get("said", ""))) from None


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
    """A staff list says who works here, not who has left the union: only a retirement changes the standing."""
    return name == "status" and values["status"] is not MemberStatus.retained


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
    retires = values["status"] is MemberStatus.retained and member.status is MemberStatus.active
    moves = values["branch_id"] != member.branch_id
    if moves or retires:
        history.move(
            work, member, work.today, ChangeKind.branch if moves else ChangeKind.status,
            branch_id=values["branch_id"], status=MemberStatus.retained if retires else None,
            reason=_("花名册导入"),
        )  # fmt: skip


def check_branches(work: Work, sheet: Sheet) -> list[Checked]:
    """What each row of a list of branches would do."""
    known = set(work.session.scalars(select(Branch.name)))
    checked = []
    for row in sheet.rows:
        try:
            name = _read(read_name, row.cells.get("name") or "", "name_missing", _("没有名称"))
        except _Reject as reject:
            checked.append(Checked(row.number, "rejected", reject.code, reject.message))
            continue
        outcome = "unchanged" if name in known else "new"
        known.add(name)
        checked.append(Checked(row.number, outcome, value=(name, _text(row.cells.get("parent")))))
    return checked


def store_branches(work: Work, rows: list[Checked]) -> None:
    """Set up the new branches, each below the branch that its row names."""
    for row in rows:
        name, parent = row.value
        parent_id = None
        if parent:
            try:
                parent_id = queries.resolve_branch(work, parent)
            except NotFound as error:
                raise BadInput(
                    _("第{n}行：{why}").format(n=row.number, why=error.message), field="parent"
                ) from None
        branch = Branch(name=name, parent_id=parent_id, initials=reading(name).initials)
        work.add(branch, events.BranchAdded(name))


MEMBERS = Import(
    "members",
    _("会员花名册"),
    "core.members.write",
    MEMBER_HEADINGS,
    ("name", "branch"),
    check_members,
    store_members,
)
BRANCHES = Import(
    "branches", _("分工会"), "core.members.write",
    {"name": ("name", "名称", "分工会", "部门"), "parent": ("parent", "上级", "上级分工会")},
    ("name",), check_branches, store_branches,
)  # fmt: skip
