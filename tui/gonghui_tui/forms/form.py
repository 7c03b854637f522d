"""The form: fields in one column, Enter from one to the next, lines sharing the height that is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from gonghui_core.commands import FieldView
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Fault
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.kit import Kit
from gonghui_tui.forms.lines import LinesField
from gonghui_tui.forms.make import make_field
from gonghui_tui.safe import cut, flat

_ = translator("gonghui_tui")

_LABEL = (10, 16)  # cells of a label, least and most


class Form(VerticalScroll, can_focus=False):
    """The fields of a command. Past the last one, or before the first, it tells who holds it."""

    DEFAULT_CSS = """
    Form { height: 1fr; padding: 0 1; background: $background; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Passed(Message):
        """Enter in the last field (`step` 1), or Up in the first (-1)."""

        form: Form
        step: int

    def __init__(self, views: Sequence[FieldView], kit: Kit) -> None:
        super().__init__()
        self.fields = [make_field(view, kit) for view in views]

    def compose(self) -> ComposeResult:
        """The fields."""
        yield from self.fields

    def on_mount(self) -> None:
        """Labels of one width."""
        least, most = _LABEL
        titles = [
            cell_len(flat(field.view.title)) for field in self.fields if not isinstance(field, LinesField)
        ]
        width = max([least, *(min(title, most) for title in titles)])
        for field in self.fields:
            field.label_width = width + 2

    def on_resize(self) -> None:
        """Share the height anew."""
        self.share_height()

    # Going about

    def start(self) -> None:
        """Stand in the first field that must be filled in and is not, else in the first."""
        wanted = [field for field in self.fields if field.view.required and field.blank]
        if self.fields:
            self.go((wanted or self.fields)[0])

    def go(self, field: FormField) -> None:
        """Stand in a field."""
        # Not `Widget.focus`, which takes effect later: keys typed ahead belong to the next field.
        self.screen.set_focus(field.target)
        self.call_after_refresh(self.show_field, field)

    def show_field(self, field: FormField) -> None:
        """Scroll so that a field is seen with what stands under it."""
        self.scroll_to_widget(field, animate=False)

    def advance(self, field: FormField, step: int) -> None:
        """To the next field, or the previous one."""
        at = self.fields.index(field) + step
        if 0 <= at < len(self.fields):
            self.go(self.fields[at])
        else:
            self.post_message(self.Passed(self, step))

    @property
    def current(self) -> FormField | None:
        """The field that has the focus."""
        focused = self.screen.focused
        if focused is None:
            return None
        return next((node for node in focused.ancestors_with_self if isinstance(node, FormField)), None)

    def _grids(self) -> list[LinesField]:
        return [field for field in self.fields if isinstance(field, LinesField)]

    def share_height(self) -> None:
        """Give the lines the height that the other fields leave: what they want, or as much as there is."""
        grids = self._grids()
        if not grids or not self.size.height:
            return
        others = sum(max(field.outer_size.height, 1) for field in self.fields if field not in grids)
        room = max(self.size.height - others, 0)
        heights = [grid.wanted_height for grid in grids]
        while sum(heights) > room:
            spare = [height - grid.least_height for height, grid in zip(heights, grids, strict=True)]
            if max(spare) <= 0:
                break
            heights[spare.index(max(spare))] -= 1
        if len(grids) == 1:
            heights[0] += max(room - sum(heights), 0)
        for grid, height in zip(grids, heights, strict=True):
            grid.styles.height = height

    # Values

    def raw(self) -> dict[str, Any]:
        """What the command is given; a sealed field that was left empty is not given at all."""
        return {
            field.view.id: field.raw()
            for field in self.fields
            if not (field.view.kind.masked and field.blank)
        }

    def keep(self) -> dict[str, Any]:
        """What a draft keeps."""
        return {field.view.id: field.keep() for field in self.fields}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Take over a draft; what does not fit any more is left out."""
        for field in self.fields:
            if field.view.id in kept:
                try:
                    field.restore(kept[field.view.id])
                except (KeyError, TypeError, ValueError, AttributeError):
                    continue  # the plugin has changed its fields since

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put the values of a template into the fields that they are for, and stand where something is wanting."""
        filled = [field for field in self.fields if values.get(field.view.id) not in (None, "", [])]
        for field in filled:
            field.fill(values[field.view.id])
        grids = [field for field in filled if isinstance(field, LinesField)]
        wanted = grids or self.lacking() or filled
        if wanted:
            self.go_to(wanted[0])

    def told(self) -> list[str]:
        """What was filled in, a line for each field."""
        return [
            f"{flat(field.view.title)}  {cut(flat(field.told), 60)}" for field in self.fields if field.told
        ]

    # What is wrong

    def lacking(self) -> list[FormField]:
        """The fields that keep the form from being sent, in order."""
        return [field for field in self.fields if _lacks(field)]

    async def settle(self) -> list[FormField]:
        """Read everything, mark what is wrong or missing, and answer the fields concerned."""
        for field in self.fields:
            field.forgive()
            if not await field.settle() and field.view.required and field.blank:
                field.say(str(_("必须填写")))
            if isinstance(field, LinesField):
                field.lack()
        return self.lacking()

    def blame(self, faults: Sequence[Fault]) -> list[Fault]:
        """Put each fault under its field; answers those that belong to none."""
        homeless, first = [], None
        for fault in faults:
            name, *rest = fault.field.split(".")
            field = next((item for item in self.fields if item.view.id == name), None)
            if field is None:
                homeless.append(fault)
                continue
            first = first or field
            if isinstance(field, LinesField):
                field.blame(rest, str(fault.message))
            else:
                field.refuse(str(fault.message))
        if first is not None:
            self.go_to(first)
        return homeless

    def go_to(self, field: FormField) -> None:
        """Stand in a field that is wrong, in lines at the cell."""
        if isinstance(field, LinesField):
            field.go_to_fault()
        self.go(field)

    def totals(self) -> Iterator[str]:
        """The footers of grids whose columns must be equal."""
        for grid in self._grids():
            yield from grid.totals()


def _lacks(field: FormField) -> bool:
    return bool(field.fault) or field.half_done or (field.view.required and field.blank)
