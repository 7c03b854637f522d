"""The accounts of the abolished system of 2009, so that a chart that mixes both systems is told of, not taken in.

Many codes of 2009 are codes of today with another meaning (502 维权支出 is 504 now), so a code with its old name is
a sign of the old chart, and so is a name or a code that only the old chart has.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gonghui_core.i18n import translator
from gonghui_finance.chart import Chart, standard

_ = translator("gonghui_finance")

_CODED = re.compile(r"(\d{3,9})(?!\d)[\s:：_-]*(.*)")
_WORDS = re.compile(r"[^\w]|_")


@dataclass(frozen=True)
class OldAccount:
    """An account of 2009: its code and name, and the codes of today that took over what was kept on it."""

    code: str
    name: str
    now: tuple[str, ...]


@cache
def old_accounts() -> Mapping[str, OldAccount]:
    """The accounts of 2009 by code, as far as they differ from today's."""
    text = files(__package__).joinpath("abolished.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["accounts"]
    return {code: OldAccount(code, entry["name"], tuple(entry["now"])) for code, entry in found.items()}


@cache
def _only_old() -> Mapping[str, OldAccount]:
    """The accounts of 2009 by names that today's chart has not."""
    today = {_words(account.name) for account in standard().accounts.values()}
    return {_words(old.name): old for old in old_accounts().values() if _words(old.name) not in today}


def sentence(old: OldAccount, chart: Chart) -> str:
    """What is wrong with an account of 2009, and which account to take."""
    now = "、".join(f"{code} {chart.full_name(code)}" for code in old.now)
    words = _("“{code} {name}”是已废止的2009年科目（财会〔2009〕7号），现用 {now}")
    return words.format(code=old.code, name=old.name, now=now)


def split(text: str) -> tuple[str, str]:
    """Code and name of an account as people write it: `502 维权支出`, `支出:502-维权支出`; either may be empty."""
    last = re.split(r"[:：/\\]", text.strip())[-1].strip() or text.strip()
    coded = _CODED.fullmatch(last)
    return ("", last) if coded is None else (coded[1], coded[2])


def recognise(text: str, chart: Chart) -> OldAccount | None:
    """The account of 2009 that `text` writes: an old name, a code with its old name, or a code that is no more.

    `text` may be a name, a code, both (`502 维权支出`), or a path of names as journals write them.
    """
    code, name = split(text)
    if not code:
        return None if chart.meant_by(name) else _only_old().get(_words(name.rpartition("-")[2]))
    words = _words(name.rpartition("-")[2])
    old = old_accounts().get(code)
    if code in chart.accounts and words in ("", _words(chart.accounts[code].name)):
        return None
    if old is not None and words in ("", _words(old.name)):
        return old
    return _only_old().get(words)


def _words(name: str) -> str:
    """A name without what is written one way here and another there: blanks, brackets, hyphens."""
    return _WORDS.sub("", name)
