"""Reading `key=value` words and `--input` objects."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")


def pairs(words: Iterable[str]) -> dict[str, Any]:
    """`key=value` words as an object; a value that begins like JSON (`[`, `{`) is read as JSON if it is."""
    found: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise BadInput(_("“{word}”应写成 名称=值").format(word=word[:60]))
        found[name.strip()] = _value(value)
    return found


def _value(text: str) -> Any:
    if text[:1] in "[{" and text[-1:] in "]}":
        try:
            return json.loads(text)
        except ValueError:
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
