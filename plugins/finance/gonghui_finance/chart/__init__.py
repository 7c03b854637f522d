"""The chart of accounts as the Ministry of Finance prescribes it, read from `accounts.toml`, and a union's own
sub-accounts below it. Pure values: no session, no settings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

LEVEL_ONE_DIGITS = 3


class Side(StrEnum):
    """The side that an account's balance stands on."""

    debit = "debit"
    credit = "credit"


class Element(StrEnum):
    """The five elements of the accounts (Accounting System for Trade Unions, Article 9), by their first digit."""

    asset = "1"
    liability = "2"
    net_assets = "3"
    income = "4"
    expenditure = "5"


@dataclass(frozen=True)
class Account:
    """An account by its code. `county` ones belong to unions from the county up; a base union may take them when it
    needs them, unless `base` is false.

    A `closed` account takes no sub-accounts of a union's own. `earmarked` is `always` or `never` where the account
    itself decides it, else the voucher's line does. `authority` is the note that allowed a sub-account of the
    union's own.
    """

    code: str
    name: str
    side: Side
    initials: str = ""
    county: bool = False
    earmarked: str = ""
    authority: str = ""
    base: bool = True
    closed: bool = False

    @property
    def element(self) -> Element:
        """Assets, liabilities, net assets, income or expenditure."""
        return Element(self.code[0])

    @property
    def flows(self) -> bool:
        """Whether it is an income or expenditure account, empty after each closing."""
        return self.element in (Element.income, Element.expenditure)

    @property
    def level_one(self) -> str:
        """The code of the prescribed account that this one is or stands below."""
        return self.code[:LEVEL_ONE_DIGITS]


@dataclass(frozen=True)
class Chart:
    """All accounts of a union by code, and which of them have sub-accounts."""

    accounts: Mapping[str, Account]
    document: str = ""
    parents: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, accounts: Iterable[Account], document: str = "") -> Chart:
        """A chart of `accounts`; an account has sub-accounts if its code begins another's."""
        by_code = {account.code: account for account in sorted(accounts, key=lambda a: a.code)}
        parents = frozenset(
            code[:end]
            for code in by_code
            for end in range(LEVEL_ONE_DIGITS, len(code))
            if code[:end] in by_code
        )
        return cls(by_code, document, parents)

    def get(self, code: str) -> Account | None:
        """The account with this code."""
        return self.accounts.get(code)

    def is_leaf(self, code: str) -> bool:
        """Whether the account may be posted to: it is in the chart, a base union's, and has no sub-accounts."""
        return code in self.accounts and code not in self.parents and self.accounts[code].base

    def leaves(self) -> list[Account]:
        """The accounts that may be posted to, by code."""
        return [account for code, account in self.accounts.items() if self.is_leaf(code)]

    def below(self, code: str) -> list[Account]:
        """The account with this code, if it is a leaf, or all leaves below it."""
        return [account for account in self.leaves() if account.code.startswith(code)]

    def full_name(self, code: str) -> str:
        """The name with those of the accounts above: `维权支出-送温暖支出`."""
        names = [
            self.accounts[code[:end]].name
            for end in range(LEVEL_ONE_DIGITS, len(code))
            if code[:end] in self.parents
        ]
        return "-".join([*names, self.accounts[code].name]) if code in self.accounts else code

    def is_called(self, code: str, name: str) -> bool:
        """Whether an account is written with this name, or part of it, or more after it (`102 银行存款基本户`)."""
        written = _letters(name)
        return _letters(self.accounts[code].name) in written or written in _letters(self.full_name(code))

    def with_own(self, own: Iterable[Account]) -> Chart:
        """This chart and a union's own sub-accounts."""
        return Chart.of([*self.accounts.values(), *own], self.document)

    def meant_by(self, text: str) -> list[Account]:
        """The accounts that people may mean by a code, a name (with or without those above) or initials.

        A code decides alone; a name stands before initials; among accounts with the same name or initials those
        that may be posted to come alone if there is one.
        """
        typed = text.strip()
        code = typed.split()[0] if typed else ""
        if code in self.accounts:
            return [self.accounts[code]]
        named = [a for a in self.accounts.values() if typed in (a.name, self.full_name(a.code))]
        found = named or [a for a in self.accounts.values() if a.initials == typed.lower()]
        leaves = [account for account in found if self.is_leaf(account.code)]
        return leaves or found


def _letters(name: str) -> str:
    return "".join(char for char in name if char.isalnum())


@cache
def standard() -> Chart:
    """The prescribed chart: 24 accounts of base unions, those of the county level, and their sub-accounts."""
    text = files(__package__).joinpath("accounts.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    sides: dict[str, Side] = {}
    return Chart.of([_account(entry, sides) for entry in raw["account"]], raw["document"])


def _account(entry: Mapping[str, Any], sides: dict[str, Side]) -> Account:
    code = entry["code"]
    side = sides.setdefault(code, Side(entry.get("side") or sides[code[:LEVEL_ONE_DIGITS]]))
    return Account(
        code, entry["name"], side, entry["initials"], entry.get("county", False), entry.get("earmarked", ""),
        base=entry.get("base", True), closed=entry.get("closed", False),
    )  # fmt: skip
