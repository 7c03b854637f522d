"""Which packs a workspace goes by: those in the packages of core and its plugins, then the school's own file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from gonghui_core.contributions import Problem
from gonghui_core.i18n import translator
from gonghui_core.rules.packs import SCHOOL, Pack, load_pack
from gonghui_core.rules.rulebook import Rulebook
from gonghui_core.verdicts import GonghuiError

_ = translator("gonghui_core")

SCHOOL_FILE = "rules.toml"


def open_rulebook(
    packages: Sequence[tuple[str, str]], folder: Path, jurisdictions: Sequence[str]
) -> tuple[Rulebook, list[Problem]]:
    """The rules of the plugins `(name, package)` and of the school's file in the workspace `folder`.

    A pack that cannot be read is left out and told as a problem.
    """
    packs: list[Pack] = []
    problems: list[Problem] = []
    for name, package in packages:
        policy = files(package) / "policy"
        sources = sorted(policy.iterdir(), key=lambda p: p.name) if policy.is_dir() else []
        for source in sources:
            if source.name.endswith(".toml"):
                _read(source, name, packs, problems)
    school = folder / SCHOOL_FILE
    if school.exists():
        _read(school, SCHOOL_FILE, packs, problems)
    return Rulebook(packs, (*jurisdictions, SCHOOL)), problems


def _read(source: object, name: str, packs: list[Pack], problems: list[Problem]) -> None:
    try:
        packs.append(load_pack(source))  # type: ignore[arg-type]  # a path or a file in a package
    except GonghuiError as error:
        problems.append(Problem(name, "policy", error.message))
