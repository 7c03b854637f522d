"""What the tests of elections share: the rules as the packs ship them."""

from importlib.resources import files

import pytest
from gonghui_core.rules.packs import Pack, load_pack
from gonghui_elections.rules import Grounds


def pack(name: str) -> Pack:
    return load_pack(files("gonghui_elections") / "policy" / f"{name}.toml")


@pytest.fixture(scope="session")
def grounds() -> Grounds:
    """National rules with those of Shanghai over them."""
    return {rule.id: rule for name in ("national", "shanghai") for rule in pack(name).rules}


@pytest.fixture(scope="session")
def read_pack():
    return pack
