"""Ctrl+K: any page, action or record by Chinese, pinyin initials or number."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from gonghui_core.i18n import translator
from gonghui_core.verdicts import GonghuiError
from gonghui_tui.dialogs.pick import PickDialog
from gonghui_tui.widgets.candidates import Candidate, narrow

if TYPE_CHECKING:
    from gonghui_core.desk.home import Lead
    from gonghui_tui.app import GonghuiApp

_ = translator("gonghui_tui")

_MOST = 50
PAGE, ACTION, RECORD, IMPORT = "page", "action", "record", "import"


def show_palette(app: GonghuiApp) -> None:
    """Ask what is looked for, and go there."""
    title = str(_("找功能、人、记录（输中文、拼音首字母或编号）"))
    app.push_screen(PickDialog(title, lambda text: find(app, text)), lambda chosen: _go(app, chosen))


def find(app: GonghuiApp, text: str) -> list[Candidate]:
    """What matches; with nothing typed, what was used lately. Called in a thread."""
    assert app.session is not None  # the palette is reached after signing in only
    if not text.strip():
        return _recent(app)
    leads = app.session.desk.search(text)
    own = (
        []
        if text.strip() not in str(_("设置")) and text.strip().lower() not in ("sz", "shezhi")
        else [_settings()]
    )
    return [*own, *(_candidate(app, lead) for lead in leads[:_MOST]), *_imports(app, text)]


def _imports(app: GonghuiApp, text: str) -> list[Candidate]:
    """The sheets that may be taken in, by the word for it or by their own titles."""
    assert app.session is not None  # the palette is reached after signing in only
    word = str(_("导入"))
    found = [
        Candidate((IMPORT, item.kind, ""), f"{word}：{item.title}", word, "", "dr daoru")
        for item in app.session.desk.imports()
    ]
    return narrow(text, found)


def _settings() -> Candidate:
    from gonghui_tui.app import SETTINGS

    return Candidate((PAGE, SETTINGS, ""), str(_("设置")), str(_("页面")), str(_("系统")))


def _candidate(app: GonghuiApp, lead: Lead) -> Candidate:
    if lead.action:
        return Candidate((ACTION, lead.action, ""), lead.title, str(_("动作")), lead.where)
    where = _where(app, lead.page)
    if lead.key:
        return Candidate((RECORD, lead.page, lead.key), lead.title, str(_("记录")), where)
    return Candidate((PAGE, lead.page, ""), lead.title, str(_("页面")), where.split(" › ")[0])


def _where(app: GonghuiApp, page_id: str) -> str:
    """Module and page, as the menu has them."""
    _id, module = app.place_of(page_id)
    page = next((e.title for m in app.modules for e in m.entries if e.page == page_id), page_id)
    return f"{module} › {page}" if module else page


def _recent(app: GonghuiApp) -> list[Candidate]:
    assert app.session is not None  # as above
    titles = {entry.page: entry.title for module in app.modules for entry in module.entries if entry.page}
    found: list[Candidate] = []
    for name in app.prefs.recent:
        if name in titles:
            found.append(Candidate((PAGE, name, ""), titles[name], str(_("最近")), app.place_of(name)[1]))
    seen = {candidate.key for candidate in found}
    rest = [
        Candidate((PAGE, name, ""), title, str(_("页面")), app.place_of(name)[1])
        for name, title in titles.items()
    ]
    return [*found, *(candidate for candidate in rest if candidate.key not in seen)]


def _go(app: GonghuiApp, chosen: Candidate | None) -> None:
    if chosen is None:
        return
    kind, name, key = cast("tuple[str, str, str]", chosen.key)  # the candidates above have no other keys
    if kind == ACTION:
        _begin(app, name)
    elif kind == IMPORT:
        _take_in(app, name)
    else:
        app.goto(name, key=key)


def _take_in(app: GonghuiApp, kind: str) -> None:
    from gonghui_tui.doing import start_import
    from gonghui_tui.screens.base import PageScreen

    assert app.session is not None  # as above
    item = next(item for item in app.session.desk.imports() if item.kind == kind)
    if isinstance(app.screen, PageScreen):
        start_import(app.screen, item)


def _begin(app: GonghuiApp, name: str) -> None:
    """Open the page of an action; one that is about no row begins there at once."""
    from gonghui_tui.screens.acting import PAGE as ON_PAGE
    from gonghui_tui.screens.base import PageScreen

    assert app.session is not None  # as above
    try:
        offer = app.session.desk.offer(name)
    except GonghuiError as error:
        app.tell_trouble(error)
        return
    app.goto(offer.page.id)
    screen = app.screen
    if not isinstance(screen, PageScreen):
        return
    if offer.action.on == ON_PAGE and not offer.action.parent:
        from gonghui_tui.doing import start

        screen.call_after_refresh(start, screen, offer)
    else:
        told = _("选好一行，再按 F9 选“{action}”").format(action=offer.action.title)
        screen.set_timer(0.5, lambda: app.say(str(told)))
