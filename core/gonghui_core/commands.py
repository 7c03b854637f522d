"""Commands: the input of one change, and the action that offers it.

One declaration of an action is the form in the terminal, the command line, the row of an import, the entry of
the command palette and the call in a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from gonghui_core import fields
from gonghui_core.fields import Context, Kind, kind_of
from gonghui_core.i18n import language, translator
from gonghui_core.verdicts import BadInput, Fault, Verdict

if TYPE_CHECKING:
    from gonghui_core.reports import Report
    from gonghui_core.work import Work

_ = translator("gonghui_core")


class Input(BaseModel):
    """Values that people enter: unknown names are refused, and what was typed never leaks into an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        # A field that may be empty keeps its emptiness, so that an edit can clear it; a required one is missing.
        blank = {k for k, v in values.items() if v is None or (isinstance(v, str) and not v.strip())}
        kept = {k: v for k, v in values.items() if k not in blank}
        for name in blank:
            info = cls.model_fields.get(name)
            if info is not None and not info.is_required() and info.default is None:
                kept[name] = None
        return kept


class Command(Input):
    """The input of one change; its docstring is the help of the form."""


class OnRecord(Command):
    """A command about one record of the page it stands on."""

    record: int = fields.field(_("记录"))


class Editing(OnRecord):
    """A change of what was typed before; `version` is the one that the form was opened with."""

    version: int | None = None


class OnRecords(Command):
    """A command about several ticked records of the page it stands on."""

    records: list[int] = fields.field(_("记录"))


def snake(name: str) -> str:
    """`DraftVoucher` as `draft_voucher`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


class Grade(StrEnum):
    """How an action asks before it acts."""

    none = "none"  # reversible: done, and said
    ask = "ask"  # reversible with effect: names and counts are shown, default is cancel
    legal = "legal"  # irreversible: checks are listed and a word is typed
    outward = "outward"  # personal data leaves: the reason is kept


@dataclass(frozen=True)
class Outcome:
    """What an action answers: a message, the key of what came to be, verdicts, and what to open next.

    `ask_passphrase` names an officer who needs a passphrase before signing in to an encrypted workspace; the
    service cannot set it, because a key slot is no row. `open_file` is a file that a desktop opens with its own
    program.
    """

    message: str
    key: int | str | None = None
    warnings: list[Verdict] = field(default_factory=list)
    open_page: str = ""
    ask_passphrase: str = ""
    open_file: str = ""


Service = Callable[["Work", Any], Outcome]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Templates:
    """What a form can be filled from (F4): the records of a table page, and the values that one of them gives."""

    page: str
    values: Callable[[Work, int | str], dict[str, Any]]


@dataclass(frozen=True)
class Action:
    """A command offered on a page, with everything that every front end needs to offer it.

    `on` is `page`, `row` (the command has a `record`) or `rows` (it has `records`). On a child table `parent`
    names the parameter that is the command's `record`, and `into` the field that takes the row's key (or the
    ticked rows' keys, where the field is a list). `allowed` answers why not, or nothing. `preview` shows exactly
    what will be written. `live` gives the footer of a form while lines are typed, from the raw values.
    `templates` are records that the form can be filled from.
    """

    command: type[Command]
    service: Service
    title: str
    right: str
    on: str = "page"
    slot: int | None = None
    short: str = ""
    grade: Grade = Grade.none
    parent: str = ""
    into: str = ""
    word: str = ""
    allowed: Callable[[Work, Row], str | None] | None = None
    preview: Callable[[Work, Any], Report] | None = None
    prefill: Callable[[Work, int | str | None], dict[str, Any]] | None = None
    live: Callable[[Mapping[str, Any]], list[str]] | None = None
    templates: Templates | None = None

    def name(self, plugin: str) -> str:
        """The action's name from outside: `finance.draft_voucher`."""
        return f"{plugin}.{snake(self.command.__name__)}"

    @property
    def help(self) -> str:
        """What the action is for: the docstring of its command, which is English; in Chinese the title says it."""
        return (self.command.__doc__ or "").strip() if language() == "en" else ""


@dataclass(frozen=True)
class FieldView:
    """A field as a front end draws it."""

    id: str
    title: str
    kind: Kind
    required: bool
    help: str = ""
    value: Any = None
    columns: tuple[FieldView, ...] = ()


def views(command: type[BaseModel], values: Mapping[str, Any] | None = None) -> tuple[FieldView, ...]:
    """The fields of a command in order, with the values they start from; keys of records are not fields."""
    values = values or {}
    return tuple(
        _view(name, info, values.get(name))
        for name, info in command.model_fields.items()
        if name not in ("record", "records", "version")
    )


def _view(name: str, info: Any, value: Any) -> FieldView:
    kind = kind_of(info)
    if value is None and not info.is_required():
        value = info.get_default(call_default_factory=True)
    columns = views(kind.line) if kind.line else ()
    return FieldView(
        name, str(info.title or name), kind, info.is_required(), str(info.description or ""), value, columns
    )


def read(command: type[Command], values: Mapping[str, Any], context: Context) -> Any:
    """The command that `values` mean; `BadInput` names every field that cannot be read, and why."""
    try:
        return command.model_validate(dict(values), context=context)
    except ValidationError as error:
        faults = tuple(_fault(command, item) for item in error.errors(include_input=False, include_url=False))
        first = faults[0]
        raise BadInput(
            "；".join(f"{_titled(command, f.field)}：{f.message}" for f in faults),
            field=first.field,
            faults=faults,
        ) from None


def _fault(command: type[Command], item: Any) -> Fault:
    path = ".".join(str(part) for part in item["loc"])
    return Fault(path, _words(command, path, item))


def _words(command: type[Command], path: str, item: Any) -> str:
    if item["type"] == "extra_forbidden":
        known = "、".join(name for name in command.model_fields)
        return _("没有这一项；可填的有 {known}").format(known=known)
    return message_of(item)


def message_of(item: Any) -> str:
    """The words for one error of pydantic's."""
    kind, context = item["type"], item.get("ctx", {})
    if kind.startswith("gonghui_"):
        return str(context["said"])
    pattern = _MESSAGES.get(kind)
    return pattern.format(**context) if pattern else str(_("填写不正确"))


def _titled(command: type[BaseModel], path: str) -> str:
    """The path of a field in words: `lines.0.amount` as `分录 第1行 金额`."""
    words: list[str] = []
    model: type[BaseModel] | None = command
    for part in path.split(".") if path else []:
        if part.isdigit():
            words.append(_("第{n}行").format(n=int(part) + 1))
        elif model is not None and part in model.model_fields:
            info = model.model_fields[part]
            words.append(str(info.title or part))
            model = kind_of(info).line
        else:
            words.append(part)
    return " ".join(words)


_MESSAGES = {
    "missing": _("必须填写"),
    "greater_than": _("应大于 {gt}"),
    "greater_than_equal": _("不能小于 {ge}"),
    "less_than": _("应小于 {lt}"),
    "less_than_equal": _("不能大于 {le}"),
    "too_short": _("至少要有 {min_length} 项"),
    "too_long": _("最多 {max_length} 项"),
    "string_too_short": _("至少 {min_length} 个字"),
    "string_too_long": _("最多 {max_length} 个字"),
    "int_parsing": _("应为整数"),
    "int_type": _("应为整数"),
    "list_type": _("应为一组"),
    "model_type": _("应为一组名称和值"),
    "model_attributes_type": _("应为一组名称和值"),
    "dict_type": _("应为一组名称和值"),
}
