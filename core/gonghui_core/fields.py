"""The kinds of fields that a command is made of: how each is read, shown and described.

A kind stands in the annotation (`amount: Money`) and is found again by `kind_of`; what people type or a sheet
holds is read by the kind's validator, the same for the terminal, the command line, an import and a test.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import dataclass, replace
from dataclasses import field as field_
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Field, GetCoreSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from pydantic_core.core_schema import ValidationInfo

from gonghui_core.choices import Choice
from gonghui_core.dates import read_date
from gonghui_core.i18n import translator
from gonghui_core.text import clean, code, half, one_line, person_name
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

LARGEST_MONEY = Decimal("1000000000000")
LONGEST_LINE = 300
LONGEST_TEXT = 20000


Reader = Callable[[Any, ValidationInfo], Any]


class Key(str):
    """The key of a record as a page gave it: never read as a number or a name that another record may have."""


@dataclass(frozen=True)
class Kind:
    """What a field is: `text`, `money`, `date`, `choice`, `record`, `lines` …, with what drawing it needs.

    It stands in `Annotated[…]` and reads what people type by `reader`. `page` is the page whose records a
    `record` field picks from; `many` tells a list of them. `swap` names two money columns of `lines` that Space
    exchanges and `=` evens out; `repeat` the text column that a new line takes over from the line above.
    `masked` fields are sealed in drafts and never shown again in full.
    """

    name: str
    reader: Reader | None = field_(default=None, compare=False, repr=False)
    page: str = ""
    choice: type[Choice] | None = None
    many: bool = False
    masked: bool = False
    line: type[BaseModel] | None = None
    swap: tuple[str, str] | None = None
    repeat: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = handler(source)
        if self.reader is None:
            return inner
        return core_schema.with_info_before_validator_function(self.reader, inner)


@dataclass(frozen=True)
class Context:
    """What reading needs from outside: the day, and how the records of a page are found by what people type."""

    today: date
    resolve: Callable[[str, str], int | str]


def field(title: str, default: Any = ..., *, help: str = "", **constraints: Any) -> Any:
    """A field of a command: its title, its default (absent means required), its help, its constraints."""
    return Field(default, title=title, description=help or None, **constraints)


def _fail(kind: str, message: str) -> PydanticCustomError:
    # Braces of the message would be read as placeholders.
    # What was typed may stand in the message, and an error that cannot be encoded fails in its turn.
    return PydanticCustomError("gonghui_" + kind, "{said}", {"said": clean(str(message))})


def read_line(value: Any) -> Any:
    """One line of text, cleaned."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
    if not isinstance(value, str):
        raise _fail("text", _("应为文字"))
    text = one_line(value)
    if len(text) > LONGEST_LINE:
        raise _fail("text", _("太长：{have} 个字，最多 {need} 个").format(have=len(text), need=LONGEST_LINE))
    return text


def read_text(value: Any) -> Any:
    """Text of several lines, cleaned."""
    if not isinstance(value, str):
        raise _fail("text", _("应为文字"))
    text = clean(value).strip()
    if len(text) > LONGEST_TEXT:
        raise _fail("text", _("太长：{have} 个字，最多 {need} 个").format(have=len(text), need=LONGEST_TEXT))
    return text


def read_name(value: Any) -> Any:
    """A person's name; a name without any letter is refused."""
    text = person_name(read_line(value))
    if not any(char.isalnum() for char in text):
        raise _fail("name", _("姓名不能为空"))
    return text


def read_code(value: Any) -> Any:
    """A number of letters and digits, half-width and without blanks."""
    return code(read_line(value))


_MONEY = re.compile(r"[+-]?[0-9]+(\.[0-9]{0,2})?")
_FEN = Decimal("0.01")
_MONEY_SIGNS = re.compile(r"[¥,元\s]")


def read_money(value: Any) -> Decimal:
    """Yuan with at most two places; `¥`, `元` and commas are understood, a float is not."""
    if isinstance(value, bool | float):
        raise _fail("money", _("金额请写成文字，如 1200.50；小数会丢失精度"))
    if isinstance(value, Decimal | int):
        value = str(value)
    if not isinstance(value, str):
        raise _fail("money", _("应为金额，如 1200.50"))
    text = value if _MONEY.fullmatch(value) else _MONEY_SIGNS.sub("", half(clean(value)))
    if not _MONEY.fullmatch(text):
        raise _fail("money", _("“{text}”不是金额；应如 1200.50，最多两位小数").format(text=value[:40]))
    amount = Decimal(text).quantize(_FEN)
    if abs(amount) >= LARGEST_MONEY:
        raise _fail("money", _("金额太大：应小于一万亿元"))
    return amount


