"""Which widget fills in which kind of field."""

from __future__ import annotations

from rich.cells import cell_len

from gonghui_core.commands import FieldView
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.choices import ChoiceField, SeveralField, options_of
from gonghui_tui.forms.files import FileField
from gonghui_tui.forms.kit import Kit
from gonghui_tui.forms.lines import LinesField
from gonghui_tui.forms.longtext import LongField
from gonghui_tui.forms.lookups import OptionField
from gonghui_tui.forms.records import RecordField, RecordsField
from gonghui_tui.forms.simple import LineField, MaskedField

_LONGEST_ROW = 130  # cells of options; what needs more than two lines is a list


def make_field(view: FieldView, kit: Kit) -> FormField:
    """The field for a view; a kind that is not known is a line of text."""
    kind = view.kind
    if kind.name == "lines":
        return LinesField(view, kit)
    if kind.name == "record":
        return RecordsField(view, kit) if kind.many else RecordField(view, kit)
    if kind.name == "choice" and not kind.many and _is_long(view):
        return OptionField(view, kit)
    if kind.name in ("choice", "yes_no"):
        return SeveralField(view, kit) if kind.many else ChoiceField(view, kit)
    if kind.name == "long_text":
        return LongField(view, kit)
    if kind.name == "file":
        return FileField(view, kit)
    return MaskedField(view, kit) if kind.masked else LineField(view, kit)


def _is_long(view: FieldView) -> bool:
    return sum(cell_len(title) + 4 for _at, title in options_of(view)) > _LONGEST_ROW
