"""Looking and doing: tables, reports, forms, actions, imports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gonghui_core import commands
from gonghui_core.catalogue import Offer
from gonghui_core.commands import FieldView, Outcome
from gonghui_core.contributions import Problem
from gonghui_core.desk import exports, home, imports, tables
from gonghui_core.desk.asking import Asking, nearest, nothing_asked
from gonghui_core.desk.cells import as_text
from gonghui_core.desk.home import Home, Lead
from gonghui_core.desk.imports import ImportResult
from gonghui_core.desk.tables import Table
from gonghui_core.fields import Key
from gonghui_core.files import write_whole
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Import, ReportPage, RowValues, TablePage
from gonghui_core.reports import Report
from gonghui_core.text import one_line, search_text
from gonghui_core.verdicts import NoRight, NotFound, Refusal

_ = translator("gonghui_core")

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Form:
    """An action ready to be filled in."""

    offer: Offer
    fields: tuple[FieldView, ...]
    record: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Pick:
    """A record that a field may pick: its key, how it reads, what tells two of the same name apart, its initials."""

    key: Key
    label: str
    code: str = ""
    name: str = ""
    note: str = ""
    initials: str = ""


class Working(Asking):
    """What one officer can see and do."""

    def table(
        self,
        page_id: str,
        params: Mapping[str, Any] | None = None,
        *,
        after: str = "",
        offset: int = 0,
        limit: int = 0,
        sort: str = "",
    ) -> Table:
        """The rows of a table page, in its own order or by a column (`amount`, `-amount`)."""
        page = self._table_page(page_id)
        with self._reading() as work:
            asked = self._asked(work, page.params, params or {}, searches=True)
            return tables.run(work, page, asked, after=after, offset=offset, limit=limit, sort=sort)

    def row(self, page_id: str, key: str) -> RowValues | None:
        """The row of a table page with this key, or nothing."""
        page = self._table_page(page_id)
        with self._reading() as work:
            return tables.one(work, page, nothing_asked(page), key)

    def detail(self, page_id: str, key: str) -> Report:
        """All of one record: the page's own sections, then its history from the audit log."""
        page = self._table_page(page_id)
        if page.detail is None:
            raise NotFound(_("“{page}”没有明细").format(page=page.title))
        with self._reading() as work:
            found = self._key(work, page, key)
            return home.with_history(work, page, str(found), page.detail(work, found))

    def report(self, page_id: str, params: Mapping[str, Any] | None = None) -> Report:
        """A report page made from its parameters."""
        page = self.page(page_id)
        if not isinstance(page, ReportPage):
            raise NotFound(_("“{page}”不是报表").format(page=page.title))
        with self._reading() as work:
            return page.build(work, self._asked(work, page.params, params or {}))

    def export(
        self,
        page_id: str,
        params: Mapping[str, Any],
        form: str,
        path: Path,
        *,
        after: str = "",
        limit: int = 0,
    ) -> None:
        """Write a page to `path`: `csv`, `xlsx`, `json`, `md`, for reports `docx` too, or a format of its own."""
        page = self.page(page_id)
        if isinstance(page, TablePage):
            exports.table(self.table(page_id, params, after=after, limit=limit), form, path)
        elif form in page.formats:
            with self._reading() as work:
                text = page.formats[form](work, self._asked(work, page.params, params))
            write_whole(path, text.encode())
        else:
            exports.report(page_id, self.report(page_id, params), form, path)

    def pick(self, page_id: str, text: str, limit: int = 20) -> list[Pick]:
        """Records of a page that match what is being typed into a field."""
        page = self._table_page(page_id)
        with self._reading() as work:
            asked = Asked({}, text)
            found = tables.run(work, page, asked, limit=limit)
        return [_pick(page, row) for row in found.rows]

    def named(self, page_id: str, key: str) -> Pick | None:
        """The record of a page with this key, as a field shows it."""
        page = self._table_page(page_id)
        with self._reading() as work:
            row = tables.one(work, page, nothing_asked(page), key)
        return None if row is None else _pick(page, row)

    def home(self) -> Home:
        """The home screen: what is due, figures of the year, what changed lately, problems."""
        with self._reading() as work:
            return home.build(work, self.kernel.all_problems())

    def search(self, text: str) -> list[Lead]:
        """Pages, actions and records that match what is typed."""
        with self._reading() as work:
            return home.search(work, self.pages(), self.actions(), search_text(text))

    def problems(self) -> list[Problem]:
        """Everything that does not work in this workspace."""
        return self.kernel.all_problems()

    def form(self, name: str, record: str = "", params: Mapping[str, Any] | None = None) -> Form:
        """The fields of an action with what they start from: the record, or what the page was asked for."""
        offer = self.offer(name)
        action = offer.action
        with self._reading() as work:
            key = self._key(work, offer.page, record) if record else None
            given = {name: value for name, value in (params or {}).items() if value not in (None, "")}
            filled = action.prefill(work, key) if action.prefill is not None else {}
            # What a page was asked for says what is meant; a record has its own values.
            values = filled | given if action.on == "page" else given | filled
        return Form(offer, commands.views(action.command, values), record, values.get("version"))

    def templates(self, name: str, text: str = "") -> list[Pick]:
        """The templates that the form of an action can be filled from."""
        templates = self.offer(name).action.templates
        return [] if templates is None else self.pick(templates.page, text)

    def template(self, name: str, key: str) -> dict[str, Any]:
        """What a template puts into the form of an action."""
        templates = self.offer(name).action.templates
        if templates is None:
            raise NotFound(_("没有模板"))
        page = self._table_page(templates.page)
        with self._reading() as work:
            return templates.values(work, self._key(work, page, key))

    def why_not(self, name: str, rows: Sequence[Mapping[str, Any]]) -> str | None:
        """The reason why an action is not allowed on these rows; `None` if it is.

        One row is read again: another officer may have gone on with it since the list was read.
        """
        offer = self.offer(name)
        allowed = offer.action.allowed
        if allowed is None:
            return None
        with self._reading() as work:
            now = [self._now(work, offer, row) for row in rows] if len(rows) == 1 else rows
            return next((str(why) for row in now if (why := allowed(work, row))), None)

    def preview(self, name: str, values: Mapping[str, Any], records: Sequence[str] = ()) -> Report | None:
        """Exactly what an action will write, or `None` for an action without a preview."""
        offer = self.offer(name)
        if offer.action.preview is None:
            return None
        with self._reading() as work:
            return offer.action.preview(work, self._command(work, offer, values, records))

    def do(
        self,
        name: str,
        values: Mapping[str, Any] | None = None,
        records: Sequence[str] = (),
        *,
        override: str = "",
    ) -> Outcome:
        """Carry out an action in one unit of work; raises `BadInput`, `Refusal`, `NoRight`.

        `override` is the reason to go on although a rule marked `block` forbids it.
        """
        offer = self.offer(name)
        with self.kernel.work(self.officer, action=name, write=True, override=one_line(override)) as work:
            command = self._command(work, offer, values or {}, records)
            self._check_allowed(work, offer, command)
            outcome = offer.action.service(work, command)
            key = outcome.key if outcome.key is not None else getattr(command, "record", "")
            work.subject = one_line(f"{offer.page.id}/{key}")[:LONGEST_SUBJECT]
        self.drafts.drop(name, records[0] if records else "")
        return outcome

    def imports(self) -> list[Import]:
        """The kinds of sheets that the officer may take in."""
        return [item for item in self.kernel.catalogue.imports.values() if self.officer.may(item.right)]

    def overridable(self, refusal: Refusal) -> bool:
        """Whether a reason may override a refusal: only where a rule in force said no."""
        return bool(refusal.rule) and self.kernel.rulebook.on(self.kernel.today(), refusal.rule) is not None

    def import_sheet(
        self,
        kind: str,
        path: Path,
        *,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportResult:
        """Take in a sheet, or only say what taking it in would do.

        `progress` is told how many rows of how many are done; what it raises ends the work with nothing stored.
        """
        known = self.kernel.catalogue.imports
        if kind not in known:
            raise NotFound(nearest(_("没有导入种类 {name}").format(name=kind), kind, list(known)))
        item = known[kind]
        if not self.officer.may(item.right):
            raise NoRight(
                _("{officer}没有权限：{action}").format(officer=self.officer.name, action=item.title)
            )
        sheet = imports.read(item, path)
        with self.kernel.work(self.officer, action=f"import.{kind}", write=not dry_run) as work:
            work.subject = one_line(f"import/{path.name}")[:LONGEST_SUBJECT]
            return imports.take_in(work, item, sheet, dry_run=dry_run, progress=progress)


def _pick(page: TablePage, row: RowValues) -> Pick:
    code = as_text(row.get("number") or row.get("code"))
    name = as_text(row.get(page.label) or ("" if code else row["key"]))
    kept = (column.id for column in page.columns if column.keep)
    note = "  ".join(
        text
        for column in kept
        if column not in ("number", "code", page.label) and (text := as_text(row.get(column)))
    )
    code = code if code != name else ""
    return Pick(Key(row["key"]), exports.label_of(page, row), code, name, note, as_text(row.get("initials")))
