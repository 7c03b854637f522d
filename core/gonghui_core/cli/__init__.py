"""The command line. Heavy modules load only in the command that needs them."""

from __future__ import annotations

import sys


def main() -> None:
    """The entry point `gonghui`."""
    from gonghui_core.cli.root import run

    sys.exit(run(sys.argv[1:]))
