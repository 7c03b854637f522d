"""The command line. Heavy modules load only in the command that needs them."""

from __future__ import annotations

import sys


def main() -> None:
    """The entry point `gonghui`."""
    from gonghui_core.cli.root import run

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without hanzi shows question marks, not a traceback
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))
