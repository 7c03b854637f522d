"""What plugins hand to core through hooks: manifests, rights, cards, tasks, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from gonghui_core.office.choices import Retention, Role
from gonghui_core.reports import Block

if TYPE_CHECKING:
    # Settings are read before the database is, and the first screen is painted between the two.
    from gonghui_core.storage.migrate import Schema

READERS = (Role.chair, Role.vice_chair, Role.audit)
"""Who reads everything: a right that `reads` is theirs without being named."""


@dataclass(frozen=True)
class Right:
    """Something an officer may do, by name (`finance.review`), and the roles that may by default."""

    id: str
    title: str
    roles: tuple[Role, ...]
    reads: bool = False

    @property
    def holders(self) -> frozenset[Role]:
        """All roles that hold the right by default."""
        return frozenset(self.roles) | (frozenset(READERS) if self.reads else frozenset())


@dataclass(frozen=True)
class MoneyHead:
    """What money is asked for, such as `welfare.hardship`; `account` is the usual expenditure account."""

    id: str
    title: str
    account: str = ""


class PluginSettings(BaseModel):
    """Base of a plugin's settings; unknown keys are refused with the nearest known name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Manifest:
    """What a plugin says of itself.

    `needs_core` is a version specifier (`>=0.1`). `package` is where `policy/*.toml` and the catalogues lie.
    `number` orders the plugin in menus and reports.
    """

    name: str
    title: str
    package: str
    needs_core: str = ""
    number: int = 50
    settings: type[PluginSettings] | None = None
    schema: Schema | None = None
    rights: tuple[Right, ...] = ()
    money_heads: tuple[MoneyHead, ...] = ()


@dataclass(frozen=True)
class Card:
    """A figure of the home screen, with a line below it, bars if any, and where Enter leads."""

    title: str
    figure: str
    right: str
    note: str = ""
    page: str = ""
    bars: tuple[tuple[str, Decimal, str], ...] = ()
    number: int = 50


@dataclass(frozen=True)
class Task:
    """Something to be done, with its day (none: at once) and the page to open. Only holders of `right` see it."""

    title: str
    right: str
    due: date | None = None
    page: str = ""
    key: str = ""


@dataclass(frozen=True)
class MemberSection:
    """What a plugin knows of a member: blocks under a title, seen with `right` only."""

    title: str
    right: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class MemberStanding:
    """How a member stands in one respect, such as dues: in words that everybody may read who sees the member.

    `good` is false where something is wanting, `months` for how many months running it has been.
    """

    title: str
    words: str
    good: bool = True
    months: int = 0


@dataclass(frozen=True)
class Found:
    """A record that the global search found."""

    title: str
    page: str
    key: str
    right: str


@dataclass(frozen=True)
class Ledger:
    """A register of a year for its archive: a page with its parameters, and the file that it is written to.

    `file` is a path inside the archive (`财务/总账.xlsx`); its ending is the format. `retention` is how long it
    is kept.
    """

    file: str
    title: str
    page: str
    params: Mapping[str, str] = field(default_factory=dict)
    retention: Retention = Retention.thirty_years


@dataclass(frozen=True)
class Finding:
    """Something wrong in the records: the check's name, a sentence, and the record."""

    check: str
    message: str
    page: str = ""
    key: str = ""


@dataclass(frozen=True)
class Problem:
    """Something that does not work in this workspace: which plugin, at what, and why, in words."""

    source: str
    where: str
    reason: str
