"""Every page of core and of the installed plugins: it opens, says where it is, and breaks no rule of the keys."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from gonghui_tui.deeds import short_of
from gonghui_tui.dialogs.trouble import TroubleDialog
from gonghui_tui.look import ASCII, FULL, use_look
from gonghui_tui.screens.acting import SLOTS
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.screens.params import ParamDialog
from gonghui_tui.screens.report import ReportScreen
from gonghui_tui.screens.table import TableScreen


def quiet(app):
    """Whether nothing is being fetched any more."""
    return not [worker for worker in app.workers if worker.group == "fetch" and not worker.is_finished]


@pytest.mark.parametrize(("size", "step", "signs"), [((80, 24), 1, ASCII), ((120, 36), 5, FULL)])
def test_every_page_opens_and_says_where_it_is(house, play, seen, until, text_of, size, step, signs):
    use_look(signs)
    app = house("chair")

    async def script(pilot):
        await seen(pilot, "12 人")
        for page in app.session.desk.pages()[::step]:
            app.goto(page.id)
            await until(pilot, lambda: isinstance(app.screen, TableScreen | ReportScreen | ParamDialog))
            await until(pilot, lambda: quiet(app))
            await pilot.pause()
            assert not isinstance(app.screen, TroubleDialog), (page.id, text_of(app))
            if isinstance(app.screen, ParamDialog):
                await pilot.press("escape")
            screen = app.screen
            assert isinstance(screen, PageScreen)
            assert screen.page.id == page.id
            assert str(page.title)[:4] in text_of(app).split("\n")[0]
            app.leave_pages()
            await pilot.pause()

    play(app, script, size)


def test_no_action_takes_a_key_of_the_core(plain_union):
    taken = {
        name: offer.action.slot
        for name, offer in plain_union.kernel.catalogue.actions.items()
        if offer.action.slot not in (None, 9, *SLOTS)  # 9 is the list of all actions
    }
    assert taken == {}


def test_no_label_of_a_key_is_wider_than_its_place(plain_union):
    labels = {
        name: short_of(offer.action)
        for name, offer in plain_union.kernel.catalogue.actions.items()
        if offer.action.slot in SLOTS
    }
    assert {name: label for name, label in labels.items() if not 0 < cell_len(label) <= 5} == {}


def test_every_f_key_has_an_id_so_that_a_keymap_can_change_it():
    assert [binding.key for binding in PageScreen.BINDINGS if not binding.id] == []
