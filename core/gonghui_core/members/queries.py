"""Questions to the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from gonghui_core.i18n import translator
from gonghui_core.members.choices import MEMBERSHIP, ChangeKind, MemberStatus
from gonghui_core.members.models import Branch, Member, Membership
from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect
from gonghui_core.text import code, contains_pattern, half, person_name
from gonghui_core.verdicts import NoRight, NotFound, Refusal
from gonghui_core.work import Work

_ = translator("gonghui_core")

READ = "core.members.read"
ID_NUMBER_LENGTH = 18
PHONE_DIGITS = 3


def get(work: Work, key: int) -> Member:
    """The member with this key, or `NotFound`."""
    return work.get(Member, key)


def active(work: Work, key: int) -> Member:
    """The member with this key; a `Refusal` if the person is not an active member today."""
    member = get(work, key)
    if member.status is not MemberStatus.active:
        said = _("{name}（{number}）不是在册会员：{status}")
        raise Refusal(
            said.format(name=member.name, number=member.number, status=member.status.label), field="member"
        )
    return member


def in_span(day: date) -> ColumnElement[bool]:
    """The condition that a span of the history holds `day`."""
    return and_(Membership.since <= day, or_(Membership.until.is_(None), Membership.until >= day))


def members_on(
    day: date, statuses: Iterable[MemberStatus] = (MemberStatus.active,)
) -> Select[Member, Membership]:
    """Who had one of `statuses` on `day`: members joined with the span of that day."""
    joined = select(Member, Membership).join(Membership, Membership.member_id == Member.id)
    return joined.where(in_span(day), Membership.status.in_(list(statuses)))


def count_on(work: Work, day: date, *conditions: ColumnElement[bool], retained: bool = False) -> int:
    """How many active members (or retained ones) there were on `day`."""
    status = MemberStatus.retained if retained else MemberStatus.active
    query: AnySelect = (
        select(func.count()).select_from(Member).join(Membership, Membership.member_id == Member.id)
    )
    return work.session.scalar(query.where(in_span(day), Membership.status == status, *conditions)) or 0


def within_scope(work: Work, right: str) -> ColumnElement[bool]:
    """The condition that a member is in the branch that the officer's `right` is limited to."""
    branch = work.officer.scope(right)
    return true() if branch is None else Member.branch_id.in_(with_children(work, branch))


def in_scope(work: Work, right: str, member: Member) -> bool:
    """Whether the officer's `right` reaches a member: everybody, or those of the own branch and below it."""
    branch = work.officer.scope(right)
    return branch is None or member.branch_id in with_children(work, branch)


def require_in_scope(work: Work, right: str, member: Member) -> None:
    """Refuse a branch officer who reaches beyond the own branch."""
    if not in_scope(work, right, member):
        raise NoRight(_("这位会员不在本分工会"), field="member")


