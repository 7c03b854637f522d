"""The façade: checks rights, opens the work, turns a refusal into a message, isolates failing plugins.

The terminal UI, the command line and most tests talk to nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gonghui_core import commands
from gonghui_core.catalogue import Offer
from gonghui_core.commands import FieldView, Outcome
from gonghui_core.contributions import Finding, Problem
from gonghui_core.desk import exports, home, house, imports, tables
from gonghui_core.desk.cells import as_text
from gonghui_core.desk.drafts import Drafts
from gonghui_core.desk.home import Home, Lead
from gonghui_core.desk.imports import ImportResult
from gonghui_core.desk.tables import Table
from gonghui_core.fields import Context, Key
from gonghui_core.files import write_whole
from gonghui_core.i18n import translator
from gonghui_core.kernel import Kernel
from gonghui_core.office.rights import Acting
from gonghui_core.pages import Asked, Import, Page, Parameter, ReportPage, RowValues, TablePage
from gonghui_core.reports import Report
from gonghui_core.storage.audit import Head
from gonghui_core.storage.verify import Fault
from gonghui_core.text import KEY_DIGITS, one_line, whole_key
from gonghui_core.verdicts import BadInput, NoRight, NotFound, Refusal
from gonghui_core.work import Work

_ = translator("gonghui_core")

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class MenuGroup:
    """A module of the menu: its title and the pages in it."""

    id: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Form:
    """An action ready to be filled in."""

    offer: Offer
    fields: tuple[FieldView, ...]
    record: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Pick:
    """A record that a field may pick: its key, how it reads, and what tells two of the same name apart."""

    key: Key
    label: str
    code: str = ""
    name: str = ""
    note: str = ""


class Desk:
    """What one officer may ask of one workspace."""

    def __init__(self, kernel: Kernel, officer: Acting) -> None:
        self.kernel = kernel
        self.officer = officer
        self.drafts = Drafts(kernel, officer)

    # What there is

    def menu(self) -> list[MenuGroup]:
        """The modules and pages that the officer may open, in order."""
        return home.menu(self.kernel, self.officer)

    def pages(self) -> list[Page]:
        """All pages that the officer may open, child tables too."""
        return [page for page in self.kernel.catalogue.pages.values() if self.officer.may(page.right)]

    def page(self, page_id: str) -> Page:
        """One page, or `NotFound` with the nearest name, or `NoRight`."""
        known = self.kernel.catalogue.pages
        if page_id not in known:
            raise NotFound(_near(_("没有页面 {name}").format(name=page_id), page_id, list(known)))
        page = known[page_id]
        if not self.officer.may(page.right):
            raise NoRight(_("{officer}没有权限看“{page}”").format(officer=self.officer.name, page=page.title))
        return page

    def actions(self) -> list[Offer]:
        """All actions that the officer holds the right for."""
        return [
            offer for offer in self.kernel.catalogue.actions.values() if self.officer.may(offer.action.right)
        ]

    def offers(self, page_id: str) -> list[Offer]:
        """The actions of a page that the officer holds the right for."""
        page = self.page(page_id)
        offers = self.kernel.catalogue.on_page(page, page_id.split(".")[0])
        return [offer for offer in offers if self.officer.may(offer.action.right)]

    def offer(self, name: str) -> Offer:
        """One action by name, or `NotFound` with the nearest name, or `NoRight`."""
        known = self.kernel.catalogue.actions
        if name not in known:
            raise NotFound(_near(_("没有动作 {name}").format(name=name), name, list(known)))
        offer = known[name]
        if not self.officer.may(offer.action.right):
            raise NoRight(
                _("{officer}没有权限：{action}").format(officer=self.officer.name, action=offer.action.title)
            )
        return offer

    # Looking

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
            return tables.one(work, page, _nothing_asked(page), key)

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
            row = tables.one(work, page, _nothing_asked(page), key)
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

    # Doing

    def form(self, name: str, record: str = "", params: Mapping[str, Any] | None = None) -> Form:
        """The fields of an action with what they start from: the record, or what the page was asked for."""
        offer = self.offer(name)
        action = offer.action
        with self._reading() as work:
            key = self._key(work, offer.page, record) if record else None
            values = dict(params or {})
            if action.prefill is not None:
                values |= action.prefill(work, key)
        return Form(offer, commands.views(action.command, values), record, values.get("version"))

    def why_not(self, name: str, rows: Sequence[Mapping[str, Any]]) -> str | None:
        """The reason why an action is not allowed on these rows; `None` if it is."""
        action = self.offer(name).action
        if action.allowed is None:
            return None
        with self._reading() as work:
            return next((str(why) for row in rows if (why := action.allowed(work, row))), None)

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
            raise NotFound(_near(_("没有导入种类 {name}").format(name=kind), kind, list(known)))
        item = known[kind]
        if not self.officer.may(item.right):
            raise NoRight(
                _("{officer}没有权限：{action}").format(officer=self.officer.name, action=item.title)
            )
        sheet = imports.read(item, path)
        with self.kernel.work(self.officer, action=f"import.{kind}", write=not dry_run) as work:
            work.subject = one_line(f"import/{path.name}")[:LONGEST_SUBJECT]
            return imports.take_in(work, item, sheet, dry_run=dry_run, progress=progress)

    # Keeping house

    def plugin_states(self) -> list[dict[str, str]]:
        """Every plugin with its state: loaded, disabled, or set aside with the reason."""
        return house.plugin_states(self.kernel)

    def switch_plugin(self, name: str, *, on: bool) -> None:
        """Enable or disable a plugin from the next opening on."""
        self._require("core.plugins")
        house.switch_plugin(self.kernel, self.officer, name, on=on)

    def add_officer(self, values: Mapping[str, Any], passphrase: str) -> Outcome:
        """Let somebody sign in: the record, and in an encrypted workspace the slot that `passphrase` opens."""
        self._require("core.officers")
        house.check_passphrase(self.kernel, passphrase)
        outcome = self.do("core.add_officer", values)
        house.put_slot(self.kernel, outcome.key, passphrase)
        return outcome

    def remove_officer(self, name: str) -> Outcome:
        """End an officer's access, and take the slot away."""
        outcome = self.do("core.remove_officer", {}, [name])
        house.drop_slot(self.kernel, outcome.key)
        return outcome

    def give_passphrase(self, name: str, passphrase: str) -> None:
        """Let an officer who has no slot in the key file yet open the workspace by `passphrase`."""
        self._require("core.officers")
        house.give_passphrase(self.kernel, self.officer, name, passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Let a new passphrase open the own slot."""
        house.change_passphrase(self.kernel, self.officer, old, new)

    def settings(self) -> list[house.Setting]:
        """All settings with their values, and which of them the hand-written file fixes."""
        return house.all_settings(self.kernel)

    def save_setting(self, section: str, key: str, text: str) -> None:
        """Keep one setting in the program's own file; it holds from the next opening on."""
        self._require("core.settings")
        house.save_setting(self.kernel, self.officer, section, key, text)

    def verify_audit(self) -> tuple[list[Fault], Head]:
        """What does not agree between the audit log, the tables, the guards and the head outside."""
        self._require("core.audit.read", "core.backup")
        return house.verify_audit(self.kernel)

    def check(self) -> list[Finding]:
        """What is wrong in the records, as core and every plugin see it."""
        with self._reading() as work:
            return house.check(work)

    def back_up(self) -> Path:
        """A verified backup; its path."""
        self._require("core.backup")
        return house.back_up(self.kernel)

    # Inside

    def _require(self, *rights: str) -> None:
        if not any(self.officer.may(right) for right in rights):
            raise NoRight(_("{officer}没有权限：{right}").format(officer=self.officer.name, right=rights[0]))

    def _reading(self) -> AbstractContextManager[Work]:
        return self.kernel.work(self.officer)

    def _table_page(self, page_id: str) -> TablePage:
        page = self.page(page_id)
        if not isinstance(page, TablePage):
            raise NotFound(_("“{page}”不是表格").format(page=page.title))
        return page

    def _context(self, work: Work) -> Context:
        return Context(work.today, lambda page_id, text: self._resolve(work, page_id, text))

    def _resolve(self, work: Work, page_id: str, text: str) -> int | str:
        page = self.kernel.catalogue.pages.get(page_id)
        if not isinstance(page, TablePage):
            raise NotFound(_("没有页面 {name}").format(name=page_id))
        return self._key(work, page, text)

    def _key(self, work: Work, page: Page, text: str) -> int | str:
        """The key of the record that `text` means on `page`."""
        if isinstance(page, TablePage) and page.child_of and isinstance(text, Key):
            return self._resolve(work, page.child_of, text)
        if isinstance(page, TablePage) and isinstance(text, Key):
            return tables.typed_key(work, page, _nothing_asked(page), text)
        if isinstance(page, TablePage) and page.resolve is not None:
            plain = one_line(text)
            if plain.isdecimal() and len(plain) > KEY_DIGITS:  # beyond what a database holds
                raise NotFound(_("没有“{text}”").format(text=plain[:40]))
            return page.resolve(work, plain)
        if isinstance(page, TablePage) and page.child_of:
            return self._resolve(work, page.child_of, text)
        return whole_key(text)

    def _asked(
        self, work: Work, parameters: Sequence[Parameter], given: Mapping[str, Any], *, searches: bool = False
    ) -> Asked:
        known = {parameter.id: parameter for parameter in parameters}
        search = str(given.get("search") or "") if searches else ""
        also = ["search"] if searches else []
        for name in given:
            if name not in known and name not in also:
                said = _("没有参数 {name}；可用的有 {known}")
                raise BadInput(said.format(name=name, known="、".join([*known, *also])), field=name)
        values = {name: self._parameter(work, item, given.get(name)) for name, item in known.items()}
        return Asked(values, search)

    def _parameter(self, work: Work, parameter: Parameter, value: Any) -> Any:
        if value in (None, ""):
            if parameter.default is not None:
                return parameter.default(work)
            if parameter.required:
                raise BadInput(
                    _("请给出{title}（{id}=…）").format(title=parameter.title, id=parameter.id),
                    field=parameter.id,
                )
            return None
        try:
            return TypeAdapter(parameter.type).validate_python(value, context=self._context(work))
        except ValidationError as error:
            item = error.errors(include_input=False, include_url=False)[0]
            said = commands.message_of(item)
            raise BadInput(f"{parameter.title}：{said}", field=parameter.id) from None

    def _command(self, work: Work, offer: Offer, values: Mapping[str, Any], records: Sequence[str]) -> Any:
        given = dict(values)
        fields = offer.action.command.model_fields
        if records and "records" in fields:
            given["records"] = [Key(self._key(work, offer.page, record)) for record in records]
        elif records and "record" in fields:
            if len(records) > 1:
                raise BadInput(
                    _("“{action}”一次只能做一条").format(action=offer.action.title), field="record"
                )
            given["record"] = Key(self._key(work, offer.page, records[0]))
        elif "record" in fields and "record" not in given:
            raise BadInput(_("请指明记录（--record KEY）"), field="record")
        return commands.read(offer.action.command, given, self._context(work))

    def _check_allowed(self, work: Work, offer: Offer, command: Any) -> None:
        allowed, page = offer.action.allowed, offer.page
        if allowed is None or not isinstance(page, TablePage) or offer.action.parent:
            return
        for key in getattr(command, "records", None) or [getattr(command, "record", None)]:
            row = tables.one(work, page, _nothing_asked(page), str(key))
            if row is None:
                raise NotFound(_("没有这条记录：{key}").format(key=key), field="record")
            why = allowed(work, row)
            if why:
                raise Refusal(str(why), field="record")


def _nothing_asked(page: TablePage) -> Asked:
    return Asked(dict.fromkeys((parameter.id for parameter in page.params), None))


def _pick(page: TablePage, row: RowValues) -> Pick:
    code = as_text(row.get("number") or row.get("code"))
    name = as_text(row.get(page.label) or ("" if code else row["key"]))
    kept = (column.id for column in page.columns if column.keep)
    note = "  ".join(
        text
        for column in kept
        if column not in ("number", "code", page.label) and (text := as_text(row.get(column)))
    )
    return Pick(Key(row["key"]), exports.label_of(page, row), code if code != name else "", name, note)


def _near(message: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1, 0.5)
    return message + (_("，是不是 {near}？").format(near=near[0]) if near else "")
