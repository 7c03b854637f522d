"""The terminal UI of gonghui."""

from __future__ import annotations

import os
from pathlib import Path


def run(folder: Path, officer: str = "") -> int:
    """Open the terminal UI on the workspace in `folder`, as `officer` where one is named; its exit code.

    `GONGHUI_LOOK=ascii` draws plain frames, `full` the others; without it the terminal is asked.
    """
    from gonghui_tui.crash import ensure_utf8

    ensure_utf8()
    from gonghui_tui.app import GonghuiApp
    from gonghui_tui.look import ASCII, FULL, use_look
    from gonghui_tui.probe import draws_wide

    wanted = os.environ.get("GONGHUI_LOOK", "")
    wide = wanted == "ascii" or (wanted != "full" and draws_wide())
    use_look(ASCII if wide else FULL)
    app = GonghuiApp(folder, officer)
    app.run()
    return app.exit_code