def member_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `core.members`: as of now, or as of the day asked for."""
    day = asked.get("on")
    spans = day is not None
    branch_id = Membership.branch_id if spans else Member.branch_id
    status = Membership.status if spans else Member.status
    query: AnySelect = select(
        Member.id.label("key"), Member.number.label("number"), Member.name.label("name"), Member.sex.label("sex"),
        Member.birth_date.label("birth_date"), Branch.name.label("branch"), Member.joined_on.label("joined_on"),
        status.label("status"), Member.phone.label("phone"), Member.title.label("title"),
        Member.employment.label("employment"), Member.remarks.label("remarks"),
    )  # fmt: skip
    if spans:
        query = query.join(Membership, Membership.member_id == Member.id).where(in_span(asked["on"]))
    query = query.join(Branch, Branch.id == branch_id).where(within_scope(work, READ))
    if asked.get("branch") is not None:
        query = query.where(branch_id.in_(with_children(work, asked["branch"])))
    if asked.get("status") is not None:
        query = query.where(status == asked["status"])
    return query


def find(work: Work, text: str) -> ColumnElement[bool]:
    """Members by any part of the name, pinyin, initials or number, by the last digits of the telephone, or by
    the whole identity number (through its blind index)."""
    typed = half(text).strip()
    plain = typed.lower().replace(" ", "")
    pattern = contains_pattern(plain)
    if not plain.isascii():
        return Member.name.like(contains_pattern(person_name(text)), escape="\\")
    if plain.isdigit() or len(plain) == ID_NUMBER_LENGTH:
        by_number: list[ColumnElement[bool]] = [Member.number.like(pattern, escape="\\")]
        if len(plain) >= PHONE_DIGITS:
            by_number.append(Member.phone.like(contains_pattern(plain)[:-1], escape="\\"))
        if len(plain) == ID_NUMBER_LENGTH:
            by_number.append(Member.id_index == work.sealer.blind_index(plain.upper()))
        return or_(*by_number)
    return or_(
        Member.pinyin.like(pattern, escape="\\"),
        Member.initials.like(pattern, escape="\\"),
        Member.number.like(contains_pattern(typed), escape="\\"),
        Member.name.like(contains_pattern(person_name(text)), escape="\\"),
    )


def resolve_member(work: Work, text: str) -> int:
    """The member meant by a number, a key or a unique name, in that order."""
    typed = code(text)
    session, known = work.session, select(Member.id).where(_seen_by(work))
    found = session.scalar(known.where(Member.number == typed))
    if found is None and typed.isascii() and typed.isdecimal() and len(typed) < ID_NUMBER_LENGTH:
        found = session.scalar(known.where(Member.id == int(typed)))
    if found is not None:
        return found
    same_name = session.scalars(known.where(Member.name == person_name(text)).limit(2)).all()
    if len(same_name) == 1:
        return same_name[0]
    if same_name:
        raise NotFound(_("叫“{name}”的不止一人，请用工号").format(name=text))
    if work.may(READ) and work.officer.scope(READ) is not None:
        # Whether such a person exists elsewhere is not told.
        raise NoRight(_("本分工会没有“{text}”；别的分工会的会员不归这里办").format(text=text))
    raise NotFound(_("名册里没有“{text}”（可用工号、编号或姓名）").format(text=text))


def _seen_by(work: Work) -> ColumnElement[bool]:
    """Whom an officer can name: a branch officer only people of the own branch, so that trying out numbers
    tells nothing of others."""
    return within_scope(work, READ) if work.may(READ) else true()


def branch_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `core.branches`, with the number of active members."""
    parent = Branch.__table__.alias("parent")
    counted = (
        select(func.count())
        .select_from(Member)
        .where(Member.branch_id == Branch.id, Member.status == MemberStatus.active)
        .correlate(Branch)
        .scalar_subquery()
    )
    query: AnySelect = select(
        Branch.id.label("key"),
        Branch.name.label("name"),
        parent.c.name.label("parent"),
        counted.label("members"),
    )
    return query.outerjoin(parent, parent.c.id == Branch.parent_id)


def resolve_branch(work: Work, text: str) -> int:
    """The branch meant by a name or a key, in that order."""
    name = person_name(text)
    found = work.session.scalar(select(Branch.id).where(Branch.name == name))
    if found is None and text.isascii() and text.isdecimal() and len(text) < ID_NUMBER_LENGTH:
        found = work.session.scalar(select(Branch.id).where(Branch.id == int(text)))
    if found is not None:
        return found
    near = nearest_name(name, list(work.session.scalars(select(Branch.name))))
    hint = _("，是不是 {near}？").format(near=near) if near else ""
    raise NotFound(_("没有分工会“{name}”").format(name=text) + hint)


def nearest_name(name: str, known: list[str]) -> str:
    """The name most like `name`; empty where there is none at all."""
    near = get_close_matches(name, known, 1, 0.1)
    return near[0] if near else ""


def with_children(work: Work, branch_id: int) -> list[int]:
    """A branch and all branches below it."""
    parents: dict[int, list[int]] = {}
    for key, parent in work.session.execute(select(Branch.id, Branch.parent_id)):
        parents.setdefault(parent or 0, []).append(key)
    found, index = [branch_id], 0
    while index < len(found):
        found.extend(parents.get(found[index], []))
        index += 1
    return found


def change_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `core.changes`: who came, went or moved, in a year or at all."""
    query: AnySelect = (
        select(
            Membership.id.label("key"), Membership.since.label("on"), Member.number.label("number"),
            Member.name.label("name"), Membership.change.label("change"), Membership.status.label("status"),
            Branch.name.label("branch"), Membership.reason.label("reason"),
        )
        .join(Member, Member.id == Membership.member_id)
        .join(Branch, Branch.id == Membership.branch_id)
        .where(within_scope(work, READ))
    )  # fmt: skip
    if asked.get("year") is not None:
        year = asked["year"]
        query = query.where(Membership.since.between(date(year, 1, 1), date(year, 12, 31)))
    return query


def came_and_went(work: Work, year: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the changes by which people joined in `year`, and of those that ended a membership."""
    gone = [s for s in MemberStatus if s not in (*MEMBERSHIP, MemberStatus.applicant)]
    return (
        _changes_in(work, year, Membership.change == ChangeKind.joined),
        _changes_in(work, year, Membership.status.in_(gone)),
    )


def _changes_in(work: Work, year: int, condition: ColumnElement[bool]) -> tuple[str, ...]:
    inside = Membership.since.between(date(year, 1, 1), date(year, 12, 31))
    query = select(Membership.id).where(inside, condition).order_by(Membership.id)
    return tuple(str(key) for key in work.session.scalars(query))
