"""Pytest fixtures: `union` on each kind of storage, `plain_union` where one kind is enough.

A plugin's tests use them by `pytest_plugins = ["gonghui_core.testing.fixtures"]`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from gonghui_core import i18n
from gonghui_core.kernel import Kernel
from gonghui_core.settings import HAND_WRITTEN
from gonghui_core.testing import postgres
from gonghui_core.testing.union import Union, in_ci, make_union

pytest.register_assert_rewrite("gonghui_core.testing.kit")

STORAGES = ("plain", "encrypted", "postgresql")
_numbers = count(1)


@pytest.fixture(autouse=True)
def _quiet_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the developer's own workspace, officer and language out of the tests."""
    for name in ("WORKSPACE", "OFFICER", "PASSPHRASE", "NEW_PASSPHRASE", "TODAY", "LANG"):
        monkeypatch.delenv(f"GONGHUI_{name}", raising=False)
    i18n.use_language("zh")
    yield
    i18n.use_language("zh")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server; skips with a plain word where none can be had, but not in CI."""
    running = postgres.server()
    try:
        address = running.__enter__()
    except postgres.NoServer as error:
        if in_ci():
            raise
        pytest.skip(str(error))
    yield address
    running.__exit__(None, None, None)


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, bytes | None]]:
    """The unions made so far in this session, by kind of storage; each test works on a copy."""
    return {}


@pytest.fixture(params=STORAGES)
def storage(request: pytest.FixtureRequest) -> str:
    """Each kind of storage in turn."""
    return str(request.param)


@pytest.fixture
def union(
    storage: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest,
    _templates: dict[str, tuple[Path, bytes | None]],
) -> Iterator[Union]:  # fmt: skip
    """A small union on each kind of storage, with all installed plugins."""
    server = request.getfixturevalue("postgresql_server") if storage == "postgresql" else ""
    opened = _copy(storage, tmp_path, tmp_path_factory, server, _templates)
    yield opened
    opened.kernel.close()
    if server:
        postgres.drop_database(server, opened.kernel.engine.url.database or "")


@pytest.fixture
def plain_union(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, _templates: dict[str, tuple[Path, bytes | None]]
) -> Iterator[Union]:
    """A small union in a plain file, for what does not depend on the storage."""
    opened = _copy("plain", tmp_path, tmp_path_factory, "", _templates)
    yield opened
    opened.kernel.close()


def _copy(
    storage: str, folder: Path, factory: pytest.TempPathFactory, server: str,
    templates: dict[str, tuple[Path, bytes | None]],
) -> Union:  # fmt: skip
    if storage not in templates:
        home = factory.mktemp(f"union-{storage}") / "home"
        url = postgres.make_database(server, "gonghui_template") if server else ""
        made = make_union(home, plain=storage == "plain", url=url)
        made.kernel.close()
        templates[storage] = (home, made.kernel.key)
    home, key = templates[storage]
    copy = folder / "union"
    shutil.copytree(home, copy)
    if server:
        name = f"gonghui_{next(_numbers)}"
        url = postgres.make_database(server, name, "gonghui_template")
        settings = (copy / HAND_WRITTEN).read_text()
        old = next(line for line in settings.splitlines() if line.startswith("url"))
        (copy / HAND_WRITTEN).write_text(settings.replace(old, f'url = "{url}"'))
    return Union(Kernel.open(copy, key=key))
