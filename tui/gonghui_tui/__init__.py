"""The terminal UI of gonghui."""

from __future__ import annotations

from pathlib import Path


def run(folder: Path, officer: str = "") -> int:
    """Open the terminal UI on the workspace in `folder`, as `officer` where one is named; its exit code."""
    from gonghui_tui.crash import ensure_utf8

    ensure_utf8()
    from gonghui_tui.app import GonghuiApp

    app = GonghuiApp(folder, officer)
    app.run()
    return app.exit_code
