"""What the tests of elections share: the rules as the packs ship them, and elections played step by step."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pytest

from gonghui_core.commands import Outcome
from gonghui_core.rules.packs import Pack, load_pack
from gonghui_core.testing.union import Union
from gonghui_elections.rules import Grounds

NAMES = ("李芳", "曾静", "查宁")
READY = {
    "title": "工会委员会选举", "kind": "committee", "seats": 2, "entitled": 12, "candidates": list(NAMES),
    "on": "2023-12-20",
}  # fmt: skip


def pack(name: str) -> Pack:
    return load_pack(files("gonghui_elections") / "policy" / f"{name}.toml")


@pytest.fixture(scope="session")
def grounds() -> Grounds:
    """National rules with those of Shanghai over them."""
    return {rule.id: rule for name in ("national", "shanghai") for rule in pack(name).rules}


@pytest.fixture(scope="session")
def read_pack():
    return pack


@dataclass
class Poll:
    """Elections in the small union of the testing kit; the clerks tally, the chair seals."""

    union: Union

    def do(self, officer: str, action: str, values: dict[str, Any], key: str) -> Outcome:
        return self.union.do(officer, f"elections.{action}", values, key)

    def set_up(self, **changes: Any) -> str:
        return str(self.prepare(**changes).key)

    def prepare(self, **changes: Any) -> Outcome:
        return self.union.do("clerk", "elections.set_up_election", {**READY, **changes})

    def attend(self, key: str, present: int = 12, issued: int | None = None) -> Outcome:
        figures = {"present": present, "issued": present if issued is None else issued}
        return self.do("clerk", "record_attendance", figures, key)

    def ready(self, present: int = 12, **changes: Any) -> str:
        key = self.set_up(**changes)
        self.attend(key, present)
        return key

    def sheet(
        self, *agrees: int, returned: int = 12, void: int = 0, names=NAMES, **write_ins: int
    ) -> dict[str, Any]:
        """A sheet on which whoever did not agree opposed."""
        valid = returned - void
        marks = [
            {"candidate": name, "agree": agree, "oppose": valid - agree, "abstain": 0}
            for name, agree in zip(names, agrees, strict=True)
        ]
        others = [{"name": name, "agree": agree} for name, agree in write_ins.items()]
        return {"returned": returned, "void": void, "marks": marks, "write_ins": others}

    def tally(self, officer: str, key: str, *agrees: int, **more: Any) -> Outcome:
        return self.do(officer, "enter_tally", self.sheet(*agrees, **more), key)

    def count(self, key: str, *agrees: int, **more: Any) -> None:
        for officer in ("clerk", "clerk2"):
            self.tally(officer, key, *agrees, **more)

    def seal(self, key: str) -> Outcome:
        return self.do("chair", "seal_election", {}, key)

    def sealed(self, *agrees: int, present: int = 12, **changes: Any) -> str:
        """An election from set-up to seal."""
        key = self.ready(present, **changes)
        self.count(key, *agrees, returned=present, names=changes.get("candidates", NAMES))
        self.seal(key)
        return key

    def result(self, key: str, officer: str = "chair") -> Any:
        return self.union.data(officer, "elections.result", election=key)

    def outcomes(self, key: str) -> dict[str, str]:
        return {one["name"]: one["outcome"] for one in self.result(key)["candidates"]}

    def row(self, key: str, officer: str = "chair") -> dict[str, Any]:
        rows = self.union.rows(officer, "elections.elections")
        return next(row for row in rows if row["key"] == str(key))

    def following(self, key: str) -> str:
        """The vote that resolves what this one left open."""
        rows = self.union.rows("chair", "elections.elections")
        return str(next(row["key"] for row in rows if str(row["follows"]) == str(key)))


@pytest.fixture
def poll(union: Union) -> Poll:
    """Elections on each kind of storage."""
    return Poll(union)


@pytest.fixture
def plain_poll(plain_union: Union) -> Poll:
    """Elections in a plain file, for what does not depend on the storage."""
    return Poll(plain_union)
