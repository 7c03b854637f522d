"""Changing many rows at once: versions, the audit log and long text as with one row, on every storage."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from gonghui_core.members.models import Member
from gonghui_core.office.rights import SYSTEM
from gonghui_core.storage.audit_models import AuditChange, AuditRecord
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import BadInput, Stale
from gonghui_core.work import Work


def _rows(work: Work) -> list[dict[str, Any]]:
    found = work.session.execute(select(*Member.__table__.c).order_by(Member.number))
    return [dict(row) for row in found.mappings()]


def _change(union: Union, phone: str, rows: list[dict[str, Any]] | None = None) -> None:
    with union.kernel.work(SYSTEM, action="test.change", write=True) as work:
        chosen = rows or _rows(work)
        held = {member.id: member for member in work.session.scalars(select(Member))}
        work.change_many(Member, [(row, {"phone": phone}) for row in chosen])
        assert {held[row["id"]].phone for row in chosen} == {phone}


def test_every_row_is_changed_with_its_version_and_its_audit_row(union):
    with union.kernel.work(SYSTEM) as work:
        before = _rows(work)
    _change(union, "13900000000")
    with union.kernel.work(SYSTEM) as work:
        after = _rows(work)
        newest = work.session.scalar(select(AuditRecord.seq).order_by(AuditRecord.seq.desc()))
        kept = work.session.scalars(select(AuditChange).where(AuditChange.seq == newest)).all()
    assert {row["phone"] for row in after} == {"13900000000"}
    assert [row["version"] for row in after] == [row["version"] + 1 for row in before]
    assert [row.row_key for row in kept] == [str(row["id"]) for row in before]
    assert union.desk("audit").verify_audit()[0] == []


def test_what_stays_as_it_is_leaves_no_audit_row(plain_union):
    _change(plain_union, "13900000000")
    with plain_union.kernel.work(SYSTEM) as work:
        records = len(work.session.scalars(select(AuditRecord.seq)).all())
        changes = len(work.session.scalars(select(AuditChange.id)).all())
    with plain_union.kernel.work(SYSTEM, action="test.change", write=True) as work:
        assert not work.trail.changes
        work.trail.change_rows(Member, [(row, {"phone": "13900000000"}) for row in _rows(work)])
    with plain_union.kernel.work(SYSTEM) as work:
        assert len(work.session.scalars(select(AuditRecord.seq)).all()) == records
        assert len(work.session.scalars(select(AuditChange.id)).all()) == changes


def test_a_row_that_changed_since_it_was_read_refuses_all(union):
    with union.kernel.work(SYSTEM) as work:
        read = _rows(work)
    _change(union, "13900000000", read[:1])
    with pytest.raises(Stale, match="一条也没有改"):
        _change(union, "13911111111", read)
    with union.kernel.work(SYSTEM) as work:
        assert "13911111111" not in {row["phone"] for row in _rows(work)}


def test_text_longer_than_its_column_is_refused(plain_union):
    with pytest.raises(BadInput, match="太长"):
        _change(plain_union, "1" * 500)
