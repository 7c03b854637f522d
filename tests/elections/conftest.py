"""What the tests of elections share: the rules as the packs ship them."""

import tomllib
from importlib.resources import files

import pytest
from gonghui_elections.rules import Ground, Grounds


def pack(name: str) -> list[dict[str, object]]:
    return tomllib.loads((files("gonghui_elections") / "policy" / f"{name}.toml").read_text())["rule"]


@pytest.fixture(scope="session")
def grounds() -> Grounds:
    """National rules with those of Shanghai over them."""
    rows = [*pack("national"), *pack("shanghai")]
    return {
        row["id"]: Ground(row["id"], row["value"], row["severity"], row["document"], row["article"])
        for row in rows
    }


@pytest.fixture(scope="session")
def read_pack():
    return pack
