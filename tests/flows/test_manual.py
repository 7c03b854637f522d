"""The officers' manual is held to the program: its commands run in the sample union, its links and names exist."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gonghui_core.cli.root import run
from gonghui_core.demo import make_demo
from gonghui_core.kernel import Kernel

MANUAL = Path(__file__).parents[2] / "docs" / "manual"
CHAPTERS = sorted(MANUAL.glob("*.md"), key=lambda path: (len(path.name.split("-")[0]), path.name))
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
_HEREDOC = " <<'JSON'"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample union."""
    folder = tmp_path_factory.mktemp("manual") / "demo"
    make_demo(folder)
    return folder


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of the blocks of a chapter, with what it is given to read."""
    for block in _BLOCK.findall(text):
        lines = iter(block.splitlines())
        for line in lines:
            given: list[str] = []
            if line.endswith(_HEREDOC):
                for more in lines:
                    if more == "JSON":
                        break
                    given.append(more)
            yield line.removesuffix(_HEREDOC), "\n".join(given)


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_the_commands_of_the_manual_run(
    chapter: Path,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GONGHUI_WORKSPACE", str(sample))
    monkeypatch.chdir(tmp_path)
    for line, given in _commands(chapter.read_text(encoding="utf-8")):
        if not line.startswith("gonghui "):
            subprocess.run(["sh", "-c", line], check=True, cwd=tmp_path)
            continue
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        code = run(shlex.split(line)[1:])
        if "check" not in shlex.split(line):
            assert code == 0, f"{line}\n{capsys.readouterr().err}"


def test_the_chapters_that_are_named_exist() -> None:
    for chapter in CHAPTERS:
        for target in re.findall(r"\]\(([^)#]+\.md)\)", chapter.read_text(encoding="utf-8")):
            assert (MANUAL / target).exists(), target


def test_every_action_and_page_that_is_named_exists(sample: Path) -> None:
    kernel = Kernel.open(sample, today=date(2023, 12, 20))
    known = {*kernel.catalogue.pages, *kernel.catalogue.actions, *kernel.catalogue.imports}
    kernel.close()
    for chapter in CHAPTERS:
        for name in re.findall(r"\b(?:finance|core)\.[a-z_]+\b", chapter.read_text(encoding="utf-8")):
            assert name in known or name == "finance.chief_accountant", f"{chapter.name}: {name}"
