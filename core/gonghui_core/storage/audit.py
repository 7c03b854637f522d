"""The audit chain: one record per unit of work, one child row per changed row, each hash over the one before.

Personal values are sealed with a key per person and the hash is over the sealed bytes, so that erasing a person
destroys a key and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import Column, event, insert, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from gonghui_core.storage.audit_models import AuditChange, AuditRecord, PersonKey
from gonghui_core.storage.base import Replacement, Table, Versioned
from gonghui_core.storage.sealing import KEY_BYTES, seal_with
from gonghui_core.storage.types import SealedColumn, sealer_of

GENESIS = "0" * 64
PERSON_PURPOSE = "core_audit"
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
KEY_PURPOSE = "core_person_key.key"


def plain_value(value: Any) -> Any:
    """A column's value as JSON holds it: money in fen, days in ISO, choices by id, bytes as hex."""
    if value is None or type(value) is str or type(value) is int:
        return value
    if type(value) is Decimal:
        return int(value.scaleb(2))
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def canonical(values: Mapping[str, Any]) -> str:
    """Canonical JSON: sorted keys, no spaces, hanzi as they are."""
    return _CANONICAL(values)


class Change(NamedTuple):
    """One row before and after; `None` where it did not exist. Values are plain, personal ones not yet sealed."""

    table: str
    row_key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    person: int | None = None
    personal: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """What a unit of work says of itself for its audit record."""

    at: str
    officer: str
    action: str
    object: str
    summary: str
    override: str = ""


@dataclass(frozen=True)
class Head:
    """The end of the chain: the newest sequence number and its hash."""

    seq: int = 0
    hash: str = GENESIS

    @property
    def short(self) -> str:
        """The form printed on voucher books, minutes and reports: 4 × 5 hex digits."""
        return "-".join(self.hash[i : i + 5] for i in range(0, 20, 5))


def record_hash(
    prev: str, seq: int, entry: Entry, children: Iterable[tuple[str, str, str | None, str | None]]
) -> str:
    """The hash of one record: over the one before, its own fields, and its child rows in order."""
    digest = hashlib.sha256(prev.encode())
    head = [seq, entry.at, entry.officer, entry.action, entry.object, entry.summary, entry.override]
    digest.update(_COMPACT(head).encode())
    for child in children:
        digest.update(_COMPACT(child).encode())
    return digest.hexdigest()


def head_of(session: Session) -> Head:
    """The end of the chain as the database has it."""
    row = session.execute(
        select(AuditRecord.seq, AuditRecord.hash).order_by(AuditRecord.seq.desc()).limit(1)
    ).one_or_none()
    return Head(row.seq, row.hash) if row else Head()


