"""What core itself tells in the annual report: bodies, archives, shortcomings, plan, signature."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from gonghui_core.annual.sections import Expected, Part, Section, Sentence
from gonghui_core.members import queries
from gonghui_core.members.choices import Sex
from gonghui_core.members.models import Branch, Member
from gonghui_core.office.choices import BodyKind
from gonghui_core.office.models import Body, Document, Post
from gonghui_core.reports import Fact
from gonghui_core.work import Work

SELDOM = (BodyKind.committee, BodyKind.audit_committee, BodyKind.women_committee)


def sections(work: Work, year: int) -> list[Section]:
    """Core's sections of the report of `year`."""
    last_day = min(date(year, 12, 31), work.today)
    organisation = [
        s for s in (_members(work, year, last_day), _bodies(work, last_day), _archive(work, year)) if s
    ]
    return [
        Section(
            "core.organisation", Part.organisation, 10, "完善工会各项机制，提升工会队伍水平。", organisation,
            (
                Expected("A1", "工会委员会、经审委、女职委和分工会已健全", "core.posts"),
                Expected("A2", "台账和档案资料", "core.documents"),
            ),
        ),
        Section(
            "core.outlook", Part.outlook, 10, "存在的问题和下一步计划。", (),
            (Expected("E1", "本年工作的不足"), Expected("E2", "下一年的计划")),
        ),
        Section("core.signature", Part.outlook, 99, "落款", (), _signature(work)),
    ]  # fmt: skip


def _members(work: Work, year: int, day: date) -> Sentence | None:
    query = queries.members_on(day).with_only_columns(Member.id, Member.sex).order_by(Member.id)
    found = work.session.execute(query).all()
    if not found:
        return None
    everybody = tuple(str(key) for key, _sex in found)
    women = tuple(str(key) for key, sex in found if sex is Sex.female)
    came, went = queries.came_and_went(work, year)
    facts = (
        Fact("在册会员", str(len(everybody)), "core.members", everybody),
        Fact("女会员", str(len(women)), "core.members", women),
        Fact("本年入会", str(len(came)), "core.changes", came),
        Fact("本年离会", str(len(went)), "core.changes", went),
    )
    moved = f"，全年新入会{len(came)}人、减少{len(went)}人" if came or went else ""
    text = f"截至{day.month}月{day.day}日，工会共有会员{len(everybody)}人，其中女会员{len(women)}人{moved}。"
    return Sentence("core.members", text, facts)


def _bodies(work: Work, day: date) -> Sentence | None:
    holding = (Post.since <= day) & ((Post.until.is_(None)) | (Post.until >= day))
    query = (
        select(Body.kind, Body.name, Body.id, func.count(Post.id))
        .join(Post, Post.body_id == Body.id)
        .where(holding, Body.kind.in_(SELDOM))
        .group_by(Body.kind, Body.name, Body.id)
        .order_by(Body.id)
    )
    found = work.session.execute(query).all()
    if not {kind for kind, *_rest in found} >= set(SELDOM):
        return None
    branches = list(work.session.scalars(select(Branch.id).order_by(Branch.id)))
    told = "、".join(f"{name}（{count}人）" for _kind, name, _key, count in found)
    facts = tuple(Fact(name, f"{count}人", "core.bodies", (str(key),)) for _kind, name, key, count in found)
    facts += (Fact("分工会", str(len(branches)), "core.branches", tuple(map(str, branches))),)
    text = f"工会组织健全，设有{told}，下设{len(branches)}个分工会，依靠分工会密切联系教职工。"
    return Sentence("A1", text, facts)


def _archive(work: Work, year: int) -> Sentence | None:
    query = select(Document.id).where(Document.date.between(date(year, 1, 1), date(year, 12, 31)))
    keys = tuple(str(key) for key in work.session.scalars(query.order_by(Document.id)))
    if not keys:
        return None
    fact = Fact("归档文件", str(len(keys)), "core.documents", keys)
    return Sentence("A2", f"重视台账资料的建立健全，全年归档文件资料{len(keys)}件。", (fact,))


def _signature(work: Work) -> tuple[Expected, ...]:
    return () if work.settings.union.signs else (Expected("F1", "落款的工会名称（设置 union.committee）"),)
