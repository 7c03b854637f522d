"""F4 in a form: one of the templates that the action names fills it, and what is wanting is left to be typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gonghui_core.desk.working import Pick
from gonghui_core.i18n import translator
from gonghui_core.members.pinyin import reading
from gonghui_tui.dialogs.confirm import ConfirmDialog, Question
from gonghui_tui.dialogs.pick import PickDialog
from gonghui_tui.forms.lines import LinesField
from gonghui_tui.widgets.candidates import Candidate, narrow

if TYPE_CHECKING:
    from gonghui_tui.screens.form import FormScreen

_ = translator("gonghui_tui")


def _candidate(item: Pick) -> Candidate:
    shown = item.name or item.label
    return Candidate(item.key, shown, item.code, item.note, reading(shown).initials)


def choose_template(page: FormScreen) -> None:
    """Ask for a template and fill the form from it; without any, say where they come from."""
    desk, name = page.session.desk, page.described.offer.name

    def find(text: str) -> Sequence[Candidate]:
        return narrow(text, [_candidate(item) for item in desk.templates(name)])

    def chosen(found: Candidate | None) -> None:
        if found is not None:
            page.fetch(lambda: desk.template(name, str(found.key)), lambda values: _fill(page, values))

    def ask(found: Sequence[Candidate]) -> None:
        if found:
            page.app.push_screen(PickDialog(str(_("选用模板")), find), chosen)
        else:
            page.hints.notice(str(_("还没有模板：在列表里选一条，F9 存为模板")))

    page.fetch(lambda: find(""), ask)


def _fill(page: FormScreen, values: Mapping[str, Any]) -> None:
    """Fill the form; lines that somebody has typed are given up only after a question."""
    grids = [
        field for field in page.form.fields if isinstance(field, LinesField) and values.get(field.view.id)
    ]
    lost = sum(len(field.raw()) for field in grids)
    if not lost:
        page.form.fill(values)
        return
    lines = [str(_("已填的 {n} 行会换成模板的分录。").format(n=lost))]
    question = Question(str(_("换成模板？")), lines, str(_("换掉")))
    page.app.push_screen(
        ConfirmDialog(question), lambda said: page.form.fill(values) if said and said.confirmed else None
    )