@dataclass
class Trail:
    """Collects the changed rows of one session and writes them as one audit record before the commit."""

    session: Session
    changes: list[Change] = field(default_factory=list)

    def watch(self) -> None:
        """Listen to the session: whatever it flushes is collected."""
        event.listen(self.session, "after_flush", self._collect)

    def add_rows(self, model: type[Table], rows: Iterable[Mapping[str, Any]], *, key: str = "id") -> None:
        """Collect rows that a bulk service inserted without the session's objects."""
        table, columns, personal = model.__tablename__, _columns(model), _personal(model)
        # In the order that canonical JSON wants, so that there is nothing left to sort.
        names = sorted(column.key for column in columns)
        for row in rows:
            after = {name: plain_value(row.get(name)) for name in names}
            person = row[model.__person__] if personal and model.__person__ else None
            self.changes.append(Change(table, str(row[key]), None, after, person, personal))

    def change_rows(self, model: type[Table], changes: Iterable[Replacement], *, key: str = "id") -> None:
        """Collect rows that a bulk service changed without the session's objects: only what differs."""
        table, personal = model.__tablename__, _personal(model)
        versioned = issubclass(model, Versioned)
        for was, new in changes:
            before, after = {}, {}
            for name, value in new.items():
                old, value = plain_value(was[name]), plain_value(value)
                if old != value:
                    before[name], after[name] = old, value
            if not after:
                continue
            if versioned:
                after["version"] = was["version"] + 1
            person = was[model.__person__] if personal and model.__person__ else None
            self.changes.append(Change(table, str(was[key]), before, after, person, personal))

    def write(self, entry: Entry) -> Head | None:
        """Append the record of this unit of work; nothing changed and nothing said means no record."""
        if not self.changes and not entry.summary:
            return None
        children = _PersonSealer(self.session).seal_all(self.changes)
        last = head_of(self.session)
        head = Head(last.seq + 1, record_hash(last.hash, last.seq + 1, entry, children))
        self.session.execute(
            insert(AuditRecord).values(
                seq=head.seq, at=entry.at, officer=entry.officer, action=entry.action, object=entry.object,
                summary=entry.summary, override=entry.override, prev=last.hash, hash=head.hash,
            )
        )  # fmt: skip
        names = ("table_name", "row_key", "before", "after")
        rows = [{"seq": head.seq, **dict(zip(names, child, strict=True))} for child in children]
        if rows:
            self.session.execute(insert(AuditChange.__table__), rows)  # type: ignore[arg-type]  # it is a Table
        self.changes.clear()
        return head

    def _collect(self, session: Session, context: UOWTransaction) -> None:
        for row in session.new:
            self._note(row, None, _image(row))
        for row in session.dirty:
            before, after = _difference(row)
            if after:
                self._note(row, before, after)
        for row in session.deleted:
            self._note(row, _image(row), None)

    def _note(self, row: Any, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        model = type(row)
        if not model.__audited__:
            return
        personal = _personal(model)
        person = getattr(row, model.__person__) if personal and model.__person__ else None
        self.changes.append(Change(model.__tablename__, row_key(row), before, after, person, personal))


def row_key(row: Any) -> str:
    """The primary key of a row as text."""
    return "/".join(
        str(part) for part in inspect(row).identity or inspect(type(row)).primary_key_from_instance(row)
    )


def _columns(model: type[Table]) -> list[Column[Any]]:
    return list(inspect(model).columns)


def _personal(model: type[Table]) -> frozenset[str]:
    """The columns that the log keeps sealed: personal ones, and whatever is sealed in the table itself."""
    return frozenset(
        c.key for c in inspect(model).columns if c.info.get("personal") or isinstance(c.type, SealedColumn)
    )


def _image(row: Any) -> dict[str, Any]:
    return {attr.key: plain_value(getattr(row, attr.key)) for attr in inspect(type(row)).column_attrs}


def _difference(row: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attr in inspect(type(row)).column_attrs:
        history = inspect(row).attrs[attr.key].history
        if history.has_changes():
            before[attr.key] = plain_value(history.deleted[0]) if history.deleted else None
            after[attr.key] = plain_value(history.added[0]) if history.added else None
    if after and isinstance(row, Versioned):
        # The counter is raised inside the flush and leaves no history.
        after["version"] = row.version
    return before, after


class _PersonSealer:
    """Seals the personal values of changes, making a key for a person who has none."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.keys: dict[int, bytes] = {}

    def seal_all(self, changes: list[Change]) -> list[tuple[str, str, str | None, str | None]]:
        people = {change.person for change in changes if change.person is not None}
        self._load(people)
        return [(c.table, c.row_key, self._text(c, c.before), self._text(c, c.after)) for c in changes]

    def _load(self, people: set[int]) -> None:
        if not people:
            return
        sealer = sealer_of(self.session.get_bind().dialect)
        if len(people) <= 500:
            query = select(PersonKey.member_id, PersonKey.key).where(PersonKey.member_id.in_(people))
        else:
            query = select(PersonKey.member_id, PersonKey.key)
        for member_id, sealed in self.session.execute(query):
            self.keys[member_id] = sealer.unseal(sealed, KEY_PURPOSE)
        missing = sorted(people - self.keys.keys())
        for member_id in missing:
            self.keys[member_id] = os.urandom(KEY_BYTES)
        if missing:
            rows = [{"member_id": m, "key": sealer.seal(self.keys[m], KEY_PURPOSE)} for m in missing]
            self.session.execute(insert(PersonKey.__table__), rows)  # type: ignore[arg-type]  # it is a Table

    def _text(self, change: Change, values: dict[str, Any] | None) -> str | None:
        if values is None:
            return None
        if not change.personal:
            return canonical(values)
        # That a value was cleared has to be told, and needs no seal; a new row need not list what it never had.
        cleared = change.before is not None
        open_values = {k: v for k, v in values.items() if k not in change.personal or (cleared and v is None)}
        secret = {k: v for k, v in values.items() if k in change.personal and v is not None}
        if secret:
            plain = canonical(secret).encode()
            sealed = (
                sealer_of(self.session.get_bind().dialect).seal(plain, PERSON_PURPOSE)
                if change.person is None
                else seal_with(self.keys[change.person], plain, PERSON_PURPOSE)
            )
            open_values["sealed"] = b64encode(sealed).decode()
            open_values["person"] = change.person
        return canonical(open_values)
