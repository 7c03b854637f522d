"""What a page is asked for: filters of a list, inputs of a report, with the same fields as a form has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic.fields import FieldInfo
from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button

from gonghui_core.commands import FieldView
from gonghui_core.desk.cells import as_text
from gonghui_core.fields import kind_of
from gonghui_core.i18n import translator
from gonghui_core.pages import Parameter
from gonghui_tui.dialogs.frame import Dialog, DialogButton, Wrapped
from gonghui_tui.forms.form import Form
from gonghui_tui.forms.kit import kit_of
from gonghui_tui.screens.base import PageScreen

_ = translator("gonghui_tui")


def views(params: Sequence[Parameter], values: Mapping[str, Any]) -> list[FieldView]:
    """The parameters of a page as fields of a form."""
    return [
        FieldView(
            item.id, str(item.title), kind_of(FieldInfo.from_annotation(item.type)), item.required,
            value=values.get(item.id),
        )
        for item in params
    ]  # fmt: skip


def lacking(params: Sequence[Parameter], values: Mapping[str, Any]) -> bool:
    """Whether a page cannot be read before somebody has said something more."""
    return any(
        item.required and item.default is None and values.get(item.id) in (None, "") for item in params
    )


def told(params: Sequence[Parameter], values: Mapping[str, Any]) -> str:
    """What was asked for, in words: `年份 2023  分工会 商学院`."""
    return "  ".join(
        f"{item.title} {_shown(item, values[item.id])}"
        for item in params
        if values.get(item.id) not in (None, "", [])
    )


def _shown(item: Parameter, value: Any) -> str:
    choice = kind_of(FieldInfo.from_annotation(item.type)).choice
    known = choice.read(str(value)) if choice is not None else None
    return known.label if known is not None else as_text(getattr(value, "label", value))


class ParamDialog(Dialog[dict[str, Any] | None]):
    """Answers the parameters, or None after Esc; an empty field asks for nothing."""

    DEFAULT_CSS = """
    ParamDialog > #frame { max-width: 90; }
    ParamDialog #body { max-height: 20; }
    ParamDialog Form { height: auto; max-height: 16; background: $surface; padding: 0; }
    """
    BINDINGS = [
        Binding("f6,ctrl+s", "accept", _("确定"), show=False, priority=True, id="params.accept"),
        Binding("f2", "look_up", _("参照"), show=False, priority=True, id="params.look_up"),
        Binding("left,up", "app.focus_previous", show=False, id="dialog.previous"),
    ]

    def __init__(
        self, screen: PageScreen[Any], params: Sequence[Parameter], values: Mapping[str, Any], *, title: str = ""
    ) -> None:  # fmt: skip
        super().__init__(title or str(_("筛选")), escaped=None)
        self._form = Form(views(params, values), kit_of(screen.session))

    def body(self) -> Iterator[Widget]:
        """The fields, and how to be done."""
        yield self._form
        yield Wrapped(_("回车 下一项；空着就是不限；F2 参照；F6 确定"), id="how")

    def buttons(self) -> Sequence[Button]:
        """Cancel, clear, and take it."""
        return (
            DialogButton(_("确定 F6"), "yes"), DialogButton(_("不限条件"), "clear"), DialogButton(_("取消 Esc"), "no"),
        )  # fmt: skip

    def on_mount(self) -> None:
        """Stand in the first field."""
        self._form.start()

    @on(Form.Passed)
    def _passed(self, event: Form.Passed) -> None:
        event.stop()
        if event.step > 0:
            self.run_worker(self.action_accept(), exit_on_error=False)

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "yes":
            await self.action_accept()
        elif event.button.id == "clear":
            self.dismiss({})
        else:
            self.dismiss(None)

    async def action_accept(self) -> None:
        """Take what was filled in, unless it cannot be read."""
        if wrong := await self._form.settle():
            self._form.go_to(wrong[0])
            return
        self.dismiss({name: value for name, value in self._form.raw().items() if value not in (None, "", [])})

    async def action_look_up(self) -> None:
        """F2 in a field."""
        if (field := self._form.current) is not None:
            await field.look_up()
