"""Run the benchmarks: `uv run python benchmarks/run.py [small|full] [name …]`; the table goes to docs/benchmarks.md.

`small` takes a minute; `full` has the sizes of the design and takes some ten. Times depend on the machine: what
counts is the ratio to the floor, which is measured in the same run.
"""

from __future__ import annotations

import platform
import sys
from importlib import import_module
from pathlib import Path

from measure import Table

BENCHMARKS = ("startup", "register", "finance", "elections", "annual", "audit")
TARGET = Path(__file__).parent.parent / "docs" / "benchmarks.md"
HERE = Path(__file__).parent


def main(arguments: list[str]) -> None:
    """Run what is named, or all."""
    size = arguments[0] if arguments and arguments[0] in ("small", "full") else "small"
    named = [word for word in arguments if word in BENCHMARKS] or BENCHMARKS
    table = Table()
    for name in named:
        if (HERE / f"{name}.py").exists():
            import_module(name).run(table, size)
    head = f"# Benchmarks\n\nSize `{size}`; Python {platform.python_version()}, {platform.machine()}. "
    told = "Made by `uv run python benchmarks/run.py full`; seconds of one machine, read the ratios.\n\n"
    if set(named) == set(BENCHMARKS):
        TARGET.write_text(head + told + table.markdown(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
