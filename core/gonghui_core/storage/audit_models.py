"""The tables of the audit log. They are append-only: guards refuse every change and deletion."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.storage.base import CoreTable, Key
from gonghui_core.storage.guards import Guard


class AuditRecord(CoreTable):
    """One unit of work: who did what, when, to which record, with the chain's hash up to here."""

    __tablename__ = "core_audit"
    __audited__ = False

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[str] = mapped_column(String(32))
    officer: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(100))
    object: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    override: Mapped[str] = mapped_column(Text, default="")
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditChange(CoreTable):
    """One row changed by a unit of work: canonical JSON of the columns before and after."""

    __tablename__ = "core_audit_change"
    __audited__ = False
    __table_args__ = (
        Index(None, "seq"),
        Index(None, "table_name", "row_key"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    seq: Mapped[int] = mapped_column(ForeignKey(AuditRecord.seq))
    table_name: Mapped[str] = mapped_column(String(60))
    row_key: Mapped[str] = mapped_column(String(60))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


class PersonKey(CoreTable):
    """The key that seals one person's values in the audit log; erasing the person destroys it."""

    __tablename__ = "core_person_key"
    __audited__ = False

    member_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    key: Mapped[bytes] = mapped_column(LargeBinary)


GUARDS = [
    Guard("core_audit", "TRUE", keys=(("seq",),), say="the audit log is append-only"),
    Guard("core_audit_change", "TRUE", say="the audit log is append-only"),
]
