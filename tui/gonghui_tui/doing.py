"""The whole way of an action: may it be done, the form, the preview, the question, the deed, what came of it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gonghui_core.catalogue import Offer
from gonghui_core.commands import FieldView, Grade, Outcome
from gonghui_core.desk.cells import as_text
from gonghui_core.desk.working import Form
from gonghui_core.fields import Key
from gonghui_core.i18n import translator
from gonghui_core.pages import Import, TablePage
from gonghui_core.verdicts import Refusal, Stale
from gonghui_tui import asking
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.screens.form import FormScreen

_ = translator("gonghui_tui")

Then = Callable[[Outcome], None]

_OVER_THE_FORM = 2  # rows named over a form; the rest is counted
_SAID_AFTER = 0.3  # seconds; what is done sooner needs no word


@dataclass(frozen=True)
class Deal:
    """An action with what it is about: keys for the desk, names for people, values that are fixed beforehand."""

    offer: Offer
    records: tuple[Key, ...] = ()
    names: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    then: Then | None = None

    @property
    def draft(self) -> str:
        """Under what name the draft of its form is kept."""
        keys = [str(key) for key in self.records]
        keys += [f"{name}-{value}" for name, value in sorted(self.fixed.items())]
        joined = ".".join(keys)
        return joined if len(joined) <= 40 else hashlib.sha256(joined.encode()).hexdigest()[:20]


def start(
    screen: PageScreen[Any],
    offer: Offer,
    *,
    records: Sequence[str] = (),
    rows: Sequence[Mapping[str, Any]] = (),
    params: Mapping[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
    whole: bool = False,
    then: Then | None = None,
) -> None:
    """Do an action of a page, from asking whether it may be done to telling what came of it.

    `records` are the keys of the rows it is done on, `rows` their cells, `params` those of the page. `values`
    are put into the form beforehand; where they are `whole`, an action that asks before it acts needs no form for
    them. `then` is called when it is done, after what is to be told was read; an
    outcome that names a page is opened there.
    """
    deal = _deal(offer, records, rows, params or {}, then)
    job = _way(screen, deal, rows, dict(params or {}), dict(values or {}), whole=whole)
    screen.run_worker(job, exit_on_error=False, group="doing")


def _deal(
    offer: Offer, records: Sequence[str], rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any],
    then: Then | None,
) -> Deal:  # fmt: skip
    """Which record the command is about, and which field takes the rows, by `parent` and `into`."""
    action, keys = offer.action, tuple(Key(record) for record in records)
    names = tuple(row_name(offer, row) for row in rows) if action.on != "page" else ()
    fixed: dict[str, Any] = {}
    if action.into and keys:
        fixed[action.into] = list(keys) if _takes_many(offer, action.into) else keys[0]
        keys = ()
    if action.parent:
        given = params.get(action.parent)
        keys = (Key(given),) if given not in (None, "") else ()
    elif action.on == "page":
        keys = ()
    return Deal(offer, keys, names, fixed, then)


def _takes_many(offer: Offer, name: str) -> bool:
    from gonghui_core.fields import kind_of

    info = offer.action.command.model_fields[name]
    return kind_of(info).many or "list" in str(info.annotation)


def row_name(offer: Offer, row: Mapping[str, Any]) -> str:
    """A row in a sentence: the columns that are always kept."""
    page = offer.page
    columns = page.columns if isinstance(page, TablePage) else ()
    texts = [as_text(row.get(column.id)) for column in columns if column.keep]
    return "  ".join(text for text in texts if text) or str(row.get("key", ""))


async def _way(
    screen: PageScreen[Any], deal: Deal, rows: Sequence[Mapping[str, Any]], params: dict[str, Any],
    values: dict[str, Any], *, whole: bool = False,
) -> None:  # fmt: skip
    desk, name = screen.session.desk, deal.offer.name
    try:
        why = await asyncio.to_thread(desk.why_not, name, rows) if rows else None
        if why:
            raise Refusal(why)
        form = await asyncio.to_thread(_form, screen, deal, params, values)
        known = {*deal.fixed, *(values if whole and deal.offer.action.grade is not Grade.none else ())}
        if any(view.id not in known for view in form.fields):
            _fill_in(screen, deal, form)
        else:
            await carry(screen, deal, form, {**values, **deal.fixed})
    except Exception as error:  # a plugin may raise anything; nothing was stored
        if screen.is_attached:
            screen.tell_trouble(error)


def _form(screen: PageScreen[Any], deal: Deal, params: Mapping[str, Any], values: Mapping[str, Any]) -> Form:
    """The form with what it starts from; runs in a thread."""
    about_one = "record" in deal.offer.action.command.model_fields and len(deal.records) == 1
    known = deal.offer.action.command.model_fields
    given = {
        name: value for name, value in params.items() if name in known and name not in ("record", "records")
    }
    return screen.session.desk.form(
        deal.offer.name, deal.records[0] if about_one else "", {**given, **values}
    )


def _fill_in(screen: PageScreen[Any], deal: Deal, form: Form) -> None:
    async def send(page: FormScreen, values: dict[str, Any]) -> bool:
        return await carry(page, deal, form, values)

    page = FormScreen(
        form, send, about=asking.named(deal.names, _OVER_THE_FORM), fixed=tuple(deal.fixed), draft=deal.draft,
        values=deal.fixed,
    )  # fmt: skip
    screen.app.push_screen(page)


async def carry(screen: PageScreen[Any], deal: Deal, form: Form, values: dict[str, Any]) -> bool:
    """Preview, ask, do, tell; answers whether it was done. Raises what the fields are to be told."""
    desk, action = screen.session.desk, deal.offer.action
    report = None
    if action.preview is not None:
        report = await asyncio.to_thread(desk.preview, deal.offer.name, values, deal.records)
    word = str(deal.records[0]) if len(deal.records) == 1 and not action.word else ""
    filled = screen.form.told() if isinstance(screen, FormScreen) else []
    question = asking.About(action, deal.names, filled, report, word and _word(deal, word))
    if not await asking.confirmed(screen.app, question):
        return False
    outcome = await _do(screen, deal, form.fields, values)
    if outcome is None:
        return False
    await asyncio.to_thread(desk.drafts.drop, deal.offer.name, deal.draft)
    app = screen.gonghui
    app.changed()
    if isinstance(screen, FormScreen):
        app.pop_screen()
    app.run_worker(_tell(app, deal, outcome), exit_on_error=False, group="told")
    return True


def _word(deal: Deal, fallback: str) -> str:
    """What is typed to confirm: the number or name of the record, else the title of the action."""
    return deal.names[0].split("  ")[0] if deal.names else str(deal.offer.action.title) or fallback


async def _do(
    screen: PageScreen[Any], deal: Deal, fields: Sequence[FieldView], values: dict[str, Any]
) -> Outcome | None:
    """The deed; a blocking rule may be overridden once with a reason, a stale record once with the own values."""
    desk, override = screen.session.desk, ""
    while True:
        try:
            return await _send(screen, deal, values, override)
        except Stale as stale:
            if not await asking.mine_over_theirs(screen.app, stale, fields):
                return None
            fresh = await asyncio.to_thread(desk.form, deal.offer.name, deal.records[0])
            values = {**values, "version": fresh.version}
        except Refusal as refusal:
            if override or not desk.overridable(refusal):
                raise
            override = await asking.reason_to_override(screen.app, refusal)
            if not override:
                raise


async def _send(screen: PageScreen[Any], deal: Deal, values: Mapping[str, Any], override: str) -> Outcome:
    """One try in a thread; what takes long is said."""
    still = screen.set_timer(_SAID_AFTER, lambda: screen.hints.notice(str(_("正在保存…"))))
    try:
        return await asyncio.to_thread(
            screen.session.desk.do, deal.offer.name, values, deal.records, override=override
        )
    finally:
        still.stop()
        screen.hints.notice("")


async def _tell(app: Any, deal: Deal, outcome: Outcome) -> None:
    await asking.tell_outcome(app, deal.offer.action, outcome)
    if outcome.ask_passphrase and not app.session.plain:
        await asking.give_passphrase(app, outcome.ask_passphrase)
    if deal.then is not None:
        deal.then(outcome)
    if outcome.open_file:
        app.open_url(Path(outcome.open_file).absolute().as_uri())
    if outcome.open_page:
        app.goto(outcome.open_page, {}, "" if outcome.key is None else str(outcome.key))


def start_import(screen: PageScreen[Any], item: Import, *, then: Then | None = None) -> None:
    """Take in a sheet of a kind (`Desk.imports` lists them), step by step; `then` is called when it is done."""
    from gonghui_tui.screens.importing import ImportScreen

    screen.app.push_screen(ImportScreen(item, then=then))
