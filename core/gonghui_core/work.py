"""The unit of work: what a service gets, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from gonghui_core.i18n import translator
from gonghui_core.storage.audit import Trail, row_key
from gonghui_core.storage.base import Replacement, Table
from gonghui_core.storage.bulk import change_rows, insert_rows
from gonghui_core.storage.limits import refuse_long
from gonghui_core.storage.sealing import Sealer
from gonghui_core.storage.types import sealer_of
from gonghui_core.verdicts import NoRight, NotFound, Stale, Verdict

if TYPE_CHECKING:
    from gonghui_core.contributions import Problem
    from gonghui_core.hooks import Hooks
    from gonghui_core.office.rights import Acting
    from gonghui_core.rules.rulebook import Rulebook
    from gonghui_core.settings import Settings

_ = translator("gonghui_core")

LARGEST_KEY = 2**63 - 1

T = TypeVar("T", bound=Table)


@dataclass(frozen=True)
class Event:
    """Something that has happened; each kind is a frozen dataclass in the past tense with its own `summary`."""

    @property
    def summary(self) -> str:
        """What has happened, in one line of words, for the audit record."""
        return type(self).__name__


def _can_be_key(model: type[Table], key: Any) -> bool:
    """Whether `key` has the type of the table's key; a database may fail on what has not."""
    columns = inspect(model).primary_key
    if len(columns) == 1 and columns[0].type.python_type is int:
        return isinstance(key, int) and abs(key) <= LARGEST_KEY
    return key is not None


@dataclass
class Work:
    """One unit of work: a database session in one transaction, who acts, on which day, under which settings.

    Only the kernel commits. Services add rows and record events; the audit record follows from both.
    """

    session: Session
    officer: Acting
    today: date
    clock: Callable[[], datetime]
    settings: Settings
    rulebook: Rulebook
    hooks: Hooks
    trail: Trail
    files: Path
    problems: Callable[[], list[Problem]]
    override: str = ""
    subject: str = ""
    events: list[Event] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def record(self, event: Event) -> None:
        """Note what has happened; its summary goes into the audit record, and hooks hear of it after commit."""
        self.events.append(event)

    def add(self, row: T, event: Event | None = None) -> T:
        """Store a new row at once, so that it has its key, and note what has happened."""
        self.session.add(row)
        self.session.flush()
        if event is not None:
            self.record(event)
        return row

    def add_many(
        self, model: type[Table], rows: Sequence[dict[str, Any]], event: Event | None = None
    ) -> None:
        """Store many new rows at once, each a mapping of all columns but `id`, which is put into it."""
        refuse_long(model, rows)
        insert_rows(self.session, model, rows)
        self.trail.add_rows(model, rows)
        if event is not None:
            self.record(event)

    def change_many(
        self, model: type[Table], changes: Sequence[Replacement], event: Event | None = None
    ) -> None:
        """Give many rows new values at once: pairs of a row as it was read and what it becomes, same columns."""
        refuse_long(model, [new for _was, new in changes])
        change_rows(self.session, model, changes)
        self.trail.change_rows(model, changes)
        if event is not None:
            self.record(event)

    def get(self, model: type[T], key: int | str | None) -> T:
        """The row with this key, or `NotFound`."""
        row = self.session.get(model, key) if _can_be_key(model, key) else None
        if row is None:
            raise NotFound(_("没有这条记录：{key}").format(key=key), field="record")
        return row

    def fresh(self, row: Any, version: int | None, **mine: Any) -> None:
        """Refuse a form that was opened before somebody else changed the row; shows both versions."""
        if version is None or row.version == version:
            return
        both = {
            name: (str(value), str(getattr(row, name))) for name, value in mine.items() if value is not None
        }
        different = {name: pair for name, pair in both.items() if pair[0] != pair[1]}
        raise Stale(_("打开之后别人已改过这条记录，请看两个版本后再定"), different)

    def may(self, right: str) -> bool:
        """Whether the acting officer holds `right`."""
        return self.officer.may(right)

    def require(self, right: str) -> None:
        """Refuse an officer who does not hold `right`."""
        if not self.may(right):
            raise NoRight(_("{officer}没有权限：{right}").format(officer=self.officer.name, right=right))

    @property
    def sealer(self) -> Sealer:
        """Seals values of this workspace, and makes the blind index that finds an identity number."""
        return sealer_of(self.session.get_bind().dialect)

    def object_of(self, row: Table) -> str:
        """How the audit record names a row."""
        return f"{row.__tablename__}/{row_key(row)}"
