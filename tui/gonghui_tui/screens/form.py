"""The page on which an action is filled in: fields, a live footer, what is still lacking, sending it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from textual import events, on
from textual.containers import Vertical
from textual.widget import Widget
from textual.worker import WorkType

from gonghui_core.commands import Action
from gonghui_core.desk.working import Form as DeskForm
from gonghui_core.i18n import SOURCE_LANGUAGE, language, translator
from gonghui_core.verdicts import BadInput, Fault, GonghuiError
from gonghui_tui.deeds import Deed
from gonghui_tui.dialogs.frame import DialogButton, Wrapped
from gonghui_tui.entry import capitals
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.form import Form
from gonghui_tui.forms.kit import kit_of
from gonghui_tui.forms.lines import LinesField
from gonghui_tui.safe import flat
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.screens.drafting import Drafting
from gonghui_tui.screens.templating import choose_template
from gonghui_tui.telling import said
from gonghui_tui.widgets.keybar import KeySlot

_ = translator("gonghui_tui")

Send = Callable[["FormScreen", dict[str, Any]], Awaitable[bool]]
"""Carries the values out; answers whether it was done. Raises what the fields are to be told."""


class SaveButton(DialogButton):
    """The last stop of the form."""

    DEFAULT_CSS = """
    SaveButton { margin: 0 1; background: $panel; color: $foreground; text-style: none; }
    SaveButton:focus { background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: bold underline; background-tint: $surface 0%; }
    """


class FormScreen(PageScreen[None]):
    """An action that is filled in. `about` are lines over the form: the rows it is about. `send` carries it out."""

    DEFAULT_CSS = """
    FormScreen #about { height: auto; padding: 0 1; color: $foreground-muted; }
    FormScreen #foot { height: auto; padding: 0 1; }
    FormScreen #foot Wrapped { height: auto; }
    FormScreen #state { color: $foreground-muted; }
    FormScreen #state.-lacking { color: $text-warning; text-style: bold; }
    """
    # The form itself says where to begin; keys typed ahead must not go elsewhere first.
    AUTO_FOCUS = ""

    def __init__(
        self, form: DeskForm, send: Send, *, about: Sequence[str] = (), fixed: Sequence[str] = (),
        draft: str = "", values: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.described, self._send, self._about = form, send, tuple(about)
        self._hidden = frozenset(fixed)
        self._values = dict(values or {})
        self.version = form.version
        self.draft = Drafting(self, draft)
        self._busy = False
        self.form: Form
        self.help_text = _spoken(form.offer.action.help)

    @property
    def action(self) -> Action:
        """What is filled in."""
        return self.described.offer.action

    @property
    def path(self) -> tuple[str, ...]:
        """Module, page and action."""
        page = self.described.offer.page
        module = self.gonghui.place_of(page.id)[1]
        return tuple(
            dict.fromkeys(part for part in (module, str(page.title), str(self.action.title)) if part)
        )

    def body(self) -> Iterator[Widget]:
        """The rows it is about, the form, the footer."""
        views = [view for view in self.described.fields if view.id not in self._hidden]
        self.form = Form(views, kit_of(self.session))
        if self._about:
            yield Wrapped("\n".join(self._about), id="about")
        yield self.form
        with Vertical(id="foot"):
            yield Wrapped("", id="live")
            yield Wrapped("", id="state")
            yield SaveButton(_("{action} F6").format(action=self.action.title), "save")

    def on_mount(self) -> None:
        """Start in the first field, and offer what was kept."""
        super().on_mount()
        self._begin()

    def _begin(self) -> None:
        self.form.share_height()
        self.form.start()
        self.show_progress()
        if any(field.speaks_of_money for field in self.form.fields):
            # The words for amounts take a while to load, and keys typed ahead must not wait for them.
            self.run_worker(lambda: capitals(Decimal(0)), thread=True, exit_on_error=False, group="words")
        self.draft.look_for()

    def before_leaving(self) -> None:
        """Keep the draft at once: Esc, the menu and the end of the program throw nothing away."""
        self.draft.keep_at_once()

    @property
    def unsent(self) -> str:
        """What was begun."""
        return str(self.action.title) if self.draft.unsent else ""

    # While it is filled in

    @on(FormField.Edited)
    def _edited(self, event: FormField.Edited) -> None:
        event.stop()
        self.draft.edited()
        self.show_progress()

    @on(FormField.Left)
    def _left(self, event: FormField.Left) -> None:
        event.stop()
        self.draft.left()
        self.show_progress()

    @on(events.DescendantFocus)
    def _stands(self) -> None:
        self.show_frame()
        self._refresh_state()

    def show_progress(self) -> None:
        """What is still lacking, and the live footer."""
        self._refresh_state()
        self._refresh_foot()

    def _refresh_state(self) -> None:
        """What is still lacking, else what this field is for."""
        if not self.is_attached:
            return
        state = self.query_one("#state", Wrapped)
        lacking, current = self.form.lacking(), self.form.current
        if lacking:
            names = "、".join(flat(field.view.title) for field in lacking[:6])
            state.say(_("还差 {n} 处：{names}").format(n=len(lacking), names=names))
        else:
            state.say(current.view.help if current else "")
        state.set_class(bool(lacking), "-lacking")

    def _refresh_foot(self) -> None:
        """The live footer: the plugin's own, from the raw values, or the totals of the lines."""
        if not self.is_attached:
            return
        live = self.action.live
        if live is None:
            self._show_foot(list(self.form.totals()))
            return
        values = self.values()

        async def ask() -> None:
            try:
                lines = await asyncio.to_thread(live, values)
            except Exception:  # a plugin's footer may fail on half a form; the form must not
                lines = []
            self._show_foot([str(line) for line in lines] or list(self.form.totals()))

        worker: WorkType[None] = ask
        self.run_worker(worker, exit_on_error=False, group="live", exclusive=True)

    def _show_foot(self, lines: Sequence[str]) -> None:
        if self.is_attached:
            self.query_one("#live", Wrapped).say("\n".join(lines))
            self.call_after_refresh(self.form.share_height)

    # Sending

    def values(self) -> dict[str, Any]:
        """What the command is given: what was fixed beforehand, what was filled in, the version."""
        version = {"version": self.version} if self.version is not None else {}
        return {**self._values, **self.form.raw(), **version}

    def key_6(self) -> None:
        """Save."""
        if not self._busy:
            self.run_worker(self._save(), exit_on_error=False, group="save")

    async def _save(self) -> None:
        self._busy = True
        try:
            lacking = await self.form.settle()
            self._refresh_state()
            if lacking:
                self.app.bell()
                self.form.go_to(lacking[0])
                return
            await self._carry_out()
        except Exception as error:  # a field that fails is told of, as everything is
            self.tell_trouble(error)
        finally:
            self._busy = False

    async def _carry_out(self) -> None:
        await self.draft.close()
        try:
            self.draft.sent = await self._send(self, self.values())
        except Exception as error:  # a service of a plugin may raise anything; nothing was stored
            self.draft.sent = False
            self.show_failure(error)

    def show_failure(self, error: Exception) -> None:
        """Put what was refused beside its fields; what belongs to none is told in a dialog."""
        faults = self._faults(error)
        homeless = self.form.blame(faults) if faults else ()
        self._refresh_state()
        if homeless or not faults:
            self.tell_trouble(error)

    def _faults(self, error: Exception) -> Sequence[Fault]:
        if isinstance(error, BadInput) and error.faults:
            return error.faults
        if isinstance(error, GonghuiError) and error.field:
            return (Fault(error.field, said(error)),)
        return ()

    @on(SaveButton.Pressed)
    def _pressed(self, event: SaveButton.Pressed) -> None:
        event.stop()
        self.key_6()

    @on(Form.Passed)
    def _passed(self, event: Form.Passed) -> None:
        event.stop()
        if event.step > 0:
            self.set_focus(self.query_one(SaveButton))

    def on_key(self, event: events.Key) -> None:
        """Up from the button goes back into the form."""
        if event.key in ("up", "shift+tab") and isinstance(self.focused, SaveButton) and self.form.fields:
            event.stop()
            event.prevent_default()
            self.form.go(self.form.fields[-1])

    # Keys

    @property
    def hint(self) -> str:
        """The keys of the field that has the focus."""
        current = self.form.current if self.is_attached else None
        own = current.hint if current else ""
        if isinstance(current, LinesField):
            return own
        return "  ".join(part for part in (str(_("回车下一项")), own, str(_("Esc返回 草稿保留"))) if part)

    def slots(self) -> dict[int, KeySlot]:
        """Look-up, a new line, save, balance."""
        current = self.form.current if self.is_attached else None
        found = {6: KeySlot(str(_("保存")))}
        if current is not None and current.looks_up:
            found[2] = KeySlot(str(_("参照")))
        if isinstance(current, LinesField) and current.rules.grows:
            found[5] = KeySlot(str(_("增行")))
        if isinstance(current, LinesField) and current.rules.balance:
            found[8] = KeySlot(str(_("平衡")))
        if self.action.templates is not None:
            found[4] = KeySlot(str(_("模板")))
        return found

    def key_1(self) -> None:
        """Help about the field, then about the action."""
        from gonghui_tui.screens.help import show_text

        current = self.form.current
        if current is None:
            super().key_1()
            return
        parts = (current.view.help, current.hint, self.about())
        show_text(self, str(current.view.title), "\n\n".join(str(part) for part in parts if part))

    def key_2(self) -> None:
        """What can be filled in here."""
        if (current := self.form.current) is not None:
            self.run_worker(current.look_up(), exit_on_error=False, group="lookup")

    def key_4(self) -> None:
        """Fill the form from a template."""
        if self.action.templates is not None:
            choose_template(self)

    def key_5(self) -> None:
        """A new line under the last one."""
        if isinstance(current := self.form.current, LinesField) and current.rules.grows:
            grid = current.grid
            grid.change(lambda: grid.lines.insert(grid.lines.count))
            grid.go(grid.lines.count - 1, grid.stops[0])

    def key_8(self) -> None:
        """Make the totals equal."""
        if isinstance(current := self.form.current, LinesField):
            current.grid.balance()

    def deeds(self) -> Sequence[Deed]:
        """What can be done in the form."""
        deeds = [Deed(str(_("保存")), self.key_6, "F6")]
        if self.action.templates is not None:
            deeds.append(Deed(str(_("用模板填写")), self.key_4, "F4"))
        if isinstance(current := self.form.current, LinesField) and current.rules.grows:
            grid = current.grid
            row = grid.row
            deeds += [
                Deed(str(_("增加一行")), self.key_5, "F5"),
                Deed(str(_("删除本行")), lambda: grid.change(lambda: grid.lines.delete(row)), "Ctrl+Delete"),
            ]
        if isinstance(current, LinesField) and current.rules.balance:
            deeds.append(Deed(str(_("自动平衡")), self.key_8, "F8"))
        return [*deeds, Deed(str(_("清空重填（丢掉草稿）")), self._start_over, "")]

    def _start_over(self) -> None:
        """Throw the draft away on purpose."""
        self.draft.drop()
        fresh = FormScreen(
            self.described, self._send, about=self._about, fixed=tuple(self._hidden), draft=self.draft.key,
            values=self._values,
        )  # fmt: skip
        self.app.switch_screen(fresh)


def _spoken(help_: str) -> str:
    """The help of a command, if it is written in the language in use."""
    chinese = any("\u4e00" <= char <= "\u9fff" for char in help_)
    return help_ if chinese or language() != SOURCE_LANGUAGE else ""
