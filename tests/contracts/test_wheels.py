"""Each plugin as another school installs it: core and that plugin alone, from wheels, in a fresh environment."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGINS = ("welfare", "elections", "activities", "finance")

pytestmark = pytest.mark.slow


def _run(*command: str, cwd: Path = ROOT, **environment: str) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GONGHUI_", "UV_", "VIRTUAL_ENV"))}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, env={**env, **environment}
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheels of all distributions."""
    assert shutil.which("uv"), "uv builds the wheels; the README installs it"
    folder = tmp_path_factory.mktemp("wheels")
    _run("uv", "build", "--all-packages", "--wheel", "--out-dir", str(folder))
    return folder


@pytest.mark.parametrize("plugin", PLUGINS)
def test_core_and_one_plugin_run_alone(wheels: Path, tmp_path: Path, plugin: str) -> None:
    home, union = tmp_path / "venv", tmp_path / "union"
    _run("uv", "venv", str(home))
    names = ("gonghui-core", f"gonghui-{plugin}")
    found = [str(next(wheels.glob(f"{name.replace('-', '_')}-*.whl"))) for name in names]
    constraints = ROOT / "pyproject.toml"
    assert constraints.exists()
    _run("uv", "pip", "install", "--python", str(home), "--find-links", str(wheels), *found)
    gonghui = str(home / ("Scripts" if os.name == "nt" else "bin") / "gonghui")
    _run(gonghui, "init", str(union), "--union", "测试", "--officer", "li", "--plain", cwd=tmp_path)
    environment = {"GONGHUI_WORKSPACE": str(union), "GONGHUI_OFFICER": "li"}
    pages = _run(gonghui, "pages", cwd=tmp_path, **environment)
    assert "core.members" in pages
    assert not any(f"{other}." in pages for other in PLUGINS if other != plugin)
    assert _run(gonghui, "plugins", "check", cwd=tmp_path, **environment) == ""
    listed = _run(gonghui, "plugins", "list", "--json", cwd=tmp_path, **environment)
    assert f'"{plugin}"' in listed
