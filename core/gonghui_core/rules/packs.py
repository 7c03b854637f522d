"""Policy packs: TOML files of dated rules, and which of them is in force on a day.

A pack has `[[rule]]` tables; `value` is written by the rule's type, or "not set". A `jurisdiction` above them
is that of all rules without one; where there is none at all, the file is the school's own.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from gonghui_core.i18n import translator
from gonghui_core.rules.model import Evidence, Rule, RuleType, Severity, Value
from gonghui_core.rules.values import ValueFault, read_value
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

MAX_BYTES = 2**20
SCHOOL = "school"
"""The jurisdiction of a union's own file, which wins over all others."""

Choice = TypeVar("Choice", bound=StrEnum)

_PACK_KEYS = ("jurisdiction", "title", "rule")
_TEXT_KEYS = (
    "id",
    "title",
    "unit",
    "issuer",
    "document",
    "article",
    "note",
    "base",
    "jurisdiction",
    "source",
)
_RULE_KEYS = tuple(field.name for field in fields(Rule) if field.name != "pack")
_REQUIRED = ("id", "title", "type", "value")


class PackError(BadInput):
    """A policy pack cannot be read; the message names file, rule, key and the nearest right name."""


@dataclass(frozen=True)
class Pack:
    """The rules of one file, with the file's name."""

    name: str
    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class _Place:
    """Where in which file an error is."""

    source: str
    rule: str = ""

    def error(self, message: str) -> PackError:
        where = (
            _("{source}，规则 {rule}").format(source=self.source, rule=self.rule)
            if self.rule
            else self.source
        )
        return PackError(_("政策文件 {where}：{message}").format(where=where, message=message))

    def unknown(self, key: str, known: Iterable[str]) -> PackError:
        return self.error(_("没有“{key}”这一项{nearest}").format(key=key, nearest=_nearest(key, known)))

    def not_one_of(self, key: str, value: object, known: Iterable[str]) -> PackError:
        known = list(known)
        message = _("{key} 不能是“{value}”{nearest}；可用：{known}")
        return self.error(
            message.format(key=key, value=value, nearest=_nearest(str(value), known), known="、".join(known))
        )


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return _("，是否应为“{name}”").format(name=close[0]) if close else ""


def load_pack(path: Path | Traversable) -> Pack:
    """Read one policy pack.

    Raises:
        PackError: the file is missing, too large, not TOML, or says something that a rule cannot say.
    """
    place = _Place(path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise place.error(_("文件无法读取")) from error
    if len(content) > MAX_BYTES:
        raise place.error(_("文件超过 1 MB"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise place.error(_("文件不是 UTF-8 编码")) from error
    return parse_pack(text, path.name)


def parse_pack(text: str, source: str) -> Pack:
    """The pack that `text` is; `source` names it in errors and on pages.

    Raises:
        PackError: see `load_pack`.
    """
    place = _Place(source)
    content = _tables(text, place)
    general = _Entry(content, place)
    jurisdiction = general.text("jurisdiction") if "jurisdiction" in content else SCHOOL
    title = general.text("title") if "title" in content else ""
    tables = enumerate(content.get("rule", []), start=1)
    rules = tuple(_rule(table, number, jurisdiction, source) for number, table in tables)
    _check_overlaps(rules, source)
    return Pack(source, title, rules)


def _tables(text: str, place: _Place) -> dict[str, Any]:
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise place.error(_("不是正确的 TOML：{error}").format(error=error)) from error
    for key in content:
        if key not in _PACK_KEYS:
            raise place.unknown(key, _PACK_KEYS)
    rules = content.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise place.error(_("规则要写成 [[rule]]"))
    return content


def _rule(table: Mapping[str, Any], number: int, general: str, pack: str) -> Rule:
    entry = _Entry(table, _Place(pack, str(table.get("id") or f"#{number}")))
    entry.check_keys()
    texts = {"jurisdiction": general} | {key: entry.text(key) for key in _TEXT_KEYS if key in table}
    own = Evidence.OWN if texts["jurisdiction"] == SCHOOL else None
    evidence = entry.one_of("evidence", Evidence, own)
    kind = entry.one_of("type", RuleType)
    value = entry.value(kind, evidence)
    begun, ended = entry.day("effective_from"), entry.day("effective_to")
    if begun and ended and ended < begun:
        raise entry.place.error(_("effective_to 早于 effective_from"))
    return Rule(
        type=kind, value=value, severity=entry.one_of("severity", Severity, Severity.WARN), evidence=evidence,
        effective_from=begun, effective_to=ended, pack=pack,  **texts,
    )  # fmt: skip


@dataclass(frozen=True)
class _Entry:
    """One `[[rule]]` table while it is read."""

    table: Mapping[str, Any]
    place: _Place

    def check_keys(self) -> None:
        for key in self.table:
            if key not in _RULE_KEYS:
                raise self.place.unknown(key, _RULE_KEYS)
        for key in _REQUIRED:
            if self.table.get(key, "") == "":
                raise self.place.error(_("缺少 {key}").format(key=key))

    def one_of(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        value = self.table.get(key, default)
        if value is None:
            raise self.place.error(_("缺少 {key}").format(key=key))
        try:
            return choices(value)
        except ValueError as error:
            raise self.place.not_one_of(key, value, [choice.value for choice in choices]) from error

    def text(self, key: str) -> str:
        value = self.table[key]
        if not isinstance(value, str):
            raise self.place.error(_("{key} 应为文字（写在引号里）").format(key=key))
        return value.strip()

    def day(self, key: str) -> date | None:
        value = self.table.get(key)
        if value is None or type(value) is date:
            return value
        raise self.place.error(_("{key} 应为日期，如 2025-01-01，不加引号").format(key=key))

    def value(self, kind: RuleType, evidence: Evidence) -> Value:
        try:
            value = read_value(kind, self.table["value"])
        except ValueFault as fault:
            message = _('value 应为{wanted}，或写 "not set"')
            raise self.place.error(message.format(wanted=fault)) from fault
        if value is not None and not evidence.may_have_value:
            message = _('依据为 {evidence} 的规则没有可靠出处，value 只能写 "not set"')
            raise self.place.error(message.format(evidence=evidence.value))
        return value


def _check_overlaps(rules: Sequence[Rule], source: str) -> None:
    """Of one id in one file, no two versions may be in force on the same day."""
    by_id: dict[str, list[Rule]] = {}
    for rule in rules:
        by_id.setdefault(f"{rule.jurisdiction} {rule.id}", []).append(rule)
    for versions in by_id.values():
        versions.sort(key=lambda rule: rule.effective_from or date.min)
        for earlier, later in pairwise(versions):
            if earlier.in_force(later.effective_from or date.min):
                raise _Place(source, later.id).error(_("同一规则的两个版本有效期重叠"))
