"""Tables of bodies, posts, officers and documents."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.models import Branch, Member
from gonghui_core.office.choices import BodyKind, DocumentKind, PostKind, Retention, Role
from gonghui_core.storage.base import CoreTable, Key, Versioned
from gonghui_core.storage.types import ChoiceColumn


class Body(Versioned, CoreTable):
    """A committee or other body of the union."""

    __tablename__ = "core_body"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[BodyKind] = mapped_column(ChoiceColumn(BodyKind))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey(Branch.id))


class Post(Versioned, CoreTable):
    """A person's post in a body from `since` to `until` (the last day), by a document."""

    __tablename__ = "core_post"
    __table_args__ = (Index(None, "body_id"), Index(None, "member_id"), {"sqlite_strict": True})

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    body_id: Mapped[int] = mapped_column(ForeignKey(Body.id))
    post: Mapped[PostKind] = mapped_column(ChoiceColumn(PostKind))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    document: Mapped[str | None] = mapped_column(String(100))


class Officer(Versioned, CoreTable):
    """Somebody who signs in; may be tied to a member and to a branch."""

    __tablename__ = "core_officer"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(100), unique=True)
    branch_id: Mapped[int | None] = mapped_column(ForeignKey(Branch.id))
    member_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class Grant(CoreTable):
    """A role that an officer holds."""

    __tablename__ = "core_grant"
    __table_args__ = (UniqueConstraint("officer_id", "role"), {"sqlite_strict": True})

    id: Mapped[Key]
    officer_id: Mapped[int] = mapped_column(ForeignKey(Officer.id))
    role: Mapped[Role] = mapped_column(ChoiceColumn(Role))
    granted_on: Mapped[date] = mapped_column(Date)


class PairException(CoreTable):
    """The committee's decision that one officer may hold two roles that exclude each other, until a day."""

    __tablename__ = "core_pair_exception"

    id: Mapped[Key]
    officer_id: Mapped[int] = mapped_column(ForeignKey(Officer.id))
    first: Mapped[Role] = mapped_column(ChoiceColumn(Role))
    second: Mapped[Role] = mapped_column(ChoiceColumn(Role))
    decision: Mapped[str] = mapped_column(String(200))
    until: Mapped[date] = mapped_column(Date)


class Document(Versioned, CoreTable):
    """A document of the archive, with or without a file, attached to any record or to none."""

    __tablename__ = "core_document"
    __table_args__ = (Index(None, "page", "record"), {"sqlite_strict": True})

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[DocumentKind] = mapped_column(ChoiceColumn(DocumentKind))
    date: Mapped[date] = mapped_column(Date)
    retention: Mapped[Retention] = mapped_column(ChoiceColumn(Retention))
    number: Mapped[str | None] = mapped_column(String(100))
    page: Mapped[str | None] = mapped_column(String(60))
    record: Mapped[str | None] = mapped_column(String(60))
    file_name: Mapped[str | None] = mapped_column(String(200))
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(Integer)
