"""The home screen, the menu, the global search, and what the audit log tells of one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, select, true

from gonghui_core.catalogue import Offer
from gonghui_core.contributions import Card, Found, Problem, Task
from gonghui_core.i18n import translator
from gonghui_core.members.pinyin import phrase_reading, reading
from gonghui_core.office.rights import Acting
from gonghui_core.pages import Page, TablePage
from gonghui_core.plugins import CORE
from gonghui_core.reports import Col, Grid, Report
from gonghui_core.storage.audit_models import AuditRecord
from gonghui_core.work import Work

if TYPE_CHECKING:
    from gonghui_core.kernel import Kernel

_ = translator("gonghui_core")

CORE_GROUPS = {"members": _("会员"), "office": _("组织"), "annual": _("年度"), "system": _("系统")}
HISTORY_ROWS = 50
LATEST_ROWS = 8


@dataclass(frozen=True)
class MenuGroup:
    """A module of the menu: its title and the pages in it."""

    id: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Latest:
    """A line of what changed lately."""

    at: str
    officer: str
    summary: str


@dataclass(frozen=True)
class Home:
    """What the home screen shows; a card that failed is a `Problem` in its place."""

    cards: Sequence[Card | Problem]
    tasks: Sequence[Task | Problem]
    latest: Sequence[Latest]
    problems: Sequence[Problem]


@dataclass(frozen=True)
class Lead:
    """Something that the global search found: a page, an action, or a record."""

    title: str
    where: str
    page: str = ""
    action: str = ""
    key: str = ""


def build(work: Work, problems: Sequence[Problem]) -> Home:
    """The home screen for the acting officer."""
    cards = [
        card for card in _gathered(work, "gonghui_cards") if isinstance(card, Problem) or work.may(card.right)
    ]
    cards.sort(key=lambda card: card.number if isinstance(card, Card) else 999)
    return Home(cards, tasks(work), _latest(work), problems)


def tasks(work: Work) -> list[Task | Problem]:
    """What is due for the acting officer, the earliest first, what has no day before all."""
    found = [t for t in _gathered(work, "gonghui_tasks") if isinstance(t, Problem) or work.may(t.right)]
    return sorted(found, key=lambda t: str(t.due or "") if isinstance(t, Task) else "")


def menu(kernel: Kernel, officer: Acting) -> list[MenuGroup]:
    """The modules that the officer may open, core's first and the system's last, each with its pages in order."""
    grouped: dict[str, list[Page]] = {}
    for page in kernel.catalogue.pages.values():
        if not page.hidden and officer.may(page.right):
            grouped.setdefault(page.group or page.id.split(".")[0], []).append(page)
    titles = {name: str(kernel.host.manifests[name].title) for name in kernel.host.order if name != CORE}
    order = ["members", "office", *titles, "annual", "system"]
    titles |= {name: str(title) for name, title in CORE_GROUPS.items()}
    return [
        MenuGroup(name, titles[name], tuple(sorted(grouped[name], key=lambda page: page.number)))
        for name in order
        if name in grouped
    ]


def search(work: Work, pages: Sequence[Page], actions: Sequence[Offer], text: str) -> list[Lead]:
    """Pages and actions by Chinese title, pinyin or initials, best first; then records that plugins find."""
    wanted = text.strip().lower()
    if not wanted:
        return []
    ranked = [
        (_rank(str(p.title), wanted), Lead(str(p.title), p.id, page=p.id)) for p in pages if not p.hidden
    ]
    ranked += [
        (
            _rank(str(o.action.title), wanted),
            Lead(str(o.action.title), str(o.page.title), page=o.page.id, action=o.name),
        )
        for o in actions
    ]
    found = [(rank, lead) for rank, lead in ranked if rank is not None]
    leads = [lead for _rank_of, lead in sorted(found, key=lambda pair: pair[0])]
    for item in _gathered(work, "gonghui_search", text=text):
        if isinstance(item, Found) and work.may(item.right):
            leads.append(Lead(item.title, item.page, page=item.page, key=item.key))
    return leads


def with_history(work: Work, page: TablePage, key: str, report: Report) -> Report:
    """`report` followed by what was done to the record, by whom and when, overrides with their reasons."""
    query = (
        select(AuditRecord)
        .where(AuditRecord.object == f"{page.id}/{key}")
        .order_by(AuditRecord.seq.desc())
        .limit(HISTORY_ROWS)
    )
    rows = [
        (record.at[:16].replace("T", " "), record.officer, record.summary or record.action, record.override)
        for record in work.session.scalars(query)
    ]
    if not rows:
        return report
    columns = (
        Col("at", _("时间"), width=16), Col("officer", _("经办"), width=10),
        Col("summary", _("事项"), width=30), Col("override", _("例外理由"), width=20),
    )  # fmt: skip
    return replace(report, blocks=(*report.blocks, Grid(columns, rows, _("经过"))))


def _gathered(work: Work, hook: str, **arguments: Any) -> list[Any]:
    gathered: list[Any] = []
    for _name, result in work.hooks.isolated(hook, work.session, work=work, **arguments):
        gathered.extend([result] if isinstance(result, Problem) else result)
    return gathered


def _told_to(work: Work) -> ColumnElement[bool]:
    """Who may read the log sees what all did, everybody else what they did themselves."""
    return true() if work.may("core.audit.read") else AuditRecord.officer == work.officer.name


def _latest(work: Work) -> list[Latest]:
    query = (
        select(AuditRecord)
        .where(AuditRecord.summary != "", _told_to(work))
        .order_by(AuditRecord.seq.desc())
        .limit(LATEST_ROWS)
    )
    return [Latest(r.at[:16].replace("T", " "), r.officer, r.summary) for r in work.session.scalars(query)]


def _rank(title: str, wanted: str) -> int | None:
    """How well `wanted` finds a title: whole, from its beginning, or inside; `None` if it does not."""
    read = (phrase_reading(title), reading(title)) if wanted.isascii() else ()
    names = [title.lower(), *(text for found in read for text in (found.initials, found.pinyin))]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else None
