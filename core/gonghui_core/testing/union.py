"""A small union to try things in: twelve members in three branches, an officer for each role."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gonghui_core import settings as settings_
from gonghui_core.commands import Outcome
from gonghui_core.desk import Desk
from gonghui_core.kernel import Kernel
from gonghui_core.office import commands as office
from gonghui_core.office import services as offices
from gonghui_core.office.choices import Role
from gonghui_core.office.rights import SYSTEM
from gonghui_core.plugins import Candidate
from gonghui_core.workspace import Workspace

TODAY = date(2023, 12, 20)
NAME = "示范学院工会"
BRANCHES = ("信息工程学院", "商学院", "图书馆")
PEOPLE = (
    ("1001", "陈磊", "male", "信息工程学院"), ("1002", "单文博", "male", "信息工程学院"),
    ("1003", "欧阳晓岚", "female", "信息工程学院"), ("1004", "王海洋", "male", "信息工程学院"),
    ("1005", "李芳", "female", "商学院"), ("1006", "曾静", "female", "商学院"), ("1007", "查宁", "male", "商学院"),
    ("1008", "尉迟明", "male", "商学院"), ("1009", "何思", "female", "图书馆"), ("1010", "朴敏", "female", "图书馆"),
    ("1011", "仇英", "female", "图书馆"), ("1012", "解勇", "male", "图书馆"),
)  # fmt: skip
OFFICERS = (
    ("keeper", "keeper", ""), ("clerk", "clerk", "1001"), ("clerk2", "clerk", "1002"), ("chair", "chair", "1003"),
    ("vice_chair", "vice_chair", "1004"), ("accountant", "accountant", "1005"), ("cashier", "cashier", "1006"),
    ("audit", "audit", "1007"), ("women", "women", "1009"), ("branch", "branch", "1010"),
)  # fmt: skip


@dataclass
class Union:
    """An opened union; `do` and `table` act as an officer, on the day `today`."""

    kernel: Kernel
    today: date = TODAY

    def __post_init__(self) -> None:
        self.kernel.today = lambda: self.today

    def desk(self, officer: str = "clerk") -> Desk:
        """The desk of an officer."""
        return Desk(self.kernel, self.kernel.sign_in(officer))

    def do(
        self,
        officer: str,
        action: str,
        values: Mapping[str, Any] | None = None,
        *records: Any,
        override: str = "",
    ) -> Outcome:
        """Carry out an action."""
        return self.desk(officer).do(action, dict(values or {}), [str(r) for r in records], override=override)

    def rows(self, officer: str, page: str, **params: Any) -> list[dict[str, Any]]:
        """The rows of a page."""
        return list(self.desk(officer).table(page, params).rows)

    def data(self, officer: str, page: str, **params: Any) -> Mapping[str, Any]:
        """The figures of a report."""
        return self.desk(officer).report(page, params).data

    def reopen(self, candidates: Sequence[Candidate] | None = None) -> Union:
        """Close and open again, with other plugins perhaps."""
        self.kernel.close()
        kernel = Kernel.open(self.kernel.workspace.folder, key=self.kernel.key, candidates=candidates)
        return Union(kernel, self.today)


def make_union(
    folder: Path, *, plain: bool = True, url: str = "", candidates: Sequence[Candidate] | None = None
) -> Union:
    """Make a union in `folder`: plain, encrypted, or on PostgreSQL at `url`."""
    workspace = Workspace(folder)
    key = workspace.make(plain=plain, url=url)
    settings_.save(folder, "union", {"name": NAME, "committee": f"中国教育工会{NAME}委员会"})
    kernel = Kernel.open(folder, key=key, candidates=candidates)
    union = Union(kernel)
    _first_officer(kernel)
    for branch in BRANCHES:
        union.do("founder", "core.add_branch", {"name": branch})
    for number, name, sex, branch in PEOPLE:
        values = {"number": number, "name": name, "sex": sex, "branch": branch, "joined_on": "2015-09-01"}
        union.do("founder", "core.add_member", values)
    for name, role, member in OFFICERS:
        officer = {
            "name": name,
            "roles": [role],
            "member": member,
            "branch": BRANCHES[2] if role == "branch" else "",
        }
        union.do("founder", "core.add_officer", officer)
    return union


def _first_officer(kernel: Kernel) -> None:
    with kernel.work(SYSTEM, action="core.found", write=True) as work:
        offices.add_officer(work, office.AddOfficer(name="founder", roles=[Role.keeper, Role.clerk]))


def in_ci() -> bool:
    """Whether this is the CI, where nothing may be skipped."""
    return bool(os.environ.get("CI"))
