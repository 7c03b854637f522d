"""Pages as data: lists, reports and imports that front ends draw without knowing the plugin.

Nothing here imports a toolkit or the database, so that a plugin's pages load in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gonghui_core.choices import Choice
from gonghui_core.commands import Action, Command
from gonghui_core.reports import Report

if TYPE_CHECKING:
    from gonghui_core.work import Work

RowValues = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a list. `keep` columns stay at 80 cells, `wide` ones appear from 100 cells on."""

    id: str
    title: str
    width: int = 12
    kind: str = "text"
    choice: type[Choice] | None = None
    wide: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Parameter:
    """What a page can be asked for: a day, a branch, a status, the record of a child table.

    `type` is an annotation of `gonghui_core.fields` (`Day`, `MemberStatus`, `BranchKey`).
    """

    id: str
    title: str
    type: Any
    required: bool = False
    default: Callable[[Work], Any] | None = None


@dataclass(frozen=True)
class Asked:
    """The parameters of a page as read, and the text searched for."""

    values: Mapping[str, Any] = field(default_factory=dict)
    search: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a parameter, or `default` where it was not given."""
        found = self.values.get(name)
        return default if found is None else found


@dataclass(frozen=True)
class TablePage:
    """A list of records.

    `rows` answers an SQLAlchemy `select` whose columns are labelled by column ids and `key`, or plain rows. A
    select is ordered by `order` (labels, `-label` for descending) and then by key; `find` turns searched text
    into a condition over it. `shape` adds cells to the rows that are about to be shown. `detail` tells all of
    one record. `resolve` finds the record that people mean by what they type, `label` names a record in a
    sentence, `child_of` is the page of the records that a child table belongs to.
    """

    id: str
    title: str
    right: str
    columns: tuple[Column, ...]
    rows: Callable[[Work, Asked], Any]
    order: tuple[str, ...] = ("key",)
    group: str = ""
    section: str = ""
    number: int = 50
    hidden: bool = False
    params: tuple[Parameter, ...] = ()
    find: Callable[[Work, str], Any] | None = None
    shape: Callable[[Work, list[RowValues]], None] | None = None
    totals: Callable[[Work, Asked], Mapping[str, Any]] | None = None
    detail: Callable[[Work, Any], Report] | None = None
    resolve: Callable[[Work, str], int | str] | None = None
    label: str = "name"
    child_of: str = ""
    actions: tuple[Action, ...] = ()
    help: str = ""
    empty: str = ""


@dataclass(frozen=True)
class ReportPage:
    """A report made on demand from its parameters; `formats` adds writers of its own to the common ones."""

    id: str
    title: str
    right: str
    build: Callable[[Work, Asked], Report]
    group: str = ""
    section: str = ""
    number: int = 80
    hidden: bool = False
    params: tuple[Parameter, ...] = ()
    actions: tuple[Action, ...] = ()
    formats: Mapping[str, Callable[[Work, Asked], str]] = field(default_factory=dict)
    help: str = ""


Page = TablePage | ReportPage


def in_sections(*sections: tuple[str, Sequence[Page]]) -> tuple[Page, ...]:
    """The pages of a module under the headings of its menu, in this order."""
    pages = [(title, page) for title, found in sections for page in found]
    return tuple(replace(page, section=title, number=at) for at, (title, page) in enumerate(pages, 1))


@dataclass(frozen=True)
class Checked:
    """A row of a sheet after the check: what it would do, or why not.

    `outcome` is `new`, `changed`, `unchanged` or `rejected`; `code` names the reason, `warnings` are pairs of
    code and sentence, `changes` map a field's title to old and new value.
    """

    number: int
    outcome: str
    code: str = ""
    message: str = ""
    warnings: tuple[tuple[str, str], ...] = ()
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    value: Any = None


@dataclass(frozen=True)
class Import:
    """A kind of sheet that can be taken in.

    `headings` maps a field to the usual names of its column. `check` looks at all rows (it sees the database but
    changes nothing), `store` keeps what was accepted. `whole` refuses the file if one row is bad (books); else
    bad rows are rejected and the rest goes on (members). `read` reads a file that is no sheet, such as a journal.
    """

    kind: str
    title: str
    right: str
    headings: Mapping[str, Sequence[str]]
    required: tuple[str, ...]
    check: Callable[[Work, Any], list[Checked]]
    store: Callable[[Work, list[Checked]], None]
    whole: bool = False
    command: type[Command] | None = None
    read: Callable[[Path], Any] | None = None
