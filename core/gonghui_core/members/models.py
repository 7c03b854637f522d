"""Tables of the register."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.choices import ChangeKind, MemberStatus, Relation, Sex
from gonghui_core.storage.base import PERSONAL, CoreTable, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, SealedColumn


class Branch(Versioned, CoreTable):
    """A branch union (分工会) or a group below one; a tree."""

    __tablename__ = "core_branch"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(100), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("core_branch.id"))
    initials: Mapped[str] = mapped_column(String(100), default="")


class Member(Versioned, CoreTable):
    """A person of the register as of now; `Membership` holds the dated history."""

    __tablename__ = "core_member"
    __person__ = "id"
    __table_args__ = (
        Index(None, "name"),
        Index(None, "initials"),
        Index(None, "pinyin"),
        Index(None, "branch_id", "status"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(100), info=PERSONAL)
    pinyin: Mapped[str] = mapped_column(String(200), default="", info=PERSONAL)
    initials: Mapped[str] = mapped_column(String(40), default="", info=PERSONAL)
    sex: Mapped[Sex] = mapped_column(ChoiceColumn(Sex))
    birth_date: Mapped[date | None] = mapped_column(Date, info=PERSONAL)
    id_number: Mapped[str | None] = mapped_column(SealedColumn("core_member.id_number"), info=PERSONAL)
    id_index: Mapped[str | None] = mapped_column(String(32), unique=True, info=PERSONAL)
    branch_id: Mapped[int] = mapped_column(ForeignKey(Branch.id))
    status: Mapped[MemberStatus] = mapped_column(ChoiceColumn(MemberStatus))
    joined_on: Mapped[date | None] = mapped_column(Date)
    phone: Mapped[str | None] = mapped_column(String(40), info=PERSONAL)
    nation: Mapped[str | None] = mapped_column(String(40), info=PERSONAL)
    political_status: Mapped[str | None] = mapped_column(String(40), info=PERSONAL)
    title: Mapped[str | None] = mapped_column(String(60))
    position: Mapped[str | None] = mapped_column(String(60))
    employment: Mapped[str | None] = mapped_column(String(40))
    employed_on: Mapped[date | None] = mapped_column(Date)
    remarks: Mapped[str | None] = mapped_column(Text, info=PERSONAL)


class Membership(CoreTable):
    """A span of days in which a person had one status in one branch; `until` is the last day, open if absent."""

    __tablename__ = "core_membership"
    __table_args__ = (
        Index(None, "member_id", "since"),
        Index(None, "since"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    branch_id: Mapped[int] = mapped_column(ForeignKey(Branch.id))
    status: Mapped[MemberStatus] = mapped_column(ChoiceColumn(MemberStatus))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    change: Mapped[ChangeKind] = mapped_column(ChoiceColumn(ChangeKind))
    reason: Mapped[str | None] = mapped_column(Text)


class FamilyMember(Versioned, CoreTable):
    """A relative of a member, kept only with the consent of the member (or guardian) and its day."""

    __tablename__ = "core_family_member"
    __person__ = "member_id"
    __table_args__ = (Index(None, "member_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    name: Mapped[str] = mapped_column(SealedColumn("core_family_member.name"), info=PERSONAL)
    relation: Mapped[Relation] = mapped_column(ChoiceColumn(Relation))
    birth_date: Mapped[date | None] = mapped_column(Date, info=PERSONAL)
    consent: Mapped[bool] = mapped_column(Boolean)
    consent_on: Mapped[date | None] = mapped_column(Date)