def read_whole(value: Any) -> int:
    """A whole number below a thousand million, which every database holds."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = re.sub(r"[,\s]", "", half(clean(str(value))))
    if isinstance(value, bool) or not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise _fail("integer", _("“{text}”不是整数").format(text=str(value)[:40]))
    return int(text)


_YES = {"true", "yes", "y", "1", "是", "有", "√", "✓"}
_NO = {"false", "no", "n", "0", "否", "无", "没有", "×"}


def read_yes_no(value: Any) -> bool:
    """是 or 否."""
    if isinstance(value, bool):
        return value
    text = half(clean(str(value))).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise _fail("yes_no", _("“{text}”应为“是”或“否”").format(text=str(value)[:40]))


def read_day(value: Any, info: ValidationInfo) -> date:
    """A day, in any of the ways that people and sheets write one."""
    today = info.context.today if info.context else date.today()
    try:
        return read_date(value, today=today).day
    except BadInput as error:
        raise _fail("date", error.message) from None


def record_reader(page: str) -> Callable[[Any, ValidationInfo], int | str]:
    """Finds the record of `page` that people mean by what they typed."""

    def read(value: Any, info: ValidationInfo) -> int | str:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise _fail("record", _("应写编号或名称"))
        if info.context is None:
            return value
        context: Context = info.context
        try:
            return context.resolve(page, value if isinstance(value, Key) else str(value))
        except BadInput as error:
            raise _fail("record", error.message) from None

    return read


def pick(page: str) -> Kind:
    """A field that picks one record of `page`: `Annotated[int, pick("core.members")]`."""
    return Kind("record", record_reader(page), page=page)


def pick_many(page: str) -> Kind:
    """A field that picks several records of `page`: `Annotated[list[int], pick_many("core.members")]`."""
    read_one = record_reader(page)

    def read(value: Any, info: ValidationInfo) -> Any:
        parts = split_list(value)
        return [read_one(part, info) for part in parts] if isinstance(parts, list) else parts

    return Kind("record", read, page=page, many=True)


def choose_many(of: type[Choice]) -> Kind:
    """A field that takes several choices: `Annotated[list[Role], choose_many(Role)]`."""
    return Kind("choice", lambda value, info: split_list(value), choice=of, many=True)


def lines(*, swap: tuple[str, str] | None = None, repeat: str = "") -> Kind:
    """A grid of sub-rows: `Annotated[list[VoucherLine], lines(swap=("debit", "credit"))]`."""
    return Kind("lines", _drop_blank_lines, swap=swap, repeat=repeat)


def split_list(value: Any) -> Any:
    """A list written as text, with commas of either width or the ideographic one between."""
    if isinstance(value, str):
        return [part for part in re.split(r"[,，、;；\s]+", value.strip()) if part]
    return value


def _drop_blank_lines(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, list):
        return value
    return [
        row for row in value if not isinstance(row, dict) or any(v not in ("", None) for v in row.values())
    ]


def _money_text(value: Decimal) -> str:
    return f"{value:.2f}"


def _plain(read: Callable[[Any], Any]) -> Reader:
    return lambda value, info: read(value)


Text = Annotated[str, Kind("text", _plain(read_line))]
LongText = Annotated[str, Kind("long_text", _plain(read_text))]
SealedText = Annotated[str, Kind("long_text", _plain(read_text), masked=True)]
PersonName = Annotated[str, Kind("name", _plain(read_name))]
Code = Annotated[str, Kind("code", _plain(read_code))]
SealedCode = Annotated[str, Kind("code", _plain(read_code), masked=True)]
Money = Annotated[
    Decimal,
    PlainSerializer(_money_text),
    WithJsonSchema({"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]{1,2})?$"}),
    Kind("money", _plain(read_money)),
]
Whole = Annotated[int, Kind("integer", _plain(read_whole))]
Year = Annotated[int, Field(ge=1900, le=2199), Kind("integer", _plain(read_whole))]
Count = Annotated[int, Field(ge=0), Kind("integer", _plain(read_whole))]
YesNo = Annotated[bool, Kind("yes_no", _plain(read_yes_no))]
Day = Annotated[date, Kind("date", read_day)]
FilePath = Annotated[str, Kind("file", _plain(read_line))]
MemberKey = Annotated[int, pick("core.members")]
MemberKeys = Annotated[list[int], pick_many("core.members")]
BranchKey = Annotated[int, pick("core.branches")]


def kind_of(info: FieldInfo) -> Kind:
    """The kind that a field was annotated with, also inside `… | None`; choices and lines know their type."""
    marked = next((item for item in info.metadata if isinstance(item, Kind)), None)
    found = _kind_in(info.annotation)
    if marked is None:
        return found or Kind("text")
    return replace(marked, line=found.line) if found and found.line else marked


def _kind_in(annotation: Any) -> Kind | None:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return next((item for item in annotation.__metadata__ if isinstance(item, Kind)), _kind_in(parts[0]))
    if origin in (Union, types.UnionType):
        return next((found for part in parts if (found := _kind_in(part))), None)
    if origin is list and isinstance(parts[0], type) and issubclass(parts[0], BaseModel):
        return Kind("lines", line=parts[0])
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return Kind("choice", choice=annotation)
    return None
