"""Reading `key=value` words and `--input` objects."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_ = translator("gonghui_core")


def pairs(words: Iterable[str]) -> dict[str, str]:
    """`key=value` words as an object."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise BadInput(_("“{word}”应写成 名称=值").format(word=word[:60]))
        found[name.strip()] = value
    return found


def as_typed(command: type[BaseModel], words: Mapping[str, str]) -> dict[str, Any]:
    """`words` with lists and lines read as JSON, where they are written so; text stays text, `[1]` too."""
    return {
        name: value if _takes_text(command.model_fields.get(name)) else _value(value)
        for name, value in words.items()
    }


def _takes_text(info: FieldInfo | None) -> bool:
    if info is None:
        return True
    parts = [info.annotation, *get_args(info.annotation)]
    return (
        any(part is str or get_args(part)[:1] == (str,) for part in parts)
        and get_origin(info.annotation) is not list
    )


def _value(text: str) -> Any:
    if text[:1] in ("[", "{") and text[-1:] in ("]", "}"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


def read_input(source: str) -> dict[str, Any]:
    """The JSON object in a file, or on standard input for `-`."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
        found = json.loads(text)
    except OSError as error:
        raise BadInput(
            _("{path} 读不了：{why}").format(path=source, why=error.strerror), field="input"
        ) from None
    except (ValueError, RecursionError) as error:
        raise BadInput(_("{path} 不是 JSON：{why}").format(path=source, why=error), field="input") from None
    if not isinstance(found, dict):
        raise BadInput(_("{path} 应是一个 JSON 对象").format(path=source), field="input")
    return found
