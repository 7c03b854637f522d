"""The architecture held by tests: who may import whom, what an import costs, names, sizes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "gonghui_core": "core", "gonghui_tui": "tui", "gonghui_welfare": "plugins/welfare",
    "gonghui_elections": "plugins/elections", "gonghui_activities": "plugins/activities",
    "gonghui_finance": "plugins/finance",
}  # fmt: skip
PLUGINS = [name for name in PACKAGES if name not in ("gonghui_core", "gonghui_tui")]
HEAVY = ("sqlalchemy", "textual", "rich", "pydantic", "alembic", "docxtpl", "xlsxwriter", "python_calamine", "pypinyin",
         "chinese_calendar", "cn2an", "argon2", "cryptography", "sqlcipher3")  # fmt: skip

LARGEST_FILE = 350
LARGEST_FUNCTION = 40
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}


def _python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd="/",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _sources() -> list[Path]:
    found = [p for folder in PACKAGES.values() for p in (ROOT / folder).rglob("gonghui_*/**/*.py")]
    return [p for p in found if "migrations/versions" not in p.as_posix()]


def test_the_import_contracts_hold() -> None:
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom gonghui_core.cli.root import run\nassert run(['--help']) == 0\n"
        f"print('loaded:', [m for m in {HEAVY!r} if m in sys.modules])"
    )
    assert "loaded: []" in _python(program)


@pytest.mark.parametrize("package", [*PLUGINS, "gonghui_core"])
def test_a_plugin_module_imports_without_a_toolkit(package: str) -> None:
    module = f"{package}.plugin" if package != "gonghui_core" else "gonghui_core.builtin"
    heavy = [name for name in HEAVY if name not in ("sqlalchemy", "pydantic", "cryptography")]
    program = (
        f"import sys, importlib\nimportlib.import_module({module!r})\n"
        f"print('loaded:', [m for m in {heavy!r} if m in sys.modules])"
    )
    assert "loaded: []" in _python(program)


def test_a_plugin_imports_no_other() -> None:
    for package in PLUGINS:
        others = [name for name in PACKAGES if name not in (package, "gonghui_core")]
        for path in (ROOT / PACKAGES[package]).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert not any(f"import {other}" in text or f"from {other}" in text for other in others), path


def test_the_root_names_every_member() -> None:
    root = tomllib.loads((ROOT / "pyproject.toml").read_text())
    folders = [path for path in (ROOT / "plugins").iterdir() if (path / "pyproject.toml").exists()]
    for folder in (ROOT / "core", ROOT / "tui", *folders):
        project = tomllib.loads((folder / "pyproject.toml").read_text())
        name = project["project"]["name"]
        assert any(item.split("[")[0] == name for item in root["project"]["dependencies"]), name
        assert name in root["tool"]["uv"]["sources"], name
        module = name.replace("-", "_")
        assert module in root["tool"]["importlinter"]["root_packages"]
        assert module in root["tool"]["ruff"]["lint"]["isort"]["known-first-party"]
        assert (folder / module / "__init__.py").exists()
        assert (folder / module / "py.typed").exists() or module != "gonghui_core"


@pytest.mark.parametrize("package", PLUGINS)
def test_one_name_for_entry_point_folder_and_distribution(package: str) -> None:
    name = package.removeprefix("gonghui_")
    project = tomllib.loads((ROOT / PACKAGES[package] / "pyproject.toml").read_text())["project"]
    assert project["name"] == f"gonghui-{name}"
    assert project["entry-points"]["gonghui"] == {name: f"{package}.plugin"}


def test_files_and_functions_are_small_or_say_why() -> None:
    long_files, long_functions = set(), set()
    for path in _sources():
        where = path.relative_to(ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        if source.count("\n") > LARGEST_FILE:
            long_files.add(where)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > LARGEST_FUNCTION:
                    long_functions.add(f"{where}:{node.name}")
    assert long_files <= set(LONG_FILES), long_files - set(LONG_FILES)
    assert long_functions <= set(LONG_FUNCTIONS), long_functions - set(LONG_FUNCTIONS)


def test_no_f_string_is_marked_for_translation() -> None:
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "_"
                and node.args
            ):
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"
