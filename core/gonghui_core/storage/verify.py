"""`gonghui audit verify`: walk the chain, compare it with the tables, the guards and the head outside."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import select
from sqlalchemy.orm import Session

from gonghui_core.i18n import translator
from gonghui_core.storage import guards
from gonghui_core.storage.audit import (
    KEY_PURPOSE,
    PERSON_PURPOSE,
    Entry,
    Head,
    plain_value,
    record_hash,
)  # fmt: skip
from gonghui_core.storage.audit_models import AuditChange, AuditRecord, PersonKey
from gonghui_core.storage.base import Table, registries
from gonghui_core.storage.guards import Guard
from gonghui_core.storage.migrate import has_table
from gonghui_core.storage.sealing import unseal_with
from gonghui_core.storage.types import sealer_of

_ = translator("gonghui_core")

BATCH = 5000
Row = dict[str, Any]
UNREADABLE = (InvalidTag, ValueError, LookupError, TypeError)


@dataclass(frozen=True)
class Fault:
    """One thing that does not agree: where, and in which words."""

    where: str
    message: str


def verify(
    session: Session, models: Sequence[type[Table]], wanted: Sequence[Guard], outside: Head | None
) -> list[Fault]:
    """Everything that does not agree; nothing means the log is whole and the tables are what it says."""
    faults: list[Fault] = []
    replay = _Replay(session)
    head = Head()
    for record, changes in _records(session):
        head = _check_record(head, record, changes, faults)
        if outside is not None and record.seq == outside.seq and record.hash != outside.hash:
            faults.append(Fault(f"core_audit/{record.seq}", _("与库外的链头不符：日志被重写过")))
        for change in changes:
            replay.apply(change)
    if outside is None and head.seq:
        faults.append(Fault("core_audit", _("库外的链头不见了：无从知道末尾是否被截去")))
    if outside is not None and outside.seq < 0:
        faults.append(Fault("core_audit", _("库外的链头已损坏：无从知道末尾是否被截去")))
    if outside is not None and outside.seq > head.seq:
        said = _("日志到 {have} 为止，库外的链头是 {need}：末尾被截去，或换成了旧库")
        faults.append(Fault("core_audit", said.format(have=head.seq, need=outside.seq)))
    faults += _orphans(session, head)
    faults += replay.compare(models)
    faults += _missing_guards(session, wanted)
    return faults


def _check_record(head: Head, record: Any, changes: list[Any], faults: list[Fault]) -> Head:
    where = f"core_audit/{record.seq}"
    if record.seq != head.seq + 1:
        faults.append(
            Fault(where, _("审计记录断号：{have} 之后是 {next}").format(have=head.seq, next=record.seq))
        )
    entry = Entry(record.at, record.officer, record.action, record.object, record.summary, record.override)
    children = [(c.table_name, c.row_key, c.before, c.after) for c in changes]
    if record.prev != head.hash or record_hash(record.prev, record.seq, entry, children) != record.hash:
        faults.append(Fault(where, _("审计记录 {seq} 被改过").format(seq=record.seq)))
    return Head(record.seq, record.hash)


def _records(session: Session) -> Iterator[tuple[Any, list[Any]]]:
    """Each record with its child rows, batch by batch so that a million fit."""
    start = 0
    while True:
        query = (
            select(AuditRecord.__table__)
            .where(AuditRecord.seq > start)
            .order_by(AuditRecord.seq)
            .limit(BATCH)
        )
        records = session.execute(query).all()
        if not records:
            return
        inside = AuditChange.__table__.c.seq.between(records[0].seq, records[-1].seq)
        children: dict[int, list[Any]] = {}
        for change in session.execute(select(AuditChange.__table__).where(inside).order_by(AuditChange.id)):
            children.setdefault(change.seq, []).append(change)
        for record in records:
            yield record, children.get(record.seq, [])
        start = records[-1].seq


def _orphans(session: Session, head: Head) -> list[Fault]:
    query = select(AuditChange.seq).where(AuditChange.seq.not_in(select(AuditRecord.seq))).limit(1)
    found = session.scalar(query)
    return [] if found is None else [Fault(f"core_audit/{found}", _("有改动没有对应的审计记录"))]


def _missing_guards(session: Session, wanted: Iterable[Guard]) -> list[Fault]:
    standing = guards.standing(session.connection())
    faults = []
    for name, body in guards.expected(session.connection(), wanted).items():
        if name not in standing:
            faults.append(Fault(name, _("保护触发器 {name} 不见了").format(name=name)))
        elif standing[name] != body:
            faults.append(Fault(name, _("保护触发器 {name} 被换过").format(name=name)))
    return faults


class _Replay:
    """What every row should be, from the log alone."""

    def __init__(self, session: Session) -> None:
        self.session = session
        sealer = sealer_of(session.get_bind().dialect)
        self.sealer = sealer
        self.keys: dict[int, bytes] = {}
        for member, key in session.execute(select(PersonKey.member_id, PersonKey.key)):
            with suppress(InvalidTag, ValueError):  # a damaged key opens nothing, like one that was erased
                self.keys[member] = sealer.unseal(bytes(key), KEY_PURPOSE)
        self.rows: dict[str, dict[str, Row]] = {}
        self.erased: dict[str, set[str]] = {}

    def apply(self, change: Any) -> None:
        """Let one change happen."""
        table = self.rows.setdefault(change.table_name, {})
        if change.after is None:
            table.pop(change.row_key, None)
            return
        row = table.setdefault(change.row_key, {})
        with suppress(
            ValueError, TypeError, AttributeError
        ):  # not what was written: the chain has told of it
            row.update(self._opened(change))

    def compare(self, models: Sequence[type[Table]]) -> list[Fault]:
        """Where the tables are not what the log says."""
        faults: list[Fault] = []
        for model in models:
            if model.__audited__:
                faults += self._compare_table(model)
        return faults

    def _opened(self, change: Any) -> Row:
        values: Row = json.loads(change.after)
        if "sealed" not in values:
            return values
        sealed, person = b64decode(values.pop("sealed")), values.pop("person", None)
        try:
            opened = (
                self.sealer.unseal(sealed, PERSON_PURPOSE)
                if person is None
                else unseal_with(self.keys[person], sealed, PERSON_PURPOSE)
            )
            values.update(json.loads(opened))
        except (KeyError, InvalidTag):
            self.erased.setdefault(change.table_name, set()).add(change.row_key)
        return values

    def _compare_table(self, model: type[Table]) -> list[Fault]:
        name = model.__tablename__
        expected, faults = dict(self.rows.get(name, {})), []
        table = model.__table__
        if not has_table(self.session.connection(), name):
            return [Fault(name, _("表 {name} 不见了").format(name=name))]
        for key, row in self._stored(table):
            known = expected.pop(key, None)
            if row is None:
                faults.append(Fault(f"{name}/{key}", _("这一行读不出来（由别的工具改过，或已损坏）")))
                continue
            if known is None:
                faults.append(Fault(f"{name}/{key}", _("这一行没有审计记录：由别的工具写入")))
                continue
            different = self._different(name, key, known, dict(row))
            if different:
                said = _("与审计日志不符的字段：{fields}（由别的工具改过）").format(
                    fields="、".join(different)
                )
                faults.append(Fault(f"{name}/{key}", said))
        faults += [Fault(f"{name}/{key}", _("这一行被别的工具删去")) for key in expected]
        return faults

    def _stored(self, table: Any) -> Iterator[tuple[str, Row | None]]:
        """Every row with its key; a row that cannot be read, such as one with a broken seal, comes as `None`."""
        keys = list(table.primary_key)
        try:
            found: list[tuple[Any, ...]] = [
                (tuple(row[c.name] for c in keys), dict(row))
                for row in self.session.execute(select(table)).mappings()
            ]
        except UNREADABLE:
            found = [self._one_row(table, keys, row) for row in self.session.execute(select(*keys)).all()]
        for key, row in found:
            yield "/".join(str(part) for part in key), row

    def _one_row(self, table: Any, keys: list[Any], key: Any) -> tuple[Any, Row | None]:
        query = select(table).where(*(c == part for c, part in zip(keys, key, strict=True)))
        try:
            return key, dict(self.session.execute(query).mappings().one())
        except UNREADABLE:
            return key, None

    def _different(self, table: str, key: str, known: Row, row: Row) -> list[str]:
        if key in self.erased.get(table, ()):
            return [c for c in row if c in known and known[c] != plain_value(row[c])]
        return [column for column in row if known.get(column) != plain_value(row[column])]


def tables_of(bases: Iterable[Any]) -> list[type[Table]]:
    """The mapped classes of the given metadata, in a stable order."""
    tables = {id(table) for metadata in bases for table in metadata.tables.values()}
    mappers = [mapper for registry in registries() for mapper in registry.mappers]
    found = [mapper.class_ for mapper in mappers if id(mapper.local_table) in tables]
    return sorted(found, key=lambda model: model.__tablename__)
