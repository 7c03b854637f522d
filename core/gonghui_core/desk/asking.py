"""What a desk is built on: pages and actions by name, rights, and what people type read as keys and commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gonghui_core import commands
from gonghui_core.catalogue import Offer
from gonghui_core.desk import home, tables
from gonghui_core.desk.drafts import Drafts
from gonghui_core.fields import Context, Key, Year
from gonghui_core.i18n import translator
from gonghui_core.kernel import Kernel
from gonghui_core.office.rights import Acting
from gonghui_core.pages import Asked, Page, Parameter, TablePage
from gonghui_core.text import KEY_DIGITS, one_line, whole_key
from gonghui_core.verdicts import BadInput, NoRight, NotFound, Refusal
from gonghui_core.work import Work

_ = translator("gonghui_core")


class Asking:
    """What there is for one officer in one workspace, and how it is named."""

    def __init__(self, kernel: Kernel, officer: Acting) -> None:
        self.kernel = kernel
        self.officer = officer
        self.drafts = Drafts(kernel, officer)

    def menu(self) -> list[home.MenuGroup]:
        """The modules and pages that the officer may open, in order."""
        return home.menu(self.kernel, self.officer)

    def pages(self) -> list[Page]:
        """All pages that the officer may open, child tables too."""
        return [page for page in self.kernel.catalogue.pages.values() if self.officer.may(page.right)]

    def page(self, page_id: str) -> Page:
        """One page, or `NotFound` with the nearest name, or `NoRight`."""
        known = self.kernel.catalogue.pages
        if page_id not in known:
            raise NotFound(nearest(_("没有页面 {name}").format(name=page_id), page_id, list(known)))
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
            raise NotFound(nearest(_("没有动作 {name}").format(name=name), name, list(known)))
        offer = known[name]
        if not self.officer.may(offer.action.right):
            raise NoRight(
                _("{officer}没有权限：{action}").format(officer=self.officer.name, action=offer.action.title)
            )
        return offer

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
            return tables.typed_key(work, page, nothing_asked(page), text)
        plain = one_line(text)
        if plain.isdecimal() and len(plain) > KEY_DIGITS:  # beyond what a database holds
            raise NotFound(_("没有“{text}”").format(text=plain[:40]))
        if isinstance(page, TablePage) and page.resolve is not None:
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
            read = TypeAdapter(parameter.type).validate_python(value, context=self._context(work))
            # A year means the same on every page, and no calendar has the year 0.
            return TypeAdapter(Year).validate_python(read) if parameter.id == "year" else read
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

    def _now(self, work: Work, offer: Offer, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """A row of the action's page as it is now; a row of a child table, or one that is gone, as it was."""
        if not isinstance(offer.page, TablePage) or offer.action.parent or "key" not in row:
            return row
        return tables.one(work, offer.page, nothing_asked(offer.page), str(row["key"])) or row

    def _check_allowed(self, work: Work, offer: Offer, command: Any) -> None:
        allowed, page = offer.action.allowed, offer.page
        if allowed is None or not isinstance(page, TablePage) or offer.action.parent:
            return
        for key in getattr(command, "records", None) or [getattr(command, "record", None)]:
            row = tables.one(work, page, nothing_asked(page), str(key))
            if row is None:
                raise NotFound(_("没有这条记录：{key}").format(key=key), field="record")
            why = allowed(work, row)
            if why:
                raise Refusal(str(why), field="record")


def nothing_asked(page: TablePage) -> Asked:
    """A page asked for nothing: every parameter absent."""
    return Asked(dict.fromkeys((parameter.id for parameter in page.params), None))


def nearest(message: str, name: str, known: list[str]) -> str:
    """`message`, with the known name that is most like `name`."""
    near = get_close_matches(name, known, 1, 0.5)
    return message + (_("，是不是 {near}？").format(near=near[0]) if near else "")
